"""A sum of a legal entity's own balance sheet, and a line of its cash flow, written out (issue 4, point 10)."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from budget.queries.balance_sheet import PROVISIONS, Entity, cash_flow_of, read_entity, sheet_of
from budget.queries.derived.arithmetic import Derived, Term, Way, way_of_derived, way_of_origin
from budget.queries.result_lines import BALANCE_GROUPS, FINANCING, INVESTING, OPERATING, BalanceGroup
from sala_styr.organisation.models import Unit

SIDES = ("opening", "closing")


def sheet_figure(unit: Unit, year: int, key: str, side: str) -> Derived:
    """The sum of one side: ``key`` assets or financing, ``side`` as the year began or ended. Three queries."""
    sheet = sheet_of(read_entity(unit, year))
    rows, whole = (sheet.assets, sheet.total_assets) if key == "assets" else (sheet.financing, sheet.total_financing)
    terms = [
        Term(row.label, amount, way_of_origin("balans", sheet.unit.pk, year, rad=row.key, sida_av=side))
        for row in rows
        if (amount := getattr(row, side)) is not None
    ]
    when = _("vid början av %(year)s") if side == "opening" else _("vid slutet av %(year)s")
    title = f"{whole.label}, {sheet.unit.name}, {when % {'year': year}}"
    return Derived(title, _("Summan av raderna ovanför."), getattr(whole, side), terms)


def flow_figure(unit: Unit, year: int, key: str) -> Derived | None:
    """A line of the cash flow; None when there are no balances or no such line. Three queries."""
    found = read_entity(unit, year)
    flow = cash_flow_of(found)
    rows = {row.key: row for row in flow.rows} if flow else {}
    if key not in rows:
        return None
    row, title = rows[key], f"{rows[key].label}, {found.unit.name} {year}"
    if row.is_sum:
        terms = [Term(rows[part].label, rows[part].amount, _flow_way(part, found)) for part in row.parts]
        return Derived(title, _("Summan av raderna ovanför."), row.amount, terms)
    said = _("Tillgångar som växer tar pengar, skulder som växer ger pengar (indirekt metod).")
    return Derived(title, said, row.amount, _terms(found, key))


def _flow_way(key: str, found: Entity) -> Way:
    return way_of_derived("kassaflode", key, found.year, enhet=found.unit.pk)


def _terms(found: Entity, key: str) -> list[Term]:
    booked = way_of_origin("utfall", found.unit.pk, found.year)
    if key == "result":
        return [Term(_("Resultatkonton i filen, utan bokslutskontot"), found.result, booked)]
    depreciation = Term(_("Avskrivningar i filen"), -found.depreciation, booked)
    if key == "depreciation":
        return [depreciation]
    if key == "investments":
        back = Term(_("Avskrivningar, som minskar tillgångarna utan att något betalas"), found.depreciation, booked)
        return [*_changes(found, lambda group: group.flow == INVESTING), back]
    if key == "provisions":
        return _changes(found, lambda group: group.key in PROVISIONS)
    if key == "working":
        return _changes(found, lambda group: group.flow == OPERATING and group.key not in PROVISIONS)
    if key == "long_debt":
        return _changes(found, lambda group: group.key == "long_debt")
    in_equity = Term(_("Årets resultat som är fört till eget kapital"), found.raw - found.result, booked)
    return [*_changes(found, lambda group: group.flow == FINANCING and group.key != "long_debt"), in_equity]


def _changes(found: Entity, wanted: Callable[[BalanceGroup], bool]) -> list[Term]:
    """What the groups have changed, as cash: an asset less as the year began is added, as it ended taken away, each positive on its own side."""
    terms = []
    for group in BALANCE_GROUPS:
        if wanted(group) and group.key in found.groups:
            change = found.groups[group.key]
            for side, words in zip(SIDES, (_("vid årets början"), _("vid årets slut")), strict=True):
                way = way_of_origin("balans", found.unit.pk, found.year, rad=group.key, sida_av=side)
                amount = change.opening if side == "opening" else -change.closing
                terms.append(Term(f"{group.label}, {words}", amount, way))
    return terms
