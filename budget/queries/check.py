"""One line of the reconciliation, and how it is said."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from budget.queries.follow_up import difference


class Severity(StrEnum):
    """ERROR is red; WARNING asks for a reason."""

    ERROR = "error"
    WARNING = "warning"


class Verdict(StrEnum):
    """What a line says: it ties, it does not, look at it, or there is nothing to compare yet."""

    TIES = "ties"
    BROKEN = "broken"
    LOOK = "look"
    NOTHING = "nothing"


AT_DECISION = frozenset({1, 2, 5, 9, 10, 11})
"""The invariants that must hold when kommunfullmäktige decides the budget (domain §10)."""
AT_LOCK = frozenset({3, 4})
"""Those that must hold when a detail budget is locked."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line: a unit, a file or a row of a statement, with its own two sides; a side that it has no place on is None.

    ``terms`` are what the left side is the sum of. ``unit``, ``batch``, ``decision`` and ``project`` (an investment) are the ids of what it is about, for
    whoever shows it; ``key`` names the page of a row that is none of these.
    """

    label: str
    left: int | None
    right: int | None
    ok: bool
    unit: int | None = None
    batch: int | None = None
    decision: int | None = None
    terms: tuple[tuple[str, int], ...] = ()
    key: str = ""
    project: int | None = None

    @property
    def difference(self) -> int | None:
        return difference(self.left, self.right)


@dataclass(frozen=True)
class Check:
    """A rule with its two sides: öre, or numbers of things when ``is_count``. ``key`` names the page that shows the parts. ``ok`` is the verdict.

    With both sides missing there is nothing to reconcile yet: that is no fault, and ``missing`` says what is not there.
    """

    number: int
    key: str
    name: str
    left_label: str
    left: int | None
    right_label: str
    right: int | None
    ok: bool
    severity: Severity = Severity.ERROR
    detail: str = ""
    relation: str = "="
    is_count: bool = False
    parts: tuple[Part, ...] = ()
    missing: str = ""

    @property
    def difference(self) -> int | None:
        return difference(self.left, self.right)

    @property
    def is_empty(self) -> bool:
        """Is there nothing to reconcile?"""
        return self.left is None and self.right is None

    @property
    def is_red(self) -> bool:
        """Does it stop?"""
        return not self.ok and self.severity is Severity.ERROR

    @property
    def is_warning(self) -> bool:
        """Does it ask for a reason?"""
        return not self.ok and self.severity is Severity.WARNING

    @property
    def verdict(self) -> Verdict:
        if self.is_red:
            return Verdict.BROKEN
        if self.is_warning:
            return Verdict.LOOK
        return Verdict.NOTHING if self.is_empty else Verdict.TIES

    @property
    def stops_decision(self) -> bool:
        """Is it one of those that kommunfullmäktige's decision waits for?"""
        return self.number in AT_DECISION

    @property
    def stops_lock(self) -> bool:
        """Is it one of those that the locking of a detail budget waits for?"""
        return self.number in AT_LOCK and self.severity is Severity.ERROR

    @property
    def broken_parts(self) -> list[Part]:
        """The parts that do not tie."""
        return [part for part in self.parts if not part.ok]


def equal(left: int | None, right: int | None) -> bool:
    """Do the two sides tie? A side that is missing beside one that is there does not."""
    return left == right


def all_ok(parts: Iterable[Part]) -> bool:
    """Do all parts tie?"""
    return all(part.ok for part in parts)
