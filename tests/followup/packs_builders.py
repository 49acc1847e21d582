"""A dialogue with everything that a pack tells of, and a valid invitation to it."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from budget.models import Forecast
from followup.actions.invitations import invite
from followup.models import (
    AssessmentState,
    Dialogue,
    DialogueFinding,
    DialoguePack,
    DialogueState,
    FindingKind,
    NextStep,
    OpenQuestion,
    Participant,
    Period,
)
from goals.models import CoreMission, PlanItem
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast
from tests.followup.builders import assessment, dialogue, mission, period

QUESTIONS = ["Vad fungerar?", "Vad oroar?"]


@dataclass
class Table:
    """What lies on the table before the two meet."""

    period: Period
    before: Dialogue
    dialogue: Dialogue
    items: dict[str, PlanItem]
    mission: CoreMission
    step: NextStep
    question: OpenQuestion


def confirmed(cast: Cast, during: Period, upper: str, lower: str, day: date, **fields: Any) -> Dialogue:
    """A dialogue that both sides have confirmed."""
    return dialogue(
        cast,
        during,
        upper,
        lower,
        day,
        state=DialogueState.CONFIRMED,
        upper_confirmed_at=timezone.now(),
        lower_confirmed_at=timezone.now(),
        **fields,
    )


def laid_table(cast: Cast, upper: str = "verksA", lower: str = "A1") -> Table:
    """Plan, assessments, grunduppdrag, money, and what was said last time, for two neighbours."""
    today = timezone.localdate()
    items, during = cast.chain(), period(today.year, last_day=date(today.year, 8, 31))
    core = mission(cast, lower)
    assessment(items["activity"], during, AssessmentState.APPROVED, comment="Alla är med.")
    assessment(core, during, AssessmentState.SUBMITTED, comment="Vi hinner med.")
    before = confirmed(cast, during, upper, lower, today - timedelta(days=90), support="Vi behöver en vikarie.")
    with recording(system_actor(), "Test"):
        step = NextStep.objects.create(dialogue=before, text="Ring vårdnadshavarna", due=today)
        question = OpenQuestion.objects.create(dialogue=before, text="Räcker lokalerna?")
        DialogueFinding.objects.create(dialogue=before, kind=FindingKind.AGREEMENT, text="Läsningen går före.")
        DialogueFinding.objects.create(
            dialogue=before,
            kind=FindingKind.DISAGREEMENT,
            text="Vikarierna.",
            lower_words="För få.",
            upper_words="Nog.",
        )
        DialogueFinding.objects.create(dialogue=before, kind=FindingKind.SUPPORT, text="Ett beslut om taket.")
        Forecast.objects.create(
            unit=cast[lower], year=today.year, month=8, version=1, amount=-1_000_000_00, comment="Vi följer budget."
        )
    coming = dialogue(cast, during, upper, lower, today + timedelta(days=14), place="Biblioteket")
    with recording(system_actor(), "Test"):
        Participant.objects.create(dialogue=coming, user=cast.user("manager_a"), title="chef")
        Participant.objects.create(dialogue=coming, user=cast.user("manager_a1"), title="chef")
    return Table(during, before, coming, items, core, step, question)


def send(cast: Cast, to: Dialogue, who: str = "manager_a", **changes: Any) -> DialoguePack:
    """Invite to the dialogue, as ``who``."""
    to = Dialogue.objects.select_related("period", "upper", "lower").get(pk=to.pk)
    people = [row.user for row in to.participants.select_related("user")]
    values = {
        "day": to.day,
        "starts": time(9, 0),
        "ends": time(10, 30),
        "place": to.place,
        "message": "Välkomna.",
        "questions": QUESTIONS,
        "participants": people,
        "version": to.version,
    }
    return invite(cast.actor(who), to, **(values | changes))
