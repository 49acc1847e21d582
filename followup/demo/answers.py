"""What the bodies have said does not concern them, each by its own chair."""

from followup.demo.chain import Plan
from followup.demo.content.not_concerned import NOT_CONCERNED
from followup.demo.organisation import Units
from followup.demo.people import People
from followup.demo.times import remember
from goals import actions
from sala_styr.organisation.actor import actor_for


def load_answers(units: Units, people: People, plan: Plan) -> None:
    """Through the action itself, so that nobody is made to say what they may not."""
    for body, key, day, reason in NOT_CONCERNED:
        goal, chair = plan.named(key), people.chairs[body]
        said = actions.say_not_concerned(actor_for(chair), goal, units[body], goal.first_year, reason=reason)
        remember(said, day, chair)
