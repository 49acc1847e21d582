"""How an activity stands to its days, in words: a note that is read, not a light that blinks."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from goals.models import ActivityStatus, ItemState, PlanItem, SubStep
from sala_styr.shell.wording import age_in_words, day_in_words

OVER = frozenset({ActivityStatus.DONE, ActivityStatus.CANCELLED})


class Note(NamedTuple):
    """``late``: it should have been done by now."""

    text: str
    late: bool


def timing_note(item: PlanItem, today: date | None = None) -> Note | None:
    """Late, soon, not begun though its day has come; None when there is nothing to say."""
    today = today or timezone.localdate()
    if not item.step.is_activity or item.state != ItemState.ACTIVE or item.activity_status in OVER:
        return None
    start, end = item.start_date, item.end_date
    if end and end < today:
        words = {"day": day_in_words(end, "kort"), "age": age_in_words(end, today)}
        return Note(_("Skulle ha varit klar %(day)s, %(age)s.") % words, True)
    if start and start < today and item.activity_status == ActivityStatus.NOT_STARTED:
        words = {"day": day_in_words(start, "kort"), "age": age_in_words(start, today)}
        return Note(_("Skulle ha börjat %(day)s, %(age)s.") % words, True)
    if end and (end - today).days <= 30:
        return Note(_("Ska vara klar %(age)s.") % {"age": age_in_words(end, today)}, False)
    return None


def step_is_late(step: SubStep, today: date | None = None) -> bool:
    """Its day has passed and it is not done."""
    return step.done_on is None and step.due is not None and step.due < (today or timezone.localdate())
