"""Who may do what with the plan, the uppdrag, the core missions and the steering model: named predicates, one module a part."""

from goals.rules.plan import (
    MISSION_KINDS,
    Offer,
    is_open,
    may_decide,
    may_edit_local,
    may_edit_statutory,
    may_end,
    may_load_steering_model,
    may_record_outcome,
    may_see,
    may_write,
    offered,
    who_may_decide,
    who_may_end,
    who_may_write,
)

__all__ = [
    "MISSION_KINDS",
    "Offer",
    "is_open",
    "may_decide",
    "may_edit_local",
    "may_edit_statutory",
    "may_end",
    "may_load_steering_model",
    "may_record_outcome",
    "may_see",
    "may_write",
    "offered",
    "who_may_decide",
    "who_may_end",
    "who_may_write",
]
