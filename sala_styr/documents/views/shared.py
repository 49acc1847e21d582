"""What every page of a report begins with."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.queries import reports_for
from sala_styr.errors import RuleBroken


def report_or_404(request: HttpRequest, pk: int) -> Report:
    """A report that the person may read."""
    found: Report = get_object_or_404(reports_for(request.actor), pk=pk)  # type: ignore[attr-defined]
    return found


def done_report(request: HttpRequest, pk: int) -> Report:
    """The same, finished. Raises RuleBroken, calmly, when it is not."""
    found = report_or_404(request, pk)
    if found.state != ReportState.DONE:
        raise RuleBroken(_("Rapporten är inte klar än."))
    return found
