"""The example's improvements, each written on its own day."""

from followup.demo.assessments import Periods
from followup.demo.chain import Plan
from followup.demo.content.improvements import IMPROVEMENTS, Tried
from followup.demo.organisation import Units
from followup.demo.people import People
from followup.demo.times import remember
from followup.models import Assessment, AssessmentState, Dialogue, Improvement, ImprovementOrigin
from sala_styr import history


def load_improvements(periods: Periods, units: Units, people: People, plan: Plan) -> None:
    """All of them, with what they came out of and what they became."""
    rows = [_improvement(text, periods, units, people, plan) for text in IMPROVEMENTS]
    history.bulk_create(Improvement, rows)


def _improvement(text: Tried, periods: Periods, units: Units, people: People, plan: Plan) -> Improvement:
    dialogue = _dialogue(text, periods, units)
    assessment = _assessment(text, periods, units)
    origin = text.origin
    if dialogue is not None:
        origin = ImprovementOrigin.DIALOGUE
    elif assessment is not None:
        origin = ImprovementOrigin.ASSESSMENT
    responsible = people.examples[text.who] if text.who else people.managers[text.unit]
    row = Improvement(
        unit=units[text.unit],
        title=text.title,
        seen=text.seen,
        origin=origin,
        dialogue=dialogue,
        assessment=assessment,
        plan_item=assessment.plan_item if assessment else None,
        responsible=responsible,
        raised_on=text.raised,
        due=text.due,
        stage=text.stage,
        plan=text.plan,
        done=text.done,
        studied=text.studied,
        learnt=text.learnt,
        outcome=text.outcome,
        closed_on=text.closed,
        activity=plan.named(text.became) if text.became else None,
    )
    remember(row, text.closed or text.raised, responsible)
    return row


def _dialogue(text: Tried, periods: Periods, units: Units) -> Dialogue | None:
    if text.dialogue is None:
        return None
    period, upper, lower = text.dialogue
    return Dialogue.objects.get(period=periods[period], upper=units[upper], lower=units[lower])


def _assessment(text: Tried, periods: Periods, units: Units) -> Assessment | None:
    if not text.assessed:
        return None
    said = Assessment.objects.filter(period=periods[text.assessed], plan_item__owner=units[text.unit])
    return said.filter(state=AssessmentState.APPROVED).order_by("pk").first()
