"""The reports that anybody may read: decided, done, and published."""

from django.db.models import QuerySet
from django.utils import timezone

from public.models import Publication
from sala_styr.documents.models import Report, ReportState


def public_reports() -> "QuerySet[Report]":
    """Decided reports that are done and published, the newest first, with their decision. Lazy."""
    published = Publication.objects.in_force().filter(report__isnull=False).values("report")
    decided = Report.objects.filter(draft=False, state=ReportState.DONE, decision__date__lte=timezone.localdate())
    return decided.filter(pk__in=published).select_related("decision__body").order_by("-year", "-decision__date", "-pk")


def public_report(pk: int) -> Report | None:
    """The report, if anybody may read it. One query."""
    return public_reports().filter(pk=pk).first()


def public_correction(report: Report) -> Report | None:
    """The report that has taken its place, if anybody may read that too; the newest if there are several. One query."""
    return public_reports().filter(corrects=report).order_by("-decision__date", "-pk").first()
