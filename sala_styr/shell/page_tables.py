"""Every table of a page as a file, from the page itself: ``?tabell=2.csv``, ``?tabell=2.xlsx``, and all of them ``?tabell=alla.xlsx``.

The view is the one that shows the page, so that a file never holds what its reader may not see. A long list that the page shows in parts has a
file of its own instead (``sala_styr.tables.as_file``).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from sala_styr.errors import RuleBroken
from sala_styr.shell.paging import changed_query
from sala_styr.shell.refusals import refusal
from sala_styr.tables import Listing, file_response, workbook_response
from sala_styr.tables.from_page import listings, taken

FIELD = "tabell"
ALL = "alla"
_ASKED = re.compile(r"([0-9]{1,4})\.(csv|xlsx)|alla\.(xlsx)")
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_FORMATS = {"csv": "CSV", "xlsx": "Excel (XLSX)"}


@dataclass(frozen=True)
class Offered:
    """A table of the page, and where its files are. ``listed``: the page has a list of it that is had in another way."""

    number: int
    label: str
    links: tuple[tuple[str, str], ...]
    listed: bool = False


def offer(request: HttpRequest | None, label: str) -> int:
    """Put a table among those that the page offers; its number. Without a request (a letter, a print) there is nothing to offer."""
    if request is None:
        return 0
    tables = _tables(request)
    number = len(tables) + 1
    links = tuple(
        (word, changed_query(request.GET, {FIELD: f"{number}.{format_}"})) for format_, word in _FORMATS.items()
    )
    tables.append(Offered(number, label, links))
    return number


def has_its_own_list(request: HttpRequest | None) -> None:
    """The last table so far is offered as a list of its own, all pages of it."""
    if request is not None and (tables := _tables(request)):
        tables[-1] = replace(tables[-1], listed=True)


def offered(request: HttpRequest | None) -> list[Offered]:
    """The tables to offer at the end of the page."""
    return [] if request is None else [table for table in _tables(request) if not table.listed]


def all_address(request: HttpRequest) -> str:
    """Where all the page's tables are had in one workbook."""
    return changed_query(request.GET, {FIELD: f"{ALL}.xlsx"})


def _tables(request: HttpRequest) -> list[Offered]:
    if not hasattr(request, "page_tables"):
        request.page_tables = []  # type: ignore[attr-defined]
    return request.page_tables  # type: ignore[attr-defined]


class PageTablesMiddleware:
    """Answers with a page's table where the address asks for it, and leaves every other answer alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = _ASKED.fullmatch(request.GET.get(FIELD, "")) if request.method in ("GET", "HEAD") else None
        if asked is None:
            return self.get_response(request)
        before = taken.set(True)
        try:
            response = self.get_response(request)
        finally:
            taken.reset(before)
        if response.status_code != 200 or response.streaming or not _is_page(response):
            return response
        try:
            return _file(response.content.decode(), asked)
        except RuleBroken as broken:
            return refusal(request, broken) or response


def _is_page(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def _file(page: str, asked: re.Match[str]) -> HttpResponse:
    """The table that is asked for. Raises Http404 when the page has none by that number, RuleBroken for what no file can hold."""
    heading = _HEADING.search(page)
    title = " ".join(strip_tags(heading[1]).split()) if heading else _("Tabeller")
    found = {number: _named(listing, title) for number, listing in listings(page).items()}
    if asked[1] is None:
        if not found:
            raise Http404("the page has no tables")
        return workbook_response(title, list(found.values()))
    if int(asked[1]) not in found:
        raise Http404("the page has no table by that number")
    return file_response(found[int(asked[1])], asked[2])


def _named(listing: Listing, title: str) -> Listing:
    return listing if listing.name else replace(listing, name=title)
