"""Changing a steering model in its pages. One version for the whole model: two administrators at once are told of each other."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from goals import rules
from goals.actions.steering_model_checks import (
    check_owner_and_decision,
    check_step,
    locked,
    require_unbroken,
)
from goals.models import Area, Grouping, Level, PlanItem, ScaleKind, ScaleValue, SteeringModel
from goals.queries.steering_model import beside, moved
from goals.scale_words import DEFAULT_STEPS
from goals.terms import TERMS, check_terms
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.kept.remembered import forget
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require


@contextmanager
def _changing(actor: Actor, model: SteeringModel, version: int, reason: str) -> Iterator[SteeringModel]:
    """The model, locked at ``version``, in one recording; its version is counted up. Raises Refused and EditConflict."""
    require(rules.may_edit_steering_model(actor), rules.who_may_edit_steering_model())
    with recording(actor, reason):
        found = locked(model, version)
        yield found
        found.version += 1
        found.save(update_fields=["version"])
    forget()


def _write(row: models.Model, values: Mapping[str, Any]) -> None:
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)


def _key(word: str, taken: Any, length: int) -> str:
    """A key for something new, out of its word: never one that is taken."""
    base = slugify(word)[: length - 3] or "ny"
    names = {base, *(f"{base}-{n}" for n in range(2, 100))} - set(taken)
    return min(names, key=lambda name: (len(name), name))


def _next_order(rows: Any) -> int:
    return (rows.aggregate(last=models.Max("order"))["last"] or 0) + 1


def rename_model(actor: Actor, model: SteeringModel, version: int, name: str) -> None:
    """Give the model another name."""
    with _changing(actor, model, version, _("Ändrade styrmodellens namn")) as found:
        if SteeringModel.objects.filter(name=name).exclude(pk=found.pk).exists():
            raise RuleBroken(_("Det finns redan en styrmodell som heter så."), field="name")
        _write(found, {"name": name})


def set_terms(actor: Actor, model: SteeringModel, version: int, words: Mapping[str, str]) -> None:
    """Say what the municipality calls its parts. A word left empty is Sala's."""
    own = {key: word.strip() for key, word in words.items() if key in TERMS and word.strip()}
    check_terms(own)
    with _changing(actor, model, version, _("Ändrade styrmodellens ord")) as found:
        _write(found, {"terms": own})


def add_level(actor: Actor, model: SteeringModel, version: int, **values: Any) -> Level:
    """Add a level last in the chain; it can then be moved up."""
    reason = _("Lade till nivån %(level)s") % {"level": values["singular"]}
    with _changing(actor, model, version, reason) as found:
        _check_level(found, values)
        levels = Level.objects.filter(steering_model=found)
        key = _key(values["singular"], levels.values_list("key", flat=True), 40)
        return Level.objects.create(steering_model=found, key=key, order=_next_order(levels), **values)


def edit_level(actor: Actor, level: Level, version: int, **values: Any) -> Level:
    """Change a level's words and manners; its place in the chain only while nothing stands on it."""
    reason = _("Ändrade nivån %(level)s") % {"level": level.singular}
    with _changing(actor, level.steering_model, version, reason) as model:
        level = _fetch(Level, level.pk)
        _check_level(model, _as_it_becomes(level, values), level)
        require_unbroken(level, values)
        _write(level, values)
    return level


def _as_it_becomes(level: Level, values: Mapping[str, Any]) -> dict[str, Any]:
    names = ("parent", "owner_kind", "needs_decision", "is_activity")
    return {name: getattr(level, name) for name in names} | dict(values)


def _check_level(model: SteeringModel, values: Mapping[str, Any], level: Level | None = None) -> None:
    check_owner_and_decision(values["owner_kind"], values["needs_decision"], values["is_activity"])
    above = values.get("parent")
    if above is None:
        return
    if above.steering_model_id != model.pk:
        raise RuleBroken(_("Välj en nivå i samma styrmodell."), field="parent")
    if level is not None and above.order >= level.order:
        raise RuleBroken(
            _("”%(above)s” står efter den här nivån. Flytta upp den först, så att kedjan läses uppifrån och ner.")
            % {"above": above.singular},
            field="parent",
        )


def move_level(actor: Actor, level: Level, version: int, *, up: bool) -> None:
    """Let the level change places with the one before or after it in its track, as long as each still stands after what it answers to."""
    reason = _("Flyttade nivån %(level)s") % {"level": level.singular}
    with _changing(actor, level.steering_model, version, reason):
        level = _fetch(Level, level.pk)
        rows = Level.objects.filter(steering_model=level.steering_model_id).select_related("parent").order_by("order")
        levels = list(rows)
        other = beside(levels, level, up=up)
        if other is None:
            return
        after = moved(levels, level, up=up)
        if not after:
            lower = level if up else other
            raise RuleBroken(
                _("”%(lower)s” svarar på ”%(higher)s” och står därför efter den.")
                % {"lower": lower.singular, "higher": lower.parent.singular if lower.parent else other.singular}
            )
        _reorder(levels, after)


def _reorder(before: list[Level], after: list[Level]) -> None:
    """Write only those that moved. Two never share an order, not even for a moment: they wait outside until the places are free."""
    orders = [level.order for level in before]
    changed = [(level, order) for level, order in zip(after, orders, strict=True) if level.order != order]
    for waiting, (level, _order) in enumerate(changed, start=max(orders) + 1):
        _write(level, {"order": waiting})
    for level, order in changed:
        _write(level, {"order": order})


def remove_level(actor: Actor, level: Level, version: int) -> None:
    """Take away a level that nothing stands on."""
    reason = _("Tog bort nivån %(level)s") % {"level": level.singular}
    with _changing(actor, level.steering_model, version, reason):
        level = _fetch(Level, level.pk)
        number = PlanItem.objects.filter(step=level).count()
        if number:
            raise RuleBroken(
                _("Planen har %(number)d delar på nivån ”%(level)s”. Den behövs för att de ska gå att läsa.")
                % {"number": number, "level": level.singular}
            )
        below = level.children.order_by("order").first()
        if below is not None:
            raise RuleBroken(
                _("”%(below)s” svarar på ”%(level)s”. Ändra det först.") % {"below": below, "level": level.singular}
            )
        level.delete()


def add_grouping(actor: Actor, model: SteeringModel, version: int, *, singular: str, plural: str) -> Grouping:
    """Add a way to sort the goals: målområden, perspektiv."""
    with _changing(actor, model, version, _("Lade till indelningen %(name)s") % {"name": plural}) as found:
        rows = Grouping.objects.filter(steering_model=found)
        key = _key(singular, rows.values_list("key", flat=True), 40)
        order = _next_order(rows)
        return Grouping.objects.create(steering_model=found, key=key, order=order, singular=singular, plural=plural)


def edit_grouping(actor: Actor, grouping: Grouping, version: int, *, singular: str, plural: str) -> None:
    with _changing(actor, grouping.steering_model, version, _("Ändrade en indelning")):
        _write(_fetch(Grouping, grouping.pk), {"singular": singular, "plural": plural})


def remove_grouping(actor: Actor, grouping: Grouping, version: int) -> None:
    """Take away a grouping whose areas nothing stands in."""
    with _changing(
        actor, grouping.steering_model, version, _("Tog bort indelningen %(name)s") % {"name": grouping.plural}
    ):
        grouping = _fetch(Grouping, grouping.pk)
        if PlanItem.objects.filter(area__grouping=grouping).exists():
            raise RuleBroken(_("Delar av planen står i den här indelningen. Den behövs för att de ska gå att läsa."))
        for area in grouping.areas.all():
            area.delete()
        grouping.delete()


def add_area(actor: Actor, grouping: Grouping, version: int, *, name: str) -> Area:
    with _changing(actor, grouping.steering_model, version, _("Lade till området %(name)s") % {"name": name}):
        _only_one(grouping, name)
        return Area.objects.create(
            grouping=grouping, name=name, order=_next_order(Area.objects.filter(grouping=grouping))
        )


def edit_area(actor: Actor, area: Area, version: int, *, name: str) -> None:
    with _changing(actor, area.grouping.steering_model, version, _("Ändrade området %(name)s") % {"name": area.name}):
        _only_one(area.grouping, name, area.pk)
        _write(_fetch(Area, area.pk), {"name": name})


def _only_one(grouping: Grouping, name: str, but: int = 0) -> None:
    if Area.objects.filter(grouping=grouping, name=name).exclude(pk=but).exists():
        raise RuleBroken(_("Det finns redan ett område som heter så."), field="name")


def remove_area(actor: Actor, area: Area, version: int) -> None:
    """Take away an area that nothing stands in."""
    with _changing(actor, area.grouping.steering_model, version, _("Tog bort området %(name)s") % {"name": area.name}):
        area = _fetch(Area, area.pk)
        if area.plan_items.exists():
            raise RuleBroken(_("Delar av planen står i ”%(area)s”. Flytta dem först.") % {"area": area.name})
        area.delete()


def adopt_scale(actor: Actor, model: SteeringModel, version: int, kind: str) -> None:
    """Write Sala's scale into a model that has none of its own, so that it can be changed."""
    if kind not in ScaleKind.values:
        raise RuleBroken(_("Skalan %(kind)s är okänd.") % {"kind": kind})
    with _changing(actor, model, version, _("Lade in skalan för %(kind)s") % {"kind": ScaleKind(kind).label}) as found:
        if ScaleValue.objects.filter(steering_model=found, kind=kind).exists():
            return
        steps = [step for step in DEFAULT_STEPS if step.kind == kind]
        for order, step in enumerate(steps, start=1):
            values = {name: str(value) for name, value in step._asdict().items() if name != "needs_reason"}
            ScaleValue.objects.create(steering_model=found, order=order, needs_reason=step.needs_reason, **values)


def add_step(actor: Actor, model: SteeringModel, version: int, kind: str, **values: Any) -> ScaleValue:
    """Add a step last in one of the model's scales."""
    with _changing(actor, model, version, _("Lade till skalsteget %(text)s") % {"text": values["text"]}) as found:
        rows = ScaleValue.objects.filter(steering_model=found, kind=kind)
        if not rows.exists():
            raise RuleBroken(_("Lägg först in skalan i den här styrmodellen, så att de andra stegen finns kvar."))
        key = _key(values["text"], rows.values_list("key", flat=True), 12)
        check_step(kind, key, values["needs_reason"], values["in_use"])
        return ScaleValue.objects.create(steering_model=found, kind=kind, key=key, order=_next_order(rows), **values)


def edit_step(actor: Actor, step: ScaleValue, version: int, **values: Any) -> None:
    """Change a step's words and look, or take it out of use. Its key stays: it stands on what has been said before."""
    with _changing(actor, step.steering_model, version, _("Ändrade skalsteget %(text)s") % {"text": step.text}):
        step = _fetch(ScaleValue, step.pk)
        check_step(step.kind, step.key, values["needs_reason"], values["in_use"])
        _write(step, values)


def move_step(actor: Actor, step: ScaleValue, version: int, *, up: bool) -> None:
    """Let the step change places with the one before or after it."""
    with _changing(actor, step.steering_model, version, _("Flyttade skalsteget %(text)s") % {"text": step.text}):
        step = _fetch(ScaleValue, step.pk)
        rows = ScaleValue.objects.filter(steering_model=step.steering_model_id, kind=step.kind)
        other = _neighbour(rows, step, up)
        if other is not None:
            _swap(step, other, rows)


def _neighbour(rows: Any, row: Any, up: bool) -> Any:
    beyond = rows.filter(order__lt=row.order) if up else rows.filter(order__gt=row.order)
    return beyond.order_by("-order" if up else "order").first()


def _swap(one: Any, other: Any, rows: Any) -> None:
    """Two never share an order, not even for a moment: one waits outside while the other moves."""
    theirs, mine = other.order, one.order
    _write(one, {"order": _next_order(rows)})
    _write(other, {"order": mine})
    _write(one, {"order": theirs})


def _fetch(kind: Any, pk: int) -> Any:
    found = kind.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise RuleBroken(_("Det finns inte längre. Någon annan har tagit bort det."))
    return found
