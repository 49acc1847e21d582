"""Uppdrag: given, changed and closed by the body whose decision it is; received, passed on and reported by those who got it (KL 6:5)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from goals import rules
from goals.models import Assignment, AssignmentReceiver, AssignmentState, ItemState, PlanItem
from goals.queries.assignments import next_number, possible_receivers
from goals.rules import assignments as who
from sala_styr.decisions.models import Decision
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, User
from sala_styr.organisation.rules import require, require_own_hand

FIELDS = ("number", "title", "text", "due", "plan_item")
AS_IT_IS: Any = object()
"""For what is not to be changed, where None and "" would empty it."""
ORDER = [AssignmentState.GIVEN, AssignmentState.RECEIVED, AssignmentState.ONGOING, AssignmentState.REPORTED]


def give_assignment(
    actor: Actor,
    giver: Unit,
    decision: Decision,
    *,
    title: str,
    due: date,
    receivers: Iterable[Unit],
    text: str = "",
    number: str = "",
    plan_item: PlanItem | None = None,
) -> Assignment:
    """Write down what ``giver`` has decided that others shall do and report. Without ``number`` the next free one is taken."""
    require_own_hand(actor)
    require(who.may_give(actor, giver), who.who_may_give(giver))
    _check_decision(giver, decision, "decision")
    _check_due(due, decision)
    _check_item(actor, plan_item)
    with recording(actor, _("Lämnade uppdraget: %(decision)s") % {"decision": decision}):
        assignment = Assignment(
            number=number.strip() or next_number(giver, decision.date.year),
            title=title,
            text=text,
            giver=giver,
            decision=decision,
            due=due,
            plan_item=plan_item,
        )
        _save_with_number(assignment)
        _set_receivers(assignment, list(receivers))
    return assignment


def edit_assignment(
    actor: Actor,
    assignment: Assignment,
    version: int,
    *,
    reason: str,
    title: str,
    due: date,
    receivers: Iterable[Unit],
    text: str = "",
    number: str = "",
    plan_item: PlanItem | None = None,
) -> Assignment:
    """Put right what was written, or note what the giver has changed. ``reason`` stands in the history: the text rests on a decision."""
    require(who.may_give(actor, assignment.giver), who.who_may_give(assignment.giver))
    if not reason.strip():
        raise RuleBroken(_("Skriv varför uppdraget ändras. Det står sedan i historiken."), field="reason")
    with recording(actor, _("Ändrade uppdraget: %(reason)s") % {"reason": reason.strip()}):
        assignment = _fetch(assignment.pk, version)
        _require_open(assignment)
        _check_due(due, assignment.decision)
        if plan_item != assignment.plan_item:
            _check_item(actor, plan_item)
        new: dict[str, object] = {
            "number": number.strip() or assignment.number,
            "title": title,
            "text": text,
            "due": due,
        }
        new["plan_item"] = plan_item
        changed = [name for name in FIELDS if getattr(assignment, name) != new[name]]
        for name in changed:
            setattr(assignment, name, new[name])
        moved = _set_receivers(assignment, list(receivers))
        if changed or moved:
            assignment.version += 1
            _save_with_number(assignment, [*changed, "version"])
    return assignment


def close_assignment(
    actor: Actor, assignment: Assignment, version: int, decision: Decision | None, closing_text: str = ""
) -> Assignment:
    """The giver's own word that it is done, or no longer wanted. What has not been reported takes a word of why it ends all the same."""
    require_own_hand(actor, decision)
    giver = assignment.giver
    require(who.may_give(actor, giver), who.who_may_give(giver))
    if decision is None:
        raise RuleBroken(
            _("Uppdraget avslutas genom ett beslut av %(giver)s. Välj vilket.") % {"giver": giver.name},
            field="decision",
        )
    _check_decision(giver, decision, "decision")
    with recording(actor, _("Avslutade uppdraget: %(decision)s") % {"decision": decision}):
        assignment = _fetch(assignment.pk, version)
        _require_open(assignment)
        if decision.date < assignment.decision.date:
            raise RuleBroken(_("Beslutet är äldre än uppdraget. Välj ett senare."), field="decision")
        if assignment.unreported and not closing_text.strip():
            raise RuleBroken(
                _("Alla har inte återrapporterat. Skriv varför uppdraget avslutas ändå."), field="closing_text"
            )
        assignment.closed_on, assignment.close_decision = decision.date, decision
        assignment.closing_text = closing_text.strip()
        assignment.version += 1
        assignment.save(update_fields=["closed_on", "close_decision", "closing_text", "version"])
    return assignment


def answer_assignment(
    actor: Actor,
    receiver: AssignmentReceiver,
    version: int,
    *,
    state: str,
    report: str = AS_IT_IS,
    responsible: User | None = AS_IT_IS,
) -> AssignmentReceiver:
    """Note how far one has come, who is responsible, and what there is to report; with ``state`` reported it goes to the giver.

    The named person may write; that it is reported, and who is named, is the unit's own. Nothing is written when nothing differs.
    """
    require(who.may_work(actor, receiver), who.who_may_work(receiver))
    if state not in ORDER:
        raise RuleBroken(_("Välj hur långt ni har kommit."), field="state")
    answers = who.may_answer(actor, receiver)
    reports = state == AssignmentState.REPORTED
    if reports:
        require(answers, who.who_may_answer(receiver))
    with recording(actor, _("Uppdraget: %(state)s") % {"state": AssignmentState(state).label}):
        receiver = _fetch_receiver(receiver.pk, version)
        _require_unreported(receiver)
        if ORDER.index(AssignmentState(state)) < ORDER.index(AssignmentState(receiver.state)):
            raise RuleBroken(_("Uppdraget har redan kommit längre än så."), field="state")
        report = receiver.report if report is AS_IT_IS else report
        if reports and not report.strip():
            raise RuleBroken(_("Skriv återrapporten först: vad ni har gjort och vad det ledde till."), field="report")
        new: dict[str, object] = {"state": state, "report": report.strip()}
        if answers and responsible is not AS_IT_IS:
            new["responsible"] = responsible
        if reports:
            new |= {"reported_on": timezone.localdate(), "returned_word": "", "returned_on": None}
        _write(receiver, new)
    return receiver


def pass_on(actor: Actor, receiver: AssignmentReceiver, version: int, units: Iterable[Unit]) -> AssignmentReceiver:
    """Let units below answer for their part. The receiver still reports the whole to the giver."""
    require(who.may_answer(actor, receiver), who.who_may_answer(receiver))
    with recording(actor, _("Skickade uppdraget vidare")):
        receiver = _fetch_receiver(receiver.pk, version)
        _require_unreported(receiver)
        if receiver.via_id is not None:
            raise RuleBroken(_("Det här har redan skickats vidare en gång. Låt den som fick uppdraget göra det."))
        units = list(units)
        if not units:
            raise RuleBroken(_("Välj minst en verksamhet."), field="units")
        taken = set(AssignmentReceiver.objects.filter(assignment=receiver.assignment).values_list("unit", flat=True))
        for unit in units:
            if not _is_below(unit, receiver.unit) or unit.kind not in who.RECEIVER_KINDS:
                raise RuleBroken(
                    _("%(unit)s hör inte till %(above)s.") % {"unit": unit.name, "above": receiver.unit.name},
                    field="units",
                )
            if unit.pk in taken:
                raise RuleBroken(_("%(unit)s har redan uppdraget.") % {"unit": unit.name}, field="units")
            AssignmentReceiver.objects.create(assignment=receiver.assignment, unit=unit, via=receiver)
        later = AssignmentState.ONGOING
        _write(receiver, {"state": later}, always=True)
    return receiver


def hand_over(actor: Actor, receiver: AssignmentReceiver, version: int, unit: Unit, reason: str) -> AssignmentReceiver:
    """Let another unit take over a part that is not reported: the organisation changes, the uppdrag goes on. What was written follows along."""
    giver = receiver.assignment.giver
    require(who.may_give(actor, giver), who.who_may_give(giver))
    if not reason.strip():
        raise RuleBroken(_("Skriv varför uppdraget flyttas. Det står sedan i historiken."), field="reason")
    with recording(actor, _("Flyttade uppdraget till %(unit)s: %(reason)s") % {"unit": unit.name, "reason": reason}):
        receiver = _fetch_receiver(receiver.pk, version)
        _require_unreported(receiver)
        if receiver.via_id is not None or not possible_receivers(giver).filter(pk=unit.pk).exists():
            raise RuleBroken(
                _("%(giver)s kan inte lämna uppdrag till %(unit)s.") % {"giver": giver.name, "unit": unit.name},
                field="unit",
            )
        if AssignmentReceiver.objects.filter(assignment=receiver.assignment, unit=unit).exists():
            raise RuleBroken(_("%(unit)s har redan uppdraget.") % {"unit": unit.name}, field="unit")
        _write(receiver, {"unit": unit, "responsible": None})
    return receiver


def send_back(actor: Actor, receiver: AssignmentReceiver, version: int, word: str) -> AssignmentReceiver:
    """Say what a report lacks. The receiver writes on it and reports again; what was handed in stays in the history."""
    require(who.may_judge(actor, receiver), who.who_may_judge(receiver))
    if not word.strip():
        raise RuleBroken(_("Skriv vad som saknas, så att mottagaren vet vad ni vill ha svar på."), field="word")
    with recording(actor, _("Skickade tillbaka återrapporten")):
        receiver = _fetch_receiver(receiver.pk, version)
        _require_open(receiver.assignment)
        if receiver.state != AssignmentState.REPORTED:
            raise RuleBroken(_("Det finns ingen återrapport att skicka tillbaka."))
        new: dict[str, object] = {"state": AssignmentState.ONGOING, "reported_on": None, "returned_word": word.strip()}
        _write(receiver, new | {"returned_on": timezone.localdate()})
    return receiver


def _fetch(pk: int, version: int | None = None) -> Assignment:
    """The assignment as it is now, locked. Raises EditConflict when it is no longer at ``version``."""
    Assignment.objects.select_for_update(of=("self",)).get(pk=pk)
    found = Assignment.objects.with_state().select_related("giver", "decision__body", "plan_item").get(pk=pk)
    if version is not None and found.version != version:
        raise EditConflict(_("Någon annan har ändrat uppdraget sedan du öppnade det."))
    return found


def _fetch_receiver(pk: int, version: int) -> AssignmentReceiver:
    found = (
        AssignmentReceiver.objects.select_for_update(of=("self", "assignment"))
        .select_related("assignment__giver", "unit", "via__unit")
        .get(pk=pk)
    )
    if found.version != version:
        raise EditConflict(_("Någon annan har ändrat svaret på uppdraget sedan du öppnade det."))
    return found


def _write(receiver: AssignmentReceiver, new: dict[str, object], always: bool = False) -> None:
    changed = [name for name, value in new.items() if getattr(receiver, name) != value]
    if not changed and not always:
        return
    for name in changed:
        setattr(receiver, name, new[name])
    receiver.version += 1
    receiver.save(update_fields=[*changed, "version"])


def _save_with_number(assignment: Assignment, fields: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            assignment.save(update_fields=fields)
    except IntegrityError as error:
        free = next_number(assignment.giver, assignment.decision.date.year)
        raise RuleBroken(
            _("Numret %(number)s används redan. Nästa lediga är %(free)s.")
            % {"number": assignment.number, "free": free},
            field="number",
        ) from error


def _set_receivers(assignment: Assignment, units: list[Unit]) -> bool:
    """Add those who are new and take away those who have not begun. True when anything changed."""
    if not units:
        raise RuleBroken(_("Välj minst en mottagare."), field="receivers")
    allowed = set(possible_receivers(assignment.giver).values_list("pk", flat=True))
    now = {each.unit_id: each for each in assignment.receivers.filter(via=None).select_related("unit")}
    wanted = {unit.pk for unit in units}
    for unit in units:
        if unit.pk in now:
            continue
        if unit.pk not in allowed:
            raise RuleBroken(
                _("%(giver)s kan inte lämna uppdrag till %(unit)s.")
                % {"giver": assignment.giver.name, "unit": unit.name},
                field="receivers",
            )
        if assignment.receivers.filter(unit=unit).exists():
            raise RuleBroken(
                _("%(unit)s har redan fått uppdraget genom en nämnd.") % {"unit": unit.name}, field="receivers"
            )
        AssignmentReceiver.objects.create(assignment=assignment, unit=unit)
    gone = [each for pk, each in now.items() if pk not in wanted]
    for receiver in gone:
        if receiver.state != AssignmentState.GIVEN or receiver.report:
            raise RuleBroken(
                _("%(unit)s har redan börjat på uppdraget och står kvar som mottagare.") % {"unit": receiver.unit.name},
                field="receivers",
            )
        receiver.delete()
    return bool(gone or wanted - set(now))


def _check_decision(giver: Unit, decision: Decision, field: str) -> None:
    if decision.body_id != giver.pk:
        raise RuleBroken(
            _("%(decision)s är inte ett beslut av %(giver)s. Välj ett beslut som %(giver)s själv har fattat.")
            % {"decision": decision, "giver": giver.name},
            field=field,
        )


def _check_due(due: date, decision: Decision) -> None:
    if due < decision.date:
        raise RuleBroken(_("Dagen för återrapport ligger före beslutet."), field="due")


def _check_item(actor: Actor, item: PlanItem | None) -> None:
    if item is not None and (item.state == ItemState.DRAFT or not rules.may_see(actor, item)):
        raise RuleBroken(
            _("Ett uppdrag hör till något som är beslutat eller gäller, inte till ett utkast."), field="plan_item"
        )


def _require_open(assignment: Assignment) -> None:
    if assignment.closed_on is not None:
        raise RuleBroken(_("Uppdraget är avslutat av %(giver)s.") % {"giver": assignment.giver.name})


def _require_unreported(receiver: AssignmentReceiver) -> None:
    _require_open(receiver.assignment)
    if receiver.state == AssignmentState.REPORTED:
        judge = receiver.via.unit if receiver.via is not None else receiver.assignment.giver
        raise RuleBroken(
            _("Uppdraget är återrapporterat och väntar på %(giver)s. Be dem skicka tillbaka det om något ska ändras.")
            % {"giver": judge.name}
        )


def _is_below(unit: Unit, above: Unit) -> bool:
    return unit.tree_id == above.tree_id and above.lft < unit.lft < above.rght
