"""Balanskravsutredningen written out, line by line, with who noted each adjustment (issue 4, point 10)."""

from django.utils.translation import gettext as _

from budget.models import AdjustmentKind, BalanceAdjustment, Statement
from budget.queries.balance_requirement import (
    AFTER_ADJUSTMENTS,
    BEFORE_RESERVES,
    BalanceRequirement,
    balance_requirement,
)
from budget.queries.derived.arithmetic import Derived, Term, Way, way_of_derived
from budget.queries.derived.statements import Cell, Shelf, cell_way
from budget.queries.income import NET_RESULT
from budget.queries.reserves import RESERVE_FROM, adjustments_by_year, old_reserve_of, reserve_of
from budget.queries.shapes import EQUITY

KIND = "balanskrav"
SUMS = {"adjusted": ("result", BEFORE_RESERVES), "balanced": ("adjusted", AFTER_ADJUSTMENTS)}
LOWER, ROOM = "lower", "room"
EQUITY_IN_FULL, IN_SHEET = "equity", "in_sheet"
RESERVES = ("rer_opening", "rer_closing", "rur_opening", "rur_closing")
ROWS = {"result", *SUMS, LOWER, ROOM, EQUITY_IN_FULL, IN_SHEET, *RESERVES, *AdjustmentKind.values}


def requirement_figure(key: str, year: int) -> Derived:
    """A line of the statement, or a fact it needs. Six queries."""
    if key in RESERVES:
        return _reserve(key, year)
    found = balance_requirement(year)
    if key in (EQUITY_IN_FULL, IN_SHEET):
        return _equity(found) if key == EQUITY_IN_FULL else _in_sheet(found)
    labels = {row.key: str(row.label) for row in found.rows}
    if key in (LOWER, ROOM):
        return _lower(found, labels) if key == LOWER else _room(found)
    title = f"{labels.get(key) or AdjustmentKind(key).label}, {year}"
    if key == "result":
        cell = Cell(Statement.INCOME, NET_RESULT, year)
        terms = [Term(_("Resultaträkningen"), found.sums.result, cell_way(cell))]
        return Derived(title, _("Resultaträkningens resultat."), found.sums.result, terms)
    if key in SUMS:
        first, kinds = SUMS[key]
        amounts = {"result": found.sums.result, "adjusted": found.sums.adjusted, "balanced": found.sums.balanced}
        terms = [Term(labels[first], amounts[first], way_of_derived(KIND, first, year))]
        terms += [_noted(found, kind) for kind in kinds if kind in found.adjustments]
        return Derived(title, _("Raden före, och justeringarna som lagen anger."), amounts[key], terms)
    return _adjustment(found, key, title)


def _noted(found: BalanceRequirement, kind: str) -> Term:
    adjustment = found.adjustments[kind]
    way = way_of_derived(KIND, kind, found.year)
    return Term(AdjustmentKind(kind).label, adjustment.amount, way, adjustment.note)


def _adjustment(found: BalanceRequirement, key: str, title: str) -> Derived:
    noted = found.adjustments.get(key)
    if noted is None:
        amount = 0 if found.sums.result is not None else None
        return Derived(title, _("Ingen har angett något belopp på raden, så den räknas som noll."), amount, [])
    written = BalanceAdjustment.history.filter(id=noted.pk).select_related("history_user").first()
    term = Term(
        AdjustmentKind(key).label,
        noted.amount,
        Way("budget:requirement", (), {"ar": found.year}),
        noted.note or _("utan anteckning"),
        written.history_date if written else None,
        str(written.history_user or "") if written else "",
    )
    return Derived(title, _("Angivet av en controller."), noted.amount, [term])


def _lower(found: BalanceRequirement, labels: dict[str, str]) -> Derived:
    """Of the two results that the room is counted from, the lower: both are shown, and they are not added."""
    terms = [
        Term(labels[key], amount, way_of_derived(KIND, key, found.year))
        for key, amount in (("result", found.sums.result), ("adjusted", found.sums.adjusted))
        if amount is not None
    ]
    lower = min((term.amount for term in terms if term.amount is not None), default=None)
    title = _("Det lägre av årets resultat och resultatet efter justeringar, %(year)s") % {"year": found.year}
    return Derived(title, _("Det lägre av de två (kommunallagen 11 kap. 14 §)."), lower, terms, is_sum=False)


def _room(found: BalanceRequirement) -> Derived:
    """How the room to set aside is made, step by step as the law says it."""
    lower = _lower(found, {row.key: str(row.label) for row in found.rows})
    percent = 2 if found.negative_equity else 1
    base = found.sums.tax_and_grants
    words = _("%(percent)s procent av skatteintäkter, generella statsbidrag och utjämning")
    terms = [
        Term(lower.title, lower.amount, way_of_derived(KIND, LOWER, found.year)),
        Term(words % {"percent": percent}, base * percent // -100, way_of_derived("fem-ar", "base", found.year)),
        Term(words % {"percent": 5}, base * 5 // 100, way_of_derived("fem-ar", "base", found.year)),
        Term(
            _("Reserven vid årets början"), found.opening_reserve, way_of_derived(KIND, filling_key(found), found.year)
        ),
    ]
    said = _(
        "Det lägre resultatet minus tröskeln, aldrig under noll. Från 2024 får reserven bli högst 5 procent av intäkterna (kommunallagen 11 kap. 14 §)."
    )
    title = _("Utrymme att reservera, %(year)s") % {"year": found.year}
    return Derived(title, said, found.room, terms, is_sum=False)


def filling_key(found: BalanceRequirement) -> str:
    """The opening of the reserve that the year's reservation goes to."""
    return "rer_opening" if found.year >= RESERVE_FROM else "rur_opening"


def _reserve(key: str, year: int) -> Derived:
    """A reserve as the year began or ended: what the system began with, and what went in and out year by year. One query."""
    noted = adjustments_by_year(year)
    is_new, ends = key.startswith("rer"), key.endswith("closing")
    found = reserve_of(noted, year) if is_new else old_reserve_of(noted, year)
    terms = []
    for each in sorted(noted):
        for kind in _kinds(is_new, each):
            begins = kind in (AdjustmentKind.RESERVE_OPENING, AdjustmentKind.OLD_RESERVE_OPENING)
            if kind in noted[each] and (begins or ends or each < year):
                adjustment = noted[each][kind]
                label = f"{AdjustmentKind(kind).label}, {each}"
                amount = adjustment.amount if begins else -adjustment.amount
                terms.append(Term(label, amount, way_of_derived(KIND, kind, each), adjustment.note))
    name = _("Resultatreserven (RER)") if is_new else _("Äldre resultatutjämningsreserv (RUR)")
    when = _("vid slutet av %(year)s") if ends else _("vid början av %(year)s")
    said = _("Det som reserven började med, och vad som har lagts till (+) och använts (−).")
    return Derived(f"{name} {when % {'year': year}}", said, found.closing if ends else found.opening, terms)


def _kinds(is_new: bool, year: int) -> tuple[AdjustmentKind, ...]:
    """What changed the one or the other reserve in a year."""
    flows = (AdjustmentKind.TO_RESERVE, AdjustmentKind.FROM_RESERVE)
    if is_new:
        return (AdjustmentKind.RESERVE_OPENING, *(flows if year >= RESERVE_FROM else ()))
    moved = flows if year < RESERVE_FROM else ()
    return (AdjustmentKind.OLD_RESERVE_OPENING, *moved, AdjustmentKind.FROM_OLD_RESERVE)


def _equity(found: BalanceRequirement) -> Derived:
    """Equity with all pension obligations: what is noted, else the balance sheet's equity less the obligations below it."""
    title = _("Eget kapital inklusive ansvarsförbindelse för pensioner, %(year)s") % {"year": found.year}
    if AdjustmentKind.EQUITY_IN_FULL in found.adjustments:
        return _adjustment(found, AdjustmentKind.EQUITY_IN_FULL, title)
    shelf = Shelf(found.year)
    terms = [
        shelf.term(Cell(Statement.BALANCE, EQUITY, found.year)),
        shelf.term(Cell(Statement.BALANCE, "pension_obligation", found.year), -1),
    ]
    said = _("Balansräkningens eget kapital, minus pensionsförpliktelserna under den.")
    return Derived(title, said, found.equity_in_full, terms if found.equity_in_full is not None else [])


def _in_sheet(found: BalanceRequirement) -> Derived:
    """The balance sheet's line of the reserves."""
    cell = Cell(Statement.BALANCE, "reserve", found.year)
    terms = [Term(_("Raden i balansräkningen"), found.in_balance_sheet, cell_way(cell))]
    title = _("Reserverna i balansräkningen, %(year)s") % {"year": found.year}
    return Derived(title, _("Som balansräkningen visar dem."), found.in_balance_sheet, terms)
