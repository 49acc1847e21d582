"""What we want: the steering model, the plan items of its levels, the core missions and the indicators."""

from goals.models.core_mission import CoreMission
from goals.models.indicator import Direction, Indicator, IndicatorValue
from goals.models.plan_item import ACTIVITY_LOOKS, ActivityStatus, ItemState, PlanItem
from goals.models.steering_model import Level, OwnerKind, SteeringModel, Track

__all__ = [
    "ACTIVITY_LOOKS",
    "ActivityStatus",
    "CoreMission",
    "Direction",
    "Indicator",
    "IndicatorValue",
    "ItemState",
    "Level",
    "OwnerKind",
    "PlanItem",
    "SteeringModel",
    "Track",
]
