"""The municipality's and the group's statements of several years at once: resultaträkning, balansräkning and kassaflödesanalys, budget and actual.

Every page, ratio and report block of the statements asks here, so that they show the same figures. A written-in figure goes before a worked-out one. A cash
flow that nobody has written in is worked out of the balance sheets before and after (indirect method, RKR R13), and so ties with them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Sum

from budget.models import AccountBalance, BatchState, FigureVersion, ResultBudget, ResultLine, Statement, Whose
from budget.queries.income import NET_RESULT
from budget.queries.reserves import Noted, Reserves, adjustments_by_year, reserves_of
from budget.queries.result_lines import BALANCE_GROUPS, balance_group, by_line
from budget.queries.shapes import (
    ASSETS,
    BALANCE,
    CASH_CLOSING,
    CASH_FLOW,
    EQUITY,
    FACTS,
    FINANCING_SIDE,
    INCOME,
    PROVISIONS,
    TAKEN_FROM_OTHERS,
    TANGIBLE_AND_INTANGIBLE,
    filled,
)
from budget.queries.sums import actuals_of
from budget.queries.written import Figures, written_figures

Values = Mapping[str, int | None]
ACTUAL, BUDGET = FigureVersion.ACTUAL, FigureVersion.BUDGET


@dataclass(frozen=True)
class Filled:
    """One column of a statement: every line and sum in öre. ``written`` are the lines somebody has written in; ``net`` says that a cash flow is worked out
    of balances, which do not tell what was bought from what was sold.
    """

    values: Values
    written: Figures = field(default_factory=dict)
    net: bool = False

    def __getitem__(self, key: str) -> int | None:
        return self.values[key]

    @property
    def is_empty(self) -> bool:
        """Is there nothing at all?"""
        return all(value is None for value in self.values.values())


class Books:
    """Statements of ``years``, of the year before the first, and what that began with. Four queries, whatever is asked of it; five where the municipality's
    files hold balances, unless the adjustments of balanskravsutredningen are ``noted`` already.
    """

    def __init__(self, years: Iterable[int], noted: Mapping[int, Noted] | None = None):
        wanted = sorted(set(years))
        self.years = range(wanted[0] - 2, wanted[-1] + 1)
        self.written = written_figures(self.years)
        self._booked, self._raw = _booked_results(self.years)
        self._budgeted = _budgeted_results(self.years)
        self._balances = _balances(self.years)
        self._given = noted

    @cached_property
    def _noted(self) -> Mapping[int, Noted]:
        return adjustments_by_year(self.years[-1]) if self._given is None else self._given

    def reserves(self, year: int) -> Reserves:
        """The two reserves by balanskravsutredningen."""
        return reserves_of(self._noted, year)

    def income(self, year: int, whose: str = Whose.MUNICIPALITY, version: str = ACTUAL) -> Filled:
        """Resultaträkningen."""
        figures = self.written.of(year, Statement.INCOME, whose, version)
        base: Mapping[str, int] = {}
        if whose == Whose.MUNICIPALITY:
            base = (self._booked if version == ACTUAL else self._budgeted).get(year, {})
        return Filled(filled(INCOME, {**base, **_amounts(figures)}), figures)

    def balance(self, year: int, whose: str = Whose.MUNICIPALITY, version: str = ACTUAL) -> Filled:
        """Balansräkningen as the year ended. The year's result is the resultaträkning's, the reserve balanskravsutredningen's, unless written in."""
        figures = self.written.of(year, Statement.BALANCE, whose, version)
        base: dict[str, int] = {}
        if whose == Whose.MUNICIPALITY and version == ACTUAL and year in self._balances:
            base = self._booked_position(year)
            _show_reserve(base, figures["reserve"].amount if "reserve" in figures else self.reserves(year).closing)
        result = self.income(year, whose, version)[NET_RESULT]
        if result is not None and (base or figures):
            _carry_result(base, result)
        return Filled(filled(BALANCE, {**base, **_amounts(figures)}), figures)

    def opening(self, year: int, whose: str = Whose.MUNICIPALITY, version: str = ACTUAL) -> Filled:
        """The balance sheet as the year began: the file's own opening balances; else the year before's closing, for a budget the budgeted one first."""
        if whose == Whose.MUNICIPALITY and version == ACTUAL and year in self._balances:
            return Filled(filled(BALANCE, _position(self._balances[year].opening, 0)))
        before = self.balance(year - 1, whose, version)
        return self.balance(year - 1, whose, ACTUAL) if version == BUDGET and before.is_empty else before

    def cash_flow(self, year: int, whose: str = Whose.MUNICIPALITY, version: str = ACTUAL) -> Filled:
        """Kassaflödesanalysen: as it is written in, or worked out of the balance sheets where none is."""
        figures = self.written.of(year, Statement.CASH_FLOW, whose, version)
        income, opening = self.income(year, whose, version), self.opening(year, whose, version)
        if not set(figures) - set(TAKEN_FROM_OTHERS):
            closing = self.balance(year, whose, version)
            amounts = cash_from_balances(opening.values, closing.values, income)
            return Filled(
                filled(CASH_FLOW, {**amounts, **_amounts(figures)} if amounts else {}), figures, bool(amounts)
            )
        depreciation = income[ResultLine.DEPRECIATION]
        taken = {
            "result": income[NET_RESULT],
            "depreciation": None if depreciation is None else -depreciation,
            "liquid_opening": opening["liquid"],
        }
        known = {line: amount for line, amount in taken.items() if amount is not None}
        return Filled(filled(CASH_FLOW, {**known, **_amounts(figures)}), figures)

    def facts(self, year: int, whose: str = Whose.MUNICIPALITY, version: str = ACTUAL) -> Filled:
        """What the ratios ask for besides: inhabitants, tax rate, employees, net investments."""
        figures = self.written.of(year, Statement.FACTS, whose, version)
        return Filled(filled(FACTS, _amounts(figures)), figures)

    def statement(self, name: str, year: int, whose: str = Whose.MUNICIPALITY, version: str = ACTUAL) -> Filled:
        """Any of them by ``Statement``."""
        of = {
            Statement.INCOME: self.income,
            Statement.BALANCE: self.balance,
            Statement.CASH_FLOW: self.cash_flow,
            Statement.FACTS: self.facts,
        }
        return of[Statement(name)](year, whose, version)

    def has_own_balances(self, year: int) -> bool:
        """Do the municipality's files hold balances of the year?"""
        return year in self._balances

    def booked_equity(self, year: int) -> tuple[int, int]:
        """Equity by the municipality's files at the year's end, and the result that they have not carried to it: the two make up equity."""
        return -self._balances[year].closing.get("equity", 0), self._raw.get(year, 0)

    def _booked_position(self, year: int) -> dict[str, int]:
        return _position(self._balances[year].closing, self._raw.get(year, 0))


OPENING_SIDE, CLOSING_SIDE, RESULT_SIDE = "opening", "closing", "income"


@dataclass(frozen=True, slots=True)
class CashTerm:
    """What a line of a worked-out cash flow adds: a line of the balance sheet as the year began or ended, or of resultaträkningen, with its sign."""

    sign: int
    side: str
    key: str


def _change(sign: int, *keys: str) -> tuple[CashTerm, ...]:
    """What lines of the balance sheet have grown by."""
    return tuple(
        CashTerm(sign if side == CLOSING_SIDE else -sign, side, key)
        for key in keys
        for side in (CLOSING_SIDE, OPENING_SIDE)
    )


CASH_TERMS: Mapping[str, tuple[CashTerm, ...]] = {
    "result": (CashTerm(1, RESULT_SIDE, NET_RESULT),),
    "depreciation": (CashTerm(-1, RESULT_SIDE, ResultLine.DEPRECIATION),),
    "provisions_change": _change(1, PROVISIONS),
    "stock_change": _change(-1, "stock"),
    "receivables_change": _change(-1, "receivables"),
    "placements_change": _change(-1, "placements"),
    "short_debt_change": _change(1, "short_debt"),
    "investments": (*_change(-1, *TANGIBLE_AND_INTANGIBLE), CashTerm(1, RESULT_SIDE, ResultLine.DEPRECIATION)),
    "financial_investments": _change(-1, "financial"),
    "loans": _change(1, "long_debt"),
    "equity_change": (*_change(1, EQUITY), CashTerm(-1, RESULT_SIDE, NET_RESULT)),
    "infrastructure_paid": _change(-1, "infrastructure"),
    "liquid_opening": (CashTerm(1, OPENING_SIDE, "liquid"),),
}
"""What each line of the cash flow is by the indirect method: an asset that grows takes cash, a debt that grows gives it."""


def balance_difference(values: Values) -> int | None:
    """Assets less equity, provisions and debts; 0 when the sheet balances, None when a side is missing. Pure."""
    assets, financing = values.get(ASSETS), values.get(FINANCING_SIDE)
    return None if assets is None or financing is None else assets - financing


def cash_difference(flow: Values, closing: Values) -> int | None:
    """Liquid funds at the year's end by the cash flow, less those of the balance sheet; None when either is missing. Pure."""
    worked_out, stated = flow.get(CASH_CLOSING), closing.get("liquid")
    return None if worked_out is None or stated is None else worked_out - stated


def cash_from_balances(opening: Values, closing: Values, income: Filled) -> dict[str, int]:
    """The lines of the cash flow by the indirect method (``CASH_TERMS``). Empty where a balance sheet is missing.

    What is left after result and depreciation has its line too, so that the sum is the change in kassa och bank whenever both sheets balance. Pure.
    """
    if opening.get(ASSETS) is None or closing.get(ASSETS) is None:
        return {}
    result, depreciation = income[NET_RESULT] or 0, income[ResultLine.DEPRECIATION] or 0

    def worth(term: CashTerm) -> int:
        if term.side == RESULT_SIDE:
            return term.sign * (result if term.key == NET_RESULT else depreciation)
        return term.sign * ((opening if term.side == OPENING_SIDE else closing).get(term.key) or 0)

    amounts = {line: sum(map(worth, terms)) for line, terms in CASH_TERMS.items()}
    always = {"result", "liquid_opening"}
    return {line: amount for line, amount in amounts.items() if amount or line in always}


@dataclass(frozen=True)
class _Sheet:
    """Ledger sign by balance group, as a year began and ended."""

    opening: Mapping[str, int]
    closing: Mapping[str, int]


def _amounts(figures: Figures) -> dict[str, int]:
    return {line: figure.amount for line, figure in figures.items()}


def _position(groups: Mapping[str, int], unbooked: int) -> dict[str, int]:
    """Lines of the balance sheet of groups in ledger sign; ``unbooked`` is the result that the books have not carried to equity yet."""
    signs = {group.key: 1 if group.asset else -1 for group in BALANCE_GROUPS}
    lines = {key: signs[key] * amount for key, amount in groups.items() if key != "equity"}
    lines["other_equity"] = -groups.get("equity", 0) + unbooked
    return lines


def _show_reserve(position: dict[str, int], reserve: int | None) -> None:
    """Show the reserves on their line, out of the equity that holds them; nothing where nobody knows them."""
    if reserve is not None:
        position["reserve"] = reserve
        position["other_equity"] -= reserve


def _carry_result(position: dict[str, int], result: int) -> None:
    """Show the year's result on its line, out of the equity that holds it."""
    position["year_result"] = result
    if "other_equity" in position:
        position["other_equity"] -= result


def _booked_results(years: range) -> tuple[dict[int, dict[str, int]], dict[int, int]]:
    """The municipality's actuals by line, and the sum of all result accounts, the closing one included, by year. One query."""
    rows = (
        actuals_of(years)
        .filter(unit__legal_form="municipality")
        .order_by()
        .values_list("year", "account__number")
        .annotate(Sum("amount"))
    )
    by_year: dict[int, list[tuple[str, int]]] = {}
    for year, number, amount in rows:
        by_year.setdefault(year, []).append((number, amount))
    lines = {year: {str(line): amount for line, amount in by_line(rows).items()} for year, rows in by_year.items()}
    return lines, {year: sum(amount for _number, amount in rows) for year, rows in by_year.items()}


def _budgeted_results(years: range) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for year, line, amount in ResultBudget.objects.filter(year__in=years).values_list("year", "line", "amount"):
        found.setdefault(year, {})[line] = amount
    return found


def _balances(years: range) -> dict[int, _Sheet]:
    rows = (
        AccountBalance.objects.filter(year__in=years, unit__legal_form="municipality", batch__state=BatchState.ACTIVE)
        .order_by()
        .values_list("year", "account__number")
        .annotate(opens=Sum("opening", default=0), closes=Sum("closing", default=0))
    )
    opening: dict[int, dict[str, int]] = {}
    closing: dict[int, dict[str, int]] = {}
    for year, number, opens, closes in rows:
        key = balance_group(number).key
        for sheet, amount in ((opening, opens), (closing, closes)):
            groups = sheet.setdefault(year, {})
            groups[key] = groups.get(key, 0) + amount
    return {year: _Sheet(opening[year], closing[year]) for year in opening}
