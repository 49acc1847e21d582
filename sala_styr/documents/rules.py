"""Who may make which reports, and read them."""

from django.db.models import Q, QuerySet

from sala_styr.decisions.models import Decision
from sala_styr.documents.models import Report, ReportState
from sala_styr.history.readers import history_reader
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role


def may_make_draft(actor: Actor) -> bool:
    """Anybody with an appointment: a draft shows what they may see anyway, and says that it is a draft."""
    return actor.is_known


def may_use_decision(actor: Actor, decision: Decision) -> bool:
    """A controller, or the chair of the body that decided."""
    return actor.covers(decision.body_id, Role.CONTROLLER) or actor.holds(decision.body_id, Role.CHAIR)


def may_begin_again(actor: Actor, report: Report) -> bool:
    """Who asked for it, or a controller."""
    return actor.has(Role.CONTROLLER) or (actor.user is not None and report.requested_by_id == actor.user.pk)


def may_cancel(actor: Actor, report: Report) -> bool:
    """The same people: who asked for it, or a controller."""
    return may_begin_again(actor, report)


def may_archive(actor: Actor) -> bool:
    """Those who read everything: controllers, auditors and administrators hand a decided report over to the e-archive."""
    return actor.sees_everything


@history_reader("documents.report")
def readable_reports(actor: Actor) -> QuerySet[Report]:
    """Decided reports are read by all with an appointment; a draft by who asked for it and by those who read everything."""
    if not actor.is_known:
        return Report.objects.none()
    if actor.sees_everything:
        return Report.objects.all()
    own = Q(requested_by=actor.user)
    return Report.objects.filter(own | Q(draft=False, state=ReportState.DONE))
