"""Balance sheet and cash flow of a legal entity, from its file's opening and closing balances (LKBR 6 and 8 kap., domain §4.6).

The balances are öre in ledger sign (assets +, equity and debts −). On the statement each side is positive. Cash flow is derived by the indirect method,
so that it ties to the change in liquid assets whenever the file itself balances.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import AccountBalance, ActualBatch, BatchState
from budget.queries.result_lines import (
    BALANCE_GROUPS,
    CLOSING_PREFIX,
    COMPANY_CLOSING,
    FINANCING,
    INVESTING,
    OPERATING,
    balance_group,
    result_line,
)
from budget.queries.structure import Structure, is_municipal, same_entity, structure, total
from budget.queries.sums import actuals_of
from sala_styr.organisation.models import Unit

COMPANY_DEPRECIATION = ("77", "78")
PROVISIONS = ("pensions", "other_provisions")


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A line, positive on its own side."""

    key: str
    label: str | Promise
    opening: int | None
    closing: int | None


@dataclass(frozen=True)
class BalanceSheet:
    """Assets against equity and debts, as the year began and ended. ``unbooked`` is the year's result where the file has not carried it to equity."""

    unit: Unit
    year: int
    assets: tuple[BalanceRow, ...]
    financing: tuple[BalanceRow, ...]
    unbooked: int

    @property
    def total_assets(self) -> BalanceRow:
        return _sum("assets", _("Summa tillgångar"), self.assets)

    @property
    def total_financing(self) -> BalanceRow:
        return _sum("financing", _("Summa eget kapital, avsättningar och skulder"), self.financing)

    @property
    def balances(self) -> bool:
        """Are the two sides equal at the year's end?"""
        return self.total_assets.closing == self.total_financing.closing

    @property
    def is_empty(self) -> bool:
        return self.total_assets.closing is None and self.total_financing.closing is None


@dataclass(frozen=True, slots=True)
class Change:
    """What a balance account did in a year, ledger sign."""

    opening: int
    closing: int

    def __add__(self, other: "Change") -> "Change":
        return Change(self.opening + other.opening, self.closing + other.closing)


FLOW_PARTS = {
    "operating": ("result", "depreciation", "provisions", "working"),
    "investing": ("investments",),
    "financing": ("long_debt", "equity"),
    "flow": ("operating", "investing", "financing"),
}
"""Which rows each sum of the cash flow adds up."""


@dataclass(frozen=True, slots=True)
class CashRow:
    """A line of the cash flow: inflow +, outflow −."""

    key: str
    label: str | Promise
    amount: int
    is_sum: bool = False
    parts: tuple[str, ...] = ()
    """The rows that a sum adds up."""


@dataclass(frozen=True)
class CashFlow:
    """Cash flow by the indirect method. ``computed`` is the sum of the three activities, ``observed`` the change in kassa och bank."""

    rows: tuple[CashRow, ...]
    computed: int
    observed: int

    @property
    def ties(self) -> bool:
        return self.computed == self.observed


@dataclass(frozen=True)
class Entity:
    """A legal entity with its balances per group, its result and its depreciation (report sign), in one year. ``raw`` is the sum of all result accounts."""

    unit: Unit
    year: int
    groups: Mapping[str, Change]
    result: int
    raw: int
    depreciation: int


def entity_of(tree: Structure, unit: Unit) -> Unit:
    """The top unit of the legal entity that ``unit`` belongs to."""
    path = tree.path(unit.pk)
    top = path[-1]
    for upper in reversed(path[:-1]):
        if not same_entity(upper, top):
            break
        top = upper
    return top


def entities_with_balances(year: int, tree: Structure | None = None) -> list[Unit]:
    """The legal entities that have balances in ``year``. Two queries."""
    tree = tree or structure()
    batches = ActualBatch.objects.filter(year=year, state=BatchState.ACTIVE, balances__isnull=False)
    tops = {entity_of(tree, tree.by_id[unit]).pk for unit in batches.values_list("unit_id", flat=True).distinct()}
    return [unit for unit in tree.units if unit.pk in tops]


def read_entity(unit: Unit, year: int, tree: Structure | None = None) -> Entity:
    """The figures behind both statements, of the legal entity that ``unit`` belongs to. Three queries, two when the organisation is given."""
    tree = tree or structure()
    top = entity_of(tree, unit)
    return read_entities([top], year, tree)[0]


def read_entities(tops: Iterable[Unit], year: int, tree: Structure) -> list[Entity]:
    """The same of many legal entities, each by its top unit. Two queries."""
    tops = list(tops)
    top_of = {below.pk: top.pk for top in tops for below in tree.below(top.pk)}
    balances = (
        AccountBalance.objects.filter(year=year, unit_id__in=top_of, batch__state=BatchState.ACTIVE)
        .order_by()
        .values_list("unit_id", "account__number")
        .annotate(opens=Sum("opening", default=0), closes=Sum("closing", default=0))
    )
    groups: dict[int, dict[str, Change]] = {top.pk: {} for top in tops}
    for unit_id, number, opening, closing in balances:
        found, key = groups[top_of[unit_id]], balance_group(number).key
        found[key] = found.get(key, Change(0, 0)) + Change(opening, closing)
    results: dict[int, list[tuple[str, int]]] = {top.pk: [] for top in tops}
    figures = actuals_of(year).filter(unit_id__in=top_of).order_by().values_list("unit_id", "account__number")
    for unit_id, number, amount in figures.annotate(Sum("amount")):
        results[top_of[unit_id]].append((number, amount))
    return [entity(top, year, groups[top.pk], results[top.pk]) for top in tops]


def entity(unit: Unit, year: int, groups: Mapping[str, Change], results: Iterable[tuple[str, int]]) -> Entity:
    """Put an entity together from its groups and its result accounts (report sign). Pure."""
    results = list(results)
    closing = CLOSING_PREFIX if is_municipal(unit) else COMPANY_CLOSING
    raw = sum(amount for _number, amount in results)
    return Entity(
        unit=unit,
        year=year,
        groups=groups,
        result=sum(amount for number, amount in results if not number.startswith(closing)),
        raw=raw,
        depreciation=sum(amount for number, amount in results if _is_depreciation(unit, number)),
    )


def _is_depreciation(unit: Unit, number: str) -> bool:
    if is_municipal(unit):
        return result_line(number) == "depreciation"
    return number.startswith(COMPANY_DEPRECIATION)


def balance_sheet(unit: Unit, year: int) -> BalanceSheet:
    """The balance sheet of the legal entity that ``unit`` belongs to. Three queries."""
    return sheet_of(read_entity(unit, year))


def sheet_of(found: Entity) -> BalanceSheet:
    """The balance sheet of an entity. Pure."""
    assets = [_row(group.key, group.label, found.groups, 1) for group in BALANCE_GROUPS if group.asset]
    financing = [_row(group.key, group.label, found.groups, -1) for group in BALANCE_GROUPS if not group.asset]
    if found.raw and found.groups:
        financing.insert(
            1, BalanceRow("result", _("Årets resultat, ännu inte fört till eget kapital"), None, found.raw)
        )
    return BalanceSheet(found.unit, found.year, tuple(assets), tuple(financing), found.raw)


def cash_flow(unit: Unit, year: int) -> CashFlow | None:
    """The cash flow of the legal entity that ``unit`` belongs to; None when there are no balances. Three queries."""
    return cash_flow_of(read_entity(unit, year))


def cash_flow_of(found: Entity) -> CashFlow | None:
    """The cash flow of an entity. Pure. An asset that grows takes cash, a debt that grows gives it: each group's flow is the change turned."""
    if not found.groups:
        return None
    change = {key: each.opening - each.closing for key, each in found.groups.items()}

    def of(flow: str, *but: str) -> int:
        return sum(change.get(group.key, 0) for group in BALANCE_GROUPS if group.flow == flow and group.key not in but)

    working = of(OPERATING, *PROVISIONS)
    provisions = sum(change.get(key, 0) for key in PROVISIONS)
    operating = found.result - found.depreciation + provisions + working
    investing = of(INVESTING) + found.depreciation
    # Where the year's result is booked to equity already, the part of equity's change that is the result is not a payment.
    financing = of(FINANCING) - (found.result - found.raw)
    computed = operating + investing + financing
    return CashFlow(
        rows=(
            CashRow("result", _("Årets resultat"), found.result),
            CashRow("depreciation", _("Avskrivningar, som inte är betalningar"), -found.depreciation),
            CashRow("provisions", _("Förändring av avsättningar"), provisions),
            CashRow("working", _("Förändring av förråd, kortfristiga fordringar, placeringar och skulder"), working),
            CashRow(
                "operating", _("Kassaflöde från den löpande verksamheten"), operating, True, FLOW_PARTS["operating"]
            ),
            CashRow("investments", _("Nettoinvesteringar i anläggningstillgångar"), investing),
            CashRow(
                "investing", _("Kassaflöde från investeringsverksamheten"), investing, True, FLOW_PARTS["investing"]
            ),
            CashRow("long_debt", _("Förändring av långfristiga skulder"), change.get("long_debt", 0)),
            CashRow(
                "equity",
                _("Förändring av eget kapital vid sidan av resultatet"),
                financing - change.get("long_debt", 0),
            ),
            CashRow(
                "financing", _("Kassaflöde från finansieringsverksamheten"), financing, True, FLOW_PARTS["financing"]
            ),
            CashRow("flow", _("Årets kassaflöde"), computed, True, FLOW_PARTS["flow"]),
        ),
        computed=computed,
        observed=-change.get("liquid", 0),
    )


def _row(key: str, label: str | Promise, groups: Mapping[str, Change], sign: int) -> BalanceRow:
    found = groups.get(key)
    return BalanceRow(
        key, label, None if found is None else sign * found.opening, None if found is None else sign * found.closing
    )


def _sum(key: str, label: str | Promise, rows: Iterable[BalanceRow]) -> BalanceRow:
    rows = list(rows)
    return BalanceRow(key, label, total(row.opening for row in rows), total(row.closing for row in rows))
