"""The dialogues with their participants, steps and questions."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from followup.demo.assessments import Periods
from followup.demo.content.conversations import TALKS, Talk
from followup.demo.content.conversations_2025 import TALKS_2025
from followup.demo.content.findings import FINDINGS, Finding
from followup.demo.organisation import Units
from followup.demo.people import People
from followup.demo.times import remember
from followup.models import Dialogue, DialogueFinding, DialogueState, NextStep, OpenQuestion, Participant
from sala_styr import history
from sala_styr.organisation.models import User

SIDES = ("upper", "lower")
ALL_TALKS = TALKS_2025 + TALKS


def load_dialogues(periods: Periods, units: Units, people: People) -> None:
    """Every dialogue; what was agreed in one returns in the next between the same two."""
    dialogues = {talk.key: _dialogue(talk, periods, units, people) for talk in ALL_TALKS}
    history.bulk_create(Dialogue, list(dialogues.values()))
    history.bulk_create(
        Participant, [person for talk in ALL_TALKS for person in _participants(talk, dialogues, people)]
    )
    history.bulk_create(NextStep, [step for talk in ALL_TALKS for step in _steps(talk, dialogues, people)])
    findings = [finding for talk in ALL_TALKS for finding in _findings(talk, dialogues, people)]
    history.bulk_create(DialogueFinding, findings)
    history.bulk_create(OpenQuestion, [question for talk in ALL_TALKS for question in _questions(talk, dialogues)])


def _dialogue(talk: Talk, periods: Periods, units: Units, people: People) -> Dialogue:
    dialogue = Dialogue(
        period=periods[talk.period],
        upper=units[talk.upper],
        lower=units[talk.lower],
        day=talk.day,
        place=talk.place,
        material=talk.material,
        lower_picture=talk.lower_picture,
        upper_picture=talk.upper_picture,
        core_mission=talk.core_mission,
        focus_areas=talk.focus_areas,
        money=talk.money,
        reflection=talk.reflection,
        state=DialogueState(talk.state),
    )
    if talk.state != DialogueState.PLANNED:
        confirmed = timezone.make_aware(datetime.combine(talk.day + timedelta(days=2), time(10, 20)))
        for side in SIDES if talk.state == DialogueState.CONFIRMED else SIDES[1:]:
            setattr(dialogue, f"{side}_confirmed_by", speaker(people, getattr(talk, side)))
            setattr(dialogue, f"{side}_confirmed_at", confirmed)
    written = talk.day if talk.state != DialogueState.PLANNED else talk.day - timedelta(days=21)
    remember(dialogue, written, speaker(people, talk.upper))
    return dialogue


def speaker(people: People, code: str) -> User:
    """Who speaks for a unit: the chair of a body or of a company's board, else the manager."""
    return people.chairs.get(code) or people.managers[code]


def _participants(talk: Talk, dialogues: dict[str, Dialogue], people: People) -> list[Participant]:
    found: dict[User, str] = {}
    for side in SIDES:
        code = getattr(talk, side)
        label = getattr(dialogues[talk.key], side).label
        role = "ordförande" if code in people.chairs else "chef"
        found.setdefault(speaker(people, code), f"{role}, {label}"[:80])
        for member in people.members.get(code, [])[:1]:
            found.setdefault(member, f"vice ordförande, {label}"[:80])
    return [Participant(dialogue=dialogues[talk.key], user=user, title=title) for user, title in found.items()]


def _steps(talk: Talk, dialogues: dict[str, Dialogue], people: People) -> list[NextStep]:
    return [
        NextStep(
            dialogue=dialogues[talk.key],
            text=step.text,
            responsible=speaker(people, step.who) if step.who in people.chairs else people.managers[step.who],
            due=step.due,
            state=step.state,
            outcome=step.outcome,
            closed_in=dialogues.get(step.closed),
            carried_in=dialogues.get(step.carried),
        )
        for step in talk.steps
    ]


def _findings(talk: Talk, dialogues: dict[str, Dialogue], people: People) -> list[DialogueFinding]:
    """What the talk arrived at; a need that is only named there is a need."""
    told = FINDINGS.get(talk.key) or ((Finding("support", talk.support),) if talk.support else ())
    return [_finding(each, talk, dialogues[talk.key], people) for each in told]


def _finding(told: Finding, talk: Talk, dialogue: Dialogue, people: People) -> DialogueFinding:
    finding = DialogueFinding(
        dialogue=dialogue,
        kind=told.kind,
        text=told.text,
        lower_words=told.lower,
        upper_words=told.upper,
        answer=told.answer,
    )
    if told.answer:
        answered = datetime.combine(talk.day + timedelta(days=told.days), time(14, 5))
        finding.answered_at, finding.answered_by = timezone.make_aware(answered), speaker(people, talk.upper)
    remember(finding, talk.day, speaker(people, talk.lower))
    return finding


def _questions(talk: Talk, dialogues: dict[str, Dialogue]) -> list[OpenQuestion]:
    return [
        OpenQuestion(
            dialogue=dialogues[talk.key],
            text=question.text,
            answer=question.answer,
            answered_in=dialogues.get(question.answered),
        )
        for question in talk.questions
    ]
