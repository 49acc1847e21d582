"""What a file was understood to say, before anything is written: row by row new, changed, unchanged, or a problem with what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Problem:
    """What is wrong and what to do, in Swedish. ``column`` is its heading in the file, "" for the whole row."""

    column: str
    text: str


@dataclass(frozen=True)
class Change:
    """What one column says now and what it would say. Both as people read them, "" for nothing."""

    column: str
    before: str
    after: str


@dataclass
class Line:
    """One row of the file. ``number`` is its number there; ``name`` says what it is about; ``address`` leads there, when it exists.

    ``note`` says what a new one becomes; ``hints`` are friendly words that stop nothing.
    """

    number: int
    name: str = ""
    address: str = ""
    is_new: bool = False
    note: str = ""
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    @property
    def state(self) -> State:
        if self.problems:
            return State.PROBLEM
        if self.is_new:
            return State.NEW
        return State.CHANGED if self.changes else State.UNCHANGED

    def blame(self, column: str, text: str) -> None:
        self.problems.append(Problem(column, text))


@dataclass(frozen=True)
class Understood:
    """The whole file."""

    lines: Sequence[Line]

    def of(self, state: State) -> list[Line]:
        return [line for line in self.lines if line.state == state]

    @property
    def problems(self) -> list[Line]:
        return self.of(State.PROBLEM)

    @property
    def new(self) -> list[Line]:
        return self.of(State.NEW)

    @property
    def changed(self) -> list[Line]:
        return self.of(State.CHANGED)

    @property
    def unchanged(self) -> list[Line]:
        return self.of(State.UNCHANGED)

    @property
    def can_be_brought_in(self) -> bool:
        """Is there something to write, and nothing in the way?"""
        return not self.problems and bool(self.new or self.changed)

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)
