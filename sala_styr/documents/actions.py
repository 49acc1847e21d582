"""Asking for a report, and asking again when it went wrong. The making itself is in ``making``; it runs in a process of its own."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.decisions.models import Decision
from sala_styr.decisions.rules import require_verified
from sala_styr.documents.kinds import find_kind
from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.rules import may_begin_again, may_cancel, may_make_draft, may_use_decision
from sala_styr.documents.tasks import make_report
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require, require_own_hand

EARLIEST, LATEST = 1990, 2100


@dataclass(frozen=True)
class Terms:
    """What is agreed about a report before it is made, beside its kind and year.

    ``ends``: the last day it is about, before which it cannot be decided; None for a plan. ``corrects``: the frozen report that it takes the
    place of, with what was wrong there. Whose decision it takes is known by the app that gives the terms.
    """

    title: str = ""
    subject: int | None = None
    template_version: int | None = None
    ends: date | None = None
    corrects: Report | None = None
    correction: str = ""


def request_report(
    actor: Actor, kind: str, year: int, *, decision: Decision | None = None, terms: Terms | None = None
) -> Report:
    """Put a report in the queue: a draft, or with ``decision`` the version that is kept for ever.

    A second request for what the same person already has under way gives that one back. Raises Refused, and RuleBroken for a kind or year
    that does not exist, or a decision that cannot be about this report.
    """
    require_own_hand(actor, decision)
    agreed = terms or Terms()
    require(may_make_draft(actor), _("Rapporter görs av den som har ett uppdrag i kommunen."))
    usual = f"{find_kind(kind).title} {year}"
    if decision is not None:
        require_use_of(actor, decision)
        require_verified(decision)
        _refuse_too_early(decision, agreed.ends)
    if not EARLIEST <= year <= LATEST:
        raise RuleBroken(
            _("Skriv ett år mellan %(first)s och %(last)s.") % {"first": EARLIEST, "last": LATEST}, field="year"
        )
    with recording(actor, _("Beställde %(title)s") % {"title": agreed.title or usual}):
        asked = Report.objects.filter(
            kind=kind, year=year, subject=agreed.subject, decision=decision, requested_by=actor.user
        )
        under_way = next(
            (report for report in asked.select_for_update() if report.is_under_way and not report.waits_long), None
        )
        if under_way:
            return under_way
        report = Report.objects.create(
            kind=kind,
            year=year,
            title=agreed.title,
            subject=agreed.subject,
            template_version=agreed.template_version,
            decision=decision,
            draft=decision is None,
            corrects=agreed.corrects,
            correction=agreed.correction,
            requested_by=actor.user,
        )
        _enqueue(report)
    return report


def require_use_of(actor: Actor, decision: Decision) -> None:
    """Raises Refused unless the person may make a version that rests on the decision."""
    require(
        may_use_decision(actor, decision),
        _("Den beslutade versionen görs av en controller eller av ordföranden i %(body)s. Du kan göra ett utkast.")
        % {"body": decision.body.name},
    )


def _refuse_too_early(decision: Decision, ends: date | None) -> None:
    if ends is not None and decision.date <= ends:
        raise RuleBroken(
            _(
                "Beslutet fattades innan tiden som rapporten handlar om var slut (%(day)s), så det kan inte gälla den. Välj ett senare beslut."
            )
            % {"day": ends.isoformat()},
            field="decision",
        )


def begin_again(actor: Actor, report: Report) -> Report:
    """Put a report that failed, or whose worker died, in the queue again. Raises Refused, and RuleBroken when it is under way or done."""
    require(may_begin_again(actor, report), _("Rapporten görs om av den som beställde den eller av en controller."))
    with recording(actor, _("Började om med rapporten")):
        fresh = Report.objects.select_for_update().get(pk=report.pk)
        if not fresh.can_begin_again:
            raise RuleBroken(_("Rapporten är redan klar eller görs just nu, så det finns inget att börja om med."))
        fresh.state, fresh.attempt = ReportState.QUEUED, fresh.attempt + 1
        fresh.progress, fresh.step, fresh.error = 0, "", ""
        fresh.requested_at, fresh.started_at, fresh.heartbeat_at, fresh.finished_at = timezone.now(), None, None, None
        fresh.save()
        _enqueue(fresh)
    return fresh


def cancel(actor: Actor, report: Report) -> Report:
    """Stop a report that waits or is being made; whoever makes it sees that and gives up (``tasks``, ``progress``), and nothing is stored.

    Raises Refused, and RuleBroken when it is not under way.
    """
    require(may_cancel(actor, report), _("Rapporten avbryts av den som beställde den eller av en controller."))
    with recording(actor, _("Avbröt rapporten")):
        fresh = Report.objects.select_for_update().get(pk=report.pk)
        if fresh.state not in (ReportState.QUEUED, ReportState.RUNNING):
            raise RuleBroken(_("Rapporten görs inte längre, så det finns inget att avbryta."))
        fresh.state, fresh.step, fresh.finished_at = ReportState.STOPPED, "", timezone.now()
        fresh.save()
    return fresh


def _enqueue(report: Report) -> None:
    """When the row is committed, so that the worker's own process sees it. A queue that was not reached shows as ``waits_long``."""
    transaction.on_commit(partial(make_report.enqueue, report.pk))
