"""Who asks about a goal, and who answers: the answer is the owner's."""

from followup.rules.assessments import may_submit_assessment
from followup.rules.place import Place
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role


def may_ask_question(actor: Actor) -> bool:
    """Elected representatives, about any goal: those who answer for it decide nothing about who may ask."""
    return actor.is_elected


def may_answer_question(actor: Actor, place: Place, responsible_id: int | None = None) -> bool:
    """The chair of the body that owns it, those who hand in how it goes, and the person who is named as responsible."""
    named = actor.user is not None and actor.is_known and responsible_id == actor.user.pk
    return named or actor.holds(place.unit_id, Role.CHAIR) or may_submit_assessment(actor, place)
