"""How it went and what we say about it: periods, assessments and dialogues."""

from followup.models.annual import JointJudgement, ReportPart, ReportText, Verdict
from followup.models.assessment import (
    EDITABLE_STATES,
    Assessment,
    AssessmentState,
    Status,
    Trend,
)
from followup.models.dialogue import Dialogue, DialogueState, NextStep, OpenQuestion, Participant, StepState
from followup.models.period import Period, PeriodKind
from followup.models.reflection import UnitReflection

__all__ = [
    "EDITABLE_STATES",
    "Assessment",
    "AssessmentState",
    "Dialogue",
    "DialogueState",
    "JointJudgement",
    "NextStep",
    "OpenQuestion",
    "Participant",
    "Period",
    "PeriodKind",
    "ReportPart",
    "ReportText",
    "Status",
    "StepState",
    "Trend",
    "UnitReflection",
    "Verdict",
]
