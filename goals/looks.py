"""How it goes with each row of the plan: what was assessed, else how far an activity has come, else that nothing is reported."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from goals.models import ItemState
from goals.queries.scales import scales_by_model, scales_of_model
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

    ``statuses``: {id: what has status, symbol, word, tone, trend_symbol and trend_word}, "" as status where nothing is reported. One query, once a request.
    """
    models = scales_by_model()
    activities: dict[tuple[int, str], Look] = {}
    silent = Look(NOT_REPORTED, "none", _("inte rapporterat"), "neutral")
    assessed = statuses or {}
    looks: dict[int, Look] = {}
    alike: dict[int, Look] = {}  # those who contribute let items that look alike share one value
    for row in rows:
        value = assessed.get(row.pk)
        if value is not None and value.status:
            look = alike.get(id(value))
            if look is None:
                look = alike[id(value)] = _assessed(value)
            looks[row.pk] = look
        elif row.activity_status:
            key = (row.model_id, row.activity_status)
            if key not in activities:
                step = scales_of_model(models, row.model_id).activity[row.activity_status]
                activities[key] = Look(f"{ACTIVITY}{step.key}", step.symbol, step.word, step.tone)
            looks[row.pk] = activities[key]
        elif statuses is not None and row.followed_up and row.state != ItemState.DRAFT:
            looks[row.pk] = silent
    return looks


def _assessed(value: Any) -> Look:
    if value.trend_symbol in ("", "–"):
        return Look(value.status, value.symbol, value.word, value.tone)
    return Look(value.status, value.symbol, value.word, value.tone, value.trend_symbol, value.trend_word)
