"""Who asks the questions, and what kind of pair two levels are."""

from followup.models import PairKind
from followup.rules.place import OWN_BOARD_KINDS, Place
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role, UnitKind


def may_steer_questions(actor: Actor) -> bool:
    """A controller keeps the questions that dialogues begin with."""
    return actor.has(Role.CONTROLLER)


def pair_kind(upper: Place, lower: Place) -> PairKind:
    """What kind of pair two neighbours are: which questions are theirs, and in which order the levels meet."""
    return kind_of_pair(upper.kind, lower.kind)


def kind_of_pair(upper: str, lower: str) -> PairKind:
    """The same by the units' kinds."""
    if lower in OWN_BOARD_KINDS:
        return PairKind.COMPANY
    if upper == UnitKind.COUNCIL:
        return PairKind.COUNCIL
    return PairKind.OFFICE if upper in (UnitKind.BOARD, UnitKind.COMMITTEE) else PairKind.UNIT
