"""The organisation: who we are. Units in a dated tree, people, and the appointments that tie them together."""

from sala_styr.organisation.models.appointment import ELECTED, OFFICIALS, Appointment, Role
from sala_styr.organisation.models.stand_in import LENT_ROLES, StandIn
from sala_styr.organisation.models.unit import (
    OPERATIONAL_KINDS,
    POLITICAL_KINDS,
    LegalForm,
    SteeringRole,
    Unit,
    UnitKind,
    unit_label,
)
from sala_styr.organisation.models.user import User, person_name

__all__ = [
    "ELECTED",
    "LENT_ROLES",
    "OFFICIALS",
    "OPERATIONAL_KINDS",
    "POLITICAL_KINDS",
    "Appointment",
    "LegalForm",
    "Role",
    "StandIn",
    "SteeringRole",
    "Unit",
    "UnitKind",
    "User",
    "person_name",
    "unit_label",
]
