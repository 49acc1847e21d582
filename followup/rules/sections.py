"""Who answers in a section of a period, hands the answer in and reads it: the same people as with the unit's assessments."""

from followup.rules.assessments import may_judge_assessment, may_submit_assessment, may_write_assessment
from followup.rules.place import Place
from sala_styr.organisation.actor import Actor


def may_write_section(actor: Actor, place: Place) -> bool:
    """Managers and staff of the unit; for a political body the managers right below it."""
    return may_write_assessment(actor, place)


def may_submit_section(actor: Actor, place: Place) -> bool:
    """As writing, but staff draft and the manager hands in."""
    return may_submit_assessment(actor, place)


def may_judge_section(actor: Actor, place: Place) -> bool:
    """The level above; for a political body its elected."""
    return may_judge_assessment(actor, place, place.is_political)
