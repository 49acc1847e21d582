"""The money as anybody may read it: what kommunfullmäktige has decided of a year's budget, and what that makes of a hundred kronor of tax."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from budget.models import BudgetDecision, FigureVersion, ResultBudget, ResultLine, Statement, StatementFigure, Whose
from budget.queries.frame_table import GROUPS
from budget.queries.income import ORDER, SUBTOTALS, with_subtotals
from budget.queries.ledger import FrameRow, frames
from budget.queries.shapes import TAX_RATE
from budget.queries.structure import structure, total
from sala_styr.decisions.models import Decision
from sala_styr.money import spread
from sala_styr.organisation.models import Unit

HUNDRED = 10_000
"""A hundred kronor, in öre."""


@dataclass(frozen=True, slots=True)
class AreaCost:
    """What the council has given one committee, the common posts or a pot for the year. Öre, frame +.

    ``original`` as the budget was decided, ``current`` with the changes decided since. ``hundred``: öre of a hundred kronor of what all areas cost,
    None where the area brings in more than it costs.
    """

    unit: Unit
    group: str | Promise
    original: int
    current: int
    hundred: int | None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A line of the decided result budget, öre in report sign (revenue +, cost −). None where the council has not decided that line."""

    key: str
    label: str | Promise
    is_sum: bool
    amount: int | None


@dataclass(frozen=True)
class PublicBudget:
    """A year's decided budget. The sums are None where nothing is decided."""

    year: int
    decision: Decision
    areas: tuple[AreaCost, ...]
    result: tuple[ResultRow, ...]

    @property
    def original(self) -> int | None:
        """What all areas were given when the budget was decided."""
        return total(area.original for area in self.areas)

    @property
    def current(self) -> int | None:
        """And with what has been decided since."""
        return total(area.current for area in self.areas)

    @property
    def is_changed(self) -> bool:
        """Has anything been decided since?"""
        return any(area.original != area.current for area in self.areas)

    @property
    def paying(self) -> list[AreaCost]:
        """The areas that a hundred kronor goes to, the largest first."""
        costly = [area for area in self.areas if area.hundred is not None]
        return sorted(costly, key=lambda area: -area.original)


def decided_budgets() -> "QuerySet[BudgetDecision]":
    """The years whose budget is decided and whose decision's day has come, the latest first. Lazy."""
    decided = BudgetDecision.objects.filter(decision__date__lte=timezone.localdate())
    return decided.select_related("decision__body").order_by("-year")


def budget_years() -> list[int]:
    """Their years, the latest first. One query."""
    return list(decided_budgets().values_list("year", flat=True))


def public_budget(year: int) -> PublicBudget | None:
    """The year's budget, if anybody may read it. Four queries."""
    decided = decided_budgets().filter(year=year).first()
    if decided is None or decided.decision is None:
        return None
    today = timezone.localdate()
    return PublicBudget(year, decided.decision, _areas(frames(year, today)), _result(year, today))


def _areas(held: dict[int, FrameRow]) -> tuple[AreaCost, ...]:
    tree = structure()
    found = [
        (unit, label, held[unit.pk])
        for name, label, _sum_label in GROUPS
        for unit in getattr(tree, name)
        if unit.pk in held and (held[unit.pk].original or held[unit.pk].current)
    ]
    costly = [row.original for _unit, _label, row in found if row.original > 0]
    shares = iter(spread(HUNDRED, costly) if costly else ())
    return tuple(
        AreaCost(unit, label, row.original, row.current, next(shares) if row.original > 0 else None)
        for unit, label, row in found
    )


def _result(year: int, today: date) -> tuple[ResultRow, ...]:
    decided = ResultBudget.objects.filter(year=year, decision__date__lte=today).values_list("line", "amount")
    amounts = with_subtotals(dict(decided))
    return tuple(
        ResultRow(key, SUBTOTALS[key][0] if key in SUBTOTALS else ResultLine(key).label, key in SUBTOTALS, amounts[key])
        for key in ORDER
        if amounts[key] is not None
    )


def tax_rate(year: int) -> int | None:
    """The municipality's tax rate of ``year``, hundredths of a krona of a hundred, as decided; None where no decision is entered, never a guess. One query.

    It is the line "Kommunal skattesats" of the council's budget among the figures that are written in.
    """
    figures = StatementFigure.objects.filter(
        year=year,
        statement=Statement.FACTS,
        line=TAX_RATE,
        whose=Whose.MUNICIPALITY,
        version=FigureVersion.BUDGET,
        decision__date__lte=timezone.localdate(),
    )
    return figures.values_list("amount", flat=True).first()


@dataclass(frozen=True, slots=True)
class TaxShare:
    """What goes to an area of one person's tax, öre."""

    unit: Unit
    amount: int


def my_tax(monthly_income: int, rate: int, budget: PublicBudget) -> tuple[int, tuple[TaxShare, ...]]:
    """The municipal tax of an income of so many öre a month, and how it is spread over the areas: the parts make the whole to the öre. Pure.

    ``rate``: hundredths of a krona of a hundred. Before basic deduction and tax reductions, which the state's rules decide.
    """
    tax = int((Decimal(monthly_income) * rate / 10_000).quantize(Decimal(1)))
    paying = budget.paying
    if not paying:
        return tax, ()
    parts = spread(tax, [area.original for area in paying])
    return tax, tuple(TaxShare(area.unit, part) for area, part in zip(paying, parts, strict=True))
