"""Who does what in the internal control: officials prepare and control, the nämnd decides its plan, kommunstyrelsen tests the companies."""

from followup.models.control import InternalControlPlan
from followup.rules.place import Place
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, Role, UnitKind

PLANNING_KINDS = (UnitKind.BOARD, UnitKind.COMMITTEE)
"""Those whose internal control the law asks for (KL 6:6)."""

TESTED_KINDS = (UnitKind.COMPANY,)
"""Those whom kommunstyrelsen tests (KL 6:9)."""


def may_change_matrix(actor: Actor) -> bool:
    """A controller keeps the matrix that all value their risks by."""
    return actor.has(Role.CONTROLLER)


def may_write_control_plan(actor: Actor, body: Place) -> bool:
    """The body's own elected, the managers right below it, and a controller."""
    below = any(actor.covers(child, Role.MANAGER) for child in body.children)
    return below or actor.holds(body.unit_id, *ELECTED) or actor.has(Role.CONTROLLER)


def may_decide_control_plan(actor: Actor, body_id: int) -> bool:
    """The body's chair enters what the body has decided."""
    return actor.holds(body_id, Role.CHAIR)


def may_read_control_plan(actor: Actor, plan: InternalControlPlan, body: Place) -> bool:
    """Everybody reads a decided plan; a draft is for those who write it and for those who read everything."""
    return actor.is_known and (plan.is_decided or actor.sees_everything or may_write_control_plan(actor, body))


def may_answer(actor: Actor, responsible_id: int | None, body: Place) -> bool:
    """Who is named responsible for a control or a measure, and the managers right below the body."""
    named = actor.user is not None and responsible_id == actor.user.pk
    return (named and actor.is_known) or any(actor.covers(child, Role.MANAGER) for child in body.children)


def may_write_review(actor: Actor, board_id: int | None) -> bool:
    """A controller prepares kommunstyrelsen's test; its elected may too."""
    return actor.has(Role.CONTROLLER) or (board_id is not None and actor.holds(board_id, *ELECTED))


def may_decide_review(actor: Actor, board_id: int | None) -> bool:
    """Kommunstyrelsen's chair."""
    return actor.system or (board_id is not None and actor.holds(board_id, Role.CHAIR))
