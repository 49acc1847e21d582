"""What saves itself leaves a row for each saving; it is told as one sitting that can be opened, and no row is changed or left out."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from followup.actions.dialogues import confirm_dialogue, write_texts
from followup.models import Dialogue
from sala_styr.history.latest import latest_changes
from sala_styr.history.telling import Change, history_of
from sala_styr.organisation import actions
from sala_styr.seal.triggers.switch import unguarded
from sala_styr.text_merge import Typed
from tests.cast import Cast
from tests.followup.builders import dialogue, period

BEGAN = datetime(2026, 5, 12, 9, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def talk(cast: Cast) -> Dialogue:
    """A dialogue that was planned before anybody wrote."""
    made = dialogue(cast, period(), reflection="Vi började.")
    with unguarded():
        made.history.update(history_date=BEGAN - timedelta(days=1))
    return made


def write(cast: Cast, talk: Dialogue, name: str, words: str, minutes: float) -> None:
    """One saving, so many minutes after the beginning."""
    talk.refresh_from_db()
    write_texts(cast.actor(name), talk, {"reflection": Typed(talk.reflection, f"{talk.reflection} {words}")})
    newest = talk.history.first()
    with unguarded():
        talk.history.filter(pk=newest.pk).update(history_date=BEGAN + timedelta(minutes=minutes))


def lines(changes: list[Change]) -> list[tuple[str, int]]:
    return [(change.who, change.saves) for change in changes]


def test_one_sitting_is_told_as_one_change_from_first_to_last(cast: Cast, talk: Dialogue) -> None:
    for number, words in enumerate(("Ett.", "Två.", "Tre.")):
        write(cast, talk, "head_a", words, number * 4)
    told = history_of(talk)
    assert [change.saves for change in told] == [3, 1]
    sitting = told[0]
    [text] = [field for field in sitting.fields if "Vi började." in field.after]
    assert (text.before, text.after) == ("Vi började.", "Vi började. Ett. Två. Tre.")
    assert (sitting.since, sitting.when) == (BEGAN, BEGAN + timedelta(minutes=8))
    assert [part.fields[0].after for part in sitting.parts] == [
        "Vi började. Ett. Två. Tre.",
        "Vi började. Ett. Två.",
        "Vi började. Ett.",
    ]
    assert talk.history.count() == 4, "every saving is there still"


def test_a_pause_another_person_or_another_reason_begins_anew(cast: Cast, talk: Dialogue) -> None:
    write(cast, talk, "head_a", "Ett.", 0)
    write(cast, talk, "head_a", "Två.", 10)
    write(cast, talk, "head_a", "Efter lunch.", 21)
    write(cast, talk, "chair_a", "Nämnden.", 22)
    write(cast, talk, "head_a", "Igen.", 23)
    head, chair = (str(cast.user(name)) for name in ("head_a", "chair_a"))
    expected = [(head, 1), (chair, 1), (head, 1), (head, 2)]
    assert lines(history_of(talk))[:4] == expected
    assert lines(latest_changes(4, model_label="followup.dialogue")) == expected
    talk.refresh_from_db()
    confirm_dialogue(cast.actor("head_a"), talk, "lower", talk.version)
    assert history_of(talk)[0].reason.startswith("Bekräftade"), "confirming is a change of its own"


def test_the_drawer_tells_the_newest_without_reading_all_of_them(
    cast: Cast, talk: Dialogue, django_assert_num_queries: Any
) -> None:
    def shown(queries: int) -> list[Change]:
        with django_assert_num_queries(queries):
            return history_of(talk, limit=2)

    write(cast, talk, "head_a", "Ett.", 0)
    assert [change.saves for change in shown(4)] == [
        1,
        1,
    ]  # two of them for the units and the period that it was made with
    for number in range(30):
        write(cast, talk, "head_a", f"{number}.", 1 + number / 10)
    write(cast, talk, "chair_a", "Nämnden.", 5)
    newest, sitting = shown(2)
    assert (newest.saves, sitting.saves) == (1, 31)
    assert [(field.before, field.after) for field in sitting.fields] == [
        (field.before, field.after) for field in history_of(talk)[1].fields
    ]


def test_what_does_not_save_itself_is_told_change_by_change(cast: Cast) -> None:
    for name in ("ett", "två", "tre"):
        actions.update_unit(cast.actor("administrator"), cast["A1"], name=name)
    assert [change.saves for change in history_of(cast["A1"])[:3]] == [1, 1, 1]
    assert len(latest_changes(3, text="uppgifter om")) == 3


def test_the_pages_say_how_many_times_and_a_file_has_them_all(cast: Cast, talk: Dialogue) -> None:
    for number in range(5):
        write(cast, talk, "head_a", f"{number}.", number)
    client = cast.client("auditor")
    own = client.get(reverse("history:object", args=["followup.dialogue", talk.pk])).content.decode()
    assert "Sparat 5 gånger" in own
    assert own.count('class="change-parts"') == 1
    assert "sparat 5 gånger" in read(client)
    file = client.get("/historik/?slag=followup.dialogue&format=csv")
    text = b"".join(file.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert text.count("Skrev i dialogen") == 5


def read(client: Client, **query: str) -> str:
    answer = client.get(reverse("history:latest"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_whole_history_costs_the_same_however_much_there_is(cast: Cast, django_assert_num_queries: Any) -> None:
    client = cast.client("auditor")
    actions.update_unit(cast.actor("administrator"), cast["A1"], name="namn")
    read(client)
    with django_assert_num_queries(7):
        few = read(client)
    talk = dialogue(cast, period())
    for number in range(20):
        write(cast, talk, "head_a", f"{number}.", 20 * number)
        actions.update_unit(cast.actor("administrator"), cast["A1"], name=f"namn {number}")
    with django_assert_num_queries(7):
        many = read(client)
    assert len(many) > len(few)
