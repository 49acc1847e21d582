"""Following every link that a person is offered, as that person."""

import html
import re
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from sala_styr.shell.page_tables import FIELD as TABLES

LINK = re.compile(r'(?:href|hx-get)="([^"]+)"')
LEFT_OUT = ("/static/", "/admin/")
SAMPLES = 2  # pages of one kind (address name and query fields) that are visited
OF_A_VIEW = 12  # and of one view in all: fields of the query that can be combined make kinds without end


@dataclass
class Walk:
    """Where one came, the HTML that stood there, what each answer said of itself,
    and the links that did not lead where they promised: (address, status, the page that offered it)."""

    visited: dict[str, int] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    headers: dict[str, Mapping[str, str]] = field(default_factory=dict)
    broken: list[tuple[str, int, str]] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)


def kind_of(address: str) -> tuple[str, tuple[str, ...]]:
    """What kind of page an address is: pages of one kind come from one view with the same query fields."""
    parts = urlsplit(address)
    match = resolve(parts.path)
    return match.view_name or parts.path, tuple(sorted(parse_qs(parts.query, keep_blank_values=True)))


def links(page: str, address: str) -> list[str]:
    """The addresses of our own that a page offers, without fragments. A page's own tables as files are another test's (``tests.walk.tables``)."""
    found = (urljoin(address, html.unescape(link)).split("#")[0] for link in LINK.findall(page))
    return [
        link for link in found if link.startswith("/") and not link.startswith(LEFT_OUT) and f"{TABLES}=" not in link
    ]


def crawl(client: Client, start: str = "/") -> Walk:
    """Visit pages breadth first from ``start``, a few of each kind; every offered link must answer 200."""
    walk, seen = Walk(), {start}
    per_kind, per_view = Counter[tuple[str, tuple[str, ...]]](), Counter[str]()
    queue = deque([(start, "")])
    while queue:
        address, origin = queue.popleft()
        try:
            kind = kind_of(address)
        except Resolver404:
            walk.unknown.append((address, origin))
            continue
        per_kind[kind] += 1
        if per_kind[kind] > SAMPLES or per_view[kind[0]] >= OF_A_VIEW:
            continue
        per_view[kind[0]] += 1
        response = client.get(address, follow=True)
        walk.visited[address] = response.status_code
        walk.headers[address] = response.headers
        if response.status_code != 200:
            walk.broken.append((address, response.status_code, origin))
        elif response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            stands = response.redirect_chain[-1][0] if response.redirect_chain else address
            walk.pages[stands] = response.content.decode()
            for link in links(walk.pages[stands], stands):
                if link not in seen:
                    seen.add(link)
                    queue.append((link, stands))
    return walk
