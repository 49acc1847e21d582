"""The dialogues' pages: lists, planning, the page itself as each side and others see it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from followup.actions.steps import add_step, ask_question
from followup.models import Dialogue, DialogueState, NextStep, OpenQuestion
from tests.cast import PEOPLE, Cast
from tests.followup.builders import dialogue, period

EVERYBODY = [name for name, _role, _unit in PEOPLE]


def page(cast: Cast, name: str, talk: Dialogue, **query: str) -> str:
    answer = cast.client(name).get(reverse("followup:dialogue", args=[talk.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(cast: Cast, name: str, talk: Dialogue, **fields: str) -> object:
    """Post the page's form as ``name``; names with __ stand for the - of prefixes."""
    data = {"gor": "spara", "version": str(Dialogue.objects.get(pk=talk.pk).version)}
    data |= {field.replace("__", "-"): value for field, value in fields.items()}
    return cast.client(name).post(reverse("followup:dialogue", args=[talk.pk]), data)


def shared_blank() -> dict[str, str]:
    return dict.fromkeys(("core_mission", "focus_areas", "money", "reflection", "support"), "")


MAY_READ = {"chair_a", "politician_a", "head_a", "controller", "auditor", "administrator"}


@pytest.mark.parametrize("name", EVERYBODY)
def test_while_it_is_written_only_the_two_sides_and_those_who_read_everything_see_it(cast: Cast, name: str) -> None:
    talk = dialogue(cast, period(), reflection="Vi lärde oss att lyssna.")
    answer = cast.client(name).get(reverse("followup:dialogue", args=[talk.pk]))
    expected = 200 if name in MAY_READ else 403 if name == "outsider" else 404
    assert answer.status_code == expected
    listed = cast.client(name).get(reverse("followup:dialogues"), {"visa": "alla"})
    assert ("Kontor A" in listed.content.decode()) == (name in MAY_READ)


def test_somebody_who_takes_part_reads_it(cast: Cast) -> None:
    talk = dialogue(cast, period())
    talk.participants.create(user=cast.user("manager_b"))
    assert page(cast, "manager_b", talk)


def test_what_both_have_confirmed_is_read_by_all_with_an_appointment(cast: Cast) -> None:
    now = timezone.now()
    talk = dialogue(
        cast, period(), state=DialogueState.CONFIRMED, upper_confirmed_at=now, lower_confirmed_at=now, reflection="Ord."
    )
    assert "Ord." in page(cast, "chair_b", talk)


@pytest.mark.parametrize(
    ("name", "own", "others"),
    [("head_a", "lower_picture", "upper_picture"), ("chair_a", "upper_picture", "lower_picture")],
)
def test_each_side_is_offered_its_own_picture_and_the_middle(cast: Cast, name: str, own: str, others: str) -> None:
    text = page(cast, name, dialogue(cast, period()))
    assert f'name="{own}"' in text
    assert f'name="{others}"' not in text
    assert 'name="reflection"' in text


def test_others_read_without_fields(cast: Cast) -> None:
    talk = dialogue(cast, period())
    text = page(cast, "controller", talk)
    assert 'name="reflection"' not in text
    assert "Spara" not in text
    assert send(cast, "controller", talk, reflection="Jag skriver ändå.").status_code == 403


def test_no_status_stands_above_the_fold(cast: Cast) -> None:
    first = dialogue(cast, period(), day=date(2026, 2, 10))
    add_step(cast.actor("head_a"), first, "Räkna om behovet.")
    text = page(cast, "head_a", dialogue(cast, period(name="Tertial 1")))
    above = text[: text.index('id="nasta-steg"')]
    assert 'class="status"' not in above
    assert (
        above.index("Vad fungerar i grunduppdraget") < above.index("Räkna om behovet.") < above.index("ser det så här")
    )


def test_everything_is_saved_by_one_button(cast: Cast) -> None:
    first = dialogue(cast, period(), day=date(2026, 2, 10))
    step = add_step(cast.actor("head_a"), first, "Räkna om behovet.")
    question = ask_question(cast.actor("chair_a"), first, "Varför söker så få?")
    talk = dialogue(cast, period(name="Tertial 1"))
    fields = shared_blank() | {
        "lower_picture": "Vi ser framsteg.",
        "reflection": "Vi lärde oss.",
        f"steg-{step.pk}-choice": "done",
        f"steg-{step.pk}-outcome": "Behovet är 40.",
        f"fraga-{question.pk}-answer": "De känner inte till dem.",
        "nytt-steg-text": "Berätta för fler.",
        "nytt-steg-responsible": str(cast.user("head_a").pk),
        "nytt-steg-due": "2026-09-01",
        "ny-fraga-text": "Vad vill de unga?",
    }
    assert send(cast, "head_a", talk, **fields).status_code == 302
    talk.refresh_from_db()
    step.refresh_from_db()
    question.refresh_from_db()
    assert (talk.lower_picture, talk.reflection) == ("Vi ser framsteg.", "Vi lärde oss.")
    assert (step.state, step.closed_in, question.answered_in) == ("done", talk, talk)
    new = NextStep.objects.get(dialogue=talk)
    assert (new.text, new.responsible, new.due) == ("Berätta för fler.", cast.user("head_a"), date(2026, 9, 1))
    assert OpenQuestion.objects.get(dialogue=talk).text == "Vad vill de unga?"


def test_what_needs_mending_is_said_and_nothing_typed_is_lost_or_doubled(cast: Cast) -> None:
    first = dialogue(cast, period(), day=date(2026, 2, 10))
    step = add_step(cast.actor("head_a"), first, "Räkna om behovet.")
    talk = dialogue(cast, period(name="Tertial 1"))
    fields = shared_blank() | {
        "lower_picture": "Vår bild.",
        f"steg-{step.pk}-choice": "done",
        f"steg-{step.pk}-outcome": "",
        "nytt-steg-text": "Ett nytt steg.",
    }
    answer = send(cast, "head_a", talk, **fields)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv med några ord hur det gick" in text
    assert "Vår bild." in text
    assert text.count("Ett nytt steg.") >= 1
    assert NextStep.objects.filter(dialogue=talk).count() == 1
    assert 'name="nytt-steg-text" cols="40" rows="2"' in text
    fields[f"steg-{step.pk}-outcome"] = "Det blev 40."
    fields["nytt-steg-text"] = ""
    assert send(cast, "head_a", talk, **fields).status_code == 302
    assert NextStep.objects.filter(dialogue=talk).count() == 1


def test_two_at_once_in_the_same_field_both_texts_are_kept_and_it_is_said(cast: Cast) -> None:
    talk = dialogue(cast, period())
    send(cast, "chair_a", talk, **shared_blank() | {"reflection": "Nämndens ord."})
    answer = send(cast, "head_a", talk, **shared_blank() | {"reflection": "Kontorets ord.", "version": "1"})
    assert answer.status_code == 302
    talk.refresh_from_db()
    assert talk.reflection == "Nämndens ord.\nKontorets ord."
    assert "Båda står kvar" in page(cast, "head_a", talk)


def test_two_at_once_in_different_fields_both_are_kept(cast: Cast) -> None:
    talk = dialogue(cast, period())
    send(cast, "chair_a", talk, **shared_blank() | {"upper_picture": "Nämndens bild."})
    assert (
        send(cast, "head_a", talk, **shared_blank() | {"lower_picture": "Vår bild.", "version": "1"}).status_code == 302
    )
    talk.refresh_from_db()
    assert (talk.upper_picture, talk.lower_picture) == ("Nämndens bild.", "Vår bild.")


def test_both_confirm_and_then_nobody_is_offered_a_field(cast: Cast) -> None:
    talk = dialogue(cast, period())
    assert send(cast, "chair_a", talk, **shared_blank() | {"gor": "bekrafta-upper"}).status_code == 302
    assert "Bekräfta för Nämnd A" not in page(cast, "chair_a", talk)
    assert (
        send(cast, "head_a", talk, **shared_blank() | {"gor": "bekrafta-lower", "lower_picture": ""}).status_code == 302
    )
    talk.refresh_from_db()
    assert talk.state == DialogueState.CONFIRMED
    text = page(cast, "head_a", talk)
    assert 'name="reflection"' not in text
    assert "Dialogen är låst" in text


def test_what_is_typed_when_confirming_is_saved_first(cast: Cast) -> None:
    talk = dialogue(cast, period())
    send(cast, "chair_a", talk, **shared_blank() | {"gor": "bekrafta-upper", "reflection": "Sista ordet."})
    talk.refresh_from_db()
    assert talk.reflection == "Sista ordet."
    assert talk.upper_confirmed_by == cast.user("chair_a")


def test_one_cannot_confirm_a_page_that_is_older_than_the_text(cast: Cast) -> None:
    talk = dialogue(cast, period())
    send(cast, "head_a", talk, **shared_blank() | {"lower_picture": "Nytt."})
    answer = send(cast, "chair_a", talk, **shared_blank() | {"gor": "bekrafta-upper", "version": "1"})
    assert answer.status_code == 422
    assert "Läs igen" in answer.content.decode()
    talk.refresh_from_db()
    assert talk.upper_confirmed_at is None


def test_confirming_with_steps_left_asks_for_a_note_and_takes_it(cast: Cast) -> None:
    first = dialogue(cast, period(), day=date(2026, 2, 10))
    add_step(cast.actor("head_a"), first, "Räkna om behovet.")
    talk = dialogue(cast, period(name="Tertial 1"))
    assert "inte genomgånget" in page(cast, "chair_a", talk)
    fields = shared_blank() | {"gor": "bekrafta-upper", "reflection": "Ord."}
    refused = send(cast, "chair_a", talk, **fields)
    assert refused.status_code == 422
    assert "1 steg från tidigare är inte genomgånget" in refused.content.decode()
    assert send(cast, "chair_a", talk, **fields | {"note": "Tiden räckte inte."}).status_code == 302
    talk.refresh_from_db()
    assert talk.steps_note == "Tiden räckte inte."


def test_a_step_or_question_can_be_taken_back_with_its_button(cast: Cast) -> None:
    talk = dialogue(cast, period())
    step = add_step(cast.actor("head_a"), talk, "Fel.")
    question = ask_question(cast.actor("head_a"), talk, "Fel?")
    send(cast, "head_a", talk, **shared_blank() | {"gor": f"tabort-steg-{step.pk}"})
    send(cast, "head_a", talk, **shared_blank() | {"gor": f"tabort-fraga-{question.pk}"})
    assert not NextStep.objects.exists()
    assert not OpenQuestion.objects.exists()


def test_it_can_be_read_and_printed_without_fields(cast: Cast) -> None:
    talk = dialogue(cast, period(), reflection="Att skriva ut.")
    text = page(cast, "head_a", talk, las="1")
    assert "Att skriva ut." in text
    assert "<textarea" not in text


def test_planning_in_the_browser_notes_the_leaders(cast: Cast) -> None:
    during, client = period(), cast.client("head_a")
    pair = f"{cast.units['A'].pk}-{cast.units['kontorA'].pk}"
    form = client.get(reverse("followup:new_dialogue")).content.decode()
    assert f'value="{pair}"' in form
    assert "Nämnd B" not in form
    answer = client.post(reverse("followup:new_dialogue"), {"pair": pair, "period": during.pk, "day": "2026-05-12"})
    talk = Dialogue.objects.get()
    assert answer.url == reverse("followup:dialogue", args=[talk.pk])
    assert {row.user for row in talk.participants.all()} == {cast.user("chair_a"), cast.user("head_a")}


@pytest.mark.parametrize("name", ["staff_a1", "auditor", "administrator", "outsider"])
def test_those_who_plan_none_are_told_who_does(cast: Cast, name: str) -> None:
    assert cast.client(name).get(reverse("followup:new_dialogue")).status_code == 403


def test_day_and_participants_are_changed_on_their_own_page(cast: Cast) -> None:
    talk = dialogue(cast, period())
    url = reverse("followup:arrange_dialogue", args=[talk.pk])
    client = cast.client("head_a")
    assert client.get(url).status_code == 200
    sent = {
        "day": "2026-06-02",
        "place": "Rummet",
        "material": "",
        "version": "1",
        "participants": [cast.user("chair_a").pk],
    }
    assert client.post(url, sent).status_code == 302
    talk.refresh_from_db()
    assert (talk.day, talk.place, talk.participants.get().user) == (date(2026, 6, 2), "Rummet", cast.user("chair_a"))
    assert client.post(url, sent | {"place": "Ett annat rum"}).status_code == 422
    assert client.post(url, sent | {"day": "i morgon"}).status_code == 422


def test_the_list_tells_coming_waiting_and_held_apart(cast: Cast) -> None:
    during, today, now = period(), timezone.localdate(), timezone.now()
    dialogue(cast, during, day=today + timedelta(days=9), place="Kommande rum")
    dialogue(cast, during, day=today - timedelta(days=9), place="Väntande rum")
    dialogue(
        cast,
        during,
        day=today - timedelta(days=90),
        place="Genomfört rum",
        state=DialogueState.CONFIRMED,
        upper_confirmed_at=now,
        lower_confirmed_at=now,
    )
    text = cast.client("head_a").get(reverse("followup:dialogues")).content.decode()
    places = [text.index(word) for word in ("Väntande rum", "Kommande rum", "Genomfört rum")]
    assert places == sorted(places)
    pair = f"{cast.units['A'].pk}-{cast.units['kontorA'].pk}"
    assert (
        "Dialogerna mellan Nämnd A och Kontor A"
        in cast.client("head_a").get(reverse("followup:dialogues"), {"par": pair}).content.decode()
    )


def test_the_list_costs_the_same_queries_for_many_dialogues(cast: Cast) -> None:
    during, client, counts = period(), cast.client("head_a"), []
    for size in (2, 12):
        for number in range(size):
            talk = dialogue(cast, during, day=timezone.localdate() + timedelta(days=number))
            talk.participants.create(user=cast.user("head_a"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("followup:dialogues"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_page_costs_the_same_queries_for_many_steps(cast: Cast) -> None:
    first, during, counts = dialogue(cast, period(), day=date(2026, 2, 10)), period(name="Tertial 1"), []
    talk, client = dialogue(cast, during), cast.client("head_a")
    for size in (2, 12):
        for number in range(size):
            for where in (first, talk):
                add_step(cast.actor("head_a"), where, f"Steg {number}", responsible=cast.user("head_a"))
                ask_question(cast.actor("head_a"), where, f"Fråga {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("followup:dialogue", args=[talk.pk]), {"las": "1"})
        counts.append(len(queries))
    # The history of the page asks for the names of what its newest rows changed: fewer things when they are all of a kind.
    assert counts[1] <= counts[0] <= 26


def test_the_person_responsible_reports_from_their_first_page(cast: Cast) -> None:
    step = add_step(
        cast.actor("head_a"), dialogue(cast, period()), "Besök enheten.", responsible=cast.user("manager_a1")
    )
    url = reverse("followup:report_step", args=[step.pk])
    answer = cast.client("manager_a1").post(url, {"outcome": "Bokat.", "next": "/"})
    assert answer.url == "/"
    step.refresh_from_db()
    assert (step.outcome, step.state) == ("Bokat.", "open")
    assert cast.client("manager_b").post(url, {"outcome": "Inte jag."}).status_code == 403
    assert Client().post(url, {"outcome": "Ingen."}).status_code == 302


def test_the_list_says_who_takes_part_and_whether_they_are_invited(cast: Cast) -> None:
    talk = dialogue(cast, period(), day=timezone.localdate() + timedelta(days=9))
    client = cast.client("head_a")
    assert "Inga deltagare är antecknade" in client.get(reverse("followup:dialogues")).content.decode()
    talk.participants.create(user=cast.user("chair_a"))
    listed = client.get(reverse("followup:dialogues")).content.decode()
    assert "Ska bjudas in:" in listed
    assert str(cast.user("chair_a")) in listed
    Dialogue.objects.filter(pk=talk.pk).update(state=DialogueState.HELD)
    assert "Deltagare:" in client.get(reverse("followup:dialogues")).content.decode()


def test_an_improvement_can_be_written_down_from_the_dialogue(cast: Cast) -> None:
    talk = dialogue(cast, period())
    way = reverse("followup:new_improvement") + f"?dialog={talk.pk}"
    assert way in page(cast, "head_a", talk)
    assert way not in page(cast, "auditor", talk)
    assert way not in page(cast, "head_a", talk, rum="1")
    assert cast.client("head_a").get(way).status_code == 200


@pytest.mark.parametrize("pair", ["x-y", "1", "99999999999999999999-1"])
def test_a_pair_that_is_none_shows_the_list_as_it_is(cast: Cast, pair: str) -> None:
    answer = cast.client("controller").get(reverse("followup:dialogues"), {"par": pair})
    assert answer.status_code == 200
    assert answer.context["pair"] is None


def test_the_way_to_all_between_two_leads_there_from_any_page(cast: Cast) -> None:
    # Confirmed by the chair's own side, so that it waits for the other: nothing for the chair to do, but to know of.
    talk = dialogue(cast, period(), state=DialogueState.HELD, upper_confirmed_at=timezone.now())
    start = cast.client("chair_a").get("/").content.decode()
    assert f'href="{reverse("followup:dialogues")}?par={talk.upper_id}-{talk.lower_id}"' in start
