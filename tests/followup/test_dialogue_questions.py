"""The questions that dialogues begin with are data: the controller's, by kind of pair and year."""

import pytest
from django.urls import reverse

from followup.actions.dialogue_questions import (
    add_question,
    adopt_offered,
    change_question,
    move_question,
    remove_question,
)
from followup.models import DialogueQuestion, PairKind
from followup.queries.dialogue_questions import MOST_QUESTIONS, OFFERED, own_questions, questions_in, questions_of
from followup.queries.places import all_places
from followup.rules import pair_kind
from sala_styr.errors import EditConflict, Refused, RuleBroken
from tests.cast import PEOPLE, Cast
from tests.followup.builders import dialogue, period

PAIRS = [
    ("KF", "A", PairKind.COUNCIL),
    ("KF", "KS", PairKind.COUNCIL),
    ("A", "kontorA", PairKind.OFFICE),
    ("KS", "ekonomi", PairKind.OFFICE),
    ("kontorA", "verksA", PairKind.UNIT),
    ("verksA", "A1", PairKind.UNIT),
    ("KS", "bolaget", PairKind.COMPANY),
]


@pytest.mark.parametrize(("upper", "lower", "expected"), PAIRS)
def test_which_kind_of_pair_two_levels_are(cast: Cast, upper: str, lower: str, expected: PairKind) -> None:
    places = all_places()
    assert pair_kind(places[cast[upper].pk], places[cast[lower].pk]) == expected


def texts(pair: str, year: int) -> list[str]:
    return [question.text for question in questions_in(pair, year)]


def test_three_or_four_open_questions_are_offered_for_every_kind_of_pair() -> None:
    for pair in PairKind.values:
        assert len(OFFERED[pair]) in (3, 4)
        assert all(str(text).endswith("?") for text in OFFERED[pair])


def test_a_municipality_without_questions_of_its_own_asks_those_that_are_offered(cast: Cast) -> None:
    talk = dialogue(cast, period())
    assert questions_of(talk) == [str(text) for text in OFFERED[PairKind.OFFICE]]
    add_question(cast.actor("controller"), pair="office", text="Vad vill ni?", first_year=2026)
    assert questions_of(talk) == ["Vad vill ni?"]


def test_questions_hold_in_their_years(cast: Cast) -> None:
    actor = cast.actor("controller")
    add_question(actor, pair="unit", text="Alltid?", first_year=2025)
    add_question(actor, pair="unit", text="Bara då?", first_year=2025, last_year=2025)
    add_question(actor, pair="unit", text="Från nu?", first_year=2026)
    assert texts("unit", 2025) == ["Alltid?", "Bara då?"]
    assert texts("unit", 2026) == ["Alltid?", "Från nu?"]
    assert texts("council", 2026) == []


def test_the_offered_become_the_municipalitys_own_once(cast: Cast) -> None:
    actor = cast.actor("controller")
    assert len(adopt_offered(actor, "company", 2026)) == 3
    assert adopt_offered(actor, "company", 2026) == []
    assert texts("company", 2026) == [str(text) for text in OFFERED[PairKind.COMPANY]]


def test_the_order_is_changed_one_step_at_a_time_past_those_of_other_years(cast: Cast) -> None:
    actor = cast.actor("controller")
    first = add_question(actor, pair="unit", text="Ett?", first_year=2026)
    add_question(actor, pair="unit", text="Förut?", first_year=2025, last_year=2025)
    third = add_question(actor, pair="unit", text="Tre?", first_year=2026)
    move_question(actor, third, 2026, up=True)
    assert texts("unit", 2026) == ["Tre?", "Ett?"]
    move_question(actor, third, 2026, up=True)
    assert texts("unit", 2026) == ["Tre?", "Ett?"]
    move_question(actor, third, 2026, up=False)
    assert texts("unit", 2026) == ["Ett?", "Tre?"]
    assert first.history.first().history_user == cast.user("controller")


def test_a_change_is_versioned_and_the_second_is_told(cast: Cast) -> None:
    actor = cast.actor("controller")
    question = add_question(actor, pair="unit", text="Ett?", first_year=2026)
    change_question(actor, question, text=" Två? ", first_year=2026, last_year=2027, version=1)
    with pytest.raises(EditConflict):
        change_question(actor, question, text="Tre?", first_year=2026, last_year=None, version=1)
    question.refresh_from_db()
    assert (question.text, question.last_year, question.version) == ("Två?", 2027, 2)


def test_what_does_not_hold_is_said(cast: Cast) -> None:
    actor = cast.actor("controller")
    with pytest.raises(RuleBroken) as broken:
        add_question(actor, pair="unit", text=" ", first_year=2026)
    assert broken.value.field == "text"
    with pytest.raises(RuleBroken) as broken:
        add_question(actor, pair="unit", text="Ett?", first_year=2026, last_year=2025)
    assert broken.value.field == "last_year"
    for number in range(MOST_QUESTIONS):
        add_question(actor, pair="unit", text=f"Fråga {number}?", first_year=2026)
    with pytest.raises(RuleBroken, match="så att ni hinner"):
        add_question(actor, pair="unit", text="En till?", first_year=2026)


@pytest.mark.parametrize("name", [name for name, role, _unit in PEOPLE if name != "controller"])
def test_only_a_controller_changes_them(cast: Cast, name: str) -> None:
    question = add_question(cast.actor("controller"), pair="unit", text="Ett?", first_year=2026)
    actor = cast.actor(name)
    for verb in (
        lambda: adopt_offered(actor, "office", 2026),
        lambda: add_question(actor, pair="unit", text="Två?", first_year=2026),
        lambda: change_question(actor, question, text="Två?", first_year=2026, last_year=None, version=1),
        lambda: move_question(actor, question, 2026, up=True),
        lambda: remove_question(actor, question),
    ):
        with pytest.raises(Refused):
            verb()
    assert texts("unit", 2026) == ["Ett?"]
    assert DialogueQuestion.objects.count() == 1


def test_the_controllers_pages(cast: Cast) -> None:
    client = cast.client("controller")
    page = reverse("followup:questions")
    assert "Gör dem till era egna" in client.get(page, {"ar": 2026}).content.decode()
    client.post(f"{reverse('followup:adopt_questions')}?ar=2026", {"par": "office"})
    assert client.post(f"{reverse('followup:adopt_questions')}?ar=2026", {"par": "nonsens"}).status_code == 404
    assert len(questions_in("office", 2026)) == 3
    new = reverse("followup:new_question")
    said = {"pair": "office", "text": "En fjärde?", "first_year": "2026", "last_year": "", "version": "0"}
    assert client.post(f"{new}?ar=2026", said | {"text": ""}).status_code == 422
    assert client.post(f"{new}?ar=2026", said).status_code == 302
    fourth = questions_in("office", 2026)[-1]
    client.post(f"{reverse('followup:order_question', args=[fourth.pk])}?ar=2026", {"hall": "upp"})
    assert texts("office", 2026)[2] == "En fjärde?"
    edit = f"{reverse('followup:edit_question', args=[fourth.pk])}?ar=2026"
    changed = {"text": "En annan?", "first_year": "2026", "last_year": "2026", "version": "1"}
    assert client.post(edit, changed).status_code == 302
    assert client.post(edit, changed).status_code == 422, "somebody has changed it since"
    client.post(f"{reverse('followup:drop_question', args=[fourth.pk])}?ar=2026")
    assert len(questions_in("office", 2026)) == 3
    shown = client.get(page, {"ar": 2026}).content.decode()
    assert "En annan?" not in shown


def test_others_read_the_questions_without_a_pen(cast: Cast) -> None:
    add_question(cast.actor("controller"), pair="unit", text="Ett?", first_year=2026)
    page = cast.client("chair_b").get(reverse("followup:questions"), {"ar": 2026}).content.decode()
    assert "Ett?" in page
    assert "Ändra" not in page
    assert cast.client("outsider").get(reverse("followup:questions")).status_code == 403


@pytest.mark.parametrize("size", [1, 5])
def test_the_list_costs_as_many_questions_however_many_they_are(
    cast: Cast, size: int, django_assert_num_queries: object
) -> None:
    for number in range(size):
        add_question(cast.actor("controller"), pair="unit", text=f"Fråga {number}?", first_year=2026)
    client = cast.client("controller")
    client.get(reverse("followup:questions"), {"ar": 2026})
    with django_assert_num_queries(6):  # type: ignore[operator]
        client.get(reverse("followup:questions"), {"ar": 2026})
    assert len(own_questions(2026)["unit"]) == size
