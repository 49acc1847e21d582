"""The dialogues of a period, played: invited to with a frozen pack, prepared by both sides, held, written down, confirmed by both, and what they leave."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time, timedelta

from followup.actions.dialogue_planning import chosen_of, plan_all
from followup.actions.dialogues import confirm_dialogue, write_picture, write_shared
from followup.actions.findings import add_finding, answer_need
from followup.actions.invitations import invite
from followup.actions.questions import answer_goal_question, ask_about_goal
from followup.actions.steps import add_step, answer_question, ask_question, report_on_step, settle_step
from followup.models import (
    Dialogue,
    DialogueFinding,
    DialoguePack,
    DialogueState,
    FindingKind,
    NextStep,
    OpenQuestion,
    Period,
    StepState,
)
from followup.queries.dialogue_planning import proposals
from followup.queries.dialogue_steps import returning_questions, returning_steps
from goals.models import PlanItem
from tests.followup.year.planning import CHAIRS, MANAGERS
from tests.followup.year.world import World

PAIRS = (("KF", "A"), ("A", "kontorA"), ("kontorA", "verksA"), ("KS", "bolaget"))
"""The council and a committee, the committee and its office, the office and what lies below, the board and the company."""
LEADS = {code: {name} for code, name in (CHAIRS | MANAGERS).items()} | {"bolaget": {"company_chair", "company_head"}}
SPEAKS = CHAIRS | MANAGERS


@dataclass
class Left:
    """What the dialogues of a period left to be done and to be answered."""

    steps: list[NextStep] = field(default_factory=list)
    needs: list[DialogueFinding] = field(default_factory=list)
    questions: list[OpenQuestion] = field(default_factory=list)


def plan(world: World, period: Period) -> list[Dialogue]:
    """The controller plans them all at once, on the days that are proposed."""
    found = {(each.upper.code, each.lower.code): each for each in proposals(world.actor("controller"), period)}
    chosen = [chosen_of(found[pair], found[pair].day, found[pair].starts, found[pair].ends) for pair in PAIRS]
    made = plan_all(world.actor("controller"), period, chosen, "Rådhuset")
    return sorted(made, key=lambda talk: (talk.day, talk.pk))


def fresh(talk: Dialogue) -> Dialogue:
    return Dialogue.objects.select_related("period", "upper", "lower").get(pk=talk.pk)


def invite_to(world: World, talk: Dialogue) -> DialoguePack:
    """The upper side is asked to invite, and does: the pack is frozen."""
    key, talk = f"dialogue-invite:{talk.pk}", fresh(talk)
    world.waits(key, *LEADS[talk.upper.code])
    pack = invite(
        world.actor(SPEAKS[talk.upper.code]), talk, day=talk.day, starts=time(9), ends=time(10, 30), place="Rådhuset",
        message="Välkomna.", questions=["Vad fungerar, och vad oroar?"],
        participants=[row.user for row in talk.participants.select_related("user")], version=talk.version,
    )  # fmt: skip
    world.gone(key)
    return pack


def prepare(world: World, talk: Dialogue) -> None:
    """Both sides are asked how they see it; each is until it has written."""
    key, talk = f"dialogue-prepare:{talk.pk}", fresh(talk)
    upper, lower = talk.upper.code, talk.lower.code
    world.waits(key, *LEADS[upper], *LEADS[lower])
    talk = write_picture(world.actor(SPEAKS[lower]), talk, "lower", "Det går bra, men kön är lång.", talk.version)
    world.waits(key, *LEADS[upper])
    write_picture(world.actor(SPEAKS[upper]), talk, "upper", "Vi ser att ni når fler.", talk.version)
    world.gone(key)


def take_up(world: World, talk: Dialogue) -> None:
    """What the last dialogue left comes back, and is settled: its steps are done, its questions have answers."""
    talk = fresh(talk)
    below = world.actor(SPEAKS[talk.lower.code])
    for step in returning_steps(talk):
        settle_step(below, talk, step, StepState.DONE, "Vi gjorde det, och det blev lugnare.")
        world.gone(f"step:{step.pk}")
    for question in returning_questions(talk):
        answer_question(below, talk, question, "Ja, till sommaren.")


def hold(world: World, talk: Dialogue, left: Left, *, last: bool) -> None:
    """On the day: notes and an agreement; where it is not the year's ``last``, a need of support upwards, a step with a name and a day, a question."""
    talk = fresh(talk)
    above, below = (world.actor(SPEAKS[unit.code]) for unit in (talk.upper, talk.lower))
    write_shared(above, talk, {"reflection": "Vi förstår kön bättre nu."}, talk.version)
    add_finding(above, talk, FindingKind.AGREEMENT, "Läsningen går före.")
    if last:
        return
    left.needs.append(add_finding(below, talk, FindingKind.SUPPORT, "Ett beslut om lokalen."))
    name = SPEAKS[talk.lower.code]
    step = add_step(
        below, talk, f"Ring {talk.lower.name}", responsible=world.who.user(name), due=talk.day + timedelta(days=60)
    )
    left.steps.append(step)
    left.questions.append(ask_question(above, talk, "Räcker lokalerna?"))
    world.waits(f"step:{step.pk}", name)


def confirm(world: World, talk: Dialogue) -> None:
    """Both sides are asked to confirm; the one that has is not asked again, and after the second it is locked."""
    key, talk = f"dialogue-confirm:{talk.pk}", fresh(talk)
    world.waits(key, *LEADS[talk.upper.code], *LEADS[talk.lower.code])
    talk = confirm_dialogue(world.actor(SPEAKS[talk.upper.code]), talk, "upper", talk.version)
    world.waits(key, *LEADS[talk.lower.code])
    talk = confirm_dialogue(world.actor(SPEAKS[talk.lower.code]), talk, "lower", talk.version)
    assert talk.state == DialogueState.CONFIRMED
    world.gone(key)


def answer_needs(world: World, needs: Iterable[DialogueFinding]) -> None:
    """Each need waits for whoever leads the level above, until there is an answer."""
    for need in needs:
        key, upper = f"need-answer:{need.pk}", need.dialogue.upper.code
        world.waits(key, *LEADS[upper])
        answer_need(world.actor(SPEAKS[upper]), need, "Ja: lokalen är er från augusti.")
        world.gone(key)
    world.nothing_left("need-answer")


def all_talks(world: World, period: Period, *, last: bool = False) -> Left:
    """All the dialogues of a period, day by day: from the plan to what is confirmed, and what they left."""
    talks, left = plan(world, period), Left()
    packs = {talk.pk: invite_to(world, talk) for talk in talks}
    for day in sorted({talk.day for talk in talks}):
        that_day = [talk for talk in talks if talk.day == day]
        world.until(day - timedelta(days=1))
        for talk in that_day:
            prepare(world, talk)
        world.until(day)
        for talk in that_day:
            take_up(world, talk)
            hold(world, talk, left, last=last)
        world.until(day + timedelta(days=1))
        for talk in that_day:
            confirm(world, talk)
    for talk in talks:
        assert DialoguePack.objects.get(dialogue=talk).content == packs[talk.pk].content
    world.nothing_left("dialogue-invite", "dialogue-prepare", "dialogue-confirm")
    answer_needs(world, left.needs)
    return left


def report_on(world: World, steps: Iterable[NextStep]) -> None:
    """Between the dialogues one writes how a step goes; it stays until the next, where both close it."""
    for step in steps:
        assert step.responsible is not None
        report_on_step(world.actor(step.responsible.username), step, "Halvvägs.")
        world.waits(f"step:{step.pk}", step.responsible.username)


def stands_in_pack(text: str, period: Period, lower: str) -> bool:
    """Does the pack of the pair's dialogue in the period tell it?"""
    pack = DialoguePack.objects.get(dialogue__period=period, dialogue__lower__code=lower)
    return text in json.dumps(pack.content, ensure_ascii=False)


def ask_and_answer(world: World, item: PlanItem, asker: str, owners: set[str], answerer: str) -> None:
    """A politician asks about a goal: those who answer for it have it to do, and the answer is published with the goal."""
    item = PlanItem.objects.get(pk=item.pk)
    asked = ask_about_goal(world.actor(asker), item, "Räcker platserna till hösten?")
    key = f"goal-question:{asked.pk}"
    world.waits(key, *owners)
    answer_goal_question(world.actor(answerer), asked, "Ja, men bara med två nya lokaler.", asked.version)
    world.gone(key)
    assert "Ja, men bara med två nya lokaler." in world.page(asker, "goals:item", item.pk)
