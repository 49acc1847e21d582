"""The red thread's page, its branches, its table and what is left to tie together."""

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from goals import actions
from goals.models import ItemState, PlanItem
from sala_styr.shell import contributions
from tests.cast import Cast
from tests.goals.big_plan import PER_GOAL, grow

PAGE = "/mal/"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The plan's own page, with only the columns that the test contributes."""
    columns: dict[str, Any] = {}
    monkeypatch.setattr(contributions, "_thread_columns", columns)
    return columns


def text(client: Client, address: str = PAGE, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def branch(client: Client, item: PlanItem, is_open: str, page: str) -> Any:
    """What htmx fetches when the row is opened or closed on ``page``."""
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    return client.get(f"/mal/gren/{item.pk}/?oppen={is_open}", headers=headers)


def test_the_page_shows_the_first_levels_and_hides_the_rest(cast: Cast) -> None:
    chain = cast.chain()
    html = text(cast.client("outsider"), f"{PAGE}?ar=2026")
    for key in ("vision", "goal", "focus"):
        assert f'id="p{chain[key].pk}"' in html
    assert f'id="p{chain["strategy"].pk}"' not in html
    assert "5 delar i planen." in html


def test_without_javascript_each_address_opens_the_next_level(cast: Cast) -> None:
    """Follow the links as a browser without scripts does, from the first page down to the activity."""
    import re

    chain = cast.chain()
    client = cast.client("outsider")
    address = f"{PAGE}?ar=2026"
    for key, below in (("focus", "strategy"), ("strategy", "activity")):
        html = text(client, address)
        assert f'id="p{chain[below].pk}"' not in html
        link = re.search(rf'id="v{chain[key].pk}" href="([^"]+)"', html)
        assert link
        address = PAGE + link[1].replace("&amp;", "&").split("#")[0]
    assert f'id="p{chain["activity"].pk}"' in text(client, address)
    assert address == f"{PAGE}?ar=2026&oppna={chain['focus'].pk},{chain['strategy'].pk}"


@pytest.mark.parametrize("page", ["/mal/?ar=2026", "/mal/?ar=2026&visa=alla", "/mal/?q=aktivitet&ar=2026"])
def test_the_branch_that_htmx_fetches_is_the_part_of_the_whole_page(cast: Cast, page: str) -> None:
    chain = cast.chain()
    cast.item("focus", "B", parent=chain["goal"])
    client = cast.client("politician_a")
    for key in ("focus", "goal", "vision"):
        for is_open in ("nej", "ja"):
            response = branch(client, chain[key], is_open, page)
            assert response.status_code == 200
            whole = text(client, response["HX-Push-Url"])
            assert response.content.decode() in whole
            assert f'aria-expanded="{"true" if is_open == "ja" else "false"}"' in response.content.decode()


def test_the_branch_is_the_same_part_where_wordings_have_changed(cast: Cast) -> None:
    """An earlier year's page shows the earlier wording, and what hangs on the newer one, though it no longer lies below it."""
    chain = cast.chain()
    new = actions.revise_item(cast.actor("chair_a"), chain["focus"], 2026)
    actions.decide_item(cast.actor("chair_a"), new, cast.decision("A"), 1, cast.user("chair_a"))
    client = cast.client("outsider")
    for year, there in ((2025, chain["focus"]), (2026, new)):
        for item in (chain["vision"], chain["goal"], there):
            response = branch(client, item, "ja", f"/mal/?ar={year}&visa=alla")
            assert response.content.decode() in text(client, response["HX-Push-Url"])
            assert f'id="p{chain["activity"].pk}"' in response.content.decode()


def test_the_branch_is_the_same_part_where_something_is_lifted(cast: Cast) -> None:
    chain = cast.chain()
    PlanItem.objects.filter(pk=chain["focus"].pk).update(last_year=2025)
    client = cast.client("outsider")
    for key in ("vision", "goal", "strategy"):
        response = branch(client, chain[key], "ja", "/mal/?ar=2026&visa=alla")
        assert response.content.decode() in text(client, response["HX-Push-Url"])
    assert branch(client, chain["focus"], "ja", "/mal/?ar=2026").status_code == 404


def test_the_address_follows_what_htmx_opens(cast: Cast) -> None:
    chain = cast.chain()
    client = cast.client("politician_a")
    first = branch(client, chain["focus"], "ja", "/mal/?ar=2026&q=")
    assert first["HX-Push-Url"] == f"/mal/?ar=2026&q=&oppna={chain['focus'].pk}"
    second = branch(client, chain["strategy"], "ja", first["HX-Push-Url"])
    assert second["HX-Push-Url"].endswith(f"oppna={chain['focus'].pk},{chain['strategy'].pk}")
    third = branch(client, chain["focus"], "nej", second["HX-Push-Url"])
    assert third["HX-Push-Url"].endswith(f"oppna={chain['strategy'].pk}")


def test_a_branch_asked_for_without_htmx_leads_to_the_page_with_it_open(cast: Cast) -> None:
    chain = cast.chain()
    response = cast.client("outsider").get(f"/mal/gren/{chain['strategy'].pk}/?ar=2026")
    assert response.status_code == 302
    assert urlsplit(response["Location"]).fragment == f"p{chain['strategy'].pk}"
    assert f'id="p{chain["activity"].pk}"' in text(cast.client("outsider"), response["Location"])


def test_a_branch_that_one_may_not_see_does_not_exist(cast: Cast) -> None:
    draft = cast.item("goal", "KF", state=ItemState.DRAFT)
    for name, status in (("kf_chair", 200), ("chair_a", 404)):
        assert branch(cast.client(name), draft, "ja", "/mal/?ar=2026").status_code == status
        assert cast.client(name).get(f"/mal/gren/{draft.pk}/").status_code in (302, 404)


def test_a_draft_is_on_the_page_of_its_own_body_only(cast: Cast) -> None:
    cast.item("goal", "KF", state=ItemState.DRAFT, title="Hemligt utkast")
    assert "Hemligt utkast" in text(cast.client("kf_politician"), f"{PAGE}?ar=2026")
    for name in ("chair_a", "manager_a", "outsider"):
        assert "Hemligt utkast" not in text(cast.client(name), f"{PAGE}?ar=2026")


def test_the_filters_find_and_count_and_keep_their_place(cast: Cast) -> None:
    chain = cast.chain()
    cast.item("goal", "KF", parent=chain["vision"], title="Något annat")
    client = cast.client("outsider")
    html = text(client, f"{PAGE}?ar=2026&q=AKTIVITET")
    assert "1 del av 6 stämmer." in html
    assert f'id="p{chain["activity"].pk}"' in html
    assert "Något annat" not in html
    assert 'value="AKTIVITET"' in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("agare={A}", {"focus", "strategy", "activity"}),
        ("agare={A1}", {"activity"}),
        ("niva={activity_step}", {"activity"}),
        ("niva=goals", {"vision", "goal", "focus", "strategy", "activity"}),
        ("ansvarig={manager_a1}", {"activity"}),
        ("status=aktivitet-ongoing", {"activity"}),
        ("status=ingen&agare={verksA}", {"strategy"}),
        ("status=met", {"focus"}),
    ],
)
def test_each_filter_of_the_page(cast: Cast, alone: dict[str, Any], query: str, found: set[str]) -> None:
    chain = cast.chain()
    PlanItem.objects.filter(pk=chain["activity"].pk).update(
        responsible=cast.user("manager_a1"), activity_status="ongoing"
    )
    look = SimpleNamespace(status="met", symbol="●", word="uppfyllt", tone="success", trend_symbol="", trend_word="")
    alone["status"] = lambda request, year: {chain["focus"].pk: look}
    places = {code: unit.pk for code, unit in cast.units.items()}
    places |= {"activity_step": cast.levels["activity"].pk, "manager_a1": cast.user("manager_a1").pk}
    html = text(cast.client("outsider"), f"{PAGE}?ar=2026&{query.format(**places)}")
    assert f"{len(found)} del" in html
    loud = {key for key, item in chain.items() if f'id="p{item.pk}"><div class="thread-row">' in html}
    assert loud == found


def test_a_filter_that_is_no_longer_there_is_let_go_of(cast: Cast) -> None:
    cast.chain()
    html = text(cast.client("outsider"), f"{PAGE}?ar=2026&agare=99999&niva=abc&ansvarig=-1&status=nej")
    assert "5 delar i planen." in html
    assert "Fel:" not in html


def test_nothing_found_says_so_and_offers_the_whole(cast: Cast) -> None:
    cast.chain()
    html = text(cast.client("outsider"), f"{PAGE}?ar=2026&q=xyzzy")
    assert "Inget i planen stämmer" in html
    assert "Visa hela tråden" in html


def test_an_empty_year_says_who_begins_and_offers_it_to_them(cast: Cast) -> None:
    assert "Lägg till: vision" in text(cast.client("kf_chair"), f"{PAGE}?ar=2026")
    html = text(cast.client("manager_a"), f"{PAGE}?ar=2026")
    assert "Planen för 2026 är tom" in html
    assert "Lägg till: vision" not in html


def test_the_columns_of_other_apps_are_shown_where_they_exist(cast: Cast, alone: dict[str, Any]) -> None:
    goal = cast.item("goal", "KF")
    assert "tkr" not in text(cast.client("outsider"), f"{PAGE}?ar=2026").split('id="plan"')[1]
    alone["money"] = lambda request, year: {goal.pk: SimpleNamespace(own=None, whole_branch=-500_000_000)}
    html = text(cast.client("outsider"), f"{PAGE}?ar=2026")
    assert "−5\u00a0000" in html
    assert "2026, tkr" in html


def test_the_table_shows_the_same_and_sorts(cast: Cast, alone: dict[str, Any]) -> None:
    chain = cast.chain()
    other = cast.item("goal", "KF", parent=chain["vision"], title="Ängar")
    alone["money"] = lambda request, year: {
        other.pk: SimpleNamespace(whole_branch=-700),
        chain["goal"].pk: SimpleNamespace(whole_branch=-900),
    }
    client = cast.client("outsider")

    def order(sort: str) -> list[int]:
        html = text(client, f"{PAGE}?ar=2026&som=tabell&sort={sort}")
        assert "<caption>" in html
        links = [(html.find(f'<a href="/mal/{item.pk}/?ar=2026"'), item.pk) for item in PlanItem.objects.all()]
        assert min(links)[0] > 0
        return [pk for _place, pk in sorted(links)]

    assert order("")[0] == chain["vision"].pk
    assert order("title")[-1] == other.pk
    assert order("-title")[0] == other.pk
    assert order("money")[:2] == [chain["goal"].pk, other.pk]
    assert order("hittepå") == order("")


def test_the_table_follows_the_filters(cast: Cast) -> None:
    chain = cast.chain()
    html = text(cast.client("outsider"), f"{PAGE}?ar=2026&som=tabell&niva={cast.levels['activity'].pk}")
    assert f"/mal/{chain['activity'].pk}/" in html
    assert f'<a href="/mal/{chain["strategy"].pk}/' not in html


def test_what_is_left_to_tie_together_is_listed_with_links(cast: Cast, alone: dict[str, Any]) -> None:
    chain = cast.chain()
    lonely = cast.item("goal", "KF", parent=chain["vision"], title="Ensamt mål")
    alone["money"] = lambda request, year: {}
    html = text(cast.client("controller"), "/mal/kvar/?ar=2026")
    for heading in ("ingen svarar på", "Fokusområden utan kronor", "Utan ansvarig person"):
        assert heading in html
    assert "Hänger löst" not in html
    assert f'href="/mal/{lonely.pk}/?ar=2026"' in html
    del alone["money"]
    assert "utan kronor" not in text(cast.client("controller"), "/mal/kvar/?ar=2026")


def test_an_empty_plan_is_not_called_whole(cast: Cast) -> None:
    assert "Inget hänger löst" not in text(cast.client("controller"), "/mal/kvar/?ar=2026")


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/mal/?ar=2026", 12),
        ("/mal/?ar=2026&visa=alla", 12),
        ("/mal/?ar=2026&som=tabell", 13),
        ("/mal/kvar/?ar=2026", 18),
    ],
)
def test_a_page_costs_the_same_queries_for_fifty_and_for_a_thousand(cast: Cast, address: str, most: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = cast.client("manager_a")
    grow(cast, 1)
    counts = []
    for size in (1 + PER_GOAL, None):
        if size is None:
            grow(cast, 32)
            assert PlanItem.objects.count() > 1000
        with CaptureQueriesContext(connection) as queries:
            text(client, address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= most


def test_a_branch_costs_the_same_queries_for_fifty_and_for_a_thousand(cast: Cast) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = cast.client("manager_a")
    nodes = grow(cast, 1)
    counts = []
    for size in (1, 32):
        if size > 1:
            grow(cast, size)
        with CaptureQueriesContext(connection) as queries:
            assert branch(client, nodes[1], "ja", "/mal/?ar=2026").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 11


def test_the_navigation_leads_to_the_thread(cast: Cast) -> None:
    html = text(cast.client("outsider"), PAGE)
    assert f'href="{reverse("goals:thread")}"' in html
