"""The flow: every krona of the thread from a goal to a body, to the öre; and what stands beside the plan."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from goals.flow_svg import draw
from goals.queries import plan_rows
from goals.queries.flow import ELSEWHERE, GOAL, MISSION, OUTSIDE, UNLINKED, Beside, Flow, flow_of
from sala_styr.organisation.actor import ANONYMOUS
from sala_styr.shell import contributions
from tests.cast import Cast

YEAR = 2026


def own(amount: int | None) -> SimpleNamespace:
    return SimpleNamespace(own=amount, whole_branch=amount)


@pytest.fixture
def plain() -> Iterator[None]:
    """Only what the test contributes."""
    columns, figures = dict(contributions._thread_columns), dict(contributions._year_figures)
    contributions._thread_columns.clear()
    contributions._year_figures.clear()
    yield
    contributions._thread_columns.clear()
    contributions._thread_columns.update(columns)
    contributions._year_figures.clear()
    contributions._year_figures.update(figures)


def lines(flow: Flow) -> list[tuple[str, str, str, int]]:
    return [(part.source.kind, part.place.body, part.place.unit, part.amount) for part in flow.parts]


def test_kronor_go_from_the_goal_to_the_body_of_the_unit_that_does_it(cast: Cast) -> None:
    chain = cast.chain()
    loose = cast.item("activity", "B1")
    money = {
        chain["activity"].pk: own(-700),
        chain["focus"].pk: own(-50),
        chain["goal"].pk: own(None),
        loose.pk: own(-9),
    }
    flow = flow_of(plan_rows(ANONYMOUS, YEAR), money)
    assert lines(flow) == [
        (GOAL, "Nämnd A", "Nämnd A", -50),
        (GOAL, "Nämnd A", "Enhet A1", -700),
        (ELSEWHERE, "Nämnd B", "Enhet B1", -9),
    ]
    assert flow.parts[0].source.pk == chain["goal"].pk
    assert flow.parts[1].place.service == "Verksamhet A"


def test_what_stands_beside_the_plan_is_a_source_of_its_own(cast: Cast) -> None:
    chain = cast.chain()
    unit = cast["A1"].pk
    beside = [Beside("plan", unit, -710), Beside("mission", unit, -5000), Beside("unlinked", unit, 3)]
    flow = flow_of(plan_rows(ANONYMOUS, YEAR), {chain["activity"].pk: own(-700)}, beside)
    assert {kind: flow.of(kind) for kind in (GOAL, MISSION, UNLINKED, OUTSIDE)} == {
        GOAL: -700, MISSION: -5000, UNLINKED: 3, OUTSIDE: -10,
    }  # fmt: skip
    assert flow.total == sum(each.amount for each in beside)
    assert flow.only(GOAL, ELSEWHERE).total == -700


def test_the_picture_has_a_band_for_each_way_as_thick_as_its_kronor(cast: Cast) -> None:
    chain = cast.chain()
    beside = [Beside("plan", 0, -100), Beside("mission", cast["B1"].pk, -300)]
    flow = flow_of(plan_rows(ANONYMOUS, YEAR), {chain["activity"].pk: own(-100)}, beside)
    drawing = draw(flow)
    assert [(node.kind, node.name) for node in drawing.sources] == [
        ("goal", chain["goal"].title),
        ("mission", "Grunduppdrag"),
    ]
    assert [node.height for node in drawing.targets] == ["115.0", "345.0"]
    assert len(drawing.bands) == 2
    assert "Nämnd A" in drawing.bands[0].words


def test_more_in_than_out_is_drawn_as_that(cast: Cast) -> None:
    chain = cast.chain()
    flow = flow_of(plan_rows(ANONYMOUS, YEAR), {chain["activity"].pk: own(100)})
    assert draw(flow).bands[0].is_income


def test_a_long_name_is_cut_in_the_picture_alone(cast: Cast) -> None:
    chain = cast.chain()
    type(chain["goal"]).objects.filter(pk=chain["goal"].pk).update(title="Ord " * 49)
    flow = flow_of(plan_rows(ANONYMOUS, YEAR), {chain["activity"].pk: own(-100)})
    words = draw(flow).sources[0].words
    assert len(words) == 4
    assert words[2].text.endswith("…")


def test_the_page_says_the_same_in_picture_table_and_sum(cast: Cast, plain: None) -> None:
    chain = cast.chain()
    contributions._thread_columns["money"] = lambda request, year: {chain["activity"].pk: own(-70_000_000)}
    contributions._year_figures["beside_the_plan"] = lambda request, year: [
        Beside("plan", cast["A1"].pk, -70_000_000),
        Beside("mission", cast["B1"].pk, -30_000_000),
    ]
    client = cast.client("outsider")
    html = client.get("/mal/flode/", {"ar": YEAR}).content.decode()
    assert html.count('class="flow-band"') == 2
    assert "−1\u00a0000" in html
    assert f'<a href="/mal/{chain["goal"].pk}/?ar=2026">' in html
    assert client.get("/mal/flode/", {"ar": YEAR}).context["flow"].total == -100_000_000
    only_plan = client.get("/mal/flode/", {"ar": YEAR, "av": "planen", "till": "verksamhet"})
    assert only_plan.context["flow"].total == -70_000_000
    assert "Verksamhet A" in only_plan.content.decode()


def test_where_there_is_no_money_the_page_says_what_will_come(cast: Cast, plain: None) -> None:
    client = cast.client("outsider")
    assert "Här kommer kronorna att synas" in client.get("/mal/flode/", {"ar": YEAR}).content.decode()
    contributions._thread_columns["money"] = lambda request, year: {}
    assert "Inga kronor att visa 2026 ännu" in client.get("/mal/flode/", {"ar": YEAR}).content.decode()
