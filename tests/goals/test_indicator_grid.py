"""The grid: many values at once, typed or pasted; errors by cell, all of it or nothing, and nobody's figure lost unseen."""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goals import actions
from goals.actions.indicators import CellErrors, Entry, enter_values
from goals.indicator_grid import YEARS, Grid, build
from goals.models import Indicator, IndicatorValue, PlanItem
from goals.queries.indicators import indicators_in, rows_of
from tests.cast import Cast
from tests.goals.past import count, said

GRID = "/mal/indikatorer/fyll-i/?ar=2026"
TODAY = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 2026 in these tests."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def item(cast: Cast) -> PlanItem:
    return cast.item("activity", "A1")


def made(cast: Cast, item: PlanItem, name: str = "Nöjda", **fields: Any) -> Indicator:
    values = {"name": name, "unit_of_measure": "procent", "decimals": 1} | fields
    return actions.create_indicator(cast.actor("staff_a1"), item, **values)


def grid(cast: Cast, who: str = "staff_a1", shown_as: str = "") -> Grid:
    actor = cast.actor(who)
    return build(actor, rows_of(indicators_in(actor, 2026), 2026), 2026, shown_as, TODAY)


def key(one: Indicator, year: int = 2026, month: int = 12, sex: str = "T", kind: str = "u") -> str:
    return f"{kind}-{one.pk}-{sex}-{year}-{month}"


def page(client: Client, address: str = GRID) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def seen(html: str) -> str:
    found = re.search(r'name="visat" value="([^"]*)"', html)
    assert found
    return found[1].replace("&quot;", '"')


def outcome(one: Indicator, year: int = 2026, month: int = 12, sex: str = "T") -> Decimal | None:
    value = one.values.filter(year=year, month=month, sex=sex).first()
    return value.outcome if value else None


def test_the_columns_are_last_year_and_the_periods_of_this_one(cast: Cast, item: PlanItem) -> None:
    made(cast, item, frequency="tertial")
    made(cast, item, "Andra")
    assert [column.label for column in grid(cast).columns] == ["2025", "jan–apr 2026", "jan–aug 2026", "2026"]
    assert [column.label for column in grid(cast, shown_as=YEARS).columns] == ["2022", "2023", "2024", "2025", "2026"]
    yearly = next(row for row in grid(cast).rows if row.indicator.name == "Andra")
    assert [cell.exists for cell in yearly.cells] == [True, False, False, True]


def test_each_sex_has_a_row_where_the_indicator_is_split(cast: Cast, item: PlanItem) -> None:
    made(cast, item, by_sex=True)
    assert [row.name for row in grid(cast).rows] == ["Nöjda", "Nöjda, kvinnor", "Nöjda, män"]


def test_figures_are_written_as_a_swede_writes_them(cast: Cast, item: PlanItem) -> None:
    one, client = made(cast, item, by_sex=True), cast.client("staff_a1")
    sent = {
        "visat": seen(page(client)),
        key(one): "1 250,5",
        key(one, sex="K"): "−3 %",
        key(one, kind="m"): "90",
        key(one, 2025): "0",
    }
    assert client.post(GRID, sent).status_code == 302
    assert outcome(one) == Decimal("1250.5")
    assert outcome(one, sex="K") == -3
    assert outcome(one, 2025) == 0
    assert one.values.get(year=2026, sex="T").target == 90
    assert said(one.values.get(year=2026, sex="T")) == ("staff_a1", "Fyllde i indikatorernas värden")
    assert IndicatorValue.objects.count() == 3


def test_nothing_is_written_when_one_cell_is_wrong(cast: Cast, item: PlanItem) -> None:
    one, two, client = made(cast, item), made(cast, item, "Andra"), cast.client("staff_a1")
    sent = {"visat": seen(page(client)), key(one): "80", key(two): "ungefär 5"}
    response = client.post(GRID, sent)
    html = response.content.decode()
    assert response.status_code == 422
    assert f'id="{key(two)}-fel"' in html
    assert "Skriv ett tal" in html
    assert 'value="80"' in html  # what was right is kept
    assert not IndicatorValue.objects.exists()


def test_everything_that_is_wrong_is_told_at_once(cast: Cast, item: PlanItem) -> None:
    one, two = made(cast, item), made(cast, item, "Andra")
    actions.set_value(cast.actor("staff_a1"), two, 2025, None, Decimal(5))
    client = cast.client("staff_a1")
    sent = {"visat": seen(page(client)), key(one): "ungefär 5", key(two, 2025): ""}
    html = client.post(GRID, sent).content.decode()
    assert "Skriv ett tal" in html
    assert "Perioden har gått" in html
    assert outcome(two, 2025) == 5


def test_a_rule_broken_in_one_cell_stops_them_all(cast: Cast, item: PlanItem) -> None:
    one, two = made(cast, item), made(cast, item, "Andra")
    actions.set_value(cast.actor("staff_a1"), two, 2025, None, Decimal(5))
    client = cast.client("staff_a1")
    sent = {"visat": seen(page(client)), key(one): "80", key(two, 2025): ""}
    response = client.post(GRID, sent)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Perioden har gått" in html
    assert f'name="r{key(two, 2025)[1:]}"' in html  # the reason is asked for in place
    assert outcome(one) is None
    sent |= {f"r{key(two, 2025)[1:]}": "Enkäten ställdes in"}
    assert client.post(GRID, sent).status_code == 302
    assert outcome(one) == 80
    assert two.values.get(year=2025).missing_reason == "Enkäten ställdes in"


def test_a_past_empty_cell_asks_why_but_does_not_stop_the_rest(cast: Cast, item: PlanItem) -> None:
    one, client = made(cast, item), cast.client("staff_a1")
    html = page(client)
    assert f'name="r{key(one, 2025)[1:]}"' in html
    assert f'name="r{key(one)[1:]}"' not in html  # the year is not over
    assert client.post(GRID, {"visat": seen(html), key(one): "80", key(one, 2025): ""}).status_code == 302
    assert outcome(one) == 80
    assert not one.values.filter(year=2025).exists()


def test_a_reason_alone_is_kept(cast: Cast, item: PlanItem) -> None:
    one, client = made(cast, item), cast.client("staff_a1")
    sent = {"visat": seen(page(client)), key(one, 2025): "", f"r{key(one, 2025)[1:]}": "Mättes inte"}
    assert client.post(GRID, sent).status_code == 302
    value = one.values.get(year=2025)
    assert (value.outcome, value.missing_reason) == (None, "Mättes inte")


def test_what_somebody_else_wrote_meanwhile_is_told_and_not_lost(cast: Cast, item: PlanItem) -> None:
    one, client = made(cast, item), cast.client("staff_a1")
    before = seen(page(client))
    actions.set_value(cast.actor("manager_a1"), one, 2026, None, Decimal(71))
    response = client.post(GRID, {"visat": before, key(one): "80"})
    assert response.status_code == 422
    html = response.content.decode()
    assert "Nu står det: 71" in html
    assert outcome(one) == 71
    # Having seen it, one may save knowingly.
    assert client.post(GRID, {"visat": seen(page(client)), key(one): "80"}).status_code == 302
    assert outcome(one) == 80


def test_a_cell_that_was_left_alone_does_not_undo_somebody_elses_figure(cast: Cast, item: PlanItem) -> None:
    one, two, client = made(cast, item), made(cast, item, "Andra"), cast.client("staff_a1")
    before = seen(page(client))
    actions.set_value(cast.actor("manager_a1"), one, 2026, None, Decimal(71))
    assert client.post(GRID, {"visat": before, key(one): "", key(two): "5"}).status_code == 302
    assert (outcome(one), outcome(two)) == (71, 5)


def test_saving_what_stands_there_leaves_no_trace(cast: Cast, item: PlanItem) -> None:
    one, client = made(cast, item), cast.client("staff_a1")
    value = actions.set_value(cast.actor("staff_a1"), one, 2026, None, Decimal(71))
    assert client.post(GRID, {"visat": seen(page(client)), key(one): "71,0"}).status_code == 302
    assert count(value) == 1


@pytest.mark.parametrize("shown", ["", "inte json", "[]", '{"u": 1}', '{"u-1": []}'])
def test_what_the_page_showed_may_be_gone(cast: Cast, item: PlanItem, shown: str) -> None:
    one, client = made(cast, item), cast.client("staff_a1")
    assert client.post(GRID, {"visat": shown, key(one): "80"}).status_code == 302
    assert outcome(one) == 80


def test_the_block_is_placed_by_name_and_shown_before_it_is_saved(cast: Cast, item: PlanItem) -> None:
    one, two, client = made(cast, item, by_sex=True), made(cast, item, "Andra"), cast.client("staff_a1")
    block = "Indikator\tMål\t2025\t2026\r\nAndra\t\t5\t6,5\r\nnöjda, KVINNOR\t\t70\t\r\nNöjda\t90\t80\t81\r\n"
    response = client.post(GRID, {"visat": seen(page(client)), "gor": "klistra", "block": block})
    html = response.content.decode()
    assert response.status_code == 200
    assert "6 rutor är ifyllda" in html
    assert re.search(rf'id="{key(two)}" value="6,5"', html)
    assert re.search(rf'id="{key(one, 2025, sex="K")}" value="70"', html)
    assert re.search(rf'id="{key(one, kind="m")}" value="90"', html)
    assert not IndicatorValue.objects.exists()


def test_a_block_without_names_goes_row_by_row(cast: Cast, item: PlanItem) -> None:
    one, two = made(cast, item), made(cast, item, "Andra")
    shown = grid(cast)
    assert shown.paste("90 %\t80\t81\n–\t5\t6") == 5
    assert {cell.key: cell.text for cell in shown.cells if cell.text} == {
        key(one, kind="m"): "90",
        key(one, 2025): "80",
        key(one): "81",
        key(two, 2025): "5",
        key(two): "6",
    }


def test_what_cannot_be_placed_is_told_by_row(cast: Cast, item: PlanItem) -> None:
    made(cast, item, frequency="tertial")
    made(cast, item, "Andra")
    shown = grid(cast)
    assert shown.paste("Nöjda\t90\nTredje\t5\nAndra\t\t1\t2\t3\t4") == 3
    assert shown.problems == [
        "Rad 2: ”Tredje” finns inte här.",
        "Rad 3: Utfall t.o.m. april 2026, Andra kan inte ändras här.",
        "Rad 3: Utfall t.o.m. augusti 2026, Andra kan inte ändras här.",
    ]
    too_many = grid(cast)
    assert too_many.paste("1\n2\n3") == 0
    assert "3 rader" in too_many.problems[0]


def test_the_target_of_what_is_decided_is_not_offered(cast: Cast) -> None:
    focus = cast.item("focus", "A")
    one = actions.create_indicator(cast.actor("chair_a"), focus, name="Nöjda", unit_of_measure="procent")
    assert grid(cast, "chair_a").rows[0].target.editable
    actions.set_value(cast.actor("chair_a"), one, 2026, Decimal(90), None)
    assert not grid(cast, "chair_a").rows[0].target.editable
    row = grid(cast, "controller").rows[0]
    assert (row.target.editable, row.cells[-1].editable) == (False, True)


def test_rights_are_asked_for_each_row(cast: Cast, item: PlanItem) -> None:
    mine = made(cast, item)
    theirs = cast.item("activity", "B1")
    other = actions.create_indicator(cast.actor("manager_b"), theirs, name="Deras", unit_of_measure="procent")
    client = cast.client("staff_a1")
    assert "Deras" not in page(client)
    html = page(client, f"{GRID}&enhet={cast['B1'].pk}")
    assert "Deras" in html
    assert key(other) not in html
    # Smuggled in: the row is not there to write in.
    assert client.post(GRID, {"visat": "{}", key(other): "5", key(mine): "6"}).status_code == 302
    assert (outcome(other), outcome(mine)) == (None, 6)
    with pytest.raises(CellErrors) as wrong:
        enter_values(cast.actor("staff_a1"), [Entry(other, 2026, fields={"outcome": Decimal(1)}, key="x")])
    assert "Enhet B1" in wrong.value.by_key["x"]


def test_the_unit_comes_with_all_below_it(cast: Cast, item: PlanItem) -> None:
    made(cast, item)
    client = cast.client("head_a")
    assert "Nöjda" in page(client, f"{GRID}&enhet={cast['kontorA'].pk}")
    assert "Inget att fylla i" in page(client, f"{GRID}&enhet={cast['kontorB'].pk}")
    assert "Nöjda" in page(client, f"{GRID}&enhet=inte-en-enhet")


def test_a_period_that_the_indicator_has_not_is_refused(cast: Cast, item: PlanItem) -> None:
    one = made(cast, item)
    with pytest.raises(CellErrors) as wrong:
        enter_values(cast.actor("staff_a1"), [Entry(one, 2026, 5, fields={"outcome": Decimal(1)}, key="x")])
    assert "inget utfall för den perioden" in wrong.value.by_key["x"]


def test_a_figure_by_hand_over_one_from_kolada_is_no_longer_koladas(cast: Cast, item: PlanItem) -> None:
    one = made(cast, item)
    value = actions.set_value(cast.actor("staff_a1"), one, 2026, None, Decimal(5))
    IndicatorValue.objects.filter(pk=value.pk).update(fetched_at=timezone.now(), definition="Koladas")
    enter_values(cast.actor("staff_a1"), [Entry(one, 2026, fields={"outcome": Decimal(6)})])
    value.refresh_from_db()
    assert (value.outcome, value.fetched_at, value.definition) == (6, None, "")


def test_the_page_and_the_saving_cost_the_same_whatever_the_size(cast: Cast, item: PlanItem) -> None:
    client, counts = cast.client("staff_a1"), []
    for size in (2, 12):
        for number in range(size):
            made(cast, item, f"Indikator {size} {number}")
        with CaptureQueriesContext(connection) as asked:
            shown = page(client)
        names = json.loads(seen(shown))
        sent = {name: str(size) for name in names if name.startswith("u-") and name.endswith("2026-12")}
        with CaptureQueriesContext(connection) as written:
            assert client.post(GRID, {"visat": seen(shown), **sent}).status_code == 302
        counts.append((len(asked), len(written)))
    # The second time some values are new and some are there already: both kinds are written, each in one go with its history.
    (asked_few, written_few), (asked_many, written_many) = counts
    assert asked_few == asked_many
    assert written_many - written_few in range(4)


def test_every_role_may_look(cast: Cast, item: PlanItem) -> None:
    made(cast, item)
    for who in ("chair_b", "auditor", "administrator", "politician_a"):
        html = page(cast.client(who), f"{GRID}&enhet={cast['A1'].pk}")
        assert "Du kan läsa de här värdena" in html
        assert "data-cell" not in html
