"""One line of the reconciliation, and how it is said."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from budget.queries.follow_up import difference


class Severity(StrEnum):
    """ERROR stops "decided"; WARNING asks for a reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line: a unit, a file or a committee, with its own two sides."""

    label: str
    left: int | None
    right: int | None
    ok: bool

    @property
    def difference(self) -> int | None:
        return difference(self.left, self.right)


@dataclass(frozen=True)
class Check:
    """A rule with its two sides: öre, or numbers of things when ``is_count``. ``key`` names the page that shows the parts. ``ok`` is the verdict.

    With both sides missing there is nothing to reconcile yet: that is no fault, and is said in words.
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
    def broken_parts(self) -> list[Part]:
        """The parts that do not tie."""
        return [part for part in self.parts if not part.ok]


def equal(left: int | None, right: int | None) -> bool:
    """Do the two sides tie? A side that is missing beside one that is there does not."""
    return left == right


def all_ok(parts: Iterable[Part]) -> bool:
    """Do all parts tie?"""
    return all(part.ok for part in parts)
