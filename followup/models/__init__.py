"""How it went and what we say about it: periods, assessments and dialogues."""

from followup.models.assessment import (
    EDITABLE_STATES,
    Assessment,
    AssessmentState,
    Status,
    Trend,
)
from followup.models.company_review import CompanyReview, Kept
from followup.models.control import (
    ControlActivity,
    ControlMeasure,
    ControlResult,
    Finding,
    Frequency,
    InternalControlPlan,
    Risk,
    RiskCategory,
    RiskChoice,
    RiskMatrix,
)
from followup.models.dialogue import Dialogue, DialogueState, NextStep, OpenQuestion, Participant, StepState
from followup.models.dialogue_pack import DialogueInvitation, DialoguePack, DialogueQuestion, PackFile, PairKind
from followup.models.improvement import Improvement, ImprovementOrigin, ImprovementStage
from followup.models.judgement import JointJudgement, Verdict
from followup.models.note import ActivityNote
from followup.models.period import Period, PeriodKind
from followup.models.question import GoalQuestion
from followup.models.reflection import UnitReflection
from followup.models.reminder import Occasion, Reminded, ReminderRule, Weekday
from followup.models.room import DialogueFinding, DialoguePresence, FindingKind
from followup.models.section import GATHERED_KINDS, DueRule, PeriodSection, SectionKind
from followup.models.section_report import SectionReport
from followup.models.stewardship import StewardshipGoal, StewardshipKind
from followup.models.wheel import (
    WheelAbout,
    WheelFeed,
    WheelPart,
    WheelStep,
    WheelTrack,
    WheelWork,
    WheelYear,
    WheelYears,
)

__all__ = [
    "EDITABLE_STATES",
    "GATHERED_KINDS",
    "ActivityNote",
    "Assessment",
    "AssessmentState",
    "CompanyReview",
    "ControlActivity",
    "ControlMeasure",
    "ControlResult",
    "Dialogue",
    "DialogueFinding",
    "DialogueInvitation",
    "DialoguePack",
    "DialoguePresence",
    "DialogueQuestion",
    "DialogueState",
    "DueRule",
    "Finding",
    "FindingKind",
    "Frequency",
    "GoalQuestion",
    "Improvement",
    "ImprovementOrigin",
    "ImprovementStage",
    "InternalControlPlan",
    "JointJudgement",
    "Kept",
    "NextStep",
    "Occasion",
    "OpenQuestion",
    "PackFile",
    "PairKind",
    "Participant",
    "Period",
    "PeriodKind",
    "PeriodSection",
    "Reminded",
    "ReminderRule",
    "Risk",
    "RiskCategory",
    "RiskChoice",
    "RiskMatrix",
    "SectionKind",
    "SectionReport",
    "Status",
    "StepState",
    "StewardshipGoal",
    "StewardshipKind",
    "Trend",
    "UnitReflection",
    "Verdict",
    "Weekday",
    "WheelAbout",
    "WheelFeed",
    "WheelPart",
    "WheelStep",
    "WheelTrack",
    "WheelWork",
    "WheelYear",
    "WheelYears",
]
