"""The detail budget of a unit: its lines, their sums, and whether it equals what the unit has been given (invariants 3 and 4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from budget.models import MONTHS, Account, Chart, Curve, DetailBudget, DetailLine, LineShare
from budget.queries.ledger import EMPTY, FrameRow, frames
from budget.queries.structure import Structure
from sala_styr.decisions.queries import is_at_work
from sala_styr.kept.remembered import read_before, remember_read
from sala_styr.organisation.models import Unit

Lines = tuple[int | None, int, object]
"""The lines' sum (report sign, None without lines), how many they are, and when they were locked."""
NOT_BUDGETED: Lines = (None, 0, None)


@dataclass(frozen=True, slots=True)
class DetailState:
    """How a unit's detail budget stands: ``frame`` what it has, ``net`` what its lines sum to (report sign, None without lines)."""

    unit: Unit
    frame: FrameRow
    net: int | None
    lines: int
    locked_at: object

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def left(self) -> int:
        """What remains to budget: received, less passed on, less the lines' net cost. 0 when it may be locked."""
        return self.frame.unallocated + (self.net or 0)

    @property
    def budgeted(self) -> int:
        """The lines' net cost as a positive amount, to stand beside the frame."""
        return -(self.net or 0)

    @property
    def has_money(self) -> bool:
        """Has the unit anything to budget, or budgeted?"""
        return bool(self.frame.unallocated or self.lines)

    @property
    def ties(self) -> bool:
        """Does it equal the allocation to the öre (invariant 3)?"""
        return self.left == 0


def detail_state(unit: Unit, year: int) -> DetailState:
    """One unit's state. Three queries, those of ``states_by_year``."""
    return detail_states([unit], year)[unit.pk]


def detail_states(units: Iterable[Unit], year: int) -> dict[int, DetailState]:
    """The state of many units. Three queries, those of ``states_by_year``."""
    return {state.unit.pk: state for state in states_by_year(units, [year])[year]}


def states_by_year(units: Iterable[Unit], years: Iterable[int]) -> dict[int, list[DetailState]]:
    """The state of many units in each of ``years``. Two queries, and one a year for its frames; a page that only reads asks for each of them once."""
    units, years = list(units), list(years)
    told = _nets_and_locks(sorted(unit.pk for unit in units), years)
    found: dict[int, list[DetailState]] = {}
    for year in years:
        held = frames(year)
        found[year] = [DetailState(unit, held.get(unit.pk, EMPTY), *told[year][unit.pk]) for unit in units]
    return found


def _nets_and_locks(units: list[int], years: Iterable[int]) -> Mapping[int, Mapping[int, Lines]]:
    """By year and unit. Two queries; none for the years that a page that only reads has asked for before."""
    known: dict[int, dict[int, Lines]] = {year: read_before(_name(units, year)) for year in years}
    asked = [year for year, found in known.items() if found is None]
    if asked:
        of_them: dict[str, Any] = {"year__in": asked, "unit_id__in": units}
        sums = DetailLine.objects.filter(**of_them).order_by().values_list("year", "unit_id")
        nets = {(year, unit): (net, count) for year, unit, net, count in sums.annotate(Sum("amount"), Count("pk"))}
        locks = DetailBudget.objects.filter(**of_them).order_by().values_list("year", "unit_id", "locked_at")
        locked = {(year, unit): at for year, unit, at in locks}
        for year in asked:
            known[year] = {
                unit: (*nets.get((year, unit), NOT_BUDGETED[:2]), locked.get((year, unit))) for unit in units
            }
            remember_read(_name(units, year), known[year])
    return known


def _name(units: Iterable[int], year: int) -> str:
    return f"detail-states-{year}-{units}"


@dataclass(frozen=True, slots=True)
class LineFilter:
    """What is looked for among the lines: a beginning of an account number or name, words in the text, and what the line belongs to."""

    account: str = ""
    text: str = ""
    link: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.account or self.text or self.link)


def lines(unit: Unit, year: int, wanted: LineFilter = LineFilter()) -> QuerySet[DetailLine]:
    """The unit's own lines, by account. No query until it is used; each page of it is one, and one for the parts of the plan that have lines together."""
    shares = Prefetch("shares", LineShare.objects.select_related("plan_item").order_by("pk"))
    found = DetailLine.objects.filter(unit=unit, year=year).select_related("account", "plan_item")
    found = found.prefetch_related(shares)
    if wanted.account:
        found = found.filter(Q(account__number__startswith=wanted.account) | Q(account__name__icontains=wanted.account))
    if wanted.text:
        found = found.filter(_with_words(wanted.text))
    if wanted.link:
        found = found.filter(link=wanted.link)
    return found.order_by("account__number", "pk")


def _with_words(words: str) -> Q:
    shared = LineShare.objects.filter(plan_item__title__icontains=words)
    return Q(text__icontains=words) | Q(plan_item__title__icontains=words) | Q(pk__in=shared.values("line"))


def has_lines(unit: Unit, year: int) -> bool:
    """Has the unit any lines of its own? One query."""
    return DetailLine.objects.filter(unit=unit, year=year).exists()


@dataclass(frozen=True, slots=True)
class LineSums:
    """Σ of lines: the year and its twelve months. None where there are no lines."""

    year: int | None
    months: tuple[int | None, ...]


def line_sums(found: QuerySet[DetailLine]) -> LineSums:
    """The sums of lines. One query."""
    sums = found.order_by().aggregate(year=Sum("amount"), **{month: Sum(month) for month in MONTHS})
    return LineSums(sums["year"], tuple(sums[month] for month in MONTHS))


def detail_budget(unit: Unit, year: int) -> DetailBudget | None:
    """The unit's detail budget as a thing with a history: None until it has been locked once. One query."""
    return DetailBudget.objects.filter(unit=unit, year=year).first()


def detail_is_open(unit: Unit, year: int) -> bool:
    """May lines still be laid in the unit's detail budget of ``year``: is the year there and not closed, and the budget not locked? Two queries."""
    return is_at_work(year) and not DetailBudget.objects.filter(unit=unit, year=year, locked_at__isnull=False).exists()


def accounts_in_detail(classes: str = "345679") -> QuerySet[Account]:
    """The accounts in use that a detail budget has, by number.

    Taxes and financial posts (class 8) are kommunfullmäktige's, classes 1 and 2 the balance sheet.
    """
    found = Account.objects.filter(chart=Chart.KOMMUN_BAS, in_use=True, number__regex=f"^[{classes}]")
    return found.order_by("number")


def curves_for(unit: Unit) -> list[Curve]:
    """The curves of their own that the unit and those above it have made. Two queries."""
    return list(Curve.objects.filter(unit__in=unit.get_ancestors(include_self=True)).order_by("name", "pk"))


def account_last_used(unit: Unit) -> Account | None:
    """The account of the newest cost that the unit has laid on a part of the plan. One query."""
    costs = DetailLine.objects.filter(unit=unit, plan_item__isnull=False, amount__lt=0).select_related("account")
    newest = costs.order_by("-pk").first()
    return newest.account if newest else None


def units_with_detail(tree: Structure, year: int) -> list[DetailState]:
    """Every unit that has something to budget or has budgeted, in the tree's order. Three queries."""
    states = detail_states(tree.units, year)
    return [states[unit.pk] for unit in tree.units if states[unit.pk].has_money]


def net_of(unit: Unit, year: int) -> int | None:
    """Σ of the unit's own lines, report sign; None without lines. One query."""
    net: int | None = DetailLine.objects.filter(unit=unit, year=year).aggregate(net=Sum("amount"))["net"]
    return net


def lines_below(units: Iterable[int], year: int) -> QuerySet[DetailLine]:
    """The lines of many units, in the organisation's order and then by account, with everything that names them. One query when it is used."""
    related = ("unit", "account", "plan_item", "activity", "project", "counterparty", "own_curve")
    found = DetailLine.objects.filter(year=year, unit__in=list(units)).select_related(*related)
    return found.order_by("unit__tree_id", "unit__lft", "account__number", "pk")
