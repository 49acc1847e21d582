"""Who may do what with an uppdrag. A body gives and closes its own (KL 6:5); whoever received it answers.

A controller may write what a body has decided, as in the budget's ledger. Whether a report suffices is the body's own word, so only its elected
representatives send one back.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from goals.models import Assignment, AssignmentReceiver, AssignmentState
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OPERATIONAL_KINDS, POLITICAL_KINDS, Role, Unit, UnitKind

RECEIVER_KINDS = OPERATIONAL_KINDS | {UnitKind.BOARD, UnitKind.COMMITTEE, UnitKind.COMPANY, UnitKind.FEDERATION}
"""The kinds of unit that can be given an uppdrag."""


def may_give(actor: Actor, giver: Unit) -> bool:
    """May ``actor`` write down, change and close what ``giver`` has decided to let others do?"""
    return giver.kind in POLITICAL_KINDS and (
        actor.holds(giver.pk, *ELECTED) or actor.covers(giver.pk, Role.CONTROLLER)
    )


def may_judge(actor: Actor, receiver: AssignmentReceiver) -> bool:
    """Is it ``actor``'s word whether this report suffices? The giver's, and of what was passed on theirs who passed it on."""
    if receiver.via is not None:
        return may_answer(actor, receiver.via)
    return actor.holds(receiver.assignment.giver_id, *ELECTED)


def may_answer(actor: Actor, receiver: AssignmentReceiver) -> bool:
    """May ``actor`` receive, report and pass on for this receiver? Its own elected representatives, or a manager of it."""
    return actor.holds(receiver.unit_id, *ELECTED) or actor.covers(receiver.unit_id, Role.MANAGER)


def may_work(actor: Actor, receiver: AssignmentReceiver) -> bool:
    """May ``actor`` write on the report? Whoever answers, and the person they have named."""
    named = actor.user is not None and receiver.responsible_id == actor.user.pk
    return may_answer(actor, receiver) or (named and actor.is_known)


def may_read_draft(actor: Actor, receiver: AssignmentReceiver) -> bool:
    """A report that is not handed in is for those who write it and those who read everything; one that was sent back, for who sent it too."""
    if may_work(actor, receiver) or actor.sees_everything:
        return True
    return receiver.returned_on is not None and may_judge(actor, receiver)


def who_may_give(giver: Unit) -> str:
    return _("Uppdrag från %(giver)s skrivs in av förtroendevalda där eller av en controller, med organets beslut.") % {
        "giver": giver.name
    }


def who_may_judge(receiver: AssignmentReceiver) -> str:
    judge = receiver.via.unit if receiver.via is not None else receiver.assignment.giver
    return _("Om återrapporten räcker avgörs av %(giver)s.") % {"giver": judge.name}


def who_may_answer(receiver: AssignmentReceiver) -> str:
    if receiver.unit.is_political:
        return _("Uppdraget besvaras av förtroendevalda i %(unit)s.") % {"unit": receiver.unit.name}
    return _("Uppdraget besvaras av en chef för %(unit)s.") % {"unit": receiver.unit.name}


def who_may_work(receiver: AssignmentReceiver) -> str:
    return _("Återrapporten skrivs av %(unit)s eller av den som är ansvarig där.") % {"unit": receiver.unit.name}


@dataclass(frozen=True)
class AnswerOffer:
    """What this person can do with this receiver's part now."""

    work: bool = False
    report: bool = False
    pass_on: bool = False
    send_back: bool = False
    move: bool = False


def answer_offer(actor: Actor, receiver: AssignmentReceiver) -> AnswerOffer:
    """Right and state together. No query when ``receiver`` came with its assignment and ``via``."""
    if receiver.assignment.closed_on is not None:
        return AnswerOffer()
    reported = receiver.state == AssignmentState.REPORTED
    answers = may_answer(actor, receiver)
    return AnswerOffer(
        work=not reported and may_work(actor, receiver),
        report=not reported and answers,
        pass_on=not reported and answers and receiver.via is None,
        send_back=reported and may_judge(actor, receiver),
        move=not reported and receiver.via is None and may_give(actor, receiver.assignment.giver),
    )


def is_overdue(assignment: Assignment, today: date) -> bool:
    """Should it have been reported before ``today``, and has not? ``assignment`` comes ``with_state``."""
    return assignment.closed_on is None and assignment.unreported and assignment.due < today
