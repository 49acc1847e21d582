"""Improvements: raised by those who do the work, worked round the wheel, ended with a word, taken into the plan with their origin kept."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from followup.actions.improvements import (
    close_improvement,
    make_activity,
    raise_improvement,
    reopen_improvement,
    work_on_improvement,
)
from followup.models import AssessmentState, Improvement, ImprovementOrigin, ImprovementStage
from followup.queries.improvements import (
    CLOSED,
    OPEN,
    PLANNED,
    activity_parents,
    found_improvements,
)
from followup.todo import todos_of
from goals.models import PlanItem
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.history.readers import object_for
from tests.cast import PEOPLE, Cast
from tests.followup.builders import assessment, dialogue, period

MAY_RAISE_FOR_A1 = {"head_a", "manager_a", "manager_a1", "staff_a1", "controller"}


def raised(cast: Cast, who: str = "manager_a1", unit: str = "A1", **fields: Any) -> Improvement:
    return raise_improvement(cast.actor(who), cast[unit], **{"title": "Kortare kö"} | fields)


@pytest.mark.parametrize("name", [name for name, _role, _unit in PEOPLE])
def test_those_who_do_the_work_raise_it_and_a_controller(cast: Cast, name: str) -> None:
    if name in MAY_RAISE_FOR_A1:
        assert raised(cast, name).raised_on is not None
    else:
        with pytest.raises(Refused):
            raised(cast, name)
        assert not Improvement.objects.exists()


@pytest.mark.parametrize("name", [name for name, _role, _unit in PEOPLE])
def test_the_units_own_and_the_named_work_on_it(cast: Cast, name: str) -> None:
    found = raised(cast, responsible=cast.user("manager_b"))
    if name in (MAY_RAISE_FOR_A1 - {"controller"}) | {"manager_b"}:
        assert work_on_improvement(cast.actor(name), found, 1, "plan", plan="Prova.").stage == "plan"
    else:
        with pytest.raises(Refused):
            work_on_improvement(cast.actor(name), found, 1, "plan", plan="Prova.")


def test_an_improvement_needs_a_few_words(cast: Cast) -> None:
    with pytest.raises(RuleBroken) as broken:
        raised(cast, title="  ")
    assert broken.value.field == "title"


def test_it_comes_out_of_what_the_person_may_read_and_says_which(cast: Cast) -> None:
    talk = dialogue(cast, period())
    assert raised(cast, "head_a", dialogue=talk).origin == ImprovementOrigin.DIALOGUE
    with pytest.raises(RuleBroken):
        raised(cast, "manager_b", "verksB", dialogue=talk)
    draft = assessment(cast.chain()["activity"], period(name="Tertial 1"))
    assert raised(cast, assessment=draft).origin == ImprovementOrigin.ASSESSMENT
    with pytest.raises(RuleBroken):
        raised(cast, "manager_b", "verksB", assessment=draft)


def test_it_goes_round_the_wheel_and_the_history_tells(cast: Cast) -> None:
    found, actor = raised(cast), cast.actor("staff_a1")
    found = work_on_improvement(actor, found, 1, ImprovementStage.PLAN, plan="Ring dagen före.")
    same = work_on_improvement(actor, found, found.version, ImprovementStage.PLAN, plan="Ring dagen före. ")
    assert same.version == found.version == 2
    with pytest.raises(EditConflict):
        work_on_improvement(actor, found, 1, ImprovementStage.DO)
    with pytest.raises(RuleBroken):
        work_on_improvement(actor, found, 2, ImprovementStage.DONE)
    newest = found.history.first()
    assert newest.history_user == cast.user("staff_a1")
    assert "planeras" in newest.history_change_reason


def test_it_is_ended_with_a_word_and_can_be_taken_up_again(cast: Cast) -> None:
    found, actor = raised(cast), cast.actor("manager_a1")
    with pytest.raises(RuleBroken) as broken:
        close_improvement(actor, found, 1, ImprovementStage.DONE, " ")
    assert broken.value.field == "outcome"
    found = close_improvement(actor, found, 1, ImprovementStage.DONE, "Så gör vi nu.")
    assert not found.is_open
    with pytest.raises(RuleBroken):
        work_on_improvement(actor, found, found.version, ImprovementStage.ACT)
    found = reopen_improvement(actor, found, found.version)
    assert (found.is_open, found.closed_on, found.outcome) == (True, None, "Så gör vi nu.")


def test_it_becomes_an_activity_in_the_plan_and_both_say_so(cast: Cast) -> None:
    chain = cast.chain()
    found = raised(cast, title="Ring före", responsible=cast.user("staff_a1"), plan_item=chain["activity"])
    work_on_improvement(cast.actor("manager_a1"), found, 1, "plan", plan="Ring dagen före.")
    found.refresh_from_db()
    actor = cast.actor("manager_a1")
    assert list(activity_parents(actor, found.unit, 2027)) == [chain["strategy"]]
    item = make_activity(actor, found, found.version, parent=chain["strategy"], year=2027)
    found.refresh_from_db()
    assert (item.owner, item.parent, item.first_year, item.title) == (cast["A1"], chain["strategy"], 2027, "Ring före")
    assert item.responsible == cast.user("staff_a1")
    assert found.activity == item
    with pytest.raises(RuleBroken):
        make_activity(actor, found, found.version, parent=chain["strategy"], year=2027)
    client = cast.client("chair_b")
    on_item = client.get(reverse("goals:item", args=[item.pk]) + "?ar=2027").content.decode()
    on_improvement = client.get(reverse("followup:improvement", args=[found.pk])).content.decode()
    assert "Aktiviteten kommer ur en förbättring" in on_item
    assert reverse("followup:improvement", args=[found.pk]) in on_item
    assert reverse("goals:item", args=[item.pk]) in on_improvement


def test_nothing_is_half_made_when_the_plan_says_no(cast: Cast) -> None:
    chain, found = cast.chain(), raised(cast)
    with pytest.raises(RuleBroken):
        make_activity(cast.actor("manager_a1"), found, 1, parent=chain["goal"], year=2027)
    found.refresh_from_db()
    assert found.activity is None
    assert PlanItem.objects.filter(title="Kortare kö").count() == 0


def test_the_form_makes_it_an_activity_of_next_year(cast: Cast) -> None:
    chain, found = cast.chain(), raised(cast)
    client, url = cast.client("manager_a1"), reverse("followup:improvement_to_plan", args=[found.pk]) + "?ar=2027"
    assert "planen för 2027" in client.get(url).content.decode()
    sent = {"version": 1, "title": "Ring före", "parent": chain["strategy"].pk}
    assert client.post(url, sent).status_code == 302
    assert PlanItem.objects.get(title="Ring före").from_improvement == found


def test_the_list_finds_by_state_origin_unit_and_words(cast: Cast) -> None:
    actor = cast.actor("chair_b")
    here, there = raised(cast, origin="citizen", due=date(2026, 1, 5)), raised(cast, "manager_b", "B1", title="Annat")
    close_improvement(cast.actor("manager_b"), there, 1, ImprovementStage.DROPPED, "Nej.")
    assert list(found_improvements(actor, state=OPEN)) == [here]
    assert list(found_improvements(actor, state=CLOSED)) == [there]
    assert list(found_improvements(actor, state="sena")) == [here]
    assert list(found_improvements(actor, state=PLANNED)) == []
    assert list(found_improvements(actor, unit=cast["kontorA"])) == [here]
    assert list(found_improvements(actor, origin="citizen")) == [here]
    assert list(found_improvements(actor, text="anna")) == [there]
    assert list(found_improvements(cast.actor("manager_b"), mine=True)) == []
    assert list(found_improvements(cast.actor("outsider"))) == []


def test_what_has_no_day_stands_last(cast: Cast) -> None:
    without, later = raised(cast), raised(cast, due=date(2026, 12, 1))
    assert list(found_improvements(cast.actor("auditor"))) == [later, without]


@pytest.mark.parametrize("many", [2, 25])
def test_the_list_costs_the_same_however_many(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        raised(cast, title=f"Nummer {number}", responsible=cast.user("staff_a1"))
    client = cast.client("manager_a1")
    client.get(reverse("followup:improvements"))
    with django_assert_num_queries(8):
        page = client.get(reverse("followup:improvements"))
    assert f'<span class="count">{many}</span>' in page.content.decode()


def test_it_waits_for_the_named_else_for_the_manager(cast: Cast) -> None:
    named = raised(cast, responsible=cast.user("staff_a1"), due=date(2026, 3, 1))
    nobody = raised(cast, title="Utan namn")

    def waits(who: str) -> list[str]:
        return [todo.key for _kind, todo in todos_of(cast.actor(who), kinds=["improvement"])]

    assert waits("staff_a1") == [f"improvement:{named.pk}"]
    assert waits("manager_a1") == [f"improvement:{nobody.pk}"]
    assert waits("manager_a") == waits("manager_b") == []
    close_improvement(cast.actor("manager_a1"), nobody, 1, ImprovementStage.DROPPED, "Nej.")
    assert waits("manager_a1") == []


def test_an_improvement_from_a_page_carries_it_along(cast: Cast) -> None:
    during, item = period(), cast.chain()["activity"]
    said = assessment(item, during, AssessmentState.APPROVED)
    client = cast.client("manager_a1")
    url = f"{reverse('followup:new_improvement')}?bedomning={said.pk}&del={item.pk}&enhet={cast['A1'].pk}"
    assert "Varifrån kommer det?" not in client.get(url).content.decode()
    assert client.post(url, {"unit": cast["A1"].pk, "title": "Ny rutin"}).status_code == 302
    made = Improvement.objects.get()
    assert (made.assessment, made.plan_item, made.origin) == (said, item, "assessment")
    assert client.get(f"{reverse('followup:new_improvement')}?dialog=987654321").status_code == 404


def test_a_draft_stays_with_its_own(cast: Cast) -> None:
    draft = cast.item("focus", "A", state="draft", title="Hemligt utkast")
    with pytest.raises(RuleBroken):
        raised(cast, "chair_a", "A", plan_item=draft)
    assert not Improvement.objects.exists()


def test_two_who_write_at_once_are_both_shown(cast: Cast) -> None:
    found = raised(cast)
    client, url = cast.client("manager_a1"), reverse("followup:improvement", args=[found.pk])
    work_on_improvement(cast.actor("staff_a1"), found, 1, "plan", plan="Anna skrev detta.")
    sent = {"version": 1, "title": "Kortare kö", "stage": "plan", "plan": "Jag skrev detta."}
    answer = client.post(url, sent)
    assert answer.status_code == 409
    assert "Anna skrev detta." in answer.content.decode()
    assert "Jag skrev detta." in answer.content.decode()


def test_the_page_saves_ends_and_takes_up_again(cast: Cast) -> None:
    found = raised(cast)
    client, url = cast.client("manager_a1"), reverse("followup:improvement", args=[found.pk])
    sent = {"version": 1, "title": "Kortare kö", "stage": "do", "done": "Prövat en vecka."}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent | {"title": "", "version": 2}).status_code == 422
    end = reverse("followup:end_improvement", args=[found.pk])
    assert client.post(end, {"version": 2, "stage": "done", "outcome": ""}).status_code == 422
    assert client.post(end, {"version": 2, "stage": "done", "outcome": "Bra."}).status_code == 302
    assert "Hur det blev" in client.get(url).content.decode()
    assert client.post(reverse("followup:reopen_improvement", args=[found.pk]), {"version": 3}).status_code == 302
    found.refresh_from_db()
    assert (found.stage, found.done) == ("act", "Prövat en vecka.")


def test_its_history_is_for_those_with_an_appointment(cast: Cast) -> None:
    found = raised(cast)
    assert object_for(cast.actor("chair_b"), "followup.improvement", found.pk) == found
    with pytest.raises(Http404):
        object_for(cast.actor("outsider"), "followup.improvement", found.pk)
