"""Questions about reports."""

from django.db.models import QuerySet

from sala_styr.documents.models import Report
from sala_styr.documents.rules import readable_reports
from sala_styr.organisation.actor import Actor


def reports_for(actor: Actor) -> QuerySet[Report]:
    """The reports that ``actor`` may read, newest first, with what a list shows. One query."""
    return readable_reports(actor).select_related("requested_by", "decision__body")
