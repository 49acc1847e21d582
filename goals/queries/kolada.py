"""What has come from Kolada: the newest values, those we are compared with, and what Kolada has changed since (domain §6.3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median

from django.conf import settings
from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from goals.kolada.shapes import COUNTRY, Package
from goals.kolada.tasks import fetch_kolada
from goals.models import (
    Indicator,
    KoladaFetch,
    KoladaGroup,
    KoladaKpi,
    KoladaMunicipality,
    KoladaValue,
    Sex,
    SourceKind,
)
from sala_styr.documents.cells import number_text

LONGEST_FETCH = timedelta(minutes=15)
Key = tuple[str, str, int, str]
"""Key figure, municipality, year, sex."""


def newest_values(
    kpis: Iterable[str], municipalities: Iterable[str], before: KoladaFetch | None = None
) -> dict[Key, KoladaValue]:
    """The newest value of each key figure, municipality, year and sex; ``before`` a fetch: as it was until then. With their fetch. One query."""
    found = KoladaValue.objects.filter(kpi__kpi_id__in=set(kpis), municipality__in=set(municipalities))
    if before is not None:
        found = found.filter(fetch_id__lt=before.pk)
    place = [F("kpi"), F("municipality"), F("year"), F("sex")]
    newest = found.annotate(number=Window(RowNumber(), partition_by=place, order_by=F("fetch_id").desc()))
    rows = newest.filter(number=1).select_related("kpi", "fetch")
    return {(row.kpi.kpi_id, row.municipality, row.year, row.sex): row for row in rows}


@dataclass(frozen=True)
class Peers:
    """Those we are compared with. ``median`` and ``country`` by year, for all; a missing value is left out of the median, never counted as 0."""

    group: str
    names: tuple[str, ...]
    median: Mapping[int, Decimal | None] = field(default_factory=dict)
    country: Mapping[int, Decimal | None] = field(default_factory=dict)
    counted: Mapping[int, int] = field(default_factory=dict)
    by_name: tuple[tuple[str, Mapping[int, Decimal | None]], ...] = ()
    fetched_at: datetime | None = None

    @property
    def has_figures(self) -> bool:
        return any(value is not None for value in (*self.median.values(), *self.country.values()))


def peers_of(indicator: Indicator, years: Sequence[int]) -> Peers | None:
    """The peer group's figures beside the indicator's; None where it has no key figure in Kolada or there is no group. Three queries."""
    group = group_of(indicator)
    if not indicator.kolada_id or group is None:
        return None
    names = {each.code: each.title for each in KoladaMunicipality.objects.filter(code__in=group.members)}
    found = newest_values([indicator.kolada_id], [*group.members, COUNTRY])

    def at(code: str, year: int) -> Decimal | None:
        value = found.get((indicator.kolada_id, code, year, Sex.TOTAL))
        return value.value if value else None

    figures = {year: [value for code in group.members if (value := at(code, year)) is not None] for year in years}
    return Peers(
        group=group.title,
        names=tuple(names.get(code, code) for code in group.members),
        median={year: median(each) if each else None for year, each in figures.items()},
        country={year: at(COUNTRY, year) for year in years},
        counted={year: len(each) for year, each in figures.items()},
        by_name=tuple((names.get(code, code), {year: at(code, year) for year in years}) for code in group.members),
        fetched_at=max((value.fetch.fetched_at for value in found.values()), default=None),
    )


def group_of(indicator: Indicator) -> KoladaGroup | None:
    """The chosen peer group, else the municipality's default one. One query, or none."""
    return indicator.peer_group or default_group()


def default_group() -> KoladaGroup | None:
    return KoladaGroup.objects.filter(group_id=settings.SALA_KOLADA_GROUP).first()


@dataclass(frozen=True)
class Change:
    """A value that Kolada has given anew with another figure."""

    kpi: str
    year: int
    sex: str
    old: Decimal | None
    new: Decimal | None
    fetched_at: datetime

    @property
    def old_text(self) -> str:
        return _figure(self.old)

    @property
    def new_text(self) -> str:
        return _figure(self.new)

    @property
    def sex_word(self) -> str:
        return "" if self.sex == Sex.TOTAL else str(Sex(self.sex).label)


def _figure(value: Decimal | None) -> str:
    """With the decimals that Kolada gave; "" where it is missing."""
    return "" if value is None else number_text(value.normalize())


def changes_of(indicator: Indicator) -> list[Change]:
    """How our own figures in Kolada have changed from fetch to fetch, the newest first. One query."""
    if not indicator.kolada_id:
        return []
    ours = KoladaValue.objects.filter(
        kpi__kpi_id=indicator.kolada_id, municipality=settings.SALA_KOLADA_MUNICIPALITY
    ).select_related("fetch")
    seen: dict[tuple[int, str], Decimal | None] = {}
    changes = []
    for row in ours.order_by("fetch_id"):
        place = (row.year, row.sex)
        if place in seen and seen[place] != row.value:
            old = seen[place]
            changes.append(Change(indicator.kolada_id, row.year, row.sex, old, row.value, row.fetch.fetched_at))
        seen[place] = row.value
    return changes[::-1]


def changes_in(fetch: KoladaFetch) -> list[Change]:
    """What the fetch changed of our own figures. Two queries."""
    ours = settings.SALA_KOLADA_MUNICIPALITY
    rows = list(fetch.values.filter(municipality=ours).select_related("kpi").order_by("kpi__kpi_id", "year", "sex"))
    before = newest_values({row.kpi.kpi_id for row in rows}, [ours], before=fetch)
    changes = []
    for row in rows:
        old = before.get((row.kpi.kpi_id, ours, row.year, row.sex))
        if old is not None and old.value != row.value:
            changes.append(Change(row.kpi.kpi_id, row.year, row.sex, old.value, row.value, fetch.fetched_at))
    return changes


def fetches() -> "QuerySet[KoladaFetch]":
    """Every fetch, the newest first."""
    return KoladaFetch.objects.order_by("-fetched_at", "-pk")


@dataclass(frozen=True)
class Waiting:
    """A fetch that has been asked for and is not done. ``is_late``: longer ago than one takes, so perhaps no worker runs."""

    since: datetime
    is_late: bool


def waiting_fetch() -> Waiting | None:
    """The newest fetch that a worker has not finished. One query."""
    unfinished = DBTaskResult.objects.filter(
        task_path=fetch_kolada.module_path, status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING)
    )
    since = unfinished.order_by("-enqueued_at").values_list("enqueued_at", flat=True).first()
    return Waiting(since, timezone.now() - since > LONGEST_FETCH) if since else None


def known_kpis(ids: Iterable[str]) -> dict[str, KoladaKpi]:
    """Key figures by id. One query."""
    return {each.kpi_id: each for each in KoladaKpi.objects.filter(kpi_id__in=set(ids))}


def kpi_of(indicator: Indicator) -> KoladaKpi | None:
    """The indicator's key figure with its definition. One query, or none."""
    return KoladaKpi.objects.filter(kpi_id=indicator.kolada_id).first() if indicator.kolada_id else None


def compared_codes() -> list[str]:
    """The members of every peer group in use. One query."""
    used = KoladaGroup.objects.filter(indicators__isnull=False) | KoladaGroup.objects.filter(
        group_id=settings.SALA_KOLADA_GROUP
    )
    return [code for members in used.distinct().values_list("members", flat=True) for code in members]


@dataclass(frozen=True)
class Preview:
    """What a package would bring: how much of each kind, and how it differs from what is here."""

    package: Package
    new: int
    changed: int
    missing: int
    ours: int
    """Values of our own municipality."""
    undefined: tuple[str, ...]
    """Key figures that come without definition and have none here."""
    indicators: tuple[Indicator, ...]
    """Our indicators whose key figure is among the values."""
    already: KoladaFetch | None


def preview(package: Package, sha256: str = "") -> Preview:
    """What would happen. Four queries."""
    ids = {each.kpi for each in package.values}
    before = newest_values(ids, {each.municipality for each in package.values})
    defined = {each.kpi_id for each in package.kpis} | set(known_kpis(ids))
    used = Indicator.objects.filter(source_kind=SourceKind.KOLADA, kolada_id__in=ids).order_by("pk")
    return Preview(
        package=package,
        new=sum(each.value is not None and each.key not in before for each in package.values),
        changed=sum(each.key in before and before[each.key].value != each.value for each in package.values),
        missing=sum(each.value is None for each in package.values),
        ours=sum(each.municipality == settings.SALA_KOLADA_MUNICIPALITY for each in package.values),
        undefined=tuple(sorted(ids - defined)),
        indicators=tuple(used),
        already=KoladaFetch.objects.filter(sha256=sha256, problem="").first() if sha256 else None,
    )
