"""The follow-up in each of four steering models: assessed by the year's own scale, told in its words (invariants 16, 17, 18)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from followup.actions.assessments import Words, save_assessment
from followup.actions.steps import CARRIED, add_step, settle_step
from followup.blocks import attainment_figure
from followup.models import Assessment, AssessmentState, StepState
from followup.queries.assessments import latest_assessments
from followup.queries.attainment import attainment, total_counts
from followup.queries.dialogue_steps import returning_steps
from goals import actions
from goals.blocks import indicators_table
from goals.models import Direction, PlanItem, ScaleValue
from goals.queries.scales import scales_of
from sala_styr.documents.cells import cell_text
from sala_styr.documents.model import Figure, Paragraph, Table, tables, walk
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.history.telling import history_of
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast
from tests.followup.annual import annual_report
from tests.followup.builders import assessment, dialogue, full_year, period
from tests.goals.models_in_use import add, make_plan, take_into_use

pytestmark = pytest.mark.django_db

NAMES = ["sala", "heby", "eskilstuna", "vadstena"]
YEAR = 2027


def report_words(year: int) -> str:
    """All text of the year's annual report."""
    with translation.override("sv"):
        document = annual_report(year)
    parts = []
    for _level, each in walk(document.sections):
        parts += [each.heading, *(block.text for block in each.blocks if isinstance(block, Paragraph))]
    for table in tables(document):
        parts += [table.caption, *(column.label for column in table.columns)]
        for row in table.rows:
            parts += [cell_text(table, column, cell) for column, cell in zip(table.columns, row.cells, strict=False)]
    return "\n".join(parts)


def political(plan: dict[str, PlanItem]) -> list[PlanItem]:
    return [item for item in plan.values() if item.step.is_political and item.step.followed_up]


@pytest.mark.parametrize("name", NAMES)
def test_the_annual_report_uses_the_models_words(name: str, cast: Cast) -> None:
    model = take_into_use(name, YEAR)
    plan = make_plan(cast, model, YEAR)
    during = full_year(YEAR)
    scale = scales_of(YEAR).status
    for item, key in zip(political(plan), scale.keys, strict=False):
        reason = {"cannot_reason": "Siffrorna dröjer."} if scale[key].needs_reason else {}
        assessment(item, during, AssessmentState.APPROVED, status=key, **reason)
    text = report_words(YEAR)
    for level in model.levels.all():
        assert level.plural[:1].upper() + level.plural[1:] in text
    for item, key in zip(political(plan), scale.keys, strict=False):
        assert item.title in text
        assert scale[key].word in text
    assert "kontor" not in text.split()
    assert ("förvaltning" in text.splitlines()) == (name == "heby"), "who owns Heby's improvement areas, in Heby's word"
    assert "fokusområde" not in text.casefold() or name == "sala"


@pytest.mark.parametrize("name", NAMES)
def test_the_counts_have_every_step_of_the_years_scale(name: str, cast: Cast) -> None:
    plan = make_plan(cast, take_into_use(name, YEAR), YEAR)
    during = full_year(YEAR)
    scale = scales_of(YEAR).status
    item = political(plan)[0]
    assessment(item, during, AssessmentState.APPROVED, status="partly")
    counts = total_counts(attainment(during))
    assert list(counts) == [*scale.keys, ""]
    assert counts["partly"] == 1
    assert counts[""] == len(political(plan)) - 1
    page = cast.client("controller").get(f"{reverse('followup:periods')}?ar={YEAR}&period={during.pk}").content.decode()
    for key in scale.keys:
        assert scale[key].word in page


@pytest.mark.parametrize("name", NAMES)
def test_the_form_offers_the_years_scale_in_the_words_of_the_period(name: str, cast: Cast) -> None:
    plan = make_plan(cast, take_into_use(name, YEAR), YEAR)
    during = period(YEAR)
    activity = plan["activity"]
    person = "manager_a1" if activity.owner.code == "A1" else "manager_a"
    page = cast.client(person).get(reverse("followup:assess", args=[during.pk, f"del-{activity.pk}"])).content.decode()
    for step in scales_of(YEAR).status.offered():
        assert step.interim_word in page
    assert page.count("data-reason") == sum(step.needs_reason for step in scales_of(YEAR).status.offered())


def test_a_scale_with_more_steps_than_colours_is_counted_in_a_table(cast: Cast) -> None:
    """Eskilstuna has five steps, and what is not reported is a sixth: a chart could not tell them apart."""
    model = take_into_use("eskilstuna", YEAR)
    plan = make_plan(cast, model, YEAR)
    during = full_year(YEAR)
    bodies = attainment(during)
    assert isinstance(attainment_figure(bodies, total_counts(bodies), during), Figure), (
        "steps that nobody has are left out"
    )
    keys = scales_of(YEAR).status.keys
    items = political(plan)
    while len(items) < len(keys):
        items.append(add(cast, model.levels.get(key="commitment"), "A", "chair_a", None, YEAR))
    for item, key in zip(items, keys, strict=True):
        assessment(item, during, AssessmentState.APPROVED, status=key, cannot_reason="Siffrorna dröjer.")
    add(cast, model.levels.get(key="commitment"), "A", "chair_a", None, YEAR)
    bodies = attainment(during)
    found = attainment_figure(bodies, total_counts(bodies), during)
    assert isinstance(found, Table)
    assert [column.label for column in found.columns][-2:] == ["Kan inte bedömas", "Inte rapporterat"]
    assert sum(int(cell) for row in found.rows for cell in row.cells[1:]) == len(keys) + 1  # type: ignore[arg-type]


def test_the_thread_shows_a_step_that_only_this_model_has(cast: Cast) -> None:
    plan = make_plan(cast, take_into_use("eskilstuna", YEAR), YEAR)
    assessment(plan["strategic_goal"], full_year(YEAR), AssessmentState.APPROVED, status="mostly")
    page = cast.client("controller").get(f"/mal/?ar={YEAR}&visa=alla").content.decode()
    assert "i huvudsak uppfyllt" in page


def test_what_was_said_in_a_former_model_keeps_its_words(cast: Cast) -> None:
    """Invariant 24 for the follow-up: the same key, each year in its own words."""
    item = cast.item("focus", "A", first_year=2026, last_year=2028)
    assessment(item, period(2026), AssessmentState.APPROVED, status="partly")
    take_into_use("heby", YEAR)
    assessment(item, period(YEAR), AssessmentState.APPROVED, status="partly")
    with recording(system_actor(), "Test"):
        step = ScaleValue.objects.get(key="partly")
        step.interim_text = "på gång"
        step.save()
    actor = cast.actor("controller")
    assert latest_assessments(actor, 2026)[item.pk].word == "osäkert"
    assert latest_assessments(actor, YEAR)[item.pk].word == "på gång"


def test_the_history_tells_in_the_words_of_its_own_model(cast: Cast) -> None:
    plan = make_plan(cast, take_into_use("eskilstuna", YEAR), YEAR)
    activity, actor = plan["activity"], cast.actor("manager_a")
    actions.set_activity_status(actor, activity, "done")
    told = [
        (change.before, change.after)
        for row in history_of(activity)
        for change in row.fields
        if change.label == "Genomförande"
    ]
    assert told == [("ej påbörjad", "genomförd"), ("", "ej påbörjad")]
    saved = save_assessment(actor, period(YEAR), activity, Words(status="mostly", comment="Nästan."))
    assert saved is not None
    fields = {change.label: change.after for change in history_of(saved)[0].fields}
    assert fields["Status"] == "i huvudsak uppfyllt"


# The invariants of domain §10


@pytest.mark.parametrize("name", NAMES)
def test_invariant_16_a_status_has_its_comment_and_what_needs_it_a_reason_in_every_model(name: str, cast: Cast) -> None:
    """More of the way of an assessment: test_assessment_actions.py."""
    plan = make_plan(cast, take_into_use(name, YEAR), YEAR)
    during, item = period(YEAR), plan["activity"]
    actor = cast.actor("manager_a1" if item.owner.code == "A1" else "manager_a")
    scale = scales_of(YEAR).status
    for step in scale.offered():
        with pytest.raises(RuleBroken) as broken:
            save_assessment(actor, during, item, Words(status=step.key))
        assert broken.value.field == "comment"
        if step.needs_reason:
            with pytest.raises(RuleBroken) as broken:
                save_assessment(actor, during, item, Words(status=step.key, comment="Vi vet inte."))
            assert broken.value.field == "cannot_reason"
    assert [step.key for step in scale.offered() if step.needs_reason] == ["cannot"]
    with pytest.raises(RuleBroken, match="årets skala") as broken:
        save_assessment(actor, during, item, Words(status="toppen", comment="Bra."))
    assert broken.value.field == "status"
    assert not Assessment.objects.exists()


def test_invariant_16_holds_for_a_step_that_a_municipality_has_added(cast: Cast) -> None:
    model = take_into_use("heby", YEAR)
    plan = make_plan(cast, model, YEAR)
    with recording(system_actor(), "Test"):
        ScaleValue.objects.create(
            steering_model=model, kind="status", key="waiting", order=9, text="väntar", symbol="–", needs_reason=True
        )
    during, item, actor = period(YEAR), plan["activity"], cast.actor("manager_a1")
    with pytest.raises(RuleBroken) as broken:
        save_assessment(actor, during, item, Words(status="waiting", comment="Inte än."))
    assert broken.value.field == "cannot_reason"
    saved = save_assessment(
        actor, during, item, Words(status="waiting", comment="Inte än.", cannot_reason="Statsbidraget.")
    )
    assert saved is not None
    assert saved.cannot_reason == "Statsbidraget."


def test_invariant_16_the_database_holds_it_too(cast: Cast) -> None:
    item = cast.chain()["activity"]
    during = period()
    for fields in ({"comment": ""}, {"status": "cannot", "cannot_reason": ""}, {"status": "mostly", "comment": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            assessment(item, during, **fields)


def test_invariant_17_a_missing_value_stays_missing_in_page_and_report(cast: Cast) -> None:
    """Charts, gaps and means: tests/goals/test_indicators.py."""
    plan = make_plan(cast, take_into_use("heby", YEAR), YEAR)
    goal = plan["effect_goal"]
    made = actions.create_indicator(
        cast.actor("chair_a"), goal, name="Väntetid", unit_of_measure="dagar", direction=Direction.LOWER, decimals=0
    )
    actions.set_value(cast.actor("controller"), made, YEAR, None, None, "Mätningen ställdes in")
    actions.set_value(cast.actor("controller"), made, YEAR - 1, None, Decimal(0))
    table = indicators_table("Indikatorer", [goal], YEAR)
    assert table is not None
    assert table.rows[0].cells[2:5] == (Decimal(0), None, None)
    shown = [cell_text(table, column, cell) for column, cell in zip(table.columns, table.rows[0].cells, strict=True)]
    assert shown[2:5] == ["0", "–", "–"]


def test_invariant_18_a_dialogues_steps_come_back_until_they_are_closed(cast: Cast) -> None:
    """More: test_dialogue_actions.py (steps that are left need a word of why)."""
    take_into_use("vadstena", YEAR)
    first = dialogue(cast, period(YEAR), day=date(YEAR, 4, 12))
    second = dialogue(cast, period(YEAR, name="Tertial 2"), day=date(YEAR, 9, 12))
    third = dialogue(cast, period(YEAR, name="Tertial 3"), day=date(YEAR, 11, 12))
    step = add_step(cast.actor("head_a"), first, "Räkna om behovet.", responsible=cast.user("head_a"))
    assert returning_steps(second) == [step]
    settle_step(cast.actor("chair_a"), second, step, CARRIED, "")
    assert returning_steps(third) == [step]
    settle_step(cast.actor("head_a"), third, step, StepState.DONE, "Behovet är 40 platser.")
    assert returning_steps(dialogue(cast, period(YEAR, name="Helår"), day=date(YEAR, 12, 12))) == []
