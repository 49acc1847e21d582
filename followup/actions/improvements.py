"""Raising an improvement, working it round the wheel, and letting it become an activity in the plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import Assessment, ControlResult, Dialogue, Improvement, ImprovementOrigin, ImprovementStage
from followup.models.improvement import CLOSED_STAGES
from followup.queries.improvements import activity_level, visible_origin
from followup.rules import improvements as rules
from goals.actions import create_item
from goals.models import ItemState, PlanItem
from goals.rules import may_see
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, User
from sala_styr.organisation.rules import require

WRITTEN = ("title", "seen", "responsible", "due", "plan", "done", "studied", "learnt")


def raise_improvement(
    actor: Actor,
    unit: Unit,
    *,
    title: str,
    seen: str = "",
    origin: str = ImprovementOrigin.OWN,
    responsible: User | None = None,
    due: date | None = None,
    dialogue: Dialogue | None = None,
    assessment: Assessment | None = None,
    control_result: ControlResult | None = None,
    plan_item: PlanItem | None = None,
) -> Improvement:
    """Write down an idea or a finding. Raises Refused for others than the unit's own, RuleBroken without a title or for an origin one may not read."""
    require(
        rules.may_raise_improvement(actor, unit.pk),
        _("En förbättring skrivs av dem som arbetar i %(unit)s, eller av en controller.") % {"unit": unit.name},
    )
    if not title.strip():
        raise RuleBroken(_("Skriv i några ord vad ni vill förbättra."), field="title")
    if not visible_origin(actor, dialogue, assessment, control_result) or (
        plan_item is not None and not may_see(actor, plan_item)
    ):
        raise RuleBroken(_("Det som förbättringen kommer ur finns inte, eller är inte öppet för dig."))
    if plan_item is not None and plan_item.state == ItemState.DRAFT:
        # Everybody reads improvements; a draft is its own body's.
        raise RuleBroken(
            _("”%(title)s” är ett utkast. Skriv förbättringen när det är beslutat, eller utan koppling.")
            % {"title": plan_item.title}
        )
    if dialogue is not None:
        origin = ImprovementOrigin.DIALOGUE
    elif assessment is not None:
        origin = ImprovementOrigin.ASSESSMENT
    elif control_result is not None:
        origin = ImprovementOrigin.CONTROL
    with recording(actor, _("Skrev ner en förbättring")):
        return Improvement.objects.create(
            unit=unit,
            title=title.strip(),
            seen=seen.strip(),
            origin=origin,
            responsible=responsible,
            due=due,
            dialogue=dialogue,
            assessment=assessment,
            control_result=control_result,
            plan_item=plan_item,
            raised_on=timezone.localdate(),
        )


def work_on_improvement(
    actor: Actor, improvement: Improvement, version: int, stage: str, **changes: Any
) -> Improvement:
    """Write on the wheel and say where one stands; ``changes`` are the fields in ``WRITTEN``. Nothing is written when nothing differs.

    Raises RuleBroken when it is closed or the stage closes it (``close_improvement`` does that), EditConflict on another version.
    """
    _require_work(actor, improvement)
    if stage not in ImprovementStage.values or stage in CLOSED_STAGES:
        raise RuleBroken(_("Välj var på hjulet ni är."), field="stage")
    with recording(actor, _("Förbättringen: %(stage)s") % {"stage": ImprovementStage(stage).label}):
        found = _fetch(improvement, version)
        _require_open(found)
        wanted = {name: _clean(value) for name, value in changes.items() if name in WRITTEN} | {"stage": stage}
        if not wanted.get("title", found.title):
            raise RuleBroken(_("Skriv i några ord vad ni vill förbättra."), field="title")
        _write(found, wanted)
    return found


def close_improvement(actor: Actor, improvement: Improvement, version: int, stage: str, outcome: str) -> Improvement:
    """End it, as the way one works now or without measure, with a word of how it went. Raises RuleBroken without one."""
    _require_work(actor, improvement)
    if stage not in CLOSED_STAGES:
        raise RuleBroken(_("Välj hur förbättringen avslutas."), field="stage")
    if not outcome.strip():
        raise RuleBroken(_("Skriv hur det blev. Det är det andra kan lära av."), field="outcome")
    with recording(actor, _("Avslutade förbättringen")):
        found = _fetch(improvement, version)
        _require_open(found)
        _write(found, {"stage": stage, "outcome": outcome.strip(), "closed_on": timezone.localdate()})
    return found


def reopen_improvement(actor: Actor, improvement: Improvement, version: int) -> Improvement:
    """Take it up again: what was written stays, and the history tells what was closed when."""
    _require_work(actor, improvement)
    with recording(actor, _("Tog upp förbättringen igen")):
        found = _fetch(improvement, version)
        if found.is_open:
            raise RuleBroken(_("Förbättringen pågår redan."))
        _write(found, {"stage": ImprovementStage.ACT, "closed_on": None})
    return found


def make_activity(
    actor: Actor, improvement: Improvement, version: int, *, parent: PlanItem, year: int, title: str = ""
) -> PlanItem:
    """Let it become an activity under ``parent`` in the plan of ``year``: made by the plan's own action, with the origin kept on both.

    Raises RuleBroken when it is one already or ``parent`` takes no activities, and what ``goals.actions.create_item`` raises.
    """
    _require_work(actor, improvement)
    with recording(actor, _("Gjorde förbättringen till en aktivitet i planen")):
        found = _fetch(improvement, version)
        if found.activity_id is not None:
            raise RuleBroken(_("Förbättringen finns redan i planen."))
        step = activity_level(parent, year)
        if step is None:
            raise RuleBroken(_("Under ”%(title)s” läggs inga aktiviteter.") % {"title": parent.title}, field="parent")
        item = create_item(
            actor,
            step=step,
            owner=found.unit,
            parent=parent,
            title=title.strip() or found.title,
            first_year=year,
            last_year=year,
            description=found.plan or found.seen,
            responsible=found.responsible,
        )
        _write(found, {"activity": item})
    return item


def _require_work(actor: Actor, improvement: Improvement) -> None:
    require(
        rules.may_work_on_improvement(actor, improvement),
        _("Förbättringen drivs av %(unit)s och av den som är ansvarig.") % {"unit": improvement.unit.name},
    )


def _require_open(improvement: Improvement) -> None:
    if not improvement.is_open:
        raise RuleBroken(_("Förbättringen är avslutad. Ta upp den igen om ni vill skriva vidare."))


def _fetch(improvement: Improvement, version: int) -> Improvement:
    found = Improvement.objects.select_for_update(of=("self",)).select_related("unit").get(pk=improvement.pk)
    if found.version != version:
        raise EditConflict(_("Någon annan har ändrat förbättringen sedan du öppnade sidan."))
    return found


def _clean(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _write(found: Improvement, wanted: Mapping[str, Any]) -> None:
    """Write what differs, and nothing when nothing does."""
    changed = [name for name, value in wanted.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, wanted[name])
    if changed:
        found.version += 1
        found.save(update_fields=[*changed, "version"])
