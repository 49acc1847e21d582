"""Internal control: making a version of a plan, valuing its risks, saying what is controlled, and deciding it."""

from typing import Any, TypeVar

from django.db.models import Max
from django.utils.translation import gettext as _

from followup.models.control import ControlActivity, InternalControlPlan, Risk, RiskChoice, RiskMatrix
from followup.queries.control import matrix_now, units_of_body
from followup.queries.places import place_of
from followup.rules import control as rules
from sala_styr.decisions.models import Decision
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import bulk_create, recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require, require_own_hand

Row = TypeVar("Row", Risk, ControlActivity)
RISK_FIELDS = ("unit", "process", "text", "category", "likelihood", "consequence", "existing", "choice")
ACTIVITY_FIELDS = ("text", "method", "frequency", "due", "responsible")


def begin_control_plan(actor: Actor, body: Unit, year: int) -> InternalControlPlan:
    """A draft of the body's plan for ``year``; after a decided one the next version, which begins as a copy of it.

    Raises RuleBroken while another draft is there.
    """
    require(rules.may_write_control_plan(actor, place_of(body)), _who_writes(body))
    with recording(actor, _("Började på en internkontrollplan")):
        Unit.objects.select_for_update().get(pk=body.pk)
        plans = InternalControlPlan.objects.filter(body=body, year=year)
        if plans.filter(decision=None).exists():
            raise RuleBroken(_("Det finns redan ett utkast för året. Fortsätt på det."))
        last = plans.aggregate(last=Max("number"))["last"] or 0
        before = plans.select_related("matrix").filter(number=last).first()
        matrix = before.matrix if before else matrix_now() or RiskMatrix.objects.create()
        plan = InternalControlPlan.objects.create(body=body, year=year, number=last + 1, matrix=matrix)
        if before is not None:
            _copy_risks(before, plan)
    return plan


def _copy_risks(before: InternalControlPlan, plan: InternalControlPlan) -> None:
    """The risks and controls of the version before, each control with the way back to where it was first written."""
    olds = list(before.risks.all())
    news = [Risk(plan=plan, **{name: getattr(old, name) for name in RISK_FIELDS}) for old in olds]
    new_of = {old.pk: new for old, new in zip(olds, bulk_create(Risk, news), strict=True)}
    activities = [
        ControlActivity(
            risk=new_of[old.risk_id], first_id=old.line, **{name: getattr(old, name) for name in ACTIVITY_FIELDS}
        )
        for old in ControlActivity.objects.filter(risk__plan=before).select_related("responsible")
    ]
    bulk_create(ControlActivity, activities)


def write_risk(actor: Actor, plan: InternalControlPlan, risk: Risk | None, version: int, **fields: Any) -> Risk:
    """Add a risk to a draft (``risk`` None), or change one. Nothing is written when nothing differs.

    Raises RuleBroken when the plan is decided, for a unit that is not the body's or a value outside the matrix; EditConflict on another version.
    """
    require(rules.may_write_control_plan(actor, place_of(plan.body)), _who_writes(plan.body))
    with recording(actor, _("Skrev en risk")):
        found = _draft(plan)
        row = _versioned(Risk, risk, version) or Risk(plan=found)
        changed = _take(row, fields, RISK_FIELDS)
        _check_risk(row, found)
        _save(row, changed)
    return row


def remove_risk(actor: Actor, risk: Risk) -> None:
    """Take a risk and its controls out of a draft."""
    require(rules.may_write_control_plan(actor, place_of(risk.plan.body)), _who_writes(risk.plan.body))
    with recording(actor, _("Tog bort en risk")):
        _draft(risk.plan)
        for activity in risk.activities.all():
            activity.delete()
        risk.delete()


def write_activity(
    actor: Actor, risk: Risk, activity: ControlActivity | None, version: int, **fields: Any
) -> ControlActivity:
    """Say what is controlled, or done, about a risk in a draft (``activity`` None: one more).

    Raises RuleBroken when the plan is decided, the risk is one that is accepted, or what or who is missing; EditConflict on another version.
    """
    require(rules.may_write_control_plan(actor, place_of(risk.plan.body)), _who_writes(risk.plan.body))
    with recording(actor, _("Skrev ett kontrollmoment")):
        _draft(risk.plan)
        owner = Risk.objects.get(pk=risk.pk)
        if owner.choice == RiskChoice.ACCEPT:
            raise RuleBroken(_("Risken är en som ni godtar. Ändra först vad ni väljer."))
        row = _versioned(ControlActivity, activity, version) or ControlActivity(risk=owner)
        changed = _take(row, fields, ACTIVITY_FIELDS)
        _check_activity(row, risk.plan.year)
        _save(row, changed)
    return row


def remove_activity(actor: Actor, activity: ControlActivity) -> None:
    """Take a control out of a draft."""
    plan = activity.risk.plan
    require(rules.may_write_control_plan(actor, place_of(plan.body)), _who_writes(plan.body))
    with recording(actor, _("Tog bort ett kontrollmoment")):
        _draft(plan)
        activity.delete()


def decide_control_plan(actor: Actor, plan: InternalControlPlan, decision: Decision) -> InternalControlPlan:
    """The body has decided the version. From then on it never changes.

    Raises RuleBroken for another body's decision, a plan without risks, or a risk that nobody has said what is done about.
    """
    require_own_hand(actor)
    require(
        rules.may_decide_control_plan(actor, plan.body_id),
        _("Att planen är beslutad skrivs in av ordföranden i %(body)s.") % {"body": plan.body.name},
    )
    with recording(actor, _("Beslutade internkontrollplanen: %(decision)s") % {"decision": decision}):
        found = _draft(plan)
        if decision.body_id != found.body_id:
            raise RuleBroken(
                _("Välj ett beslut som %(body)s själv har fattat.") % {"body": found.body.name}, field="decision"
            )
        if not found.risks.exists():
            raise RuleBroken(_("Planen har inga risker ännu."))
        silent = found.risks.exclude(choice=RiskChoice.ACCEPT).filter(activities=None).first()
        if silent is not None:
            raise RuleBroken(_("Vad gör ni åt ”%(risk)s”? Skriv det i planen först.") % {"risk": silent.text})
        found.decision = decision
        found.save(update_fields=["decision"])
    return found


def _who_writes(body: Unit) -> str:
    return _("Planen skrivs av förtroendevalda i %(body)s, cheferna närmast under och en controller.") % {
        "body": body.name
    }


def _draft(plan: InternalControlPlan) -> InternalControlPlan:
    found = InternalControlPlan.objects.select_for_update(of=("self",)).select_related("body", "matrix").get(pk=plan.pk)
    if found.is_decided:
        raise RuleBroken(_("Planen är beslutad och kan inte ändras. Gör en ny version som får ett eget beslut."))
    return found


def _versioned(model: type[Row], row: Row | None, version: int) -> Row | None:
    """The stored row, when it is the one that was shown."""
    if row is None:
        return None
    found = model.objects.get(pk=row.pk)
    if found.version != version:
        raise EditConflict(_("Någon annan har skrivit sedan du öppnade sidan."))
    return found


def _take(row: Risk | ControlActivity, fields: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    """Put the values on the row; answers with the names of those that differ."""
    changed = []
    for name in names:
        if name not in fields:
            continue
        value = fields[name]
        value = value.strip() if isinstance(value, str) else value
        if row.pk is None or getattr(row, name) != value:
            setattr(row, name, value)
            changed.append(name)
    return changed


def _save(row: Risk | ControlActivity, changed: list[str]) -> None:
    if row._state.adding:
        row.save()
    elif changed:
        row.version += 1
        row.save(update_fields=[*changed, "version"])


def _check_risk(risk: Risk, plan: InternalControlPlan) -> None:
    if not risk.text:
        raise RuleBroken(_("Vad kan gå fel?"), field="text")
    for name, words in (("likelihood", plan.matrix.likelihoods), ("consequence", plan.matrix.consequences)):
        if not 1 <= getattr(risk, name) <= len(words):
            raise RuleBroken(_("Välj ett steg i matrisen."), field=name)
    if not units_of_body(plan.body, plan.year).filter(pk=risk.unit_id).exists():
        raise RuleBroken(_("Välj en verksamhet under %(body)s.") % {"body": plan.body.name}, field="unit")


def _check_activity(activity: ControlActivity, year: int) -> None:
    if not activity.text:
        raise RuleBroken(_("Vad ska kontrolleras eller göras?"), field="text")
    if not activity.responsible_id:
        raise RuleBroken(_("Vem gör det?"), field="responsible")
    if activity.due is not None and activity.due.year not in (year, year + 1):
        raise RuleBroken(_("Välj en dag under %(year)s eller strax därefter.") % {"year": year}, field="due")
