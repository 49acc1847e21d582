"""The five-minute update: all activities in one form, saved one by one or all at once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from followup.actions.activities import update_activity
from followup.models import ActivityNote
from goals.models import PlanItem
from sala_styr.errors import Refused, RuleBroken
from tests.cast import Cast

URL = "/uppfoljning/mina-aktiviteter/"


def mine(cast: Cast, count: int = 2, **fields: Any) -> list[PlanItem]:
    return [
        cast.item("activity", "A1", title=f"Nr {n}", first_year=2020, last_year=2040, **fields) for n in range(count)
    ]


def form(items: list[PlanItem], **words: str) -> dict[str, str]:
    sent = {}
    for item in items:
        sent |= {f"a{item.pk}-status": item.activity_status, f"a{item.pk}-line": "", f"a{item.pk}-upcoming": ""}
    return sent | words


def page(client: Client, **query: str) -> str:
    answer = client.get(URL, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_status_and_words_are_kept_once_with_history(cast: Cast) -> None:
    (item,) = mine(cast, 1, activity_status="ongoing")
    actor = cast.actor("manager_a1")
    for _again in range(2):
        update_activity(
            actor, PlanItem.objects.get(pk=item.pk), status="delayed", line="Väntar  på bygglov.", upcoming="Nytt möte."
        )
    note = ActivityNote.objects.get()
    assert (note.line, note.upcoming, note.status, note.written_by) == (
        "Väntar på bygglov.",
        "Nytt möte.",
        "delayed",
        cast.user("manager_a1"),
    )
    assert PlanItem.objects.get(pk=item.pk).activity_status == "delayed"
    assert update_activity(actor, PlanItem.objects.get(pk=item.pk), status="delayed") is False


def test_others_may_not_and_what_has_ended_is_closed(cast: Cast) -> None:
    (item,) = mine(cast, 1)
    with pytest.raises(Refused):
        update_activity(cast.actor("manager_b"), item, line="Hej.")
    ended = cast.item("activity", "A1", state="ended")
    with pytest.raises(RuleBroken, match="avslutat"):
        update_activity(cast.actor("manager_a1"), ended, line="Hej.")


def test_all_are_saved_at_once_and_what_is_empty_stays(cast: Cast) -> None:
    items = mine(cast, 3, activity_status="ongoing")
    client = cast.client("manager_a1")
    sent = form(items, **{f"a{items[0].pk}-status": "done", f"a{items[2].pk}-line": "Tre möten hållna."})
    html = client.post(URL, sent | {"engang": "abc"}, follow=True).content.decode()
    assert "2 aktiviteter är uppdaterade." in html
    assert "Tre möten hållna." in html
    assert [item.activity_status for item in PlanItem.objects.filter(step__key="activity").order_by("pk")] == [
        "done",
        "ongoing",
        "ongoing",
    ]
    client.post(URL, sent | {"engang": "abc"})
    assert ActivityNote.objects.count() == 1


def test_one_row_is_saved_and_comes_back_alone(cast: Cast) -> None:
    items = mine(cast, 2, activity_status="ongoing")
    words = {f"a{item.pk}-line": "Något har hänt." for item in items}
    sent = form(items, **words, spara=str(items[1].pk))
    text = cast.client("manager_a1").post(URL, sent, headers={"HX-Request": "true"}).content.decode()
    assert text.lstrip().startswith("<fieldset")
    assert "Något har hänt." in text
    assert [note.activity for note in ActivityNote.objects.all()] == [items[1]]


def test_a_line_that_is_too_long_is_said_where_it_stands(cast: Cast) -> None:
    items = mine(cast, 1, activity_status="ongoing")
    answer = cast.client("manager_a1").post(URL, form(items, **{f"a{items[0].pk}-line": "x" * 301}))
    assert answer.status_code == 422
    assert "x" * 301 in answer.content.decode()
    assert not ActivityNote.objects.exists()


def test_which_activities_are_mine(cast: Cast) -> None:
    own = mine(cast, 1, responsible=cast.user("staff_a1"))[0]
    unit = cast.item("activity", "A1", title="Enhetens", first_year=2020, last_year=2040)
    cast.item("activity", "B1", title="Andras", first_year=2020, last_year=2040)
    cast.item("activity", "A1", title="Klar", first_year=2020, last_year=2040, activity_status="done")
    html = page(cast.client("staff_a1"))
    assert own.title in html
    assert unit.title in html
    assert "Andras" not in html
    assert ">Klar<" not in html
    html = page(cast.client("staff_a1"), visa="namn")
    assert own.title in html
    assert unit.title not in html
    assert "Inga aktiviteter att uppdatera" in page(cast.client("chair_a"))


def test_what_was_said_stands_on_the_goal_above(cast: Cast) -> None:
    chain = cast.chain()
    update_activity(cast.actor("manager_a1"), chain["activity"], line="Tre möten hållna.")
    html = cast.client("chair_a").get(reverse("goals:item", args=[chain["focus"].pk])).content.decode()
    assert "Det senaste från arbetet" in html
    assert "Tre möten hållna." in html


def test_the_row_of_the_to_do_list_reaches_only_ones_own(cast: Cast) -> None:
    (item,) = mine(cast, 1)
    url = reverse("followup:update_activity", args=[item.pk])
    assert cast.client("manager_b").post(url, {}).status_code == 404
    sent = {f"a{item.pk}-status": "done", "next": "/"}
    assert cast.client("manager_a1").post(url, sent)["Location"] == "/"
    item.refresh_from_db()
    assert item.activity_status == "done"
