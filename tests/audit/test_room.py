"""The auditor's room: what matches is found, a sample can be drawn again, and nobody else comes in."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import FileResponse

from goals.models import PlanItem
from sala_styr.audit.models import Draw
from sala_styr.audit.search import Matching, Wanted
from sala_styr.history import recording
from sala_styr.organisation.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ROOM, SAMPLE = "/revision/", "/revision/stickprov/"


@pytest.fixture
def activity(cast: Cast) -> PlanItem:
    """An activity that its manager has changed, and that was once changed outside every action."""
    item = cast.chain()["activity"]
    with recording(cast.actor("manager_a1"), "Ändrade aktiviteten"):
        item.title = "Ny rubrik"
        item.save()
    item.title = "Bakvägen"
    item.save()
    return item


def found(cast: Cast, **wanted: Any) -> list[tuple[str, int]]:
    return list(Matching(cast.actor("auditor"), Wanted(**wanted)).each())


def rows_of(response: Any) -> Iterator[dict[str, str]]:
    assert isinstance(response, FileResponse)
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    return csv.DictReader(io.StringIO(text), delimiter=";")


def test_changes_are_found_by_person_thing_unit_reason_and_outside(cast: Cast, activity: PlanItem) -> None:
    one = {("goals.planitem", activity.history.get(history_change_reason="Ändrade aktiviteten").history_id)}
    outside = {("goals.planitem", activity.history.latest().history_id)}
    assert set(found(cast, user=cast.user("manager_a1").pk)) == one
    assert set(found(cast, text="ändrade aktiviteten".capitalize())) == one
    assert set(found(cast, outside=True)) == outside
    assert len(found(cast, kind="goals.planitem", number=activity.pk)) == activity.history.count()
    of_unit = found(cast, unit=cast["A1"].pk)
    assert one | outside <= set(of_unit)
    assert not any(key in of_unit for key in found(cast, kind="goals.planitem", unit=cast["B1"].pk))


def test_a_page_costs_the_same_however_much_matches(
    cast: Cast, activity: PlanItem, django_assert_num_queries: Any
) -> None:
    matching = Matching(cast.actor("auditor"), Wanted())
    with django_assert_num_queries(3):
        assert matching.count() > 50
        assert len(matching.tell(matching[0:50])) == 50
    few = Matching(cast.actor("auditor"), Wanted(kind="goals.planitem"))
    with django_assert_num_queries(3):
        assert len(few.tell(few[0 : few.count()])) < 50


def test_the_room_shows_links_and_pages(cast: Cast, activity: PlanItem) -> None:
    page = cast.client("auditor").get(ROOM).content.decode()
    assert "sida=2" in page
    page = cast.client("auditor").get(ROOM, {"slag": "goals.planitem", "nummer": activity.pk}).content.decode()
    assert f"/historik/goals.planitem/{activity.pk}/" in page
    assert "Ändrade aktiviteten" in page
    nothing = cast.client("auditor").get(ROOM, {"text": "finns inte"}).content.decode()
    assert "Inga ändringar stämmer" in nothing


def test_a_sample_is_drawn_again_by_its_seed_and_is_itself_in_the_history(cast: Cast, activity: PlanItem) -> None:
    auditor = cast.client("auditor")
    address = f"{SAMPLE}?slag=goals.planitem"
    first = list(rows_of(auditor.post(address, {"antal": 3, "filslag": "csv"})))
    drawn = Draw.objects.get()
    assert {row["Frö"] for row in first} == {drawn.seed}
    assert (drawn.size, drawn.conditions) == (3, {"kind": "goals.planitem"})
    assert drawn.population == PlanItem.history.count()
    again = list(rows_of(auditor.post(address, {"antal": 3, "fro": drawn.seed, "filslag": "csv"})))
    other = list(rows_of(auditor.post(address, {"antal": 3, "fro": "something else", "filslag": "csv"})))
    assert again == first
    assert len(other) > 0
    assert other != first
    row = drawn.history.get()
    assert (row.history_user, row.history_change_reason) == (cast.user("auditor"), "Drog ett stickprov")
    assert drawn.seed in auditor.get(ROOM).content.decode()


def test_a_sample_of_all_has_before_and_after(cast: Cast, activity: PlanItem) -> None:
    address = f"{SAMPLE}?slag=goals.planitem&nummer={activity.pk}"
    rows = list(rows_of(cast.client("auditor").post(address, {"antal": 200, "filslag": "csv"})))
    changed = [row for row in rows if row["Efter"] == "Ny rubrik"]
    assert [(row["Före"], row["Varför"]) for row in changed] == [("Ett aktivitet", "Ändrade aktiviteten")]


@pytest.mark.parametrize("size", ["0", "201", "x"])
def test_a_size_that_is_none_is_told_and_nothing_drawn(cast: Cast, size: str) -> None:
    answer = cast.client("auditor").post(SAMPLE, {"antal": size, "filslag": "csv"})
    assert answer.status_code == 422
    assert not Draw.objects.exists()


@pytest.mark.parametrize("name", ["manager_a", "chair_a", "staff_a1", "outsider"])
def test_others_do_not_come_in(cast: Cast, name: str) -> None:
    assert cast.client(name).get(ROOM).status_code == 403
    assert cast.client(name).post(SAMPLE, {"antal": 5, "filslag": "csv"}).status_code == 403
    assert not Draw.objects.exists()
    assert User.objects.filter(username=name).exists()
