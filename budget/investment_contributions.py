"""What investments add to pages of others: what a decision carries, what a unit has under way, and what a manager has not judged."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from budget.models import InvestmentProject
from budget.models.investment import OPEN_STATES
from budget.queries.investments import investments
from budget.queries.structure import structure
from sala_styr.decisions.models import Decision
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role, Unit
from sala_styr.shell.contributions import Panel, contribute

STALE_AFTER = 4
"""Months: a project is judged at least at each tertial."""


@contribute("decision", 21)
def decision_panel(request: HttpRequest, decision: Decision) -> Panel | None:
    """Which entries of investments a decision carries. One query."""
    entries = list(decision.investment_entries.select_related("project__project").order_by("pk"))
    if not entries:
        return None
    template = "budget/investments/panels/decision.html"
    return Panel(_("I investeringsbudgeten"), template, {"entries": entries}, anchor="investeringar")


@contribute("unit", 31)
def unit_panel(request: HttpRequest, unit: Unit, year: int) -> Panel | None:
    """The investments of a unit and of what lies below it. Five queries, two where there are none."""
    below = {each.pk for each in structure().below(unit.pk)}
    projects = InvestmentProject.objects.filter(unit__in=below, state__in=OPEN_STATES)
    rows = investments(year, projects=projects) if projects.exists() else []
    if not rows:
        return None
    context = {"rows": rows, "year": year}
    return Panel(_("Investeringar"), "budget/investments/panels/unit.html", context, anchor="investeringar")


@contribute("start.manager", 31)
def manager_panel(request: HttpRequest) -> Panel | None:
    """The projects that the person answers for, those without a forecast of the last four months said so. Four queries."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    held = actor.held_ids(Role.MANAGER)
    if not held:
        return None
    today = timezone.localdate()
    rows = investments(today.year, projects=InvestmentProject.objects.filter(unit__in=held, state__in=OPEN_STATES))
    if not rows:
        return None
    late = {
        row.project.pk
        for row in rows
        if row.forecast is None
        or (today.year - row.forecast.year) * 12 + today.month - row.forecast.month > STALE_AFTER
    }
    context = {"rows": rows, "year": today.year, "late": late}
    return Panel(_("Mina investeringar"), "budget/investments/panels/manager.html", context, anchor="investeringar")
