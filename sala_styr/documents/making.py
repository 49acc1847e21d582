"""The making of a report, from claim to stored file. Runs in a process of its own (``manage.py render_report``), or straight on the command line."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, InterfaceError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sala_styr.documents.chapters import ChapterTooLarge, ChapterTooSlow
from sala_styr.documents.corrections import correction_line
from sala_styr.documents.kept import keep_beside
from sala_styr.documents.kinds import Order, ReportKind, find_kind
from sala_styr.documents.model import Document, with_decision
from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.pdf import PdfPartsMissing, render_pdf
from sala_styr.documents.progress import NoLongerWanted, ProgressWriter
from sala_styr.documents.snapshot import one_moment
from sala_styr.documents.store import fingerprint, write_once
from sala_styr.errors import RuleBroken
from sala_styr.files import StoreAway
from sala_styr.history import recording
from sala_styr.operation.failures import has_no_room, passes_by_itself
from sala_styr.organisation.actor import Actor
from sala_styr.seal.printing import Sealed, sealed

BUILT, LAID_OUT, WRITTEN = 35, 80, 95
"""Where each part of the work ends, in per cent of the whole."""
logger = logging.getLogger(__name__)
Tell = Callable[[int, str], None]


@dataclass(frozen=True)
class Made:
    """A finished report, not yet stored."""

    content: bytes
    pages: int
    sha256: str
    data_id: str
    document: Document | None = None


def make(report_id: int) -> bool:
    """Make a queued report and store it; True when it is done. Whatever goes wrong ends as a readable text on the report.

    Does nothing for a report that is not queued: another worker has it. Raises DatabaseError when the database went away meanwhile: then nothing can
    be written on the report either, and it is to be begun again when the database is back.
    """
    report = _claim(report_id)
    if report is None:
        return False
    try:
        with ProgressWriter(report) as tell:
            order, decided = (
                Order(report.year, report.subject, report.decision_id),
                str(report.decision) if report.decision else None,
            )
            seal = None if report.draft else _sealed(report)
            made = produce(find_kind(report.kind), order, decided, tell, note=correction_line(report), seal=seal)
            name = f"{report.year}/{report.kind}-{report.year}-{report.pk}-{report.attempt}"
            path = write_once(f"{name}.pdf", made.content)
            tell(WRITTEN + 1, _("Gör Word- och Excelfilerna"))
            beside = keep_beside(name, made.document) if made.document else {}
        return _finish(report, made, path, beside)
    except NoLongerWanted:
        logger.info("report %s is no longer wanted; attempt %s ends", report_id, report.attempt)
        return False
    except Exception as error:
        if isinstance(error, DatabaseError | InterfaceError) and passes_by_itself(error):
            raise
        logger.exception("report %s failed", report_id)
        fail(report_id, _reason(error), attempt=report.attempt)
        return False


def produce(
    kind: ReportKind,
    order: Order,
    decision_line: str | None,
    tell: Tell,
    *,
    note: str = "",
    seal: Sealed | None = None,
) -> Made:
    """Build and print a report; nothing is stored. With a decision line it is the decided version, else a draft. In Swedish.

    ``note``: what its first page says of the report that it corrects. ``seal``: the history's seal, which stands there too.
    """
    from sala_styr.documents.conformance import page_count

    with translation.override("sv"):
        tell(1, _("Hämtar uppgifter"))
        with one_moment():
            built = kind.build(order, lambda percent, step: tell(max(0, min(percent, 100)) * BUILT // 100, step))
        document = _as_decided(built, decision_line)
        document = replace(
            document,
            references=(*document.references, *filter(None, (note, seal.line if seal else ""))),
            seal_mark=seal.mark if seal else "",
        )
        tell(BUILT, _("Sätter sidorna"))
        content = render_pdf(document, _page_teller(tell), _chapter_teller(tell))
        tell(WRITTEN, _("Sparar filen"))
    return Made(content, page_count(content), fingerprint(content), document.data_id, document)


def _sealed(report: Report) -> Sealed | None:
    """The history is sealed as it is when the decided version is made, and the seal stands in the report, so that somebody outside has it."""
    with translation.override("sv"):
        return sealed(str(report))


def too_large() -> str:
    """What is said of a report that took more memory than it may."""
    return _(
        "Minnet räckte inte till för rapporten. Dela upp det längsta kapitlet i flera, eller be systemförvaltningen "
        "att ge rapporter mer minne (SALA_REPORT_MEMORY)."
    )


def too_slow() -> str:
    """What is said of a report that took more time than it may."""
    return _(
        "Rapporten blev inte klar på den tid den får ta, %(minutes)s min, och avbröts därför. Börja om när servern har mindre att göra, "
        "eller be systemförvaltningen att ge rapporter mer tid (SALA_REPORT_SECONDS)."
    ) % {"minutes": max(1, settings.SALA_REPORT_SECONDS // 60)}


def fail(report_id: int, reason: str, *, attempt: int | None = None) -> None:
    """Say on the report that it failed and why, unless it is done, failed already or begun again since."""
    with transaction.atomic():
        under_way = Report.objects.select_for_update(of=("self",)).select_related("requested_by")
        report = under_way.filter(pk=report_id, state__in=(ReportState.QUEUED, ReportState.RUNNING)).first()
        if report is None or (attempt is not None and report.attempt != attempt):
            return
        report.state, report.error, report.finished_at = ReportState.FAILED, reason, timezone.now()
        with recording(Actor(user=report.requested_by), _("Rapporten misslyckades")):
            report.save()


def requeue(report_id: int, attempt: int) -> bool:
    """Put a report whose process was killed back in the queue; False when it is done, stopped or begun again by somebody already."""
    with transaction.atomic():
        under_way = Report.objects.select_for_update(of=("self",)).select_related("requested_by")
        states = (ReportState.QUEUED, ReportState.RUNNING)
        report = under_way.filter(pk=report_id, attempt=attempt, state__in=states).first()
        if report is None:
            return False
        report.state, report.attempt, report.progress, report.step = ReportState.QUEUED, attempt + 1, 0, ""
        report.started_at = report.heartbeat_at = None
        with recording(Actor(user=report.requested_by), _("Började om: arbetet med rapporten dog")):
            report.save()
    return True


def _claim(report_id: int) -> Report | None:
    """Take the report out of the queue; None when it is not there. Only one process gets it."""
    with transaction.atomic():
        queued = Report.objects.select_for_update(of=("self",)).select_related(
            "requested_by", "decision__body", "corrects__decision__body"
        )
        report = queued.filter(pk=report_id, state=ReportState.QUEUED).first()
        if report is None:
            return None
        report.state = ReportState.RUNNING
        report.started_at = report.heartbeat_at = timezone.now()
        with recording(Actor(user=report.requested_by), _("Började göra rapporten")):
            report.save()
    return report


def _finish(report: Report, made: Made, path: str, beside: dict[str, str | int]) -> bool:
    with recording(Actor(user=report.requested_by), _("Rapporten blev klar")):
        mine = Report.objects.select_for_update().filter(
            pk=report.pk, attempt=report.attempt, state=ReportState.RUNNING
        )
        fresh = mine.first()
        if fresh is None:
            logger.warning("report %s was begun again or stopped meanwhile; attempt %s goes", report.pk, report.attempt)
            default_storage.delete(path)
            return False
        fresh.file.name = path
        fresh.pages, fresh.size, fresh.sha256, fresh.data_id = made.pages, len(made.content), made.sha256, made.data_id
        for name, value in beside.items():
            setattr(fresh, name, value)
        fresh.state, fresh.progress, fresh.step, fresh.finished_at = ReportState.DONE, 100, "", timezone.now()
        fresh.save()
    return True


def _as_decided(built: Document, decision_line: str | None) -> Document:
    if decision_line:
        return with_decision(built, decision_line)
    return replace(built, draft=True, decision_line=None)


def _page_teller(tell: Tell) -> Callable[[str, int], None]:
    """How many pages there will be is not known, and all are laid out again when their numbers are: each brings the bar a little nearer its end."""
    laid_out = count(1)

    def told(step: str, page: int) -> None:
        if step == "layout":
            tell(
                LAID_OUT - (LAID_OUT - BUILT) * 60 // (60 + next(laid_out)), _("Sätter sida %(page)s") % {"page": page}
            )
        else:
            tell(LAID_OUT, _("Skriver filen"))

    return told


def _chapter_teller(tell: Tell) -> Callable[[float, str], None]:
    """Between two pages nothing new is told, but ``tell`` is asked all the same: it knows whether the report is still wanted."""
    last = [""]

    def told(share: float, heading: str) -> None:
        if heading:
            last[0] = _("Sätter kapitlet %(heading)s") % {"heading": heading}
        tell(BUILT + round((LAID_OUT - BUILT) * share), last[0] or _("Sätter sidorna"))

    return told


def _reason(error: Exception) -> str:
    if isinstance(error, ChapterTooLarge | MemoryError):
        return too_large()
    if isinstance(error, ChapterTooSlow):
        return too_slow()
    if isinstance(error, PdfPartsMissing | RuleBroken):
        return str(error)
    if isinstance(error, StoreAway):
        return _(
            "Rapporten är inte sparad: platsen där filer ligger svarar inte. Vänta en stund och börja om med rapporten, "
            "och hör av dig till systemförvaltningen om det inte går över."
        )
    if has_no_room(error):
        return _(
            "Rapporten är inte sparad: disken är full. Be systemförvaltningen att ordna plats, och börja sedan om med rapporten."
        )
    return _(
        "Rapporten gick inte att göra. Felet är antecknat i systemets logg. Börja om, och hör av dig till systemförvaltningen om det händer igen."
    )
