"""The first pages of the auditor and of the administrator."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followup.contributions.pages import actor_of
from goals.models import PlanItem, SteeringModel
from sala_styr import trees
from sala_styr.decisions.models import Decision
from sala_styr.documents.queries import reports_for
from sala_styr.history.latest import latest_changes
from sala_styr.organisation.models import Appointment, Unit, User
from sala_styr.shell.contributions import Panel, contribute

MOST = 10
MOST_OF_A_KIND = 6


@contribute("start.auditor", 10)
def changes_panel(request: HttpRequest) -> Panel:
    """The newest changes of everything. One query per model with history."""
    return Panel(
        _("Senaste ändringar"),
        "followup/start/latest_changes.html",
        {"changes": latest_changes(MOST, actor=actor_of(request), together=True)},
        "andringar",
    )


@contribute("start.auditor", 20)
def decisions_panel(request: HttpRequest) -> Panel:
    """The newest decisions and reports, and ways to the rest. Two queries."""
    context = {
        "decisions": list(Decision.objects.select_related("body")[:MOST_OF_A_KIND]),
        "reports": list(reports_for(actor_of(request))[:MOST_OF_A_KIND]),
    }
    return Panel(_("Beslut och rapporter"), "followup/start/decisions.html", context, anchor="beslut")


@contribute("start.administrator", 10)
def housekeeping_panel(request: HttpRequest) -> Panel:
    """What an administrator keeps, with what needs attention. Six queries."""
    context = {
        "units": Unit.objects.count(),
        "people": User.objects.filter(is_active=True).count(),
        "without": User.objects.filter(is_active=True, appointments__isnull=True).count(),
        "appointments": Appointment.objects.count(),
        "models": list(SteeringModel.objects.order_by("first_year")),
        "faults": [(model._meta.verbose_name_plural, trees.check(model)) for model in (Unit, PlanItem)],
    }
    return Panel(_("Att sköta"), "followup/start/housekeeping.html", context, anchor="skota")
