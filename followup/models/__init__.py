"""How it went and what we say about it: periods, assessments and dialogues."""

from followup.models.assessment import STATUS_LOOK, TREND_LOOK, Assessment, AssessmentState, Look, Status, Trend
from followup.models.dialogue import Dialogue, DialogueState, NextStep, OpenQuestion, Participant, StepState
from followup.models.period import Period, PeriodKind

__all__ = [
    "STATUS_LOOK",
    "TREND_LOOK",
    "Assessment",
    "AssessmentState",
    "Dialogue",
    "DialogueState",
    "Look",
    "NextStep",
    "OpenQuestion",
    "Participant",
    "Period",
    "PeriodKind",
    "Status",
    "StepState",
    "Trend",
]
