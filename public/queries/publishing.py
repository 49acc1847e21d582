"""What a controller sees when publishing: what is published, what has been, and what could be."""

from django.db.models import F, QuerySet

from followup.models import Period
from public.models import Feedback, Publication
from sala_styr.documents.models import Report, ReportState


def publications() -> "QuerySet[Publication]":
    """Everything that is or has been published, the newest first, with what it is about. Lazy."""
    return Publication.objects.select_related("period", "report__decision__body", "published_by", "withdrawn_by")


def publishable_periods() -> list[Period]:
    """Closed periods that are not published now, the newest first. One query."""
    published = Publication.objects.in_force().filter(period__isnull=False).values("period")
    return list(Period.objects.filter(is_open=False).exclude(pk__in=published).order_by("-last_day", "-pk"))


def publishable_reports() -> list[Report]:
    """Decided reports that are done and not published now, the newest first. One query."""
    published = Publication.objects.in_force().filter(report__isnull=False).values("report")
    frozen = Report.objects.filter(draft=False, state=ReportState.DONE).exclude(pk__in=published)
    return list(frozen.select_related("decision__body").order_by("-year", "-pk"))


def all_feedback() -> "QuerySet[Feedback]":
    """What visitors have told us, the newest first; what nobody has settled comes before the rest. Lazy."""
    return Feedback.objects.select_related("answered_by").order_by(
        F("answered_at").asc(nulls_first=True), "-written_at", "-pk"
    )
