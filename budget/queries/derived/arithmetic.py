"""What a figure that is worked out is made of: parts with their sign, each with the way further down, and whether they add up (issue 4, point 10).

No database and no address here: a ``Way`` names a page, ``budget.ways`` turns it into an address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.functional import Promise

from budget.queries.shapes import Measure
from sala_styr.decisions.models import Decision

ORIGIN, DERIVED = "budget:origin", "budget:derived"


@dataclass(frozen=True)
class Way:
    """A page by the name of its address, what stands in the address, and its query. ``mark``: a place on the page."""

    name: str
    arguments: tuple[str | int, ...] = ()
    query: Mapping[str, str | int] = field(default_factory=dict)
    mark: str = ""


@dataclass(frozen=True)
class Term:
    """A part as it is counted: öre with the sign that it is added with. ``about``: where it is from when no page says more."""

    label: str | Promise
    amount: int | None
    way: Way | None = None
    about: str | Promise = ""
    when: datetime | None = None
    who: str = ""
    decision: Decision | None = None


@dataclass(frozen=True)
class Derived:
    """A figure written out. ``formula`` says it in words. ``below``: what a ratio is divided by, and then ``told`` is its value in words."""

    title: str | Promise
    formula: str | Promise
    amount: int | None
    terms: Sequence[Term]
    measure: Measure = Measure.MONEY
    below: Sequence[Term] = ()
    below_measure: Measure = Measure.MONEY
    told: str = ""
    is_sum: bool = True
    """False: the parts are steps that are read and not added, such as a rule of law with its least and most."""

    def called(self, more: str) -> "Derived":
        """The same, with ``more`` said in its title."""
        return replace(self, title=f"{self.title}, {more}")

    @property
    def added(self) -> int:
        """The parts together; a part that is missing adds nothing."""
        return sum(term.amount or 0 for term in self.terms)

    @property
    def below_amount(self) -> int:
        return sum(term.amount or 0 for term in self.below)

    @property
    def off(self) -> int:
        """How much the figure is more than its parts: 0 when they add up."""
        return (self.amount or 0) - self.added if self.is_sum else 0


def way_of_origin(kind: str, unit: int, year: int, **about: str | int) -> Way:
    """The page of what lies right behind a figure: accounts, rows of files, entries."""
    return Way(ORIGIN, (kind, unit), {"ar": year, **_said(about)})


def way_of_derived(kind: str, key: str, year: int, **about: str | int) -> Way:
    """The page that writes a figure out as arithmetic."""
    return Way(DERIVED, (kind, key), {"ar": year, **_said(about)})


def _said(about: Mapping[str, str | int]) -> dict[str, str | int]:
    return {name.rstrip("_"): value for name, value in about.items() if value not in ("", None)}
