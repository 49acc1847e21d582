"""An item may answer to more than what it stands under, where its level lets it."""

import pytest

from goals import actions
from goals.models import ItemState, Level, ParentLink, PlanItem
from sala_styr.errors import Refused, RuleBroken
from tests.cast import Cast


@pytest.fixture
def pair(cast: Cast) -> tuple[PlanItem, PlanItem]:
    """An activity, and another strategy that it may answer to as well."""
    Level.objects.filter(key="activity").update(many_parents=True)
    chain = cast.chain()
    other = cast.item("strategy", "verksA", parent=chain["focus"], title="En annan strategi")
    return PlanItem.objects.get(pk=chain["activity"].pk), other


def test_an_activity_answers_to_two(cast: Cast, pair: tuple[PlanItem, PlanItem]) -> None:
    link = actions.link_item(cast.actor("staff_a1"), *pair)
    assert (link.item, link.above) == pair
    row = ParentLink.history.get(id=link.pk)
    assert (row.history_user.username, row.history_change_reason) == ("staff_a1", "Kopplade till ”En annan strategi”")
    actions.unlink_item(cast.actor("manager_a1"), link)
    actions.unlink_item(cast.actor("manager_a1"), link)
    assert not ParentLink.objects.exists()


def test_it_is_linked_once_and_not_to_where_it_stands(cast: Cast, pair: tuple[PlanItem, PlanItem]) -> None:
    activity, other = pair
    actions.link_item(cast.actor("staff_a1"), activity, other)
    for above in (other, PlanItem.objects.get(pk=activity.parent_id)):
        with pytest.raises(RuleBroken, match="redan"):
            actions.link_item(cast.actor("staff_a1"), activity, above)


def test_only_levels_that_may_are_linked(cast: Cast, pair: tuple[PlanItem, PlanItem]) -> None:
    Level.objects.update(many_parents=False)
    with pytest.raises(RuleBroken, match="Flytta"):
        actions.link_item(cast.actor("staff_a1"), *pair)


def test_only_to_what_stands_above_in_its_chain_and_goes_on(cast: Cast, pair: tuple[PlanItem, PlanItem]) -> None:
    ended = cast.item("strategy", "verksA", state=ItemState.ENDED)
    old = cast.item("strategy", "verksA", first_year=2020, last_year=2021)
    for above in (cast.item("priority", "KF"), cast.item("activity", "A2"), ended, old):
        with pytest.raises(RuleBroken):
            actions.link_item(cast.actor("staff_a1"), pair[0], above)


@pytest.mark.parametrize("name", ["chair_a", "manager_b", "controller", "auditor", "outsider"])
def test_others_do_not_link(cast: Cast, pair: tuple[PlanItem, PlanItem], name: str) -> None:
    with pytest.raises(Refused):
        actions.link_item(cast.actor(name), *pair)


def test_a_draft_of_others_is_no_place_to_link_to(cast: Cast) -> None:
    Level.objects.filter(key="strategy").update(many_parents=True)
    chain = cast.chain()
    strategy = PlanItem.objects.get(pk=chain["strategy"].pk)
    with pytest.raises(Refused):
        actions.link_item(cast.actor("manager_a"), strategy, cast.item("focus", "B", state=ItemState.DRAFT))
