"""The table that is printed: what was measured, how long, how it stands to its floor and to what we promise (quality §1.4)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from followup.bench.timing import Timing

HEAD = ("", "median", "p95", "frågor", "kvot", "att hålla", "")
WIDTHS = (58, 11, 11, 9, 22, 26, 0)


@dataclass(frozen=True)
class Promise:
    """``text`` is what is to be held and ``kept`` whether it was, in this run."""

    text: str
    kept: bool


@dataclass(frozen=True)
class Measured:
    """A row of the table; without ``timing`` it is of something else than time.

    ``small`` is the number of queries in the small database, where that was counted too.
    """

    name: str
    timing: Timing | None
    small: int | None = None
    ratio: str = ""
    promises: tuple[Promise, ...] = ()

    def lines(self) -> Iterator[str]:
        """The row, and a row more for each promise after the first."""
        cells = [self.name, *self._times(), self.ratio]
        for number, promise in enumerate(self.promises or (Promise("", True),)):
            shown = cells if number == 0 else [""] * len(cells)
            verdict = "" if not promise.text else "● håller" if promise.kept else "○ håller inte"
            yield _joined([*shown, promise.text, verdict])

    def _times(self) -> tuple[str, str, str]:
        """Median, 95th percentile and queries; nothing for what is not a matter of time."""
        if self.timing is None:
            return "", "", ""
        queries = str(self.timing.queries or "") if self.small is None else f"{self.small}/{self.timing.queries}"
        return milliseconds(self.timing.median), milliseconds(self.timing.p95), queries


def milliseconds(value: float) -> str:
    """``12,4 ms``."""
    return f"{value:,.1f} ms".replace(",", " ").replace(".", ",")


def times(value: float) -> str:
    """``2,4 ×``."""
    return f"{value:,.1f} ×".replace(",", " ").replace(".", ",")


def table(title: str, rows: Iterable[Measured]) -> Iterator[str]:
    """A part of the report with its head."""
    yield ""
    yield title
    yield _joined(HEAD)
    for row in rows:
        yield from row.lines()


def _joined(cells: Iterable[str]) -> str:
    return " ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()
