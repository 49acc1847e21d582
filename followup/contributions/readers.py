"""Whose history of the follow-up one may read: that of what one may read itself."""

from typing import Any

from django.db.models import QuerySet

from followup.models import (
    ActivityNote,
    DialogueFinding,
    DialogueInvitation,
    DialogueQuestion,
    JointJudgement,
    NextStep,
    OpenQuestion,
    PackFile,
    Participant,
    Period,
)
from followup.queries.assessments import visible_to, written_by_side_of
from followup.queries.dialogues import followed_dialogues
from followup.queries.packs import readable_packs
from followup.queries.questions import readable_questions
from goals.models import PlanItem
from goals.queries.scales import Scales, scales_by_year
from sala_styr.history.readers import history_reader
from sala_styr.history.sittings import written_in_sittings
from sala_styr.history.telling import RowWords, tells
from sala_styr.organisation.actor import Actor

# What saves itself while one writes.
written_in_sittings(
    "followup.assessment",
    "followup.dialogue",
    "followup.dialoguefinding",
    "followup.sectionreport",
    "followup.unitreflection",
)


@history_reader("followup.assessment")
def assessment_history(actor: Actor) -> "QuerySet[Any]":
    """An assessment that is handed in has a past as a draft, which is its writers' own: others read its history when they read everything."""
    readable = visible_to(actor)
    return readable if actor.sees_everything else readable.filter(written_by_side_of(actor))


@history_reader("followup.period")
def period_history(actor: Actor) -> "QuerySet[Any]":
    return Period.objects.all()


@history_reader("followup.dialogue")
def dialogue_history(actor: Actor) -> "QuerySet[Any]":
    """How it was written is for those who follow it while it is written."""
    return followed_dialogues(actor)


@history_reader("followup.nextstep")
def step_history(actor: Actor) -> "QuerySet[Any]":
    return NextStep.objects.filter(dialogue__in=followed_dialogues(actor))


@history_reader("followup.openquestion")
def question_history(actor: Actor) -> "QuerySet[Any]":
    return OpenQuestion.objects.filter(dialogue__in=followed_dialogues(actor))


@history_reader("followup.dialoguefinding")
def finding_history(actor: Actor) -> "QuerySet[Any]":
    return DialogueFinding.objects.filter(dialogue__in=followed_dialogues(actor))


@history_reader("followup.participant")
def participant_history(actor: Actor) -> "QuerySet[Any]":
    return Participant.objects.filter(dialogue__in=followed_dialogues(actor))


@history_reader("followup.dialoguequestion")
def dialogue_question_history(actor: Actor) -> "QuerySet[Any]":
    return DialogueQuestion.objects.all()


@history_reader("followup.dialogueinvitation")
def invitation_history(actor: Actor) -> "QuerySet[Any]":
    return DialogueInvitation.objects.filter(dialogue__in=followed_dialogues(actor))


@history_reader("followup.dialoguepack")
def pack_history(actor: Actor) -> "QuerySet[Any]":
    return readable_packs(actor)


@history_reader("followup.packfile")
def pack_file_history(actor: Actor) -> "QuerySet[Any]":
    return PackFile.objects.filter(pack__in=readable_packs(actor))


@history_reader("followup.jointjudgement")
def judgement_history(actor: Actor) -> "QuerySet[Any]":
    return JointJudgement.objects.all()


@history_reader("followup.goalquestion")
def goal_question_history(actor: Actor) -> "QuerySet[Any]":
    """Of those one may read."""
    return readable_questions(actor)


@history_reader("followup.activitynote")
def note_history(actor: Actor) -> "QuerySet[Any]":
    """Of the activities one may read."""
    return ActivityNote.objects.filter(activity__in=PlanItem.objects.visible_to(actor))


@tells("followup.assessment", "status", "outlook")
def status_words() -> RowWords:
    """How it went, in the words of the year's scale. Two queries."""
    scales = _scales_of_periods()
    return lambda row: scales[row.period_id].status.words if row.period_id in scales else {}


@tells("followup.assessment", "trend")
def trend_words() -> RowWords:
    """Where it is heading, as above."""
    scales = _scales_of_periods()
    return lambda row: scales[row.period_id].trend.words if row.period_id in scales else {}


def _scales_of_periods() -> dict[int, Scales]:
    years = dict(Period.objects.order_by().values_list("pk", "year"))
    scales = scales_by_year(years.values())
    return {pk: scales[year] for pk, year in years.items()}
