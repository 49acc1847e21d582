"""How an assessment looks: symbol, word and tone, chosen by its value and by whether the period ends the year."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from followup.models import AssessmentState, Period
from goals.queries.scales import NOTHING, Scales

STATE_LOOK: dict[str, tuple[str, str]] = {
    "": ("none", "neutral"),
    AssessmentState.DRAFT: ("empty", "neutral"),
    AssessmentState.SUBMITTED: ("half", "info"),
    AssessmentState.RETURNED: ("attention", "warning"),
    AssessmentState.APPROVED: ("check", "success"),
}


@dataclass(frozen=True, slots=True)
class StateLook:
    """How a state, or a value of the scale, is shown: symbol, word and tone."""

    state: str
    symbol: str
    word: str
    tone: str


def state_look(state: str) -> StateLook:
    """The look of a state, "" being not begun."""
    word = AssessmentState(state).label if state else _("inte påbörjad")
    return StateLook(state, STATE_LOOK[state][0], str(word), STATE_LOOK[state][1])


def state_columns() -> list[StateLook]:
    """The looks of all states, not begun first."""
    return [state_look(state) for state in ("", *AssessmentState.values)]


def not_reported_word() -> str:
    """What is said where nothing is: never a value of a scale."""
    return _("inte rapporterat")


def scale_looks(period: Period, scales: Scales) -> list[StateLook]:
    """The looks of the scale in its order, not reported last, in the words of ``period``."""
    looks = [StateLook(s.key, s.symbol, s.word_for(period.is_full_year), s.tone) for s in scales.status.steps.values()]
    return [*looks, StateLook("", "–", not_reported_word(), "neutral")]


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One assessment ready to be shown. ``status`` is "" when nothing is reported; then the words say so, and it is never a value."""

    status: str
    symbol: str
    word: str
    tone: str
    trend: str
    trend_symbol: str
    trend_word: str
    comment: str = ""
    cannot_reason: str = ""
    outlook_word: str = ""
    state: str = ""
    period_id: int | None = None
    period: str = ""
    written_at: datetime | None = None
    written_by: str = ""
    pk: int | None = None

    @property
    def is_reported(self) -> bool:
        return bool(self.status)

    @property
    def state_look(self) -> StateLook:
        return state_look(self.state)


def row_of(
    scales: Scales,
    status: str,
    trend: str,
    *,
    full_year: bool,
    state: str = "",
    outlook: str = "",
    **details: object,
) -> AssessmentRow:
    """Choose the looks in the words of ``scales``: those of the period's year. ``details`` are the row's other fields."""
    step = scales.status[status]
    towards = scales.trend[trend] if trend else NOTHING
    return AssessmentRow(
        status=status,
        symbol=step.symbol,
        word=step.word_for(full_year),
        tone=step.tone,
        trend=trend,
        trend_symbol=towards.symbol,
        trend_word=towards.word,
        outlook_word=scales.status[outlook].word if outlook else "",
        state=state,
        **details,  # type: ignore[arg-type]
    )


def not_reported() -> AssessmentRow:
    """What stands where nothing has been reported: a dash and its words, never an empty cell."""
    return AssessmentRow("", "–", not_reported_word(), "neutral", "", "–", _("trend saknas"))
