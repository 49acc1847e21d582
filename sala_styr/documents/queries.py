"""Questions about reports."""

from django.db.models import F, QuerySet
from django.db.models.functions import Abs

from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.rules import readable_reports
from sala_styr.organisation.actor import Actor

MOST_OFFERED = 50
"""So many reports are offered to compare with."""


def reports_for(actor: Actor) -> QuerySet[Report]:
    """The reports that ``actor`` may read, newest first, with what a list shows. One query."""
    return readable_reports(actor).select_related("requested_by", "decision__body")


def comparable_with(actor: Actor, report: Report) -> QuerySet[Report]:
    """The finished reports of the same kind that ``actor`` may read too: those of the same year first, the newest of them first. One query.

    Only reports whose content was kept can be compared; of one that has none, nothing.
    """
    if report.state != ReportState.DONE or not report.has_content:
        return Report.objects.none()
    same_kind = reports_for(actor).filter(kind=report.kind, state=ReportState.DONE).exclude(content_file="")
    nearness = Abs(F("year") - report.year)
    return same_kind.exclude(pk=report.pk).order_by(nearness, "-requested_at", "-pk")[:MOST_OFFERED]
