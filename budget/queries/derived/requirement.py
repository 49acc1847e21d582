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
from budget.queries.derived.statements import Cell, cell_way
from budget.queries.income import NET_RESULT

KIND = "balanskrav"
SUMS = {"adjusted": ("result", BEFORE_RESERVES), "balanced": ("adjusted", AFTER_ADJUSTMENTS)}
ROWS = {"result", *SUMS, *AdjustmentKind.values}


def requirement_figure(key: str, year: int) -> Derived:
    """A line of the statement, or a fact it needs. Six queries."""
    found = balance_requirement(year)
    labels = {row.key: str(row.label) for row in found.rows}
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
