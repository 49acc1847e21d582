"""Sub-steps and days in templates. ``{% load delsteg %}``."""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _

from goals.models import PlanItem, SubStep
from goals.timing import Note, step_is_late, timing_note

register = template.Library()


@register.filter
def done_of(steps: Sequence[SubStep]) -> str:
    """``2 av 5 klara``."""
    done = sum(step.done_on is not None for step in steps)
    return _("%(done)s av %(all)s klara") % {"done": done, "all": len(steps)}


@register.filter
def is_late(step: SubStep) -> bool:
    """The step's day has passed and it is not done."""
    return step_is_late(step)


@register.filter
def timing(item: PlanItem) -> Note | None:
    """How the activity stands to its days, in words (``goals.timing``). The item must have come with its level."""
    return timing_note(item)
