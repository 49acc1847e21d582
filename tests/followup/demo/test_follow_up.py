"""What has been said in the example: assessments, dialogues and the texts of the annual report."""

from collections import Counter
from datetime import date

import pytest

from followup.models import (
    Assessment,
    AssessmentState,
    Dialogue,
    DialogueState,
    JointJudgement,
    NextStep,
    OpenQuestion,
    Period,
    Status,
    StepState,
)
from goals.models import PlanItem
from goals.queries import items_to_assess
from sala_styr.organisation.models import Unit
from sala_styr.writing.models import ReportSection, SectionState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def in_period(year: int, name: str) -> list[Assessment]:
    return list(Assessment.objects.filter(period__year=year, period__name=name).select_related("plan_item"))


def test_past_periods_are_closed_and_the_present_ones_open() -> None:
    open_ones = {(period.year, period.name) for period in Period.objects.filter(is_open=True)}
    assert open_ones == {(2026, "Höstuppföljning oktober"), (2026, "Helår")}
    assert Period.objects.filter(is_open=False).count() == 5


def test_everything_was_assessed_and_approved_for_last_year() -> None:
    assessments = in_period(2025, "Helår")
    units = Unit.objects.values_list("pk", flat=True)
    to_assess = items_to_assess(units, 2025).exclude(start_date__gt=date(2025, 12, 31))
    assert {a.plan_item_id for a in assessments if a.plan_item_id} == set(to_assess.values_list("pk", flat=True))
    assert {a.state for a in assessments} == {AssessmentState.APPROVED}
    assert {a.status for a in assessments} == set(Status.values)


def test_this_years_interim_is_in_all_states_and_some_is_missing() -> None:
    assessments = in_period(2026, "Delår augusti")
    states = Counter(a.state for a in assessments)
    assert set(states) == set(AssessmentState.values)
    assessed = {a.plan_item_id for a in assessments}
    begun = PlanItem.objects.filter(owner__code="3311", start_date__lte=date(2026, 8, 31), last_year__gte=2026)
    assert begun.exists()
    assert not begun.filter(pk__in=assessed).exists()


def test_a_status_always_has_words_and_cannot_has_a_reason() -> None:
    assert not Assessment.objects.filter(comment="").exists()
    cannot = Assessment.objects.filter(status=Status.CANNOT_ASSESS)
    assert cannot.count() > 5
    assert not cannot.filter(cannot_reason="").exists()


def test_neighbours_seldom_use_the_same_words() -> None:
    comments = Counter(a.comment for a in in_period(2025, "Helår") if a.plan_item_id)
    assert len(comments) > 60
    assert comments.most_common(1)[0][1] <= 8


def test_assessments_were_written_soon_after_their_period_and_not_all_today() -> None:
    for assessment in Assessment.objects.select_related("period"):
        days = (assessment.written_at.date() - assessment.period.last_day).days
        assert 0 <= days <= 20


def test_dialogues_are_planned_held_and_confirmed() -> None:
    assert set(Dialogue.objects.values_list("state", flat=True)) == set(DialogueState.values)
    for dialogue in Dialogue.objects.prefetch_related("participants"):
        assert len(dialogue.participants.all()) >= 2
        if dialogue.state == DialogueState.CONFIRMED:
            assert dialogue.upper_confirmed_by_id != dialogue.lower_confirmed_by_id


def test_steps_come_back_until_they_are_closed() -> None:
    closed = NextStep.objects.filter(state=StepState.DONE)
    assert closed.count() >= 2
    assert all(step.closed_in and step.outcome for step in closed)
    assert NextStep.objects.filter(state=StepState.OPEN, carried_in__isnull=False).count() >= 2
    assert NextStep.objects.filter(state=StepState.OPEN, dialogue__upper__code="SN").exists()


def test_questions_are_open_or_answered_in_a_later_dialogue() -> None:
    answered = OpenQuestion.objects.exclude(answered_in=None).select_related("answered_in", "dialogue")
    assert answered.exists()
    assert all(question.answered_in.day > question.dialogue.day for question in answered)  # type: ignore[union-attr]
    assert OpenQuestion.objects.filter(answered_in=None).count() >= 3


def test_the_manager_has_a_dialogue_ahead_with_steps_from_last_time() -> None:
    coming = Dialogue.objects.get(state=DialogueState.PLANNED, lower__code="SK-GRU")
    before = NextStep.objects.filter(dialogue__upper=coming.upper, dialogue__lower=coming.lower, state=StepState.OPEN)
    assert before.count() >= 2


def test_last_years_annual_report_has_all_its_texts_and_a_judgement() -> None:
    texts = ReportSection.objects.filter(report__year=2025, has_text=True)
    assert texts.filter(report__template__key="arsredovisning").exists()
    assert not texts.exclude(state=SectionState.APPROVED).exists()
    assert JointJudgement.objects.get(year=2025).text
