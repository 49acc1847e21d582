"""What the bodies answer the council (invariant 15): an answer of their own, "berör oss inte" with a reason, or nothing said."""

from typing import Any

import pytest

from goals import actions
from goals.models import ItemState, NotConcerned, ParentLink, PlanItem
from goals.queries import plan_rows
from goals.queries.answers import Question, questions_in
from sala_styr.errors import Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import ANONYMOUS, system_actor
from sala_styr.organisation.models import SteeringRole, Unit
from tests.cast import Cast

YEAR = 2026
BECAUSE = "Vi har inget uppdrag som rör det."


def question(pk: int) -> Question:
    return next(each for each in questions_in(YEAR, plan_rows(ANONYMOUS, YEAR)) if each.pk == pk)


def said_by(goal: PlanItem) -> dict[str, str]:
    """What each body has said, in a word."""
    return {
        answer.body.code: "svarar" if answer.items else "berör inte" if answer.statement else "tyst"
        for answer in question(goal.pk).answers
    }


def test_silence_is_never_an_answer(cast: Cast) -> None:
    chain = cast.chain()
    assert said_by(chain["goal"]) == {"KS": "tyst", "A": "svarar", "B": "tyst", "bolaget": "tyst"}


def test_a_body_says_why_a_goal_does_not_concern_it(cast: Cast) -> None:
    goal = cast.chain()["goal"]
    decision = cast.decision("B")
    said = actions.say_not_concerned(
        cast.actor("chair_b"), goal, cast["B"], YEAR, reason=f" {BECAUSE} ", decision=decision
    )
    assert said_by(goal)["B"] == "berör inte"
    assert (said.reason, said.decision) == (BECAUSE, decision)
    assert said.history.get().history_user == cast.user("chair_b")


def test_it_can_be_taken_back_and_is_silence_then(cast: Cast) -> None:
    goal = cast.chain()["goal"]
    said = actions.say_not_concerned(cast.actor("chair_b"), goal, cast["B"], YEAR, reason=BECAUSE)
    actions.take_back_not_concerned(cast.actor("chair_b"), said)
    assert said_by(goal)["B"] == "tyst"
    assert NotConcerned.history.count() == 2
    with pytest.raises(RuleBroken, match="redan"):
        actions.take_back_not_concerned(cast.actor("chair_b"), said)


def test_said_again_the_new_reason_takes_the_place_of_the_old(cast: Cast) -> None:
    goal = cast.chain()["goal"]
    for reason in (BECAUSE, BECAUSE, "Ett annat skäl."):
        actions.say_not_concerned(cast.actor("chair_b"), goal, cast["B"], YEAR, reason=reason)
    assert NotConcerned.objects.get().reason == "Ett annat skäl."
    assert NotConcerned.history.count() == 2


@pytest.mark.parametrize(
    "name", ["politician_a", "chair_a", "manager_b", "kf_chair", "controller", "auditor", "administrator", "outsider"]
)
def test_only_the_bodys_own_elected_may_speak_for_it(cast: Cast, name: str) -> None:
    goal = cast.chain()["goal"]
    with pytest.raises(Refused):
        actions.say_not_concerned(cast.actor(name), goal, cast["B"], YEAR, reason=BECAUSE)
    said = actions.say_not_concerned(cast.actor("chair_b"), goal, cast["B"], YEAR, reason=BECAUSE)
    with pytest.raises(Refused):
        actions.take_back_not_concerned(cast.actor(name), said)
    assert NotConcerned.objects.count() == 1


def test_what_is_refused_says_why(cast: Cast) -> None:
    chain = cast.chain()
    elected = cast.actor("politician_a")
    with pytest.raises(RuleBroken, match="svarar redan"):
        actions.say_not_concerned(elected, chain["goal"], cast["A"], YEAR, reason=BECAUSE)
    lonely = cast.item("goal", "KF", parent=chain["vision"])
    for reason in ("", "  "):
        with pytest.raises(RuleBroken, match="varför") as broken:
            actions.say_not_concerned(elected, lonely, cast["A"], YEAR, reason=reason)
        assert broken.value.field == "reason"
    with pytest.raises(RuleBroken, match="inte ett beslut av"):
        actions.say_not_concerned(elected, lonely, cast["A"], YEAR, reason=BECAUSE, decision=cast.decision("B"))
    with pytest.raises(RuleBroken, match="inte något som"):
        actions.say_not_concerned(elected, chain["vision"], cast["A"], YEAR, reason=BECAUSE)
    draft = cast.item("goal", "KF", parent=chain["vision"], state=ItemState.DRAFT)
    with pytest.raises(RuleBroken, match="beslutat"):
        actions.say_not_concerned(elected, draft, cast["A"], YEAR, reason=BECAUSE)
    assert not NotConcerned.objects.exists()


def test_a_draft_and_what_is_ended_are_no_answers_but_a_link_is(cast: Cast) -> None:
    chain = cast.chain()
    goal = cast.item("goal", "KF", parent=chain["vision"], title="Ett till")
    cast.item("focus", "A", parent=goal, state=ItemState.DRAFT)
    cast.item("focus", "B", parent=goal, state=ItemState.ENDED)
    assert set(said_by(goal).values()) == {"tyst"}
    with recording(system_actor(), "Test"):
        ParentLink.objects.create(item=chain["focus"], above=goal)
    assert said_by(goal)["A"] == "svarar"
    with pytest.raises(RuleBroken, match="svarar redan"):
        actions.say_not_concerned(cast.actor("chair_a"), goal, cast["A"], YEAR, reason=BECAUSE)


def test_only_what_the_model_asks_of_bodies_is_asked_of_those_that_are_steered(cast: Cast) -> None:
    chain = cast.chain()
    asked = {each.pk for each in questions_in(YEAR, plan_rows(ANONYMOUS, YEAR))}
    assert asked == {chain["goal"].pk}
    Unit.objects.filter(code="bolaget").update(steering_role=SteeringRole.GUIDED)
    assert "bolaget" not in said_by(chain["goal"])


def test_the_questions_take_four_queries_however_many(cast: Cast, django_assert_num_queries: Any) -> None:
    chain = cast.chain()
    for size in (1, 12):
        for _number in range(size):
            cast.item("goal", "KF", parent=chain["vision"])
        rows = plan_rows(ANONYMOUS, YEAR)
        with django_assert_num_queries(4):
            assert all(each.silent for each in questions_in(YEAR, rows))


# Pages


def test_the_goals_page_says_who_has_answered_what(cast: Cast) -> None:
    chain = cast.chain()
    actions.say_not_concerned(cast.actor("chair_b"), chain["goal"], cast["B"], YEAR, reason="Därför <b>inte</b>.")
    html = cast.client("outsider").get(f"/mal/{chain['goal'].pk}/?ar={YEAR}").content.decode()
    part = html[html.index('id="svar"') :]
    assert f'href="/mal/{chain["focus"].pk}/?ar={YEAR}"' in part
    assert "Därför &lt;b&gt;inte&lt;/b&gt;." in part
    assert part.count("inte svarat") == 2
    assert "/beror-inte/" not in part
    other = cast.client("outsider").get(f"/mal/{chain['focus'].pk}/?ar={YEAR}").content.decode()
    assert 'id="svar"' not in other


def test_what_one_may_answer_is_offered_and_done_in_one_step(cast: Cast) -> None:
    goal = cast.chain()["goal"]
    client = cast.client("chair_b")
    address = f"/mal/{goal.pk}/beror-inte/{cast['B'].pk}/?ar={YEAR}"
    html = client.get(f"/mal/{goal.pk}/?ar={YEAR}").content.decode()
    assert address in html
    assert "Lägg till fokusområde" in html
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": BECAUSE}).url == f"/mal/{goal.pk}/?ar={YEAR}#svar"
    back = f"/mal/beror-inte/{NotConcerned.objects.get().pk}/ta-tillbaka/"
    assert back in client.get(f"/mal/{goal.pk}/?ar={YEAR}").content.decode()
    assert client.get(back).status_code == 200
    assert client.post(back).status_code == 302
    assert not NotConcerned.objects.exists()


@pytest.mark.parametrize("name", ["chair_a", "manager_b", "controller", "outsider"])
def test_others_are_refused_on_the_pages_too(cast: Cast, name: str) -> None:
    goal = cast.chain()["goal"]
    said = actions.say_not_concerned(cast.actor("chair_b"), goal, cast["B"], YEAR, reason=BECAUSE)
    client = cast.client(name)
    for address in (f"/mal/{goal.pk}/beror-inte/{cast['B'].pk}/", f"/mal/beror-inte/{said.pk}/ta-tillbaka/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"reason": "x"}).status_code == 403
    assert NotConcerned.objects.get().reason == BECAUSE


def test_a_body_that_is_not_there_is_not_found(cast: Cast) -> None:
    goal = cast.chain()["goal"]
    client = cast.client("chair_b")
    assert client.get(f"/mal/{goal.pk}/beror-inte/987654/").status_code == 404
    assert client.get("/mal/beror-inte/987654/ta-tillbaka/").status_code == 404


def test_the_page_costs_the_same_queries_whatever_is_said(cast: Cast) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    chain = cast.chain()
    client = cast.client("outsider")
    counts = []
    for size in (0, 6):
        for _number in range(size):
            cast.item("focus", "A", parent=chain["goal"])
        if size:
            actions.say_not_concerned(cast.actor("chair_b"), chain["goal"], cast["B"], YEAR, reason=BECAUSE)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/mal/{chain['goal'].pk}/?ar={YEAR}")
        counts.append(len(queries))
    assert counts[0] == counts[1]
