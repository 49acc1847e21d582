"""A written report made into files: as a draft, as the decided version that is kept for ever, and opened again to be corrected."""

from django.utils.translation import gettext as _

from sala_styr.decisions.models import Decision
from sala_styr.decisions.rules import require_verified
from sala_styr.documents.actions import Terms, cancel, request_report, require_use_of
from sala_styr.documents.models import Report, ReportState
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require, require_own_hand
from sala_styr.writing.actions.decided import refuse_decided
from sala_styr.writing.models import LOOKS_BACK, WrittenReport
from sala_styr.writing.queries import deciding_bodies, frozen_of, unwritten_in
from sala_styr.writing.rules import may_correct, readable_reports

NAMED = 5
"""So many headings are named in a message."""


def make_draft(actor: Actor, report: WrittenReport) -> Report:
    """Put a draft of what is written now in the queue. Raises Refused for who may not read the report."""
    require(readable_reports(actor).filter(pk=report.pk).exists(), _("Rapporten görs av dem som kan läsa den."))
    return request_report(actor, report.template.kind, report.year, terms=_terms(report))


def decide(actor: Actor, report: WrittenReport, decision: Decision) -> Report:
    """The report is as it was decided: nothing in it changes from now, and the version that is kept for ever is put in the queue.

    Raises Refused for others than a controller and the chair of the body that decided; RuleBroken when it is decided already, when the decision
    is another body's or came before what it is about had passed, and while a text that is needed is not approved.
    """
    require_own_hand(actor)
    require_use_of(actor, decision)
    require_verified(decision)
    with recording(actor, _("Rapporten beslutades")):
        found = _lock(report)
        refuse_decided(found)
        if not deciding_bodies(found).filter(pk=decision.body_id).exists():
            bodies = ", ".join(each.name for each in deciding_bodies(found))
            raise RuleBroken(
                _("Den här rapporten beslutas av %(body)s. Välj ett beslut därifrån, eller gör ett utkast.")
                % {"body": bodies},
                field="decision",
            )
        _refuse_unwritten(found)
        found.decision = decision
        found.version += 1
        found.save()
        return request_report(actor, found.template.kind, found.year, decision=decision, terms=_terms(found))


def open_for_correction(actor: Actor, report: WrittenReport, because: str) -> WrittenReport:
    """Open a decided report again. What was made of it is kept as it is; what is made next is a new report that names the old and says ``because``.

    Where its file was never finished it is only opened: there is nothing to correct. Raises Refused for others than controllers, RuleBroken
    for a report that is not decided, or without words.
    """
    require_own_hand(actor)
    require(may_correct(actor), _("En beslutad rapport öppnas för rättelse av en controller."))
    if not because.strip():
        raise RuleBroken(_("Skriv vad som behöver rättas, och varför."), field="because")
    with recording(actor, _("Öppnade rapporten för rättelse: %(why)s") % {"why": because.strip()}):
        found = _lock(report)
        if found.decision_id is None:
            raise RuleBroken(_("Rapporten är inte beslutad, så det går redan att ändra i den."))
        waiting = Report.objects.filter(
            kind=found.template.kind,
            subject=found.pk,
            draft=False,
            state__in=(ReportState.QUEUED, ReportState.RUNNING),
        )
        for each in waiting:
            cancel(actor, each)
        found.decision = None
        found.correction = because.strip() if frozen_of(found) else ""
        found.version += 1
        found.save()
    return found


def _lock(report: WrittenReport) -> WrittenReport:
    rows = WrittenReport.objects.select_for_update(of=("self",)).select_related("template", "unit")
    return rows.get(pk=report.pk)


def _refuse_unwritten(report: WrittenReport) -> None:
    left = unwritten_in(report)
    if not left:
        return
    named = "; ".join(left[:NAMED])
    if len(left) > NAMED:
        named = _("%(named)s och %(n)d till") % {"named": named, "n": len(left) - NAMED}
    raise RuleBroken(
        _("Alla texter som behövs är inte godkända ännu. Det som återstår: %(named)s.") % {"named": named},
        field="decision",
    )


def _terms(report: WrittenReport) -> Terms:
    correcting = frozen_of(report) if report.decision_id and report.correction else None
    return Terms(
        title=report.title,
        subject=report.pk,
        template_version=report.template_version,
        ends=report.last_day if report.template.kind in LOOKS_BACK else None,
        corrects=correcting,
        correction=report.correction if correcting else "",
    )
