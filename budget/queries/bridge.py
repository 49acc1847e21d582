"""The bridge from driftredovisningen to resultaträkningen: every step has its name, and what cannot be explained is shown as that (domain §4.2, LKBR 10 kap.).

Driftredovisningen counts a committee's depreciation and internal items among its costs; resultaträkningen has depreciation on a line of its own, and internal
items take each other out. Öre in report sign.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import ResultLine
from budget.queries.income import NET_COST, IncomeStatement, income_statement
from budget.queries.operating import OperatingRow, OperatingStatement, operating_statement
from budget.queries.result_lines import result_line
from budget.queries.structure import total
from budget.queries.sums import actuals_of
from sala_styr.organisation.models import UnitKind

INTERNAL = "9"
"""Kommun-Bas' class for what units buy of each other."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Revenue, costs, depreciation and their net, and the net as it was budgeted from the beginning. None is missing."""

    revenue: int | None = None
    cost: int | None = None
    depreciation: int | None = None
    budget: int | None = None

    @property
    def net(self) -> int | None:
        return total((self.revenue, self.cost, self.depreciation))

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(*(total((getattr(self, each.name), getattr(other, each.name))) for each in fields(self)))

    def less(self, other: "Amounts") -> "Amounts":
        """The difference, column by column; what both miss is missing."""
        names = [each.name for each in fields(self)]
        return Amounts(*(_less(getattr(self, name), getattr(other, name)) for name in names))


def _less(left: int | None, right: int | None) -> int | None:
    return None if left is None and right is None else (left or 0) - (right or 0)


@dataclass(frozen=True, slots=True)
class BridgeRow:
    """A step. ``is_rest`` is what the steps before do not explain."""

    key: str
    label: str | Promise
    amounts: Amounts
    is_sum: bool = False
    is_rest: bool = False


@dataclass(frozen=True)
class Bridge:
    """From the committees' net costs to verksamhetens nettokostnader."""

    operating: OperatingStatement
    income: IncomeStatement
    rows: tuple[BridgeRow, ...]

    def row(self, key: str) -> BridgeRow:
        return next(row for row in self.rows if row.key == key)

    @property
    def unexplained(self) -> int:
        """What is left of the actuals when every step is taken: 0 when the two statements agree."""
        return self.row("rest").amounts.net or 0

    @property
    def unexplained_budget(self) -> int:
        """The same of the budget: what the frames and the result budget differ by."""
        return self.row("rest").amounts.budget or 0


def bridge(year: int, through_month: int | None = None) -> Bridge:
    """The bridge of ``year`` through a month (None: as far as there are actuals). A constant number of queries."""
    operating = operating_statement(year, through_month)
    income = income_statement(year, operating.through_month)
    booked = income_statement(year, operating.through_month, booked_only=True)
    internal, depreciation = _internal_and_depreciation(year, operating.through_month)
    return Bridge(operating, income, bridge_rows(operating, income, booked, internal, depreciation))


def bridge_rows(
    operating: OperatingStatement,
    income: IncomeStatement,
    booked: IncomeStatement,
    internal: int,
    depreciation: int,
) -> tuple[BridgeRow, ...]:
    """The steps. ``internal``: what internal items sum to, 0 when each has its counterpart. Pure."""
    committees = [row for row in operating.rows if row.unit and row.unit.kind != UnitKind.CENTRAL]
    common = [row for row in operating.rows if row.unit and row.unit.kind == UnitKind.CENTRAL]
    loose = [row for row in operating.rows if not row.unit]
    steps = [
        BridgeRow("committees", _("Nämndernas verksamhet"), _sum(committees)),
        BridgeRow("common", _("Finansförvaltning och gemensamma poster"), _sum(common)),
    ]
    if loose:
        steps.append(BridgeRow("loose", _("Poster utan nämnd"), _sum(loose)))
    stated = sum((step.amounts for step in steps), Amounts())
    adjusted = [
        BridgeRow("internal", _("Interna poster tas bort"), Amounts(cost=-internal)),
        BridgeRow(
            "depreciation",
            _("Avskrivningar får en egen rad"),
            Amounts(cost=-depreciation, depreciation=depreciation),
        ),
    ]
    end, end_booked = _of(income), _of(booked)
    if any(row.figure for row in income.rows):
        adjusted.append(
            BridgeRow("written", _("Inskrivet i resultaträkningen i stället för bokfört"), end.less(end_booked))
        )
    explained = sum((step.amounts for step in adjusted), stated)
    return (
        *steps,
        BridgeRow("operating", _("Nettokostnader enligt driftredovisningen"), stated, is_sum=True),
        *adjusted,
        BridgeRow("rest", _("Skillnad som inte är förklarad"), end.less(explained), is_rest=True),
        BridgeRow("income", _("Verksamhetens nettokostnader enligt resultaträkningen"), end, is_sum=True),
    )


def _sum(rows: Iterable[OperatingRow]) -> Amounts:
    rows = list(rows)
    return Amounts(
        revenue=total(row.revenue for row in rows),
        cost=total(row.cost for row in rows),
        budget=total(row.original for row in rows),
    )


def _of(income: IncomeStatement) -> Amounts:
    return Amounts(
        revenue=income.row(ResultLine.REVENUE).actual,
        cost=income.row(ResultLine.COST).actual,
        depreciation=income.row(ResultLine.DEPRECIATION).actual,
        budget=income.row(NET_COST).budget,
    )


def _internal_and_depreciation(year: int, through_month: int) -> tuple[int, int]:
    """What class 9 sums to, and depreciation. One query."""
    rows = (
        actuals_of(year, through_month)
        .filter(unit__legal_form="municipality")
        .order_by()
        .values_list("account__number")
        .annotate(Sum("amount"))
    )
    found = list(rows)
    return (
        sum(amount for number, amount in found if number.startswith(INTERNAL)),
        sum(amount for number, amount in found if result_line(number) == ResultLine.DEPRECIATION),
    )
