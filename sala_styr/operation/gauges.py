"""Where an app tells what it wants watched: figures that are asked of the database when somebody looks, one set for the whole service.

    @gauge("styr_letters", "Letters by state", labels=("state",))
    def letters() -> Iterator[Sample]:
        yield Sample(12, ("queued",))

Register in ``AppConfig.ready``. A gauge costs few queries and tells nothing of any person.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError
from prometheus_client.core import GaugeMetricFamily, Metric

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sample:
    """One figure, and the values of the gauge's labels."""

    value: float
    labels: tuple[str, ...] = ()


Asked = Callable[[], Iterable[Sample]]


@dataclass(frozen=True)
class Gauge:
    """A registered one."""

    name: str
    text: str
    labels: tuple[str, ...]
    ask: Asked


_gauges: dict[str, Gauge] = {}


def gauge(name: str, text: str, labels: tuple[str, ...] = ()) -> Callable[[Asked], Asked]:
    """Decorator: ``ask()`` gives the samples of the gauge ``name`` (Prometheus' naming: ``styr_…``, units written out)."""

    def register(ask: Asked) -> Asked:
        _gauges[name] = Gauge(name, text, labels, ask)
        return ask

    return register


class GaugesCollector:
    """Asks every registered gauge when Prometheus does. One that cannot answer is told by ``styr_gauge_failed`` and the others still are."""

    def describe(self) -> list[Metric]:
        """Nothing beforehand: the database need not be there when the process starts."""
        return []

    def collect(self) -> Iterator[Metric]:
        failed = GaugeMetricFamily("styr_gauge_failed", "1 for a gauge that could not be asked.", labels=["gauge"])
        for each in list(_gauges.values()):
            family = GaugeMetricFamily(each.name, each.text, labels=each.labels)
            try:
                for sample in each.ask():
                    family.add_metric(sample.labels, sample.value)
            except DatabaseError:
                logger.warning("a gauge could not be asked: %s", each.name, exc_info=True)
                failed.add_metric((each.name,), 1)
            else:
                failed.add_metric((each.name,), 0)
                yield family
        yield failed
