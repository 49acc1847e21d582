"""The timeline: where days stand, what is drawn, and that thousands of activities are summed up instead."""

from datetime import date
from typing import Any

import pytest

from goals import timeline_page
from goals.models import ActivityStatus, PlanItem, SubStep
from goals.timeline_svg import BY_MONTH, BY_QUARTER, Scale
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast
from tests.goals.big_plan import grow

PAGE = "/mal/tidslinje/"


def page(cast: Cast, name: str = "outsider", **query: Any) -> Any:
    return cast.client(name).get(PAGE, {"ar": "2026"} | query)


def drawn(cast: Cast, **query: Any) -> dict[str, Any]:
    """The rows that are drawn, by title."""
    return {each.row.title: each for _group, rows in page(cast, **query).context["parts"] for each in rows}


@pytest.mark.parametrize(
    ("kind", "start", "end", "x", "width"),
    [
        (BY_MONTH, date(2026, 1, 1), date(2026, 12, 31), "0.00%", "100.00%"),
        (BY_MONTH, date(2026, 4, 1), date(2026, 6, 30), "25.00%", "25.00%"),
        (BY_MONTH, date(2026, 2, 15), date(2026, 2, 28), "12.50%", "4.16%"),
        (BY_MONTH, date(2024, 3, 1), date(2026, 1, 31), "0.00%", "8.33%"),
        (BY_MONTH, date(2026, 12, 1), date(2030, 1, 1), "91.66%", "8.34%"),
        (BY_QUARTER, date(2027, 1, 1), date(2027, 12, 31), "33.33%", "33.33%"),
    ],
)  # fmt: skip
def test_a_bar_stands_where_its_days_are(kind: str, start: date, end: date, x: str, width: str) -> None:
    bar = Scale(2026, kind).bar(start, end)
    assert bar is not None
    assert (bar.x, bar.width) == (x, width)
    assert bar.begins_before == (start.year < 2026)
    assert bar.goes_on == (end > Scale(2026, kind).last)


def test_what_is_outside_is_not_drawn() -> None:
    scale = Scale(2026)
    assert scale.bar(date(2025, 1, 1), date(2025, 12, 31)) is None
    assert scale.bar(date(2027, 1, 1), date(2027, 1, 2)) is None
    assert scale.point(date(2027, 1, 1)) is None
    assert scale.point(date(2026, 7, 1)) == "50.00%"
    assert [column.year for column in Scale(2026, BY_QUARTER).columns()][::4] == ["2026", "2027", "2028"]


def test_activities_are_drawn_with_their_days_in_words_too(cast: Cast) -> None:
    cast.item("activity", "A1", title="Med dagar", start_date=date(2026, 3, 2), end_date=date(2026, 12, 18))
    cast.item("activity", "A1", title="Utan dagar", first_year=2026, last_year=2027)
    cast.item("activity", "A1", title="Bara slut", end_date=date(2026, 5, 1))
    cast.item("strategy", "verksA", title="En strategi")
    rows = drawn(cast)
    assert {title: each.when.replace("\u00a0", " ") for title, each in rows.items()} == {
        "Med dagar": "2 mar – 18 dec 2026",
        "Utan dagar": "2026–2027, inga datum",
        "Bara slut": "klar senast 1 maj 2026",
    }
    assert not rows["Utan dagar"].has_days
    assert set(drawn(cast, alla="ja")) == {*rows, "En strategi"}
    assert set(drawn(cast, niva=cast.levels["strategy"].pk)) == {"En strategi"}


def test_what_should_have_been_ready_is_said_to_be_late(cast: Cast) -> None:
    past, done = date(2026, 1, 31), ActivityStatus.DONE
    cast.item("activity", "A1", title="Sen", end_date=past, activity_status=ActivityStatus.ONGOING)
    cast.item("activity", "A1", title="Klar", end_date=past, activity_status=done)
    today = date(2026, 6, 1)
    shown = timeline_page.Timeline(page(cast).context["thread"], Scale(2026), timeline_page.BY_UNIT, today)
    assert {row.row.title for row in shown.drawn(shown.rows).values() if row.is_late} == {"Sen"}


def test_steps_are_points_and_words(cast: Cast) -> None:
    item = cast.item("activity", "A1", start_date=date(2026, 1, 1), end_date=date(2026, 12, 31))
    with recording(system_actor(), "Test"):
        SubStep.objects.create(item=item, order=1, text="Upphandla", due=date(2026, 7, 1), done_on=date(2026, 6, 20))
        SubStep.objects.create(item=item, order=2, text="Bygga", due=date(2027, 7, 1))
    html = page(cast).content.decode()
    assert html.count('<circle class="timeline-point') == 1
    assert 'cx="50.00%"' in html
    assert "Upphandla, 1 jul 2026, klart" in html.replace("\u00a0", " ")
    assert "Bygga, 1 jul 2027, inte klart" in html.replace("\u00a0", " ")


def test_it_is_grouped_by_unit_or_by_focus_area(cast: Cast) -> None:
    chain = cast.chain()
    cast.item("activity", "B1", title="Lös")
    assert [group.name for group, _rows in page(cast).context["parts"]] == ["Enhet A1", "Enhet B1"]
    by_focus = [group.name for group, _rows in page(cast, grupp="fokus").context["parts"]]
    assert by_focus == [chain["focus"].title, "Utan fokusområde"]


def test_thousands_are_summed_up_and_one_group_is_opened_at_a_time(cast: Cast) -> None:
    grow(cast, 8)
    answer = page(cast, grupp="fokus")
    html = answer.content.decode()
    assert "timeline-stretch" not in html
    assert html.count("timeline-span") == 16
    assert "pågår" in html
    key = answer.context["parts"][0][0].key
    opened = page(cast, grupp="fokus", oppen=key).content.decode()
    assert opened.count("timeline-stretch") == 12
    assert "Visa alla grupper" in opened
    assert page(cast, oppen="hittepå").status_code == 200


def test_a_large_group_comes_in_pages(cast: Cast) -> None:
    grow(cast, 8)
    key = cast["A1"].pk
    assert page(cast, oppen=key).content.decode().count("timeline-stretch") == 100
    assert page(cast, oppen=key, sida=2).content.decode().count("timeline-stretch") == 92


@pytest.mark.parametrize("query", [{}, {"grupp": "fokus", "skala": "kvartal"}, {"alla": "ja"}, {"q": "aktivitet"}])
def test_it_costs_the_same_queries_for_fifty_and_for_a_thousand(cast: Cast, query: dict[str, str]) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = cast.client("manager_a")
    grow(cast, 1)
    counts = []
    for size in (1, 32):
        if size > 1:
            grow(cast, size)
            assert PlanItem.objects.count() > 1000
        key = str(cast["A1"].pk)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE, {"ar": "2026", "oppen": key} | query).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 17


def test_nothing_to_draw_says_why(cast: Cast) -> None:
    assert "Inga aktiviteter 2026 ännu" in page(cast).content.decode()
    cast.chain()
    assert "stämmer med det du söker" in page(cast, q="xyzzy").content.decode()
