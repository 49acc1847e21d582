"""What a file says about a detail budget before it is compared with ours. Codes and texts as the file writes them; amounts in öre, report sign."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class FileLine(NamedTuple):
    """One line. ``unit`` "" is the unit that the file is for. ``row``: where it stands in the file (of several rows, the first).

    ``curve``, ``purpose`` and ``text`` are None where the file has no place for them: then what stands here already is kept.
    """

    row: int
    unit: str
    account: str
    codes: Mapping[str, str]
    months: tuple[int, ...]
    curve: str | None = None
    purpose: str | None = None
    text: str | None = None


class Refusal(NamedTuple):
    """What is wrong and what to do about it, and where in the file (0: the file as a whole)."""

    row: int
    message: str


@dataclass(frozen=True)
class FileRead:
    """A whole file: its lines and what could not be read in it."""

    lines: tuple[FileLine, ...]
    refusals: tuple[Refusal, ...] = ()

    @property
    def net(self) -> int:
        """Σ of all lines: the control total in report sign."""
        return sum(sum(line.months) for line in self.lines)
