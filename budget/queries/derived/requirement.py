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
LOWER, ROOM = "lower", "room"
ROWS = {"result", *SUMS, LOWER, ROOM, *AdjustmentKind.values}


def requirement_figure(key: str, year: int) -> Derived:
    """A line of the statement, or a fact it needs. Six queries."""
    found = balance_requirement(year)
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
        Term(_("Reserven vid årets början"), found.opening_reserve, Way("budget:requirement", (), {"ar": found.year})),
    ]
    said = _(
        "Det lägre resultatet minus tröskeln, aldrig under noll. Från 2024 får reserven bli högst 5 procent av intäkterna (kommunallagen 11 kap. 14 §)."
    )
    title = _("Utrymme att reservera, %(year)s") % {"year": found.year}
    return Derived(title, said, found.room, terms, is_sum=False)
