"""From the example's uppdrag to rows, numbered giver by giver and year by year as the action numbers them."""

from datetime import date

from followup.demo.chain import Plan
from followup.demo.content.assignments import GIVEN, Given, Part
from followup.demo.decisions import Decisions
from followup.demo.organisation import Units
from followup.demo.people import People
from followup.demo.times import remember
from goals.models import Assignment, AssignmentReceiver, AssignmentState
from sala_styr import history


def load_assignments(units: Units, people: People, decisions: Decisions, plan: Plan) -> None:
    """Give them on the day of their decision, then let each receiver have come as far as the example says, on its own day."""
    numbers: dict[str, int] = {}
    for text in GIVEN:
        assignment = _give(text, decisions, plan, numbers)
        for part in text.parts:
            receiver = _receive(assignment, part, None, units, people)
            for below in part.below:
                _receive(assignment, below, receiver, units, people)
        if text.closed:
            decision = decisions[text.closed]
            assignment.close_decision, assignment.closed_on = decision, decision.date
            assignment.closing_text = text.closing
            assignment.version += 1
            remember(assignment, decision.date, people.chairs[decision.body.code])
            history.bulk_update(Assignment, [assignment], ["close_decision", "closed_on", "closing_text", "version"])


def _give(text: Given, decisions: Decisions, plan: Plan, numbers: dict[str, int]) -> Assignment:
    decision = decisions[text.decision]
    series = f"{decision.body.code} {decision.date.year}"
    numbers[series] = numbers.get(series, 0) + 1
    assignment = Assignment(
        number=f"{series}-{numbers[series]}",
        title=text.title,
        text=text.text,
        giver=decision.body,
        decision=decision,
        due=text.due,
        plan_item=plan.named(text.item) if text.item else None,
    )
    remember(assignment, decision.date, None)
    history.bulk_create(Assignment, [assignment])
    return assignment


def _receive(
    assignment: Assignment, part: Part, via: AssignmentReceiver | None, units: Units, people: People
) -> AssignmentReceiver:
    receiver = AssignmentReceiver(assignment=assignment, unit=units[part.unit], via=via)
    remember(receiver, assignment.decision.date, None)
    history.bulk_create(AssignmentReceiver, [receiver])
    if part.on is not None:
        _answer(receiver, part, part.on, people)
    return receiver


def _answer(receiver: AssignmentReceiver, part: Part, on: date, people: People) -> None:
    receiver.state, receiver.report, receiver.responsible = part.state, part.report, people.head_of(part.unit)
    if part.state == AssignmentState.REPORTED:
        receiver.reported_on = on
    if part.returned:
        receiver.returned_word, receiver.returned_on = part.returned, on
    receiver.version += 1
    remember(receiver, on, people.head_of(part.unit))
    names = ["state", "report", "responsible", "reported_on", "returned_word", "returned_on", "version"]
    history.bulk_update(AssignmentReceiver, [receiver], names)
