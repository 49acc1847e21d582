"""Pages of a long list, and the address that keeps filter and order while one of them changes."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from sala_styr.errors import RuleBroken
from sala_styr.tables.from_page import taken

PAGE_FIELD = "sida"
MOST_TAKEN = 20_000


def page_of(request: HttpRequest, rows: Any, size: int = 50) -> Page:
    """The page of ``rows`` that the address asks for (``?sida=2``); the nearest existing one when it asks for something else.

    All of them when the page's table is taken as a file. Raises RuleBroken when they are more than a page can be made of.
    """
    if not taken.get():
        return Paginator(rows, size).get_page(request.GET.get(PAGE_FIELD))
    whole = Paginator(rows, MOST_TAKEN)
    if whole.count > MOST_TAKEN:
        raise RuleBroken(
            _("Tabellen har fler än %(most)s rader. Välj en del av den och hämta den.") % {"most": MOST_TAKEN}
        )
    return whole.get_page(1)


def changed_query(query: QueryDict, changes: dict[str, Any]) -> str:
    """``query`` with ``changes`` made, as ``?a=1&b=2``. None or "" removes a field; a list gives it several values."""
    new = query.copy()
    for name, value in changes.items():
        if value is None or value == "" or value == []:
            new.pop(name, None)
        elif isinstance(value, (list, tuple)):
            new.setlist(name, [str(part) for part in value])
        else:
            new[name] = str(value)
    return "?" + new.urlencode()


@dataclass(frozen=True)
class PageLink:
    """One step in the pager. ``number`` is None for the gap between pages far apart."""

    number: int | None
    href: str = ""
    current: bool = False


def page_links(page: Page, query: QueryDict) -> list[PageLink]:
    """The pages to offer: first, last and those near the present one."""
    links = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if isinstance(number, int):
            links.append(PageLink(number, page_address(query, number), number == page.number))
        else:
            links.append(PageLink(None))
    return links


def page_address(query: QueryDict, number: int) -> str:
    """The address of page ``number``; the first page has none of its own."""
    return changed_query(query, {PAGE_FIELD: number if number > 1 else None})
