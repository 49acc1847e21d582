"""Finished reports for tests, with what they say kept beside a file that stands for the PDF."""

from django.utils import timezone

from sala_styr.decisions.models import Decision
from sala_styr.documents.kept import keep_beside
from sala_styr.documents.model import Document, with_decision
from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.store import fingerprint, write_once
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import User

CONTENT = b"%PDF-1.7 en hel fil"


def kept_report(
    document: Document,
    *,
    decision: Decision | None = None,
    by: User | None = None,
    kind: str = "tiny",
    year: int = 2025,
    **more: object,
) -> Report:
    """A finished report that says ``document``: decided with ``decision``, else a draft of ``by``. ``more``: other fields of it."""
    held = with_decision(document, str(decision)) if decision else document
    name = f"{year}/{kind}-{Report.objects.count()}"
    path = write_once(f"{name}.pdf", CONTENT)
    with recording(system_actor(), "Test"):
        return Report.objects.create(
            kind=kind,
            year=year,
            draft=decision is None,
            decision=decision,
            requested_by=by,
            state=ReportState.DONE,
            file=path,
            sha256=fingerprint(CONTENT),
            size=len(CONTENT),
            pages=12,
            data_id=held.data_id,
            progress=100,
            finished_at=timezone.now(),
            **keep_beside(name, held),
            **more,
        )
