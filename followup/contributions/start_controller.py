"""The controller's first page: who has not reported, and the reports under way. Whether it all ties out is the money's part."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.contributions.pages import actor_of
from followup.queries.grid import by_part, parts_of, reporting_grid, total_of
from followup.queries.looks import state_columns
from followup.queries.periods import period_in_view, periods_of
from sala_styr.decisions.queries import year_from
from sala_styr.documents.models import ReportState
from sala_styr.documents.queries import reports_for
from sala_styr.shell.contributions import Panel, contribute

MOST_LATE = 10
MOST_REPORTS = 5


@contribute("start.controller", 40)
def reported_panel(request: HttpRequest) -> Panel:
    """Who has reported, by committee and company, and who is late. Eight queries."""
    year = year_from(request)
    period = period_in_view(periods_of(year))
    rows = reporting_grid(period) if period else []
    late = [row for row in rows if row.left] if period and period.due < timezone.localdate() else []
    context = {
        "year": year,
        "period": period,
        "parts": by_part(rows, parts_of(year)),
        "total": total_of(rows),
        "columns": state_columns(),
        "late": late[:MOST_LATE],
        "more_late": len(late) - MOST_LATE,
    }
    return Panel(_("Vem har rapporterat?"), "followup/start/reported.html", context, anchor="rapporterat")


@contribute("start.controller", 60)
def reports_panel(request: HttpRequest) -> Panel:
    """Reports under way and the newest ones. Two queries."""
    reports = reports_for(actor_of(request))
    context = {
        "under_way": list(reports.filter(state__in=(ReportState.QUEUED, ReportState.RUNNING))),
        "newest": list(reports.exclude(state__in=(ReportState.QUEUED, ReportState.RUNNING))[:MOST_REPORTS]),
        "year": year_from(request),
    }
    return Panel(_("Rapporter"), "followup/start/reports.html", context, anchor="rapporter")
