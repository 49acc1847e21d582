"""The dialogue's room: texts typed at once, findings, needs that go upwards, who is writing, and what happens after a confirmation."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertNumQueries

from followup.actions.dialogues import LOWER, UPPER, confirm_dialogue, write_texts
from followup.actions.findings import add_finding, answer_need, remove_finding, write_finding
from followup.models import Dialogue, DialogueFinding, DialoguePresence, FindingKind
from followup.queries.findings import needs_of_unit, returning_needs, writing_now
from followup.todo import todos_of
from sala_styr.errors import Refused, RuleBroken
from sala_styr.text_merge import Typed
from tests.cast import PEOPLE, Cast
from tests.followup.builders import dialogue, period

EVERYBODY = [name for name, _role, _unit in PEOPLE]
SIDES = {"chair_a", "politician_a", "head_a"}


def autosave(cast: Cast, name: str, talk: Dialogue, stamp: str = "", **texts: tuple[str, str]) -> Any:
    fields = {field.replace("__", "-"): {"base": base, "text": text} for field, (base, text) in texts.items()}
    body = json.dumps({"version": talk.version, "user": str(cast.user(name).pk), "stamp": stamp, "fields": fields})
    url = reverse("followup:save_dialogue", args=[talk.pk])
    return cast.client(name).post(url, body, content_type="application/json")


def need(cast: Cast, talk: Dialogue, text: str = "En vikarie till.") -> DialogueFinding:
    return add_finding(cast.actor("head_a"), talk, FindingKind.SUPPORT, text)


def test_what_two_type_at_once_stands_there_from_both(cast: Cast) -> None:
    talk = dialogue(cast, period())
    first = autosave(cast, "head_a", talk, money=("", "Läget är stramt."), lower_picture=("", "Vi ser ljus."))
    second = autosave(cast, "chair_a", talk, money=("", "Prognosen håller."))
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json()["fields"]["money"]["text"] == "Läget är stramt.\nPrognosen håller."
    talk.refresh_from_db()
    assert (talk.money, talk.lower_picture) == ("Läget är stramt.\nPrognosen håller.", "Vi ser ljus.")
    assert talk.history.first().history_user == cast.user("chair_a")


def test_a_sending_whose_answer_was_lost_does_no_harm_when_it_comes_again(cast: Cast) -> None:
    talk = dialogue(cast, period(), money="Gott.")
    autosave(cast, "head_a", talk, stamp="k-1", money=("Gott.", "Gott. Kön minskar."))
    autosave(cast, "chair_a", talk, money=("Gott. Kön minskar.", "Gott. Kön minskar fort."))
    client = cast.client("head_a")
    body = json.dumps({"stamp": "k-2", "fields": {"money": {"base": "x", "text": "x"}}})
    url = reverse("followup:save_dialogue", args=[talk.pk])
    assert client.post(url, body, content_type="application/json").status_code == 200
    again = client.post(url, body.replace('"x"}', '"helt annat"}'), content_type="application/json")
    assert again.json()["fields"]["money"]["text"] == Dialogue.objects.get().money
    assert "helt annat" not in Dialogue.objects.get().money


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_the_two_sides_save_by_typing(cast: Cast, name: str) -> None:
    talk = dialogue(cast, period())
    answer = autosave(cast, name, talk, reflection=("", "Ord."))
    assert (answer.status_code == 200) == (name in SIDES)
    assert (Dialogue.objects.get().reflection == "Ord.") == (name in SIDES)


def test_the_other_sides_picture_is_not_written(cast: Cast) -> None:
    talk = dialogue(cast, period())
    assert autosave(cast, "head_a", talk, upper_picture=("", "Er bild.")).status_code == 409
    with pytest.raises(Refused, match="Nämnd A"):
        write_texts(cast.actor("head_a"), talk, {"upper_picture": Typed("", "Er bild.")})


def test_a_space_more_takes_no_confirmation_back_and_a_word_does_and_it_is_told(cast: Cast) -> None:
    talk = dialogue(cast, period(), money="Stramt.")
    talk = confirm_dialogue(cast.actor("chair_a"), talk, UPPER, talk.version)
    write_texts(cast.actor("head_a"), talk, {"money": Typed("Stramt.", "Stramt. ")})
    talk.refresh_from_db()
    assert talk.upper_confirmed_at is not None
    write_texts(cast.actor("head_a"), talk, {"money": Typed("Stramt. ", "Stramt. Mycket.")})
    talk.refresh_from_db()
    assert (talk.upper_confirmed_at, talk.taken_back_side, talk.taken_back_by) == (None, UPPER, cast.user("head_a"))
    page = cast.client("chair_a").get(reverse("followup:dialogue", args=[talk.pk])).content.decode()
    assert "Nämnd A hade bekräftat. Sedan ändrades något" in page
    talk = confirm_dialogue(cast.actor("chair_a"), talk, UPPER, talk.version)
    assert (talk.taken_back_side, talk.taken_back_at) == ("", None)


def test_each_side_writes_its_own_words_of_a_disagreement(cast: Cast) -> None:
    talk = dialogue(cast, period())
    finding = add_finding(cast.actor("chair_a"), talk, FindingKind.DISAGREEMENT, "Om kön är rimlig.")
    answer = autosave(cast, "head_a", talk, **{f"fynd__{finding.pk}__lower_words": ("", "Den är det.")})
    assert answer.json()["fields"][f"fynd-{finding.pk}-lower_words"]["text"] == "Den är det."
    assert autosave(cast, "head_a", talk, **{f"fynd__{finding.pk}__upper_words": ("", "x")}).status_code == 409
    with pytest.raises(Refused, match="den andra sidan"):
        write_finding(cast.actor("head_a"), finding, {"upper_words": Typed("", "x")})
    write_finding(cast.actor("chair_a"), finding, {"upper_words": Typed("", "Den är för lång.")})
    finding.refresh_from_db()
    assert (finding.lower_words, finding.upper_words) == ("Den är det.", "Den är för lång.")
    page = cast.client("controller").get(reverse("followup:dialogue", args=[talk.pk])).content.decode()
    assert "Den är det." in page
    assert "Den är för lång." in page


def test_findings_are_added_changed_and_taken_back_by_the_pages_buttons(cast: Cast) -> None:
    talk = dialogue(cast, period())
    client, url = cast.client("head_a"), reverse("followup:dialogue", args=[talk.pk])
    sent = {
        "gor": "spara",
        "version": "1",
        "nytt-agreement-text": "Kön följs varje månad.",
        "nytt-support-text": "Mer tid.",
    }
    assert client.post(url, sent).status_code == 302
    agreed, wanted = DialogueFinding.objects.all()
    assert (agreed.kind, wanted.kind) == ("agreement", "support")
    sent = {"gor": "spara", "version": "2", f"fynd-{agreed.pk}-text": "Kön följs varje vecka."}
    assert client.post(url, sent).status_code == 302
    agreed.refresh_from_db()
    assert agreed.text == "Kön följs varje vecka."
    assert client.post(url, {"gor": f"tabort-fynd-{wanted.pk}", "version": "3"}).status_code == 302
    assert list(DialogueFinding.objects.all()) == [agreed]


def test_what_is_locked_says_so_and_findings_take_confirmations_back(cast: Cast) -> None:
    talk = confirm_dialogue(cast.actor("chair_a"), dialogue(cast, period()), UPPER, 1)
    finding = need(cast, talk)
    talk.refresh_from_db()
    assert talk.upper_confirmed_at is None
    talk = confirm_dialogue(cast.actor("chair_a"), talk, UPPER, talk.version)
    talk = confirm_dialogue(cast.actor("head_a"), talk, LOWER, talk.version)
    finding.refresh_from_db()
    for write in (
        lambda: need(cast, talk),
        lambda: remove_finding(cast.actor("head_a"), finding),
        lambda: write_texts(cast.actor("head_a"), talk, {"money": Typed("", "x")}),
    ):
        with pytest.raises(RuleBroken, match="bekräftad av båda"):
            write()
    answer = autosave(cast, "head_a", talk, money=("", "x"))
    assert answer.status_code == 409
    assert "bekräftad av båda" in answer.json()["fault"]
    assert answer_need(cast.actor("chair_a"), finding, "Ja, från mars.").answered_by == cast.user("chair_a")


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_need_is_answered_by_the_upper_units_chair_or_manager(cast: Cast, name: str) -> None:
    finding = need(cast, dialogue(cast, period()))
    client, url = cast.client(name), reverse("followup:answer_need", args=[finding.pk])
    answer = client.post(url, {"answer": "Ja, från mars."})
    finding.refresh_from_db()
    assert bool(finding.answer) == (name == "chair_a")
    assert answer.status_code == (
        302
        if name == "chair_a"
        else 403
        if name in {"outsider", "politician_a", "head_a", "controller", "auditor", "administrator"}
        else 404
    )


def test_an_empty_answer_is_asked_for_and_a_word_of_agreement_takes_none(cast: Cast) -> None:
    talk = dialogue(cast, period())
    finding = need(cast, talk)
    assert (
        cast.client("chair_a").post(reverse("followup:answer_need", args=[finding.pk]), {"answer": " "}).status_code
        == 422
    )
    with pytest.raises(RuleBroken, match="Ett nej är också ett svar"):
        answer_need(cast.actor("chair_a"), finding, " ")
    agreed = add_finding(cast.actor("head_a"), talk, FindingKind.AGREEMENT, "Så gör vi.")
    with pytest.raises(RuleBroken, match="bara behov"):
        answer_need(cast.actor("chair_a"), agreed, "Ja.")
    for kind in FindingKind:
        with pytest.raises(RuleBroken, match="Skriv"):
            add_finding(cast.actor("head_a"), talk, kind, " ")
    with pytest.raises(RuleBroken, match="Välj"):
        add_finding(cast.actor("head_a"), talk, "annat", "Ord.")


def test_a_need_is_on_the_list_of_who_answers_until_it_is_answered(cast: Cast) -> None:
    finding = need(cast, dialogue(cast, period()))
    kinds = ["need-answer"]
    assert [todo.key for _kind, todo in todos_of(cast.actor("chair_a"), kinds=kinds)] == [f"need-answer:{finding.pk}"]
    assert todos_of(cast.actor("head_a"), kinds=kinds) == []
    assert todos_of(cast.actor("chair_b"), kinds=kinds) == []
    assert needs_of_unit(cast.actor("chair_a"), [cast["A"].pk]) == [finding]
    assert needs_of_unit(cast.actor("chair_b"), [cast["A"].pk]) == []
    unit_page = cast.client("chair_a").get(reverse("organisation:unit", args=[cast["A"].pk])).content.decode()
    assert "En vikarie till." in unit_page
    answer_need(cast.actor("chair_a"), finding, "Ja.")
    assert todos_of(cast.actor("chair_a"), kinds=kinds) == []


def test_needs_return_in_the_next_dialogue_and_in_the_one_further_up(cast: Cast) -> None:
    during = period()
    finding = need(cast, dialogue(cast, during, day=date(2026, 2, 10)))
    again = dialogue(cast, during, day=date(2026, 5, 12))
    above = dialogue(cast, during, upper="KF", lower="A", day=date(2026, 5, 20))
    other = dialogue(cast, during, upper="B", lower="kontorB", day=date(2026, 5, 20))
    assert [returning_needs(each) for each in (again, above, other)] == [[finding], [finding], []]
    answer_need(cast.actor("chair_a"), finding, "Ja.")
    assert [returning_needs(each) for each in (again, above)] == [[finding], []]


def test_who_writes_is_seen_by_the_other_for_a_moment(cast: Cast) -> None:
    talk = dialogue(cast, period())
    autosave(cast, "head_a", talk, money=("", "Ord."))
    url = reverse("followup:dialogue_now", args=[talk.pk])
    seen = cast.client("chair_a").get(url)
    assert seen.json()["people"] == [{"field": "money", "words": f"{cast.user('head_a').first_name} skriver här"}]
    assert seen.json()["fields"]["money"] == "Ord."
    assert cast.client("head_a").get(url).json()["people"] == []
    DialoguePresence.objects.update(seen_at=timezone.now() - timedelta(seconds=16))
    assert writing_now(talk, None) == []


def test_nothing_new_is_answered_shortly_and_asks_few_questions(cast: Cast) -> None:
    talk, client = dialogue(cast, period()), cast.client("chair_a")
    url = reverse("followup:dialogue_now", args=[talk.pk])
    tag = client.get(url)["ETag"]
    for number in range(9):
        add_finding(cast.actor("head_a"), talk, FindingKind.AGREEMENT, f"Sak {number}.")
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 200
    tag = client.get(url)["ETag"]
    with assertNumQueries(6):  # session, person, appointments twice, the dialogue, who is writing
        assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_those_who_follow_the_draft_see_it_grow(cast: Cast, name: str) -> None:
    answer = cast.client(name).get(reverse("followup:dialogue_now", args=[dialogue(cast, period()).pk]))
    reads = name in SIDES | {"controller", "auditor", "administrator"}
    assert (answer.status_code == 200) == reads


def test_the_page_says_what_kind_of_paper_it_is(cast: Cast) -> None:
    talk, now = dialogue(cast, period()), timezone.now()
    url = reverse("followup:dialogue", args=[talk.pk])
    assert "Arbetsmaterial." in cast.client("head_a").get(url).content.decode()
    Dialogue.objects.update(state="confirmed", upper_confirmed_at=now, lower_confirmed_at=now)
    assert "allmän handling, som andra kan läsa" in cast.client("head_a").get(url).content.decode()
    assert "for-room" in cast.client("head_a").get(url, {"rum": "1"}).content.decode()


def test_the_database_keeps_what_a_finding_must_be(cast: Cast) -> None:
    talk = dialogue(cast, period())
    for wrong in (
        {"kind": "agreement", "text": ""},
        {"kind": "agreement", "text": "x", "answer": "x", "answered_at": timezone.now()},
        {"kind": "support", "text": "x", "answered_at": timezone.now()},
        {"kind": "support", "text": "x", "lower_words": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            DialogueFinding.objects.create(dialogue=talk, **wrong)
