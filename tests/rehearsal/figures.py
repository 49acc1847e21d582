"""What the crowd's events say: how quickly, how many, what went wrong, and which changes were acknowledged."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Events:
    """All that happened, by kind."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[dict[str, Any]] = field(default_factory=list)
    marks: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    everything: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def read(cls, lines: Iterable[str]) -> "Events":
        """From the lines that the crowd wrote."""
        events = cls()
        for line in lines:
            event = json.loads(line)
            events.everything.append(event)
            if event["ok"]:
                events.seconds[event["kind"]].append(event["seconds"])
                if "mark" in event:
                    events.marks[event["kind"]].add(event["mark"])
            else:
                events.faults.append(event)
        return events

    def all_seconds(self) -> list[float]:
        """Of everything but the log-ins, whose time is the password's."""
        return [each for kind, many in self.seconds.items() if kind != "log_in" for each in many]

    def over_time(self, step: float = 30.0) -> str:
        """The 95th percentile of each ``step`` seconds, in milliseconds, from the beginning on."""
        found: dict[int, list[float]] = defaultdict(list)
        for event in self.everything:
            if event["ok"] and event["kind"] != "log_in":
                found[int(event["at"] // step)].append(event["seconds"])
        return " ".join(f"{percentile(found[number], 0.95) * 1000:.0f}" for number in sorted(found))

    def table(self) -> list[str]:
        """Lines to print: each kind, how many, median, 95th and 99th percentile, worst, in milliseconds."""
        lines = [f"{'':18}{'antal':>8}{'median':>9}{'95 %':>9}{'99 %':>9}{'längst':>9}   ms"]
        for kind in sorted(self.seconds):
            lines.append(_line(kind, self.seconds[kind]))
        return [*lines, _line("allt utom log_in", self.all_seconds())]

    def fault_lines(self) -> list[str]:
        """Each sort of fault with how many, most first."""
        counted = Counter((fault["kind"], fault["status"], fault["why"].split(":")[0][:80]) for fault in self.faults)
        return [f"  {n:5} × {kind} {status} {why}" for (kind, status, why), n in counted.most_common(12)]


def percentile(values: list[float], part: float) -> float:
    """The value that ``part`` of them do not exceed; 0.0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


def _line(name: str, values: list[float]) -> str:
    told = [percentile(values, part) * 1000 for part in (0.5, 0.95, 0.99, 1.0)]
    return f"{name:18}{len(values):8}" + "".join(f"{each:9.0f}" for each in told)
