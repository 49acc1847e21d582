"""What the statements add to pages of others: which budgets of position and of the group a decision carries."""

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from budget.models import FigureVersion, Statement, Whose
from sala_styr.decisions.models import Decision
from sala_styr.shell.contributions import Panel, contribute


@contribute("decision", 22)
def decision_panel(request: HttpRequest, decision: Decision) -> Panel | None:
    """Each column that was written in by the decision, with the way to its figures. One query."""
    found = (
        decision.statement_figures.order_by("year", "statement", "whose")
        .values_list("year", "statement", "whose", "version")
        .annotate(lines=Count("pk"))
    )
    columns = [
        (
            _("%(statement)s %(year)s, %(whose)s, %(version)s")
            % {
                "statement": str(Statement(statement).label).capitalize(),
                "year": year,
                "whose": Whose(whose).label,
                "version": FigureVersion(version).label,
            },
            f"{reverse('budget:written', args=[statement, whose, version])}?ar={year}",
            lines,
        )
        for year, statement, whose, version, lines in found
    ]
    if not columns:
        return None
    return Panel(
        _("I räkenskaperna"), "budget/panels/decision_statements.html", {"columns": columns}, anchor="rakenskaperna"
    )
