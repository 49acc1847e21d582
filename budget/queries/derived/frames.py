"""Sums of frames, of what is given to units and of the plan's money written out (issue 4, point 10)."""

from datetime import date

from django.utils.translation import gettext as _

from budget.models import Statement
from budget.queries.books import BUDGET
from budget.queries.derived.arithmetic import Derived, Term, Way, way_of_derived, way_of_origin
from budget.queries.derived.statements import Cell, cell_way
from budget.queries.detail import DetailState, detail_states, units_with_detail
from budget.queries.frame_table import GROUPS, FrameGroup, FrameTable, frame_table
from budget.queries.income import NET_COST
from budget.queries.item_years import item_years
from budget.queries.ledger import EMPTY, frames
from budget.queries.origin import OWN
from budget.queries.structure import Structure, total
from budget.queries.thread import item_cost
from goals.models import PlanItem
from sala_styr.organisation.models import Unit

KIND, GIVEN, PLAN = "ramar", "tilldelat", "plan"
TOTALS = ("current", "taken_away", "original", "net_cost")
GROUP_KEYS = tuple(name for name, _label, _sum in GROUPS)
GIVEN_FIELDS = ("given", "budgeted", "left")


def key_of(group: FrameGroup) -> str:
    """The group's word in addresses."""
    return next(name for name, label, _sum in GROUPS if label is group.label)


def frame_way(key: str, year: int, day: date | None = None) -> Way:
    """The page that writes a sum of frames out."""
    return way_of_derived(KIND, key, year, per=day.isoformat() if day else "")


def frame_figure(tree: Structure, key: str, year: int, day: date | None = None) -> Derived | None:
    """A sum of the frames of ``year`` as it stood on ``day``: a group's, or a line of the arithmetic below the table. Four queries."""
    table = frame_table(tree, year, day)
    at = table.years.index(year)
    if key in GROUP_KEYS:
        return _group(table, key, year, at, day)
    values = {
        "current": table.current[at],
        "taken_away": table.taken_away[at],
        "original": table.original[at],
        "net_cost": table.net_cost[at],
    }
    labels = {
        "current": _("Alla ramar, gemensamt och potter"),
        "taken_away": _("Avgår: årets ändringar"),
        "original": _("Ramarna som de beslutades från början"),
        "net_cost": _("Verksamhetens nettokostnader i resultatbudgeten"),
    }
    if key == "current":
        terms = [
            Term(group.sum_label, group.sums[at], frame_way(key_of(group), year, day))
            for group in table.groups
            if group.sums[at] is not None
        ]
        return Derived(f"{labels[key]}, {year}", _("Summan av grupperna."), values[key], terms)
    if key == "taken_away":
        held = frames(year, day)
        terms = [
            Term(unit.name, -row.amendments, _ledger(unit, year, day))
            for unit in tree.holders
            if (row := held.get(unit.pk, EMPTY)).amendments
        ]
        return Derived(
            f"{labels[key]}, {year}", _("Varje ramhållares ändringar, med omvänt tecken."), values[key], terms
        )
    if key == "original":
        terms = [Term(labels[each], values[each], frame_way(each, year, day)) for each in ("current", "taken_away")]
        return Derived(f"{labels[key]}, {year}", _("Dagens ramar utan årets ändringar."), values[key], terms)
    cell = Cell(Statement.INCOME, NET_COST, year, version=BUDGET)
    said = _("Raden i resultatbudgeten med omvänt tecken: där är en kostnad minus.")
    return Derived(f"{labels[key]}, {year}", said, values[key], [Term(cell.shape.label, values[key], cell_way(cell))])


def _ledger(unit: Unit, year: int, day: date | None) -> Way:
    return Way("budget:ledger", (unit.pk, year), {"per": day.isoformat()} if day else {})


def _group(table: FrameTable, key: str, year: int, at: int, day: date | None) -> Derived:
    label, sum_label = next((label, summed) for name, label, summed in GROUPS if name == key)
    lines = next((group.lines for group in table.groups if str(group.label) == str(label)), ())
    terms = [
        Term(line.unit.name, line.amounts[at], _ledger(line.unit, year, day))
        for line in lines
        if line.amounts[at] is not None
    ]
    return Derived(f"{sum_label}, {year}", _("Summan av ramarna."), total(term.amount for term in terms), terms)


def given_way(field: str, year: int, unit: int | None = None) -> Way:
    """The page that writes out what a unit has to budget, has budgeted and has left; without unit all together."""
    return way_of_derived(GIVEN, field, year, **({"enhet": unit} if unit else {}))


def given_figure(tree: Structure, field: str, year: int, unit: Unit | None) -> Derived:
    """The same as arithmetic. Five queries at most. ``net`` cost is shown as a positive amount, as the frame is."""
    labels = {"given": _("Att budgetera"), "budgeted": _("I detaljbudget"), "left": _("Kvar att budgetera")}
    if unit is None:
        terms = [
            Term(state.unit.name, _given(state, field), given_way(field, year, state.unit.pk))
            for state in units_with_detail(tree, year)
        ]
        amount = total(term.amount for term in terms)
        return Derived(f"{labels[field]}, {_('alla enheter')} {year}", _("Summan av enheterna."), amount, terms)
    state, title = detail_states([unit], year)[unit.pk], f"{labels[field]}, {unit.name} {year}"
    amount = _given(state, field)
    if field == "left":
        parts = [
            Term(labels["given"], state.frame.unallocated, given_way("given", year, unit.pk)),
            Term(labels["budgeted"], -state.budgeted, given_way("budgeted", year, unit.pk)),
        ]
        return Derived(title, _("Att budgetera − det som står i detaljbudgeten."), amount, parts)
    kind = "budget" if field == "given" else "detalj"
    way = way_of_origin(kind, unit.pk, year, del_=OWN)
    said = {
        "given": _("Det enheten har fått och inte fördelat vidare, som ett positivt belopp."),
        "budgeted": _("Radernas nettokostnad som ett positivt belopp."),
    }
    names = {
        "given": _("Poster i huvudboken, med omvänt tecken"),
        "budgeted": _("Rader i detaljbudgeten, med omvänt tecken"),
    }
    return Derived(title, said[field], amount, [Term(names[field], amount, way)])


def _given(state: DetailState, field: str) -> int:
    return {"given": state.frame.unallocated, "budgeted": state.budgeted, "left": state.left}[field]


def item_figure(item: PlanItem, year: int, unit: int | None = None, *, own: bool = False) -> Derived:
    """What a part of the plan costs with all below it, or (``unit``) in one unit, or (``own``) itself.

    By the lines that belong to it. A constant number of queries.
    """
    here = Way("goals:item", (item.pk,), {"ar": year}, "kostar")
    if unit is None:
        cost = item_cost(item, year)
        terms = [
            Term(f"{line.unit}, {line.account} {line.name}", line.amount, _detail_of(line.unit_id, year, line.account))
            for line in cost.lines
        ]
        if own:
            return Derived(f"{item.title}, {year}", _("Rader i detaljbudgeten som hör just hit."), cost.own, terms)
        if cost.below is not None:
            terms.append(Term(_("Det som svarar på den, längre ned i planen"), cost.below, here))
        said = _("Rader i detaljbudgeten som hör hit, och det som ligger under.")
        return Derived(f"{item.title}, {year}", said, cost.whole, terms)
    found = [(each, amount) for each, amount in item_years(item, year).units if each.pk == unit]
    terms = [Term(each.name, amount, _detail_of(each.pk, year)) for each, amount in found]
    said = _("Enhetens rader i detaljbudgeten som hör till grenen.")
    return Derived(f"{item.title}, {year}", said, total(amount for _each, amount in found), terms)


def _detail_of(unit: int, year: int, account: str = "") -> Way:
    return Way("budget:detail", (unit,), {"ar": year, **({"konto": account} if account else {})})
