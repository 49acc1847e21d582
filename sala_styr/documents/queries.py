"""Questions about reports."""

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Abs

from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.rules import readable_reports
from sala_styr.organisation.actor import Actor

MOST_OFFERED = 50
"""So many reports are offered to compare with."""


def reports_for(actor: Actor) -> QuerySet[Report]:
    """The reports that ``actor`` may read, newest first, with what a list shows; ``is_corrected``: another has taken its place. One query."""
    corrections = Report.objects.filter(corrects=OuterRef("pk"), draft=False, state=ReportState.DONE)
    found = readable_reports(actor).select_related("requested_by", "decision__body", "corrects__decision__body")
    return found.annotate(is_corrected=Exists(corrections))


def correction_of(actor: Actor, report: Report) -> Report | None:
    """The decided report that corrects this one, the newest if there are several. One query, and only for a frozen one."""
    if not report.is_frozen:
        return None
    return reports_for(actor).filter(corrects=report, draft=False, state=ReportState.DONE).first()


def comparable_with(actor: Actor, report: Report) -> QuerySet[Report]:
    """The finished reports of the same kind that ``actor`` may read too: those of the same thing first, then of the nearest years. One query.

    Only reports whose content was kept can be compared; of one that has none, nothing.
    """
    if report.state != ReportState.DONE or not report.has_content:
        return Report.objects.none()
    same_kind = reports_for(actor).filter(kind=report.kind, state=ReportState.DONE).exclude(content_file="")
    same_thing = Case(When(subject=report.subject, then=0), default=1) if report.subject else Value(0)
    nearness = Abs(F("year") - report.year)
    return same_kind.exclude(pk=report.pk).order_by(same_thing, nearness, "-requested_at", "-pk")[:MOST_OFFERED]
