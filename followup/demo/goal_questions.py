"""Questions about the example's goals, with their answers."""

from followup.demo.chain import Plan
from followup.demo.content.goal_questions import QUESTIONS
from followup.demo.people import People
from followup.demo.times import given_times, remember
from followup.models import GoalQuestion
from goals.models import PlanItem
from sala_styr import history
from sala_styr.organisation.models import User


def load_goal_questions(plan: Plan, people: People) -> None:
    """Every question, asked and answered on its day."""
    rows = []
    with given_times(GoalQuestion._meta.get_field("asked_at")):
        for key, code, asked, text, answered, answer in QUESTIONS:
            item, asker = plan.named(key), people.chairs[code]
            row = GoalQuestion(plan_item=item, text=text, asked_by=asker, asked_as="Ordförande, Kommunfullmäktige")
            row.asked_at = remember(row, asked, asker)
            if answered is not None:
                owner = _owner(item, people)
                row.answer, row.answered_by, row.version = answer, owner, 2
                row.answered_at = remember(row, answered, owner)
            rows.append(row)
        history.bulk_create(GoalQuestion, rows)


def _owner(item: PlanItem, people: People) -> User:
    return item.responsible or people.head_of(item.owner.code)
