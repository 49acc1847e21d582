"""An anonymous visitor follows every link and tries every address: nothing undecided is ever told."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from followup.actions.periods import set_period_open
from public.actions import publish
from tests.house.test_addresses import PUBLIC
from tests.public.world import SECRET, World
from tests.walk.crawler import links

LOG_IN = "/logga-in/"
IDS = range(1, 40)
"""More than there are of anything in the small world."""
NOT_OPEN = re.compile(r"^/(logga-in/|sprak/|static/)")


def visit(client: Client, address: str) -> tuple[int, str]:
    """Status and text of a page; nothing of what a redirect to the log-in says."""
    answer = client.get(address)
    kind = answer.headers.get("Content-Type", "")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type]
    assert SECRET.encode() not in body, f"{address} tells what is not decided"
    assert SECRET not in str(answer.headers), address
    if answer.status_code in (301, 302):
        return answer.status_code, answer["Location"]
    return answer.status_code, body.decode() if kind.startswith("text/") else ""


def crawl(client: Client, start: str) -> dict[str, int]:
    """Every page that links lead to, breadth first, with its status."""
    seen, queue, statuses = {start}, [start], {}
    for address in queue:
        status, page = visit(client, address)
        statuses[address] = status
        found = [page] if status in (301, 302) else links(page, address)
        for link in found:
            if link not in seen and not NOT_OPEN.match(link):
                seen.add(link)
                queue.append(link)
    return statuses


def test_every_link_from_the_start_leads_to_an_open_page(world: World) -> None:
    statuses = crawl(Client(), reverse("public:start"))
    assert set(statuses.values()) <= {200, 301, 302}
    assert all(address.startswith(("/oppet/", reverse("privacy:about"))) for address in statuses)
    said = {address for address, status in statuses.items() if status == 200}
    assert {
        "/oppet/plan/2026/",
        "/oppet/budget/2026/",
        f"/oppet/mal/{world.items['focus'].pk}/",
        f"/oppet/uppfoljning/{world.periods['published'].pk}/",
        f"/oppet/rapporter/{world.reports['published'].pk}/",
        f"/oppet/rapporter/{world.reports['published'].pk}/pdf/",
        "/oppet/tillganglighet/",
    } <= said
    assert "/oppet/budget/2025/" not in said


def every_address(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                yield from every_address(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif entry.name:
            yield f"{namespace}{entry.name}", entry


def with_real_numbers(name: str, entry: URLPattern) -> Iterator[str]:
    """The address with numbers that belong to things that exist, and years that do."""
    places = list(entry.pattern.converters)
    if not places:
        yield reverse(name)
        return
    for number in (*IDS, 2024, 2025, 2026, 2027) if name.startswith("public:") else (1, 2, 2026):
        try:
            yield reverse(name, kwargs=dict.fromkeys(places, number))
        except NoReverseMatch:
            return


@pytest.fixture(scope="module")
def addresses() -> list[tuple[str, str]]:
    return [
        (name, address)
        for name, entry in every_address(get_resolver())
        for address in dict.fromkeys(with_real_numbers(name, entry))
    ]


def test_no_address_tells_what_is_not_decided(world: World, addresses: list[tuple[str, str]]) -> None:
    client = Client()
    client.raise_request_exception = False
    loud = []
    for name, address in addresses:
        status, page = visit(client, address)
        asks = status in (301, 302)
        if name == "whole" and status == 503:
            continue  # no worker is there: that is what it says
        if status not in (200, 301, 302, 404, 405, 410) and not (name == "mail:unsubscribe" and status < 500):
            loud.append(f"{address} ({name}): {status}")
        if not name.startswith("public:") and not asks and status == 200:
            assert name in PUBLIC, name
        if asks and not name.startswith("public:"):
            assert page.startswith((LOG_IN, "/static/")), (address, page)
    assert not loud, "\n".join(loud)
    assert len(addresses) > 800


@pytest.mark.parametrize("name", ["draft", "later", "strategy", "activity", "reworded"])
def test_an_undecided_part_of_the_plan_is_as_if_it_were_not(world: World, name: str) -> None:
    assert Client().get(f"/oppet/mal/{world.items[name].pk}/").status_code == 404


def test_what_is_withdrawn_says_so_and_no_more(world: World) -> None:
    for address, why in (
        (f"/oppet/rapporter/{world.reports['withdrawn'].pk}/", "En siffra på sidan 12 var fel."),
        (f"/oppet/uppfoljning/{world.periods['withdrawn'].pk}/", "Siffrorna behöver rättas."),
    ):
        answer = Client().get(address)
        assert answer.status_code == 410
        assert why in answer.content.decode()
    for file in ("pdf", "word", "excel"):
        assert Client().get(f"/oppet/rapporter/{world.reports['withdrawn'].pk}/{file}/").status_code == 404


def test_a_follow_up_that_is_open_again_is_as_if_it_were_not(world: World) -> None:
    period = world.periods["withdrawn"]
    publish(world.cast.actor("controller"), period)
    set_period_open(world.cast.actor("controller"), period, True)
    assert Client().get(f"/oppet/uppfoljning/{period.pk}/").status_code == 404


def test_a_number_larger_than_any_is_as_if_it_were_not(world: World) -> None:
    for address in ("mal", "plan", "budget", "uppfoljning", "rapporter"):
        assert Client().get(f"/oppet/{address}/{10**30}/").status_code == 404


@pytest.mark.parametrize("name", ["unpublished", "later", "draft"])
def test_a_report_that_is_not_published_is_as_if_it_were_not(world: World, name: str) -> None:
    picture = "0" * 64
    for rest in ("", "pdf/", "word/", "excel/", f"bild/{picture}/"):
        assert Client().get(f"/oppet/rapporter/{world.reports[name].pk}/{rest}").status_code == 404


def test_a_person_inside_sees_no_more_on_the_open_pages(world: World) -> None:
    for address in ("/oppet/", "/oppet/plan/2026/", "/oppet/budget/2026/", "/oppet/uppfoljning/", "/oppet/rapporter/"):
        assert visit(world.cast.client("auditor"), address)[0] == 200
