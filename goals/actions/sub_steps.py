"""The sub-steps of an activity: written, ticked, put in order and taken away by those who work with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from goals import rules
from goals.actions import checks
from goals.models import ItemState, PlanItem, SubStep
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require

MOST_STEPS = 100


def add_step(actor: Actor, item: PlanItem, text: str, due: date | None = None, responsible: Any = None) -> SubStep:
    """Add a step last."""
    with _changing(actor, item, _("Lade till delsteget ”%(text)s”") % {"text": text}):
        last = SubStep.objects.filter(item=item).order_by("-order").first()
        if SubStep.objects.filter(item=item).count() >= MOST_STEPS:
            raise RuleBroken(_("En aktivitet kan ha högst %(most)s delsteg.") % {"most": MOST_STEPS}, field="text")
        order = last.order + 1 if last else 1
        return SubStep.objects.create(item=item, order=order, text=_said(text), due=due, responsible=responsible)


def edit_step(
    actor: Actor, step: SubStep, *, was: str, text: str, due: date | None = None, responsible: Any = None
) -> SubStep:
    """Change a step that said ``was`` when it was read. Raises EditConflict when it says something else now, or is gone."""
    with _changing(actor, step.item, _("Ändrade delsteget ”%(text)s”") % {"text": text}):
        now = _locked(step)
        if now.text != was and now.text != text:
            raise EditConflict(_("Någon annan har ändrat delsteget. Nu står det ”%(text)s”.") % {"text": now.text})
        now.text, now.due, now.responsible = _said(text), due, responsible
        now.save(update_fields=["text", "due", "responsible"])
    return now


def tick_step(actor: Actor, step: SubStep, done: bool) -> SubStep:
    """Note that the step is done today, or that it is not done after all. The same again changes nothing."""
    reason = _("Klart: ”%(text)s”") if done else _("Inte klart: ”%(text)s”")
    with _changing(actor, step.item, reason % {"text": step.text}):
        now = _locked(step)
        if done != (now.done_on is not None):
            now.done_on = timezone.localdate() if done else None
            now.save(update_fields=["done_on"])
    return now


def order_step(actor: Actor, step: SubStep, *, up: bool) -> None:
    """Let the step change places with the one above or below it. First and last stay where they are."""
    with _changing(actor, step.item, _("Ändrade delstegens ordning")):
        steps = list(SubStep.objects.select_for_update().filter(item=step.item_id).order_by("order", "pk"))
        keys = [each.pk for each in steps]
        if step.pk not in keys:
            raise EditConflict(_("Delsteget har tagits bort av någon annan."))
        at = keys.index(step.pk)
        to = at + (-1 if up else 1)
        if not 0 <= to < len(steps):
            return
        steps[at], steps[to] = steps[to], steps[at]
        for order, each in enumerate(steps, 1):
            if each.order != order:
                each.order = order
                each.save(update_fields=["order"])


def remove_step(actor: Actor, step: SubStep) -> None:
    """Take the step away; the history remembers it."""
    with _changing(actor, step.item, _("Tog bort delsteget ”%(text)s”") % {"text": step.text}):
        found = SubStep.objects.select_for_update().filter(pk=step.pk).first()
        if found is not None:
            found.delete()


@contextmanager
def _changing(actor: Actor, item: PlanItem, reason: str) -> Iterator[None]:
    """Right and rule, then one transaction with the activity's row locked: two who write at once come one after the other."""
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    with recording(actor, reason):
        now = checks.fetch(item.pk)
        if not now.step.is_activity:
            raise RuleBroken(_("Bara aktiviteter har delsteg."))
        if now.state != ItemState.ACTIVE:
            raise RuleBroken(_("Aktiviteten är avslutad."))
        yield


def _locked(step: SubStep) -> SubStep:
    found = SubStep.objects.select_for_update(of=("self",)).filter(pk=step.pk).first()
    if found is None:
        raise EditConflict(_("Delsteget har tagits bort av någon annan."))
    return found


def _said(text: str) -> str:
    if not text.strip():
        raise RuleBroken(_("Skriv vad som ska göras."), field="text")
    return text.strip()
