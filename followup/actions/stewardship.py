"""Writing down the council's goals for god ekonomisk hushållning, and judging those that the plan does not judge."""

from dataclasses import dataclass, fields
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from budget.queries.ratios import KINDS
from followup import rules
from followup.models import StewardshipGoal, StewardshipKind
from goals.models import OwnerKind, PlanItem
from goals.queries.scales import scales_of
from sala_styr.decisions.models import Decision
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import UnitKind
from sala_styr.organisation.rules import require, require_own_hand


@dataclass(frozen=True)
class GoalDraft:
    """A goal as it is to stand. ``ratio``: the key of the ratio that measures it, with ``least`` or ``most``."""

    kind: str
    text: str = ""
    ratio: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    plan_item: PlanItem | None = None
    decision: Decision | None = None


def add_goal(actor: Actor, year: int, draft: GoalDraft) -> StewardshipGoal:
    """Write down a goal of ``year``. Raises Refused for others than controllers, and RuleBroken for one that is not sound."""
    require_own_hand(actor, draft.decision)
    _require_controller(actor)
    _require_sound(draft)
    with recording(actor, _("Skrev in ett mål för god ekonomisk hushållning")):
        if draft.plan_item is not None:
            _require_new(year, draft.plan_item)
        return StewardshipGoal.objects.create(year=year, **_fields(draft))


def change_goal(actor: Actor, goal: StewardshipGoal, draft: GoalDraft, version: int) -> StewardshipGoal:
    """Change how it is written down. Raises as ``add_goal``, and EditConflict when somebody else has changed it since ``version``."""
    require_own_hand(actor, draft.decision)
    _require_controller(actor)
    _require_sound(draft)
    with recording(actor, _("Ändrade ett mål för god ekonomisk hushållning")):
        found = _locked(goal, version)
        if draft.plan_item is not None and draft.plan_item.pk != found.plan_item_id:
            _require_new(found.year, draft.plan_item)
            found.status = found.comment = ""
        for name, value in _fields(draft).items():
            setattr(found, name, value)
        found.version += 1
        found.save()
    return found


def remove_goal(actor: Actor, goal: StewardshipGoal) -> None:
    """Take it away; the history keeps it. Raises Refused for others than controllers."""
    _require_controller(actor)
    with recording(actor, _("Tog bort ett mål för god ekonomisk hushållning")):
        StewardshipGoal.objects.get(pk=goal.pk).delete()


def judge_goal(actor: Actor, goal: StewardshipGoal, status: str, comment: str, version: int) -> StewardshipGoal:
    """A person's word on how it ended, and why; "" takes it back. Raises Refused; RuleBroken for a goal of the plan, or without a reason (invariant 16)."""
    _require_controller(actor)
    if goal.plan_item_id is not None:
        raise RuleBroken(_("Det här målet bedöms i uppföljningen av planen. Bedömningen där syns också här."))
    if status and status not in scales_of(goal.year).status:
        raise RuleBroken(_("Välj hur det gick."), field="status")
    if status and not comment.strip():
        raise RuleBroken(_("Skriv varför: siffran visar vad det blev, men inte vad det beror på."), field="comment")
    with recording(actor, _("Bedömde ett mål för god ekonomisk hushållning")):
        found = _locked(goal, version)
        found.status, found.comment = status, comment.strip() if status else ""
        found.judged_by, found.judged_at = (actor.user, timezone.now()) if status else (None, None)
        found.version += 1
        found.save()
    return found


def _require_controller(actor: Actor) -> None:
    require(
        rules.may_steer_stewardship(actor),
        _("Målen för god ekonomisk hushållning skrivs in av en controller, som kommunfullmäktige har beslutat dem."),
    )


def _require_sound(draft: GoalDraft) -> None:
    if draft.kind not in StewardshipKind.values:
        raise RuleBroken(_("Välj om målet är finansiellt eller gäller verksamheten."), field="kind")
    if not draft.text.strip() and draft.plan_item is None:
        raise RuleBroken(
            _("Skriv målet som kommunfullmäktige har beslutat det, eller välj det i planen."), field="text"
        )
    if draft.plan_item is not None and draft.plan_item.step.owner_kind != OwnerKind.COUNCIL:
        raise RuleBroken(_("Välj ett av kommunfullmäktiges egna mål."), field="plan_item")
    if draft.decision is not None and draft.decision.body.kind != UnitKind.COUNCIL:
        raise RuleBroken(_("Målen beslutas av kommunfullmäktige. Välj dess beslut."), field="decision")
    _require_measure(draft)


def _require_measure(draft: GoalDraft) -> None:
    limits = [limit for limit in (draft.least, draft.most) if limit is not None]
    if draft.ratio and draft.kind != StewardshipKind.FINANCIAL:
        raise RuleBroken(_("Bara finansiella mål mäts med ett nyckeltal."), field="ratio")
    if draft.ratio and draft.ratio not in {kind.key for kind in KINDS}:
        raise RuleBroken(_("Välj ett av nyckeltalen."), field="ratio")
    if draft.ratio and not limits:
        raise RuleBroken(_("Skriv vad nyckeltalet ska vara minst eller högst."), field="least")
    if limits and not draft.ratio:
        raise RuleBroken(_("Välj vilket nyckeltal gränsen gäller."), field="ratio")
    if len(limits) == 2 and limits[0] > limits[1]:
        raise RuleBroken(_("Det minsta är större än det högsta. Byt plats på dem."), field="least")


def _require_new(year: int, item: PlanItem) -> None:
    if StewardshipGoal.objects.filter(year=year, plan_item=item).exists():
        raise RuleBroken(_("Målet står redan bland årets mål."), field="plan_item")


def _fields(draft: GoalDraft) -> dict[str, object]:
    said = {each.name: getattr(draft, each.name) for each in fields(draft)}
    return said | {"text": draft.text.strip()}


def _locked(goal: StewardshipGoal, version: int) -> StewardshipGoal:
    found = StewardshipGoal.objects.select_for_update().get(pk=goal.pk)
    if found.version != version:
        raise EditConflict(_("Någon annan har ändrat målet sedan du öppnade sidan. Inget av ditt har sparats ännu."))
    return found
