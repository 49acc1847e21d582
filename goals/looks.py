"""How it goes with each row of the plan: what was assessed, else how far an activity has come, else that nothing is reported."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from goals.models import ACTIVITY_LOOKS, ActivityStatus, ItemState
from goals.queries.thread import PlanRow

NOT_REPORTED = "ingen"
ACTIVITY = "aktivitet-"


class Look(NamedTuple):
    """``key`` is what the status filter knows it by; the rest is how it is shown. ``trend_word`` is "" where no trend is known."""

    key: str
    sign: str
    word: str
    tone: str
    trend_sign: str = ""
    trend_word: str = ""


def looks_of(rows: Sequence[PlanRow], statuses: Mapping[int, Any] | None) -> dict[int, Look]:
    """The look of every row that has one: not the vision, not a draft, and nobody's where no app contributes assessments.

    ``statuses``: {item id: what has status, symbol, word, tone, trend_symbol and trend_word}, "" as status where nothing is reported.
    """
    activities = {
        status.value: Look(f"{ACTIVITY}{status}", sign, str(status.label), tone) for status, sign, tone in _activities()
    }
    silent = Look(NOT_REPORTED, "none", _("inte rapporterat"), "neutral")
    assessed = statuses or {}
    looks: dict[int, Look] = {}
    for row in rows:
        value = assessed.get(row.pk)
        if value is not None and value.status:
            looks[row.pk] = _assessed(value)
        elif row.activity_status:
            looks[row.pk] = activities[row.activity_status]
        elif statuses is not None and row.followed_up and row.state != ItemState.DRAFT:
            looks[row.pk] = silent
    return looks


def _activities() -> list[tuple[ActivityStatus, str, str]]:
    return [(status, *ACTIVITY_LOOKS[status]) for status in ActivityStatus]


def _assessed(value: Any) -> Look:
    if value.trend_symbol in ("", "–"):
        return Look(value.status, value.symbol, value.word, value.tone)
    return Look(value.status, value.symbol, value.word, value.tone, value.trend_symbol, value.trend_word)
