"""What we want: the steering model, the plan items of its levels, uppdrag, the core missions with their quality, and the indicators."""

from goals.models.agenda import AgendaLink, Strength
from goals.models.amendment import Amendment, AmendmentChange, AmendmentState
from goals.models.assignment import Assignment, AssignmentReceiver, AssignmentState
from goals.models.core_mission import CoreMission, LawReference, QualityFactor
from goals.models.grouping import Area, Grouping
from goals.models.indicator import Direction, Frequency, Indicator, IndicatorValue, Sex, SourceKind
from goals.models.kolada import KoladaFetch, KoladaGroup, KoladaKpi, KoladaMunicipality, KoladaValue
from goals.models.links import NotConcerned, ParentLink, SubStep
from goals.models.plan_item import ACTIVITY_LOOKS, ActivityStatus, ItemState, PlanItem
from goals.models.scale import ScaleKind, ScaleValue, Tone
from goals.models.steering_model import ANSWERING_KINDS, OFFICIAL_KINDS, Level, OwnerKind, SteeringModel, Track

__all__ = [
    "ACTIVITY_LOOKS",
    "ANSWERING_KINDS",
    "OFFICIAL_KINDS",
    "ActivityStatus",
    "AgendaLink",
    "Amendment",
    "AmendmentChange",
    "AmendmentState",
    "Area",
    "Assignment",
    "AssignmentReceiver",
    "AssignmentState",
    "CoreMission",
    "Direction",
    "Frequency",
    "Grouping",
    "Indicator",
    "IndicatorValue",
    "ItemState",
    "KoladaFetch",
    "KoladaGroup",
    "KoladaKpi",
    "KoladaMunicipality",
    "KoladaValue",
    "LawReference",
    "Level",
    "NotConcerned",
    "OwnerKind",
    "ParentLink",
    "PlanItem",
    "QualityFactor",
    "ScaleKind",
    "ScaleValue",
    "Sex",
    "SourceKind",
    "SteeringModel",
    "Strength",
    "SubStep",
    "Tone",
    "Track",
]
