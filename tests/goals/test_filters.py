"""The filters of the plan's pages: unit with all below or alone, area, goal of Agenda 2030; what is in use as chips; the table's order."""

from datetime import date
from typing import Any

import pytest

from goals.models import AgendaLink, Area, Grouping, PlanItem, SteeringModel
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast

PAGE = "/mal/"


def shown(cast: Cast, **query: Any) -> set[str]:
    """The keys' titles that the table shows."""
    query = {"ar": "2026", "som": "tabell"} | query
    html = cast.client("outsider").get(PAGE, query).content.decode()
    return {item.title for item in PlanItem.objects.all() if f'<a href="/mal/{item.pk}/?ar=2026"' in html}


def in_order(cast: Cast, sort: str) -> list[str]:
    html = cast.client("outsider").get(PAGE, {"ar": "2026", "som": "tabell", "sort": sort}).content.decode()
    places = {item.title: html.find(f'<a href="/mal/{item.pk}/?ar=2026"') for item in PlanItem.objects.all()}
    return sorted(places, key=lambda title: places[title])


@pytest.fixture
def area(cast: Cast) -> Area:
    with recording(system_actor(), "Test"):
        grouping = Grouping.objects.create(
            steering_model=SteeringModel.objects.get(),
            key="omraden",
            order=1,
            singular="målområde",
            plural="målområden",
        )
        return Area.objects.create(grouping=grouping, order=1, name="Hållbart samhälle")


def test_a_unit_is_looked_for_with_all_below_it_or_alone(cast: Cast) -> None:
    cast.item("strategy", "verksA", title="Verksamhetens")
    cast.item("strategy", "A1", title="Enhetens")
    cast.item("strategy", "B1", title="Andras")
    unit = cast["verksA"].pk
    assert shown(cast, agare=unit) == {"Verksamhetens", "Enhetens"}
    assert shown(cast, agare=unit, bara="ja") == {"Verksamhetens"}
    assert shown(cast, bara="ja") == {"Verksamhetens", "Enhetens", "Andras"}


def test_an_area_and_a_goal_of_agenda_2030_are_looked_for(cast: Cast, area: Area) -> None:
    with recording(system_actor(), "Test"):
        inside = cast.item("goal", "KF", title="I området", area=area)
        both = cast.item("goal", "KF", title="I båda", area=area)
        served = cast.item("goal", "KF", title="Tjänar målet")
        cast.item("goal", "KF", title="Inget")
        for item in (both, served):
            AgendaLink.objects.create(goal=4, item=item)
    assert shown(cast, omrade=area.pk) == {inside.title, both.title}
    assert shown(cast, agenda=4) == {both.title, served.title}
    assert shown(cast, omrade=area.pk, agenda=4) == {both.title}
    assert shown(cast, agenda=5) == set()  # nothing serves goal 5
    assert len(shown(cast, agenda=18)) == 4  # there is no such goal, so no such choice


def test_the_17_goals_can_be_chosen_and_the_areas_of_the_model_where_it_has_any(cast: Cast) -> None:
    cast.item("goal", "KF")
    page = cast.client("outsider").get(PAGE, {"ar": "2026"}).content.decode()
    assert "4 God utbildning för alla" in page
    assert 'name="omrade"' not in page


def test_the_areas_of_the_model_can_be_chosen(cast: Cast, area: Area) -> None:
    cast.item("goal", "KF")
    page = cast.client("outsider").get(PAGE, {"ar": "2026"}).content.decode()
    assert f'<optgroup label="Målområden"><option value="{area.pk}">' in page


def test_the_filters_in_use_can_be_taken_away_one_by_one(cast: Cast) -> None:
    cast.chain()
    query = {"ar": "2026", "q": "aktiv", "agare": cast["A1"].pk, "sida": "2"}
    page = cast.client("outsider").get(PAGE, query)
    chips = page.context["thread"].chips
    assert [(chip.label, chip.value) for chip in chips] == [
        ("Sök i planen", "aktiv"),
        ("Enhet med allt under", "Enhet A1"),
    ]
    assert chips[0].without == f"?ar=2026&agare={cast['A1'].pk}"
    assert chips[1].without == "?ar=2026&q=aktiv"
    assert "Ta bort alla filter" in page.content.decode()
    assert cast.client("outsider").get(PAGE, {"ar": "2026"}).context["thread"].chips == []


def test_the_table_sorts_by_days_and_status_with_what_is_missing_last(cast: Cast) -> None:
    cast.item(
        "activity", "A1", title="Sent", end_date=date(2026, 9, 1), start_date=date(2026, 2, 1), activity_status="done"
    )
    cast.item("activity", "A1", title="Tidigt", end_date=date(2026, 3, 1), activity_status="ongoing")
    cast.item("activity", "A1", title="Utan")
    assert in_order(cast, "end") == ["Tidigt", "Sent", "Utan"]
    assert in_order(cast, "-end") == ["Sent", "Tidigt", "Utan"]
    assert in_order(cast, "start")[0] == "Sent"
    assert in_order(cast, "status")[:2] == ["Tidigt", "Sent"]
    assert in_order(cast, "-status")[:2] == ["Sent", "Tidigt"]
    html = cast.client("outsider").get(PAGE, {"ar": "2026", "som": "tabell"}).content.decode()
    assert "1 sep 2026" in html


def test_the_same_filter_gives_the_same_rows_in_every_way_of_looking(cast: Cast) -> None:
    chain = cast.chain()
    client = cast.client("outsider")
    query = {"ar": "2026", "q": "aktivitet"}
    for address in ("/mal/", "/mal/tidslinje/"):
        assert [row.pk for row in client.get(address, query).context["thread"].matching] == [chain["activity"].pk]
