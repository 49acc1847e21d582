"""Resultaträkningen of the municipality: budget beside actual, with its subtotals (LKBR 5 kap., domain §4.6). Öre in report sign."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import ResultBudget, ResultLine, Statement, StatementFigure
from budget.queries.follow_up import difference
from budget.queries.result_lines import by_line
from budget.queries.structure import total
from budget.queries.sums import WHOLE_YEAR, actuals_of
from budget.queries.written import Written, written_figures

NET_COST, OPERATING_RESULT, AFTER_FINANCIAL, NET_RESULT = "net_cost", "operating", "after_financial", "net_result"

SUBTOTALS: Mapping[str, tuple[str | Promise, tuple[str, ...]]] = {
    NET_COST: (_("Verksamhetens nettokostnader"), (ResultLine.REVENUE, ResultLine.COST, ResultLine.DEPRECIATION)),
    OPERATING_RESULT: (_("Verksamhetens resultat"), (NET_COST, ResultLine.TAX, ResultLine.GRANTS)),
    AFTER_FINANCIAL: (
        _("Resultat efter finansiella poster"),
        (OPERATING_RESULT, ResultLine.FINANCIAL_REVENUE, ResultLine.FINANCIAL_COST),
    ),
    NET_RESULT: (_("Årets resultat"), (AFTER_FINANCIAL, ResultLine.EXTRAORDINARY)),
}

ORDER: tuple[str, ...] = (
    ResultLine.REVENUE,
    ResultLine.COST,
    ResultLine.DEPRECIATION,
    NET_COST,
    ResultLine.TAX,
    ResultLine.GRANTS,
    OPERATING_RESULT,
    ResultLine.FINANCIAL_REVENUE,
    ResultLine.FINANCIAL_COST,
    AFTER_FINANCIAL,
    ResultLine.EXTRAORDINARY,
    NET_RESULT,
)


def with_subtotals(amounts: Mapping[Any, int]) -> dict[str, int | None]:
    """Every line and subtotal in the statement's order. A line that is not given is None; a subtotal adds up what is there. Pure."""
    values: dict[str, int | None] = {}
    for key in ORDER:
        parts = SUBTOTALS[key][1] if key in SUBTOTALS else None
        values[key] = amounts.get(key) if parts is None else total(values[part] for part in parts)
    return values


@dataclass(frozen=True, slots=True)
class IncomeRow:
    """A line or subtotal. ``variance`` = actual − budget: for ended years, since it compares with the whole year's budget."""

    key: str
    label: str | Promise
    is_sum: bool
    budget: int | None
    actual: int | None
    previous: int | None
    figure: StatementFigure | None = None
    """What is written in instead of what the books say of the year's actual."""

    @property
    def variance(self) -> int | None:
        return difference(self.actual, self.budget)


@dataclass(frozen=True)
class IncomeStatement:
    """Resultaträkningen of a year through a month; ``previous`` is the year before through the same month."""

    year: int
    through_month: int
    rows: tuple[IncomeRow, ...]

    def row(self, key: str) -> IncomeRow:
        """The line or subtotal called ``key``."""
        return next(row for row in self.rows if row.key == key)

    @property
    def complete(self) -> bool:
        """Does it hold all the year's months?"""
        return self.through_month == WHOLE_YEAR


def income_statement(year: int, through_month: int = WHOLE_YEAR, *, booked_only: bool = False) -> IncomeStatement:
    """The municipality's resultaträkning, companies left out. Four queries.

    Of a whole year a written-in figure goes before what the books say, unless ``booked_only``, which is what the books are reconciled with.
    """
    whole = through_month == WHOLE_YEAR and not booked_only
    written = written_figures((year, year - 1) if whole else (), (Statement.INCOME,))
    figures = written.of(year, Statement.INCOME)
    budget = with_subtotals(result_budget(year))
    actual = with_subtotals(_with_written(actual_lines(year, through_month), written, year))
    previous = with_subtotals(_with_written(actual_lines(year - 1, through_month), written, year - 1))
    rows = [
        IncomeRow(
            key,
            SUBTOTALS[key][0] if key in SUBTOTALS else ResultLine(key).label,
            key in SUBTOTALS,
            budget[key],
            actual[key],
            previous[key],
            figures.get(key),
        )
        for key in ORDER
    ]
    return IncomeStatement(year, through_month, tuple(rows))


def _with_written(booked: Mapping[ResultLine, int], written: Written, year: int) -> dict[str, int]:
    return {str(line): amount for line, amount in booked.items()} | written.amounts(year, Statement.INCOME)


def result_budget(year: int) -> dict[str, int]:
    """What kommunfullmäktige has decided per line. One query."""
    return dict(ResultBudget.objects.filter(year=year).values_list("line", "amount"))


def actual_lines(year: int, through_month: int = WHOLE_YEAR) -> dict[ResultLine, int]:
    """The municipality's actuals per line. One query."""
    rows = (
        actuals_of(year, through_month)
        .filter(unit__legal_form="municipality")
        .order_by()
        .values_list("account__number")
        .annotate(Sum("amount"))
    )
    return by_line(rows)
