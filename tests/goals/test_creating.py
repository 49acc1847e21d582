"""Adding to the plan: the right, the chain, the years, and what is written."""

from datetime import date

import pytest

from goals import actions
from goals.models import ActivityStatus, ItemState, PlanItem
from sala_styr import trees
from sala_styr.errors import Refused, RuleBroken
from tests.cast import Cast
from tests.goals.past import said


def create(cast: Cast, who: str, step: str, owner: str, parent: PlanItem | None, **more: object) -> PlanItem:
    values = {"title": "Något nytt", "first_year": 2026, "last_year": 2027} | more
    return actions.create_item(cast.actor(who), step=cast.levels[step], owner=cast[owner], parent=parent, **values)  # type: ignore[arg-type]


def test_a_politicians_new_focus_area_is_a_draft_with_its_history(cast: Cast) -> None:
    goal = cast.item("goal", "KF")
    focus = create(cast, "politician_a", "focus", "A", goal, description="Därför att")
    assert (focus.state, focus.decision, focus.parent_id) == (ItemState.DRAFT, None, goal.pk)
    assert focus.description == "Därför att"
    assert said(focus) == ("politician_a", "Lade till fokusområde")


def test_an_officials_activity_is_in_force_at_once_and_not_started(cast: Cast) -> None:
    chain = cast.chain()
    activity = create(
        cast, "staff_a1", "activity", "A1", chain["strategy"],
        start_date=date(2026, 1, 1), end_date=date(2026, 6, 1), responsible=cast.user("staff_a1"),
    )  # fmt: skip
    assert activity.state == ItemState.ACTIVE
    assert activity.activity_status == ActivityStatus.NOT_STARTED
    assert activity.responsible == cast.user("staff_a1")
    assert not trees.check(PlanItem)


def test_only_activities_have_days(cast: Cast) -> None:
    chain = cast.chain()
    strategy = create(cast, "manager_a", "strategy", "verksA", chain["focus"], start_date=date(2026, 1, 1))
    assert strategy.start_date is None
    assert strategy.activity_status == ""


def test_the_vision_is_a_root_of_its_own(cast: Cast) -> None:
    vision = create(cast, "kf_chair", "vision", "KF", None)
    assert vision.parent_id is None
    assert PlanItem.objects.get(pk=vision.pk).level == 0


@pytest.mark.parametrize(
    ("who", "step", "owner"),
    [
        ("chair_b", "focus", "A"),
        ("kf_chair", "focus", "A"),
        ("manager_a", "focus", "A"),
        ("controller", "focus", "A"),
        ("auditor", "focus", "A"),
        ("administrator", "focus", "A"),
        ("outsider", "focus", "A"),
        ("chair_a", "strategy", "verksA"),
        ("manager_a1", "strategy", "verksA"),
        ("controller", "strategy", "verksA"),
        ("manager_b", "activity", "A1"),
    ],
)
def test_nobody_writes_on_the_other_side_of_the_wall(cast: Cast, who: str, step: str, owner: str) -> None:
    chain = cast.chain()
    before = PlanItem.objects.count()
    above = {"focus": "goal", "strategy": "focus", "activity": "strategy"}[step]
    with pytest.raises(Refused, match=cast[owner].name):
        create(cast, who, step, owner, chain[above])
    assert PlanItem.objects.count() == before


@pytest.mark.parametrize(
    ("who", "step", "owner", "above", "words"),
    [
        ("manager_a", "strategy", "verksA", "goal", "fokusområde"),
        ("manager_a1", "activity", "A1", "focus", "strategi"),
        ("politician_a", "focus", "A", "vision", "övergripande mål"),
        ("kf_chair", "vision", "KF", "goal", "överst"),
        ("politician_a", "committee_priority", "A", "goal", "övergripande prioritering"),
    ],
)
def test_every_step_answers_to_the_one_its_level_says(
    cast: Cast, who: str, step: str, owner: str, above: str, words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        create(cast, who, step, owner, cast.chain()[above])


def test_what_has_a_level_above_it_does_not_stand_alone(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as broken:
        create(cast, "kf_chair", "goal", "KF", None)
    assert broken.value.field == "parent"


def test_the_owner_is_of_the_kind_the_level_says(cast: Cast) -> None:
    chain = cast.chain()
    with pytest.raises(RuleBroken, match="kan inte äga") as broken:
        create(cast, "kf_chair", "focus", "KF", chain["goal"])
    assert broken.value.field == "owner"


def test_the_years_are_in_order(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as broken:
        create(cast, "kf_chair", "goal", "KF", cast.item("vision", "KF"), first_year=2027, last_year=2026)
    assert broken.value.field == "last_year"


def test_an_item_shares_a_year_with_what_it_answers_to(cast: Cast) -> None:
    vision = cast.item("vision", "KF", first_year=2020, last_year=2024)
    with pytest.raises(RuleBroken, match="2020–2024"):
        create(cast, "kf_chair", "goal", "KF", vision, first_year=2025, last_year=2026)


def test_an_activity_does_not_end_before_it_begins(cast: Cast) -> None:
    chain = cast.chain()
    days = {"start_date": date(2026, 5, 1), "end_date": date(2026, 4, 1)}
    with pytest.raises(RuleBroken) as broken:
        create(cast, "staff_a1", "activity", "A1", chain["strategy"], **days)
    assert broken.value.field == "end_date"


def test_nothing_is_added_under_what_is_ended(cast: Cast) -> None:
    ended = cast.item("goal", "KF", state=ItemState.ENDED, decision=cast.decision())
    with pytest.raises(RuleBroken, match="avslutat"):
        create(cast, "politician_a", "focus", "A", ended)


def test_nothing_is_added_under_a_draft_one_may_not_see(cast: Cast) -> None:
    draft = cast.item("focus", "B", state=ItemState.DRAFT)
    with pytest.raises(Refused):
        create(cast, "manager_a", "strategy", "verksA", draft)


def test_nothing_is_added_under_what_somebody_has_deleted(cast: Cast) -> None:
    goal = cast.item("goal", "KF")
    gone = PlanItem(pk=goal.pk + 1000, step=goal.step, owner=goal.owner)
    with pytest.raises(RuleBroken, match="tagit bort"):
        create(cast, "politician_a", "focus", "A", gone)


@pytest.mark.parametrize(
    ("who", "step", "owner", "above"),
    [("politician_a", "focus", "A", "goal"), ("staff_a1", "activity", "A1", "strategy")],
)
def test_nothing_new_is_made_in_closed_years_only(cast: Cast, who: str, step: str, owner: str, above: str) -> None:
    chain = cast.chain()
    with pytest.raises(RuleBroken, match="Åren är avslutade") as broken:
        create(cast, who, step, owner, chain[above], first_year=2025, last_year=2025)
    assert broken.value.field == "last_year"
    assert create(cast, who, step, owner, chain[above], first_year=2025, last_year=2026).first_year == 2025


def test_what_is_open_is_not_moved_into_closed_years_but_a_draft_there_keeps_its_words_open(cast: Cast) -> None:
    activity = cast.chain()["activity"]
    with pytest.raises(RuleBroken, match="Åren är avslutade"):
        actions.edit_item(cast.actor("staff_a1"), activity, 1, last_year=2025)
    draft = cast.item("focus", "A", state=ItemState.DRAFT, first_year=2025, last_year=2025)
    assert actions.edit_item(cast.actor("politician_a"), draft, 1, title="Nya ord").title == "Nya ord"
