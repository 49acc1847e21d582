"""Questions about goals: asked by elected, answered by the owner, published with the goal, kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followup.actions.questions import answer_goal_question, ask_about_goal, withdraw_goal_question
from followup.models import GoalQuestion
from sala_styr.errors import EditConflict, Refused, RuleBroken
from tests.cast import Cast


def asked(cast: Cast, text: str = "Räcker platserna?") -> GoalQuestion:
    return ask_about_goal(cast.actor("chair_b"), cast.chain()["focus"], text)


def test_an_elected_asks_and_says_in_what_capacity(cast: Cast) -> None:
    question = asked(cast)
    assert question.asked_by == cast.user("chair_b")
    assert "Nämnd B" in question.asked_as
    assert question.history.get().history_change_reason == "Ställde en fråga"


def test_officials_do_not_ask_and_an_empty_question_is_none(cast: Cast) -> None:
    focus = cast.chain()["focus"]
    with pytest.raises(Refused):
        ask_about_goal(cast.actor("manager_a1"), focus, "Får jag?")
    with pytest.raises(RuleBroken, match="Skriv din fråga"):
        ask_about_goal(cast.actor("chair_b"), focus, "  ")
    draft = cast.item("focus", "A", state="draft")
    with pytest.raises(RuleBroken, match="inte beslutat än"):
        ask_about_goal(cast.actor("chair_a"), draft, "När?")


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("chair_a", True),
        ("head_a", True),
        ("politician_a", False),
        ("chair_b", False),
        ("controller", False),
        ("manager_a1", False),
    ],
)
def test_the_answer_is_the_owners(cast: Cast, name: str, may: bool) -> None:
    question = asked(cast)
    if may:
        answered = answer_goal_question(cast.actor(name), question, "Ja, i alla skolor.", question.version)
        assert (answered.answered_by, answered.is_answered) == (cast.user(name), True)
    else:
        with pytest.raises(Refused):
            answer_goal_question(cast.actor(name), question, "Ja.", question.version)


def test_the_one_who_is_named_for_an_item_answers_for_it(cast: Cast) -> None:
    item = cast.item("strategy", "verksA", responsible=cast.user("staff_a1"))
    question = ask_about_goal(cast.actor("chair_b"), item, "Hur går det?")
    assert answer_goal_question(cast.actor("staff_a1"), question, "Bra.", question.version).answer == "Bra."


def test_an_answer_is_written_anew_and_the_first_is_kept(cast: Cast) -> None:
    question = asked(cast)
    answer_goal_question(cast.actor("chair_a"), question, "Ja.", 1)
    with pytest.raises(EditConflict):
        answer_goal_question(cast.actor("head_a"), question, "Nej.", 1)
    answer_goal_question(cast.actor("head_a"), question, "Ja, utom en.", 2)
    assert [row.answer for row in question.history.order_by("history_id")] == ["", "Ja.", "Ja, utom en."]


def test_a_question_is_taken_back_by_its_asker_before_the_answer(cast: Cast) -> None:
    question = asked(cast)
    with pytest.raises(Refused):
        withdraw_goal_question(cast.actor("kf_chair"), question, 1)
    withdraw_goal_question(cast.actor("chair_b"), question, 1)
    assert not GoalQuestion.objects.published().exists()
    with pytest.raises(RuleBroken, match="tagit tillbaka"):
        answer_goal_question(cast.actor("chair_a"), question, "Ja.", 2)
    url = reverse("followup:goal_question", args=[question.pk])
    assert cast.client("chair_b").get(url).status_code == 200
    assert cast.client("chair_a").get(url).status_code == 404


def test_an_answered_question_stays(cast: Cast) -> None:
    question = asked(cast)
    answer_goal_question(cast.actor("chair_a"), question, "Ja.", 1)
    with pytest.raises(RuleBroken, match="fått ett svar"):
        withdraw_goal_question(cast.actor("chair_b"), question, 2)


def test_from_the_goals_page_to_the_answer_on_it(cast: Cast) -> None:
    focus = cast.chain()["focus"]
    page, ask = reverse("goals:item", args=[focus.pk]), reverse("followup:ask_question", args=[focus.pk])
    assert ask in cast.client("chair_b").get(page).content.decode()
    assert ask not in cast.client("manager_b").get(page).content.decode()
    asker = cast.client("chair_b")
    token = {"engang": "en-gång", "text": "Räcker platserna?"}
    for _again in range(2):
        assert asker.post(ask, token)["Location"] == f"{page}#fragor"
    question = GoalQuestion.objects.get()
    html = cast.client("manager_b").get(page).content.decode()
    assert "Räcker platserna?" in html
    assert "väntar på svar" in html
    assert "Räcker platserna?" in cast.client("chair_a").get(reverse("followup:todo")).content.decode()
    owner, url = cast.client("chair_a"), reverse("followup:goal_question", args=[question.pk])
    assert "Skriv ett svar" in owner.post(url, {"answer": "", "version": 1}).content.decode()
    assert owner.post(url, {"answer": "Ja, i alla.", "version": 1}).status_code == 302
    html = cast.client("manager_b").get(page).content.decode()
    assert "Ja, i alla." in html
    assert "väntar på svar" not in html
    assert cast.client("manager_b").post(url, {"answer": "Nej.", "version": 2}).status_code == 403


def test_the_list_is_narrowed_and_costs_the_same(cast: Cast) -> None:
    chain, chair = cast.chain(), cast.actor("chair_b")
    first = ask_about_goal(chair, chain["focus"], "Räcker platserna?")
    ask_about_goal(chair, chain["goal"], "Vad kostar det?")
    answer_goal_question(cast.actor("head_a"), first, "Ja.", 1)
    client, url = cast.client("controller"), reverse("followup:goal_questions")
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
        for _more in range(8 * (1 - number)):
            ask_about_goal(chair, chain["focus"], "En fråga till?")
    assert counts[0] == counts[1]
    for query, there, gone in (
        ({"lage": "obesvarade"}, "Vad kostar det?", "Räcker platserna?"),
        ({"lage": "besvarade"}, "Räcker platserna?", "Vad kostar det?"),
        ({"agare": str(cast["KF"].pk)}, "Vad kostar det?", "Räcker platserna?"),
        ({"text": "kostar"}, "Vad kostar det?", "Räcker platserna?"),
    ):
        html = client.get(url, query).content.decode()
        assert there in html
        assert gone not in html
    assert "Vad kostar det?" in cast.client("chair_b").get(url, {"lage": "mina"}).content.decode()
    assert "Vad kostar det?" not in cast.client("chair_a").get(url, {"lage": "till-mig"}).content.decode()


def test_a_question_about_what_one_may_not_read_is_not_read(cast: Cast) -> None:
    assert cast.client("outsider").get(reverse("followup:goal_questions")).status_code == 403
    assert (
        cast.client("chair_a").post(reverse("followup:ask_question", args=[987654]), {"text": "?"}).status_code == 404
    )
