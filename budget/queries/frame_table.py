"""Frames, committees by year: the budget year and the years the council plans ahead, with the common posts and the pots beside the committees.

Together they make verksamhetens nettokostnader in the result budget (invariant 1, domain §4.2). Öre, frame +.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import ResultBudget
from budget.queries.follow_up import difference
from budget.queries.income import NET_COST, SUBTOTALS
from budget.queries.ledger import FrameRow, frames_by_year
from budget.queries.policy import policy_for
from budget.queries.structure import Structure, total
from sala_styr.organisation.models import Unit

Amounts = tuple[int | None, ...]


@dataclass(frozen=True)
class FrameLine:
    """A holder's frames, one for each year of the table; None where none is decided."""

    unit: Unit
    amounts: Amounts


@dataclass(frozen=True)
class FrameGroup:
    """Committees, common posts or pots, with their sum."""

    label: str | Promise
    sum_label: str | Promise
    lines: tuple[FrameLine, ...]
    sums: Amounts


@dataclass(frozen=True)
class FrameTable:
    """The table and its arithmetic: ``current + taken_away = original``, to be equal to the result budget's net cost, each by year."""

    year: int
    years: tuple[int, ...]
    groups: tuple[FrameGroup, ...]
    current: Amounts
    amendments: Amounts
    original: Amounts
    net_cost: Amounts

    @property
    def taken_away(self) -> Amounts:
        """The year's amendments, turned."""
        return tuple(None if amount is None else -amount for amount in self.amendments)

    @property
    def differences(self) -> Amounts:
        """Original frames less the result budget's net cost: 0 when they tie, None where either is missing."""
        return tuple(map(difference, self.original, self.net_cost))

    @property
    def lines(self) -> list[FrameLine]:
        """Every holder's line, in the order of the groups."""
        return [line for group in self.groups for line in group.lines]


GROUPS = (
    ("committees", _("Nämnder"), _("Summa nämnder")),
    ("common_posts", _("Finansförvaltningen"), _("Summa finansförvaltningen")),
    ("pot_units", _("Centrala potter"), _("Summa centrala potter, kvar att fördela")),
)


def horizon(year: int) -> tuple[int, ...]:
    """The year before, the budget year and the plan years of the policy in force. One query."""
    return tuple(range(year - 1, year + policy_for(year).plan_years + 1))


def frame_table(tree: Structure, year: int, as_of: date | None = None) -> FrameTable:
    """The frames as they stood on ``as_of`` (None: now). Three queries."""
    years = horizon(year)
    held = frames_by_year(years, as_of)
    groups = tuple(
        _group(label, sum_label, [unit for unit in getattr(tree, name) if _is_shown(unit, held, year)], held)
        for name, label, sum_label in GROUPS
    )
    holders = {unit.pk for unit in tree.holders}
    rows = [[row for pk, row in held[each].items() if pk in holders] for each in years]
    cost = net_cost_by_year(years)
    return FrameTable(
        year=year,
        years=years,
        groups=tuple(group for group in groups if group.lines),
        current=tuple(total(row.current for row in found) for found in rows),
        amendments=tuple(total(row.amendments for row in found) for found in rows),
        original=tuple(total(row.original for row in found) for found in rows),
        net_cost=tuple(cost.get(each) for each in years),
    )


def net_cost_by_year(years: Iterable[int]) -> dict[int, int]:
    """Verksamhetens nettokostnader in the council's result budget, turned so that a cost is +. One query; years without are left out."""
    of_net_cost = Q(year__in=list(years), line__in=SUBTOTALS[NET_COST][1])
    rows = ResultBudget.objects.filter(of_net_cost).order_by().values_list("year").annotate(Sum("amount"))
    return {year: -amount for year, amount in rows}


def _group(
    label: str | Promise, sum_label: str | Promise, units: Sequence[Unit], held: Mapping[int, Mapping[int, FrameRow]]
) -> FrameGroup:
    lines = tuple(FrameLine(unit, tuple(_current(found.get(unit.pk)) for found in held.values())) for unit in units)
    sums = tuple(total(line.amounts[number] for line in lines) for number in range(len(held)))
    return FrameGroup(label, sum_label, lines, sums)


def _current(row: FrameRow | None) -> int | None:
    return None if row is None else row.current


def _is_shown(unit: Unit, held: Mapping[int, Mapping[int, FrameRow]], year: int) -> bool:
    """Has it a frame in any of the years, or does it exist in the budget year?"""
    return is_in_year(unit, year) or any(unit.pk in found for found in held.values())


def is_in_year(unit: Unit, year: int) -> bool:
    """Is there such a unit on some day of the year?"""
    begins, ends = unit.valid_from or date.min, unit.valid_to or date.max
    return begins <= date(year, 12, 31) and ends >= date(year, 1, 1)
