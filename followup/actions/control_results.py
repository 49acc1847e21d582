"""What a control found, and what is done about it."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models.control import (
    DEVIATIONS,
    ControlActivity,
    ControlMeasure,
    ControlResult,
    Finding,
    InternalControlPlan,
    RiskChoice,
)
from followup.queries.places import place_of
from followup.rules import control as rules
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import User
from sala_styr.organisation.rules import require


def write_result(
    actor: Actor,
    activity: ControlActivity,
    *,
    day: date,
    finding: str,
    text: str,
    measure: str = "",
    measure_due: date | None = None,
    measure_by: User | None = None,
) -> ControlResult:
    """What a control found on a day, with the measure that a deviation asks for; who writes is who did it.

    ``measure_by``: who carries it out, else who is responsible for the control. Raises RuleBroken when the plan is not the one in force, for a day to
    come, a finding that does not fit what was chosen, and a deviation without a measure and its day.
    """
    body = activity.risk.plan.body
    require(
        rules.may_answer(actor, activity.responsible_id, place_of(body)),
        _("Resultatet skrivs av den som är ansvarig för kontrollen, eller av cheferna under %(body)s.")
        % {"body": body.name},
    )
    with recording(actor, _("Skrev vad kontrollen visade")):
        _require_in_force(activity)
        _check_result(activity, day, finding, text)
        _check_measure(finding, measure, measure_due)
        result = ControlResult.objects.create(
            activity=activity, day=day, by=actor.user, finding=finding, text=text.strip()
        )
        if measure.strip() and measure_due is not None:
            ControlMeasure.objects.create(
                result=result,
                text=measure.strip(),
                due=measure_due,
                responsible=measure_by or activity.responsible,
            )
    return result


def finish_measure(actor: Actor, measure: ControlMeasure, how: str) -> ControlMeasure:
    """The measure is carried out, with a word of how it went. Twice is once. Raises RuleBroken without the word."""
    require(
        rules.may_answer(actor, measure.responsible_id, place_of(measure.result.activity.risk.plan.body)),
        _("Åtgärden avslutas av den som är ansvarig för den."),
    )
    if not how.strip():
        raise RuleBroken(_("Hur blev det? Ett par ord räcker."), field="how")
    with recording(actor, _("Åtgärden är klar")):
        found = ControlMeasure.objects.select_for_update().get(pk=measure.pk)
        if found.done_on is None:
            found.done_on = timezone.localdate()
            found.done_text = how.strip()
            found.save(update_fields=["done_on", "done_text"])
    return found


def _require_in_force(activity: ControlActivity) -> None:
    if not InternalControlPlan.objects.in_force().filter(pk=activity.risk.plan_id).exists():
        raise RuleBroken(_("Resultat skrivs i den beslutade plan som gäller nu."))


def _check_result(activity: ControlActivity, day: date, finding: str, text: str) -> None:
    acted = activity.risk.choice == RiskChoice.ACT
    if finding not in Finding.values or (finding == Finding.DONE) != acted:
        raise RuleBroken(_("Välj vad ni fann."), field="finding")
    if day > timezone.localdate():
        raise RuleBroken(_("Dagen har inte kommit. Skriv resultatet när kontrollen är gjord."), field="day")
    if not text.strip():
        raise RuleBroken(_("Berätta med ord vad ni såg."), field="text")


def _check_measure(finding: str, measure: str, due: date | None) -> None:
    if finding in DEVIATIONS and not measure.strip():
        raise RuleBroken(_("Vad gör ni åt det? Skriv åtgärden."), field="measure")
    if measure.strip() and due is None:
        raise RuleBroken(_("När är åtgärden klar?"), field="measure_due")
