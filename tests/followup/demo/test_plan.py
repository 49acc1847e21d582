"""The example's plan: the rules of the chain hold for data that was loaded in bulk too."""

from collections import Counter
from datetime import date

import pytest

from budget.models import DetailLine
from followup.demo.content.missions import BY_CODE, BY_PROFILE
from goals.actions import checks
from goals.laws import read_law
from goals.models import ActivityStatus, CoreMission, Indicator, IndicatorValue, ItemState, PlanItem
from goals.queries import linkable_items
from sala_styr import trees
from sala_styr.organisation.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def items() -> list[PlanItem]:
    return list(PlanItem.objects.select_related("step", "owner", "parent__step", "decision__body", "responsible"))


def test_the_plan_is_one_sound_tree_under_the_vision() -> None:
    assert trees.check(PlanItem) == []
    vision = PlanItem.objects.get(parent__isnull=True)
    assert vision.title == "Ett hållbart och tryggt samhälle med livskvalitet och växtkraft"
    assert vision.decision is not None
    assert (vision.decision.body.code, vision.decision.date) == ("KF", date(2021, 4, 26))


def test_every_level_of_the_steering_model_is_used() -> None:
    counts = Counter(item.step.key for item in items())
    assert counts["goal"] == 5
    assert counts["priority"] == 4
    assert min(counts[key] for key in ("focus", "committee_priority", "service_priority")) >= 5
    assert counts["strategy"] >= 30
    assert counts["activity"] >= 70


def test_every_item_answers_to_the_right_level_and_is_owned_by_the_right_kind_of_unit() -> None:
    for item in items():
        checks.check_place(item.step, item.parent)
        checks.check_owner(item.step, item.owner)
        checks.check_years(item.first_year, item.last_year, item.parent)
        checks.check_dates(item.start_date, item.end_date)


def test_what_is_decided_cites_a_decision_of_the_body_that_owns_it() -> None:
    decided = [item for item in items() if item.state == ItemState.DECIDED]
    assert len(decided) > 30
    for item in decided:
        assert item.decision is not None
        checks.check_decision(item.owner, item.decision)


def test_next_year_has_drafts_also_of_the_committee_that_begins_then() -> None:
    drafts = [item for item in items() if item.state == ItemState.DRAFT]
    assert {item.owner.code for item in drafts} == {"SBN", "KS", "SN"}
    assert all(item.first_year == 2027 and item.decision is None for item in drafts)


def test_a_decided_item_has_a_newer_version_with_its_own_decision() -> None:
    new = PlanItem.objects.exclude(replaces=None).get()
    old = new.replaces
    assert old is not None
    assert old.last_year + 1 == new.first_year
    assert old.decision != new.decision == old.end_decision


def test_every_activity_has_days_a_state_and_somebody_responsible() -> None:
    activities = [item for item in items() if item.step.is_activity]
    assert all(item.start_date and item.end_date and item.responsible for item in activities)
    assert {item.activity_status for item in activities} >= {
        ActivityStatus.ONGOING,
        ActivityStatus.DONE,
        ActivityStatus.DELAYED,
        ActivityStatus.PAUSED,
    }


def test_every_council_goal_is_answered_by_a_committee() -> None:
    for goal in PlanItem.objects.filter(step__key="goal"):
        assert goal.get_children().filter(state=ItemState.DECIDED).exists()


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_money_points_only_at_what_the_unit_may_point_at(year: int) -> None:
    linked: dict[int, set[int]] = {}
    for unit_id, item_id in DetailLine.objects.filter(year=year, link="plan_item").values_list(
        "unit_id", "plan_item_id"
    ):
        linked.setdefault(unit_id, set()).add(item_id)
    assert linked
    for unit in Unit.objects.filter(pk__in=linked):
        assert linked[unit.pk] <= set(linkable_items(unit, year).values_list("pk", flat=True)), unit


def test_grunduppdrag_have_laws_and_a_decided_local_part() -> None:
    missions = {mission.unit.code: mission for mission in CoreMission.objects.select_related("unit", "local_decision")}
    assert set(BY_CODE) <= set(missions)
    assert missions["SK-GRU"].law_list[0] == "Skollagen (2010:800) 10 kap."
    assert missions["SK-GRU"].local_decision is not None
    assert all(mission.statutory and mission.law_list for mission in missions.values())


def test_every_law_has_its_number_in_the_statute_book() -> None:
    laws = {law for mission in (*BY_CODE.values(), *BY_PROFILE.values()) for law in mission.laws}
    unread = [law for law in laws if not read_law(law).sfs]
    # A curriculum is no law of its own.
    assert unread == ["Läroplanen för förskolan, Lpfö 18 (SKOLFS 2018:50)"]


def test_a_missing_outcome_is_missing_and_says_why() -> None:
    assert Indicator.objects.count() >= 15
    missing = IndicatorValue.objects.filter(outcome__isnull=True, year__lte=2026)
    assert missing.count() > 10
    assert not missing.filter(missing_reason="").exists()
