"""What the base of a budget is made of: last year's frames, entry by entry, and what of it was decided for that year only and so stays behind (domain §4.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import AMENDMENTS, BudgetEntry, EntryKind
from budget.queries.frame_changes import is_for_one_year
from budget.queries.ledger import EMPTY, flow_of, fold
from budget.queries.structure import Structure
from sala_styr.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class BaseLine:
    """One of last year's entries as a committee sees it: öre, + raises the frame. ``kept``: it goes on into the base."""

    entry: BudgetEntry
    amount: int
    kept: bool

    @property
    def why(self) -> str | Promise:
        """Why it is kept or left out, in words."""
        if not self.kept:
            return _("beslutat för ett år")
        if self.entry.permanent:
            return _("varaktigt")
        return _("ramen själv")


@dataclass(frozen=True)
class BaseOrigin:
    """A committee's base: ``unit`` carries on what ``held_by`` had. ``start``: what the base was laid at in its first year; None before it is laid."""

    unit: Unit
    held_by: tuple[Unit, ...]
    lines: tuple[BaseLine, ...]
    start: int | None = None

    @property
    def current(self) -> int:
        """Last year's frame with all its changes."""
        return sum(line.amount for line in self.lines)

    @property
    def left_out(self) -> int:
        """What stays behind, with the sign that takes it away."""
        return -sum(line.amount for line in self.lines if not line.kept)

    @property
    def carried(self) -> int:
        """current + left_out."""
        return self.current + self.left_out

    @property
    def adjusted(self) -> int | None:
        """What the base is beyond that, because a controller wrote so or the ledger has changed since; None before it is laid."""
        return None if self.start is None else self.start - self.carried


def base_origins(tree: Structure, budget_year: int) -> list[BaseOrigin]:
    """Where each committee's base comes from, by last year's ledger, in the organisation's order. One query.

    A committee that ends before the year is carried on by the one that takes over from it.
    """
    entries = list(
        BudgetEntry.objects.filter(year=budget_year - 1, kind__in=(EntryKind.FRAME, *AMENDMENTS))
        .filter(corrects=None, corrected_by=None)
        .select_related("decision__body")
        .order_by("booked_on", "pk")
    )
    found: dict[int, tuple[list[Unit], list[BaseLine]]] = {}
    for holder in tree.holders:
        lines = list(_seen_by(holder, entries))
        if lines:
            held_by, mine = found.setdefault(heir(tree, holder, budget_year).pk, ([], []))
            held_by.append(holder)
            mine.extend(lines)
    return [
        BaseOrigin(unit, tuple(found[unit.pk][0]), tuple(found[unit.pk][1])) for unit in tree.units if unit.pk in found
    ]


def _seen_by(holder: Unit, entries: Iterable[BudgetEntry]) -> Iterable[BaseLine]:
    for entry in entries:
        if holder.pk in (entry.source_id, entry.target_id):
            amount = fold([flow_of(entry)]).get(holder.pk, EMPTY).current
            yield BaseLine(entry, amount, not is_for_one_year(entry))


def heir(tree: Structure, unit: Unit, year: int) -> Unit:
    """The unit itself while it lives; else the one that takes over from it, where exactly one does."""
    while (unit.valid_to or date.max).year < year:
        heirs = [other for other in tree.holders if other.predecessor_id == unit.pk]
        if len(heirs) != 1:
            break
        unit = heirs[0]
    return unit
