"""The budgeted result of today written out: the council's, and what has changed since (issue 4, point 10). Öre in report sign."""

from django.utils.translation import gettext as _

from budget.models import BudgetEntry, EntryKind, FinancedBy, Statement
from budget.queries.books import BUDGET
from budget.queries.budgeted_result import budgeted_result
from budget.queries.derived.arithmetic import Derived, Term, Way, way_of_derived
from budget.queries.derived.frames import frame_way
from budget.queries.derived.statements import Cell, cell_way
from budget.queries.income import NET_RESULT
from budget.queries.ledger import entries_of
from budget.queries.structure import Structure

KIND = "budgetresultat"
DECIDED, FRAMES, REVENUE, RESERVE, CURRENT = "decided", "frames", "revenue", "reserve", "current"
FIELDS = (DECIDED, FRAMES, REVENUE, RESERVE, CURRENT)
FINANCED = {REVENUE: FinancedBy.REVENUE, RESERVE: FinancedBy.RESERVE}


def budgeted_figure(tree: Structure, field: str, year: int) -> Derived:
    """A row of the arithmetic on the page of tilläggsanslag. Four queries."""
    found = budgeted_result(tree, year)
    labels = {
        DECIDED: _("Årets resultat i resultatbudgeten"),
        FRAMES: _("Ändrade ramar under året"),
        REVENUE: _("Högre intäkter som betalar"),
        RESERVE: _("Det som täcks av resultatreserven"),
        CURRENT: _("Budgeterat resultat"),
    }
    title, amount = f"{labels[field]}, {year}", getattr(found, field)
    if field == CURRENT:
        parts = ((DECIDED, found.decided), (FRAMES, found.frames), (REVENUE, found.revenue))
        terms = [Term(labels[name], part, way_of_derived(KIND, name, year)) for name, part in parts]
        said = _("Resultatbudgeten, ändrade ramar och de intäkter som betalar för dem.")
        return Derived(title, said, amount, terms)
    if field == DECIDED:
        way = cell_way(Cell(Statement.INCOME, NET_RESULT, year, version=BUDGET))
        return Derived(title, _("Vad kommunfullmäktige har beslutat."), amount, [Term(labels[field], amount, way)])
    if field == FRAMES:
        term = Term(labels[field], amount, frame_way("taken_away", year))
        return Derived(title, _("Varje ramhållares ändringar, med omvänt tecken."), amount, [term])
    return Derived(title, _("Tilläggsanslagen som betalas så."), amount, _supplements(field, year))


def _supplements(field: str, year: int) -> list[Term]:
    rows = entries_of(year).filter(kind=EntryKind.SUPPLEMENTARY, financed_by=FINANCED[field])
    return [_entry(row) for row in rows.select_related("decision__body", "target", "source", "recorded_by")]


def _entry(row: BudgetEntry) -> Term:
    unit = row.target_id or row.source_id
    way = Way("budget:ledger", (unit, row.year)) if unit else None
    sign = -1 if row.corrects_id else 1
    who = str(row.recorded_by or "")
    return Term(row.text, sign * row.amount, way, row.financing, None, who, row.decision)
