"""An assessment follows its goal when that gets a new wording within the year; of earlier years it stays with the wording of those."""

from followup.models import Assessment, AssessmentState
from followup.queries.thread import latest_looks
from goals import actions
from goals.actions.correct import correct_item
from goals.models import PlanItem
from tests.cast import Cast
from tests.followup.builders import assessment, full_year, period
from tests.goals.past import said


def revised(cast: Cast, focus: PlanItem, first_year: int) -> PlanItem:
    draft = actions.revise_item(cast.actor("chair_a"), focus, first_year)
    return actions.decide_item(cast.actor("chair_a"), draft, cast.decision("A"), 1, cast.user("chair_a"))


def test_what_was_said_this_year_is_said_of_the_new_wording(cast: Cast) -> None:
    focus = cast.chain()["focus"]
    last_year = assessment(focus, full_year(2025), AssessmentState.APPROVED)
    this_year = assessment(focus, period(2026), AssessmentState.APPROVED)
    new = revised(cast, focus, 2026)
    assert Assessment.objects.get(pk=this_year.pk).plan_item == new
    assert Assessment.objects.get(pk=last_year.pk).plan_item == focus
    assert latest_looks(cast.actor("auditor"), 2026)[new.pk].status == this_year.status
    assert latest_looks(cast.actor("auditor"), 2025)[focus.pk].status == last_year.status
    who, why = said(this_year)
    assert who == "chair_a"
    assert "Beslutades" in why


def test_a_corrected_wording_takes_all_that_was_said_in_its_years(cast: Cast) -> None:
    activity = cast.item("activity", "A1", first_year=2025, last_year=2025)
    kept = assessment(activity, full_year(2025), AssessmentState.APPROVED)
    before = Assessment.objects.get(pk=kept.pk)
    new = correct_item(cast.actor("manager_a1"), activity, 1, "Skrivfel", title="Rätt")
    moved = Assessment.objects.get(pk=kept.pk)
    assert (moved.plan_item, moved.written_at, moved.comment) == (new, before.written_at, before.comment)
    html = cast.client("manager_a1").get(f"/mal/{new.pk}/?ar=2025").content.decode()
    assert kept.comment in html
