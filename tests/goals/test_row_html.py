"""The rows that are written without a template: escaped, whole, and the same however they are fetched."""

from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse, QueryDict

from goals.looks import Look, looks_of
from goals.models import ItemState
from goals.outline import Addresses, Openness
from goals.queries import PlanRow, plan_rows
from goals.thread_rows import RowWriter, insert
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast

EVIL = "<script>alert('\"')</script>&amp;"


class Shape(HTMLParser):
    """Holds that every element is closed in its order, and remembers the elements and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.data = ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        if tag not in ("circle", "path"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("circle", "path"):
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.data += data


def writer(query: str = "", **values: Any) -> RowWriter:
    asked = QueryDict(query)
    given = {"money": None, "looks": {}, "matches": None} | values
    return RowWriter(2026, Addresses(asked, Openness.of(asked, False)), **given)


def assessed(**fields: str) -> SimpleNamespace:
    values = {
        "symbol": "◐",
        "word": "osäkert",
        "tone": "warning",
        "trend_symbol": "↗",
        "trend_word": "bättre",
        "status": "partly",
    }
    return SimpleNamespace(**(values | fields))


def test_everything_people_wrote_is_escaped(cast: Cast) -> None:
    for unit in cast.units.values():
        type(unit).objects.filter(pk=unit.pk).update(name=f"{EVIL}{unit.code}", short_name="")
    user = cast.user("manager_a1")
    type(user).objects.filter(pk=user.pk).update(first_name=EVIL)
    level = cast.levels["activity"]
    type(level).objects.filter(pk=level.pk).update(singular=EVIL)
    vision = cast.item("vision", "KF", title=EVIL, decision=cast.decision("KF", registry_number=EVIL))
    activity = cast.item("activity", "A1", parent=vision, title=EVIL, responsible=user)
    rows = plan_rows(system_actor(), 2026)
    evil = Look("met", "◐", EVIL, '"><script>', "↗", EVIL)
    html = writer(f"q={EVIL}", looks={activity.pk: evil, vision.pk: evil}, money={}).outline(rows)
    shape = Shape(html)
    assert "script" not in shape.tags
    assert shape.tags <= {"li", "ul", "div", "span", "a", "svg", "use"}
    assert shape.data.count(EVIL) >= 8
    assert not [name for name in shape.attributes if name.startswith("on") or name == "style"]


def test_the_lists_are_nested_as_the_plan_is(cast: Cast) -> None:
    chain = cast.chain()
    cast.item("goal", "KF", parent=chain["vision"])
    cast.item("vision", "KF")
    rows = plan_rows(system_actor(), 2026)
    html = writer("visa=alla").outline(rows)
    assert Shape(html).tags >= {"ul", "li"}
    assert html.count("<li ") == html.count("</li>") == 7
    assert html.count("<ul>") == html.count("</ul>") == 4


@pytest.mark.parametrize("query", ["", "visa=alla", "oppna={focus}", "stang={goal}", "visa=alla&stang={strategy}"])
def test_a_branch_is_the_very_part_of_the_whole(cast: Cast, query: str) -> None:
    chain = cast.chain()
    cast.item("focus", "B", parent=chain["goal"])
    write = writer(query.format(**{key: item.pk for key, item in chain.items()}))
    rows = plan_rows(system_actor(), 2026)
    whole = write.outline(rows)
    for key in ("vision", "goal"):
        part = write.branch(rows, chain[key].pk)
        assert part in whole
        assert part.startswith(f'<li id="p{chain[key].pk}"')
        Shape(part)


def test_no_rows_are_no_html() -> None:
    assert writer().outline([]) == ""
    assert writer().branch([], 1) == ""


def test_an_open_row_offers_to_close_and_a_closed_to_open(cast: Cast) -> None:
    chain = cast.chain()
    html = writer("ar=2026").outline(plan_rows(system_actor(), 2026))
    focus, vision = chain["focus"].pk, chain["vision"].pk
    assert (
        f'href="?ar=2026&amp;oppna={focus}#p{focus}" aria-expanded="false" aria-label="Visa det som hör till Ett fokusområde"'
        in html
    )
    assert (
        f'href="?ar=2026&amp;stang={vision}#p{vision}" aria-expanded="true" aria-label="Dölj det som hör till Ett vision"'
        in html
    )
    assert f'data-hx-get="/mal/gren/{focus}/?oppen=ja"' in html
    assert f'href="/mal/{focus}/?ar=2026"' in html


def test_kronor_are_the_whole_branchs_and_missing_is_a_dash(cast: Cast) -> None:
    chain = cast.chain()
    money = {
        chain["vision"].pk: SimpleNamespace(whole_branch=-123_456_700_000),
        chain["goal"].pk: SimpleNamespace(whole_branch=0),
    }
    html = writer(money=money).outline(plan_rows(system_actor(), 2026))
    assert '<span class="thread-amount">−1\u00a0234\u00a0567</span>' in html
    assert '<span class="thread-amount">0</span>' in html
    assert "inga pengar kopplade" in html


def test_how_it_goes_is_what_was_assessed_else_how_far_the_activity_has_come(cast: Cast) -> None:
    chain = cast.chain()
    type(chain["activity"]).objects.filter(pk=chain["activity"].pk).update(activity_status="delayed")
    looks = {row.step: look for row, look in both(cast, {chain["focus"].pk: assessed()})}
    assert looks["fokusområde"] == Look("partly", "◐", "osäkert", "warning", "↗", "bättre")
    assert looks["aktivitet"] == Look("aktivitet-delayed", "attention", "försenad", "warning")
    assert looks["strategi"] == Look("ingen", "none", "inte rapporterat", "neutral")
    assert "vision" not in looks


def both(cast: Cast, statuses: dict[int, Any] | None) -> list[tuple[PlanRow, Look]]:
    """The rows that have a look, each with it."""
    rows = plan_rows(system_actor(), 2026)
    looks = looks_of(rows, statuses)
    return [(row, looks[row.pk]) for row in rows if row.pk in looks]


def test_where_nobody_contributes_assessments_only_activities_say_how_it_goes(cast: Cast) -> None:
    chain = cast.chain()
    assert both(cast, None) == []
    type(chain["activity"]).objects.filter(pk=chain["activity"].pk).update(activity_status="done")
    assert [row.pk for row, _look in both(cast, None)] == [chain["activity"].pk]


def test_a_draft_has_nothing_to_report(cast: Cast) -> None:
    cast.item("goal", "KF", parent=cast.item("vision", "KF"), state=ItemState.DRAFT)
    assert both(cast, {}) == []


def test_what_is_not_reported_is_never_shown_as_a_value(cast: Cast) -> None:
    goal = cast.item("goal", "KF", parent=cast.item("vision", "KF"))
    ((_row, look),) = both(cast, {goal.pk: assessed(status="", word="inte rapporterat")})
    assert look.key == "ingen"


def test_a_trend_that_is_not_there_is_not_shown(cast: Cast) -> None:
    goal = cast.item("goal", "KF", parent=cast.item("vision", "KF"))
    ((_row, look),) = both(cast, {goal.pk: assessed(trend_symbol="–", trend_word="trend saknas")})
    assert (look.trend_sign, look.trend_word) == ("", "")


def test_a_draft_and_what_is_ended_say_so_in_words(cast: Cast) -> None:
    cast.item("goal", "KF", state=ItemState.DRAFT)
    cast.item("activity", "A1", state=ItemState.ENDED)
    html = writer().outline(plan_rows(system_actor(), 2026))
    assert ">utkast</span>" in html
    assert ">avslutat</span>" in html


def test_a_row_that_is_only_there_for_its_place_is_quiet(cast: Cast) -> None:
    chain = cast.chain()
    html = writer("visa=alla", matches=frozenset({chain["activity"].pk})).outline(plan_rows(system_actor(), 2026))
    assert html.count("thread-context") == 4


def test_every_symbol_that_a_row_points_at_is_on_the_page(cast: Cast) -> None:
    import re

    from goals.models import ACTIVITY_LOOKS
    from sala_styr.shell.symbols import pointer, sprite

    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite()))
    signs = [*"●◐○?–↗→↘", *(sign for sign, _tone in ACTIVITY_LOOKS.values())]
    assert {re.search(r'href="#([^"]+)"', pointer(sign))[1] for sign in signs} <= drawn  # type: ignore[index]
    html = cast.client("outsider").get("/mal/?ar=2026").content.decode()
    assert "<symbol" not in html
    cast.chain()
    assert sprite() in cast.client("outsider").get("/mal/?ar=2026").content.decode()


def test_rows_are_only_put_where_there_is_room_for_them() -> None:
    page = insert(HttpResponse("före<!--rader-->efter"), "<li>−5</li>")
    assert page.content.decode() == "före<li>−5</li>efter"
    with pytest.raises(ValueError, match="no room"):
        insert(HttpResponse("en annan sida"), "<li></li>")


def test_nobodys_title_can_stand_where_the_rows_go(cast: Cast) -> None:
    cast.item("goal", "KF", title="<!--rader-->")
    html = cast.client("outsider").get("/mal/?ar=2026&q=<!--rader-->").content.decode()
    assert "<!--rader-->" not in html
    assert "&lt;!--rader--&gt;" in html
    assert html.count('<li id="p') == 1
