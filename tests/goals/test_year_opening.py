"""Opening next year beside this one."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from goals import actions
from goals.models import ActivityStatus, AgendaLink, ItemState, Level, ParentLink, PlanItem, SteeringModel, SubStep
from goals.queries import plan_rows
from goals.queries.changes import Kind, changes_between
from goals.queries.year_opening import Choices, LevelChoice, opening_of
from sala_styr import trees
from sala_styr.decisions.models import Year, YearState
from sala_styr.errors import Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit
from tests.cast import Cast
from tests.goals.big_plan import PER_GOAL, grow

ALL = system_actor()
ONE_YEAR = {"first_year": 2026, "last_year": 2026}


def chain(cast: Cast) -> dict[str, PlanItem]:
    """A vision and a goal for years; below them a focus area, a strategy and an activity for 2026 alone."""
    vision = cast.item("vision", "KF", title="Visionen")
    goal = cast.item("goal", "KF", parent=vision, title="Målet")
    focus = cast.item("focus", "A", parent=goal, title="Fokus", **ONE_YEAR)
    strategy = cast.item("strategy", "verksA", parent=focus, title="Strategi", **ONE_YEAR)
    activity = cast.item("activity", "A1", parent=strategy, title="Aktivitet", activity_status="ongoing", **ONE_YEAR)
    return {"vision": vision, "goal": goal, "focus": focus, "strategy": strategy, "activity": activity}


def copy_of(item: PlanItem) -> PlanItem:
    return PlanItem.objects.get(copied_from=item)


def opened(cast: Cast, **choices: Any) -> Any:
    return actions.open_year(cast.actor("controller"), 2027, Choices(**choices) if choices else None)


def test_what_ends_follows_and_what_goes_on_stays(cast: Cast) -> None:
    items = chain(cast)
    result = opened(cast)
    assert (result.taken, result.left) == (3, ())
    assert [(row.depth, row.title, row.state) for row in plan_rows(ALL, 2027)] == [
        (0, "Visionen", "decided"), (1, "Målet", "decided"), (2, "Fokus", "draft"), (3, "Strategi", "active"), (4, "Aktivitet", "active"),
    ]  # fmt: skip
    assert copy_of(items["focus"]).decision is None
    assert copy_of(items["activity"]).first_year == copy_of(items["activity"]).last_year == 2027
    assert not trees.check(PlanItem)


def test_opened_again_it_takes_only_what_is_new(cast: Cast) -> None:
    items = chain(cast)
    opened(cast)
    cast.item("activity", "A1", parent=items["strategy"], title="Kom till sedan", **ONE_YEAR)
    before = PlanItem.history.count()
    assert opened(cast).taken == 1
    assert PlanItem.history.count() == before + 1
    assert opened(cast).taken == 0
    new = PlanItem.objects.get(title="Kom till sedan", first_year=2027)
    assert new.parent == copy_of(items["strategy"])


def test_the_old_year_is_the_same_to_the_letter(cast: Cast) -> None:
    """R11: every field of the old year's rows and of their history, less the tree's own numbers, which are a cache."""
    chain(cast)
    grow(cast, 1)
    columns = [f.attname for f in PlanItem._meta.fields if f.attname not in ("lft", "rght", "tree_id", "level")]

    def old() -> tuple[Any, ...]:
        items = PlanItem.objects.in_year(2026).order_by("pk")
        history = PlanItem.history.filter(first_year__lte=2026).order_by("history_id")
        return list(items.values_list(*columns)), list(history.values_list()), plan_rows(ALL, 2026)

    before = old()
    opened(cast)
    assert old() == before


def test_an_edit_made_while_the_preview_was_open_is_what_follows(cast: Cast) -> None:
    items = chain(cast)
    opening = opening_of(2027)
    shown = frozenset(each.item.pk for each in opening.candidates)
    actions.edit_item(cast.actor("manager_a1"), items["activity"], 1, title="Ändrad under tiden")
    new = cast.item("activity", "A1", parent=items["strategy"], title="Ny under tiden", **ONE_YEAR)
    opened(cast, shown=shown, taken=shown)
    assert copy_of(items["activity"]).title == "Ändrad under tiden"
    assert copy_of(new).title == "Ny under tiden"


@pytest.mark.parametrize(
    ("status", "follows", "becomes"),
    [
        ("not_started", True, "not_started"), ("ongoing", True, "ongoing"), ("delayed", True, "ongoing"),
        ("paused", True, "not_started"), ("done", False, ""), ("cancelled", False, ""),
    ],
)  # fmt: skip
def test_an_activity_follows_unless_it_is_finished(cast: Cast, status: str, follows: bool, becomes: str) -> None:
    strategy = cast.item("strategy", "verksA", title="Strategi")
    activity = cast.item("activity", "A1", parent=strategy, activity_status=status, **ONE_YEAR)
    opened(cast)
    copies = list(PlanItem.objects.filter(copied_from=activity))
    assert [copy.activity_status for copy in copies] == ([becomes] if follows else [])


def test_a_person_chooses_for_each_and_for_a_whole_level(cast: Cast) -> None:
    items = chain(cast)
    done = cast.item("activity", "A1", parent=items["strategy"], activity_status=ActivityStatus.DONE, **ONE_YEAR)
    shown = frozenset(each.item.pk for each in opening_of(2027).candidates)
    none = opening_of(2027, Choices({cast.levels["activity"].pk: LevelChoice.NONE}, shown, shown))
    assert {each.item.pk for each in none.following} == {items["focus"].pk, items["strategy"].pk}
    everyone = opening_of(2027, Choices({cast.levels["activity"].pk: LevelChoice.ALL}, shown, shown - {done.pk}))
    assert done.pk in {each.item.pk for each in everyone.following}
    some = opening_of(2027, Choices({}, shown, shown - {items["activity"].pk}))
    assert items["activity"].pk not in {each.item.pk for each in some.following}


def test_what_answers_to_something_that_does_not_follow_is_left_and_named(cast: Cast) -> None:
    items = chain(cast)
    shown = frozenset(each.item.pk for each in opening_of(2027).candidates)
    result = opened(cast, shown=shown, taken=shown - {items["focus"].pk})
    assert result.taken == 0
    assert [each.item.title for each in result.left] == ["Strategi", "Aktivitet"]
    assert "Fokus" in result.left[0].obstacle


def test_what_a_body_has_already_drafted_anew_is_what_the_copies_hang_under(cast: Cast) -> None:
    items = chain(cast)
    draft = cast.item("focus", "A", parent=items["goal"], state=ItemState.DRAFT, title="Ny lydelse", first_year=2027, replaces=items["focus"])  # fmt: skip
    assert opened(cast).taken == 2
    assert copy_of(items["strategy"]).parent == draft
    assert not PlanItem.objects.filter(copied_from=items["focus"]).exists()


def test_steps_not_done_and_links_follow(cast: Cast) -> None:
    items = chain(cast)
    other = cast.item("strategy", "verksA", parent=items["focus"], title="Annan", **ONE_YEAR)
    goes_on = cast.item("strategy", "verksA", parent=items["focus"], title="Fortsätter")
    with recording(ALL, "Test"):
        SubStep.objects.create(item=items["activity"], order=1, text="Gjort", done_on=date(2026, 5, 1))
        SubStep.objects.create(item=items["activity"], order=2, text="Kvar", due=date(2026, 12, 1))
        ParentLink.objects.create(item=items["activity"], above=other)
        ParentLink.objects.create(item=items["activity"], above=goes_on)
        AgendaLink.objects.create(goal=4, item=items["activity"], rationale="Skola")
    opened(cast)
    copy = copy_of(items["activity"])
    assert [(step.text, step.due) for step in copy.sub_steps.all()] == [("Kvar", None)]
    assert {link.above for link in copy.links_up.all()} == {copy_of(other), goes_on}
    assert [(link.goal, link.rationale) for link in copy.agenda_links.all()] == [(4, "Skola")]
    assert all(row.history_change_reason == "Öppnade 2027" for row in SubStep.history.filter(item=copy))


def test_every_copy_has_its_own_history(cast: Cast) -> None:
    items = chain(cast)
    opened(cast)
    for name in ("focus", "strategy", "activity"):
        (row,) = copy_of(items[name]).history.all()
        assert (row.history_type, row.history_user, row.history_change_reason) == (
            "+",
            cast.user("controller"),
            "Öppnade 2027",
        )


def test_the_year_is_made_when_it_is_not_there(cast: Cast) -> None:
    cast.item("activity", "A1", first_year=2027, last_year=2027)
    actions.open_year(cast.actor("controller"), 2028)
    assert Year.objects.get(year=2028).state == YearState.PLANNED


def test_a_closed_year_is_not_opened(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="avslutat"):
        actions.open_year(cast.actor("controller"), 2025)


@pytest.mark.parametrize("name", ["kf_chair", "manager_a", "administrator", "auditor", "outsider"])
def test_others_do_not_open_years(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        actions.open_year(cast.actor(name), 2027)


def test_in_another_model_levels_are_matched_by_key_and_the_rest_is_left(cast: Cast) -> None:
    items = chain(cast)
    with recording(ALL, "Test"):
        SteeringModel.objects.update(last_year=2026)
        model = SteeringModel.objects.create(name="Nästa", first_year=2027)
        above = None
        for order, key in enumerate(["goal", "focus", "strategy"]):
            old = cast.levels[key]
            above = Level.objects.create(
                steering_model=model, key=key, order=order, singular=f"ny {old.singular}", plural="x", definite="y", track=old.track,
                parent=above, owner_kind=old.owner_kind, needs_decision=old.needs_decision,
            )  # fmt: skip
    result = opened(cast)
    assert {copy_of(items[name]).step.singular for name in ("focus", "strategy")} == {"ny fokusområde", "ny strategi"}
    assert [each.item.title for each in result.left] == ["Aktivitet"]
    assert "aktivitet finns inte i styrmodellen" in result.left[0].obstacle
    assert PlanItem.objects.get(pk=items["focus"].pk).step == cast.levels["focus"]


def test_an_owner_that_is_gone_is_followed_by_the_unit_that_takes_over(cast: Cast) -> None:
    items = chain(cast)
    new_year = date(2027, 1, 1)
    with recording(ALL, "Test"):
        closing = [cast["A1"].pk, cast["verksA"].pk]
        Unit.objects.filter(pk__in=closing).update(valid_to=date(2026, 12, 31))
        unit = Unit(code="N1", name="Nya enheten", kind="unit", predecessor=cast["A1"], valid_from=new_year)
        new = trees.insert(unit, cast["kontorA"].pk)
    loose = cast.item("activity", "A1", title="Lös", **ONE_YEAR)
    result = opened(cast)
    assert copy_of(loose).owner == new
    assert [each.item for each in result.left] == [items["strategy"], items["activity"]]
    assert "Verksamhet A finns inte 2027" in result.left[0].obstacle


def test_a_single_part_is_taken_along_later_by_its_owner(cast: Cast) -> None:
    items = chain(cast)
    shown = frozenset(each.item.pk for each in opening_of(2027).candidates)
    opened(cast, shown=shown, taken=shown - {items["activity"].pk})
    copy = actions.carry_item(cast.actor("manager_a1"), items["activity"])
    assert (copy.first_year, copy.parent, copy.state) == (2027, copy_of(items["strategy"]), ItemState.ACTIVE)
    with pytest.raises(RuleBroken, match="finns redan"):
        actions.carry_item(cast.actor("manager_a1"), items["activity"])
    with pytest.raises(Refused):
        actions.carry_item(cast.actor("manager_b"), items["activity"])


def test_a_single_part_waits_for_what_it_answers_to(cast: Cast) -> None:
    items = chain(cast)
    with pytest.raises(RuleBroken, match="följer inte med"):
        actions.carry_item(cast.actor("manager_a1"), items["activity"])


@pytest.mark.parametrize("goals", [1, 5])
def test_the_preview_costs_the_same_for_any_size(cast: Cast, goals: int, django_assert_num_queries: Any) -> None:
    grow(cast, goals)
    PlanItem.objects.update(last_year=2026)
    with django_assert_num_queries(8):
        opening = opening_of(2027)
    assert len(opening.following) == 1 + goals * PER_GOAL


# The pages


def test_the_preview_shows_what_follows_and_why(cast: Cast) -> None:
    chain(cast)
    page = cast.client("controller").get("/mal/oppna-ar/?ar=2026")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Öppna 2027" in text
    assert "blir ett utkast att besluta" in text


def test_the_page_opens_the_year_with_what_was_ticked(cast: Cast) -> None:
    items = chain(cast)
    client = cast.client("controller")
    shown = ",".join(str(each.item.pk) for each in opening_of(2027).candidates)
    taken = [items["focus"].pk, items["strategy"].pk]
    counted = client.post("/mal/oppna-ar/?ar=2026", {"visade": shown, "med": taken, "gor": "rakna"})
    assert counted.status_code == 200
    assert not PlanItem.objects.filter(first_year=2027).exists()
    done = client.post("/mal/oppna-ar/?ar=2026", {"visade": shown, "med": taken, "gor": "oppna"})
    assert (done.status_code, done["Location"]) == (302, "/mal/?ar=2027")
    assert set(PlanItem.objects.filter(first_year=2027).values_list("copied_from", flat=True)) == set(taken)


def test_the_page_is_for_those_who_steer_the_years(cast: Cast) -> None:
    assert cast.client("manager_a").get("/mal/oppna-ar/").status_code == 403


def test_a_part_offers_its_owner_the_way_to_next_year(cast: Cast) -> None:
    items = chain(cast)
    address = f"/mal/{items['strategy'].pk}/?ar=2026"
    assert "För över till 2027" in cast.client("manager_a").get(address).content.decode()
    assert "För över till 2027" not in cast.client("manager_b").get(address).content.decode()
    opened(cast)
    assert "I planen för 2027" in cast.client("outsider").get(address).content.decode()
    assert "Fördes över när 2027 öppnades" in cast.client("outsider").get(f"/mal/{copy_of(items['strategy']).pk}/").content.decode()  # fmt: skip


def test_the_preview_page_costs_the_same_for_any_size(cast: Cast, django_assert_max_num_queries: Any) -> None:
    counts = []
    client = cast.client("controller")
    for goals in (1, 4):
        grow(cast, goals)
        PlanItem.objects.update(last_year=2026)
        with django_assert_max_num_queries(30) as found:
            assert client.get("/mal/oppna-ar/?ar=2026").status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_the_changes_of_opening_are_told_as_new_parts_of_the_new_year(cast: Cast) -> None:
    chain(cast)
    opened(cast)
    today = timezone.localdate()
    added = changes_between(ALL, 2027, today - timedelta(days=1), today, kinds=[Kind.ADDED])
    assert {change.latest["title"] for change in added} >= {"Fokus", "Strategi", "Aktivitet"}


def test_a_year_that_cannot_be_opened_is_told_instead_of_offered(cast: Cast) -> None:
    client = cast.client("controller")
    closed = client.get("/mal/oppna-ar/?ar=2024").content.decode()
    assert "2025 är avslutat. Välj ett år som inte har börjat." in closed
    assert 'value="oppna"' not in closed
    assert "2050 finns inte ännu" in client.get("/mal/oppna-ar/?ar=2050").content.decode()
    assert 'value="oppna"' in client.get("/mal/oppna-ar/?ar=2026").content.decode()
