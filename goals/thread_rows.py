"""The rows of the red thread as HTML. The only place in this app where text becomes HTML without a template.

Django's templates take 50 µs a row of four cells, fifteen times the time it takes to fetch the row (quality §0.1); five thousand rows would
be a page of seconds. Everything that comes from people goes through ``escape``; all else here is written in this file. What comes out is put into
the finished page by ``insert``: handed through the template's nested blocks, megabytes would be copied at each of them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from html import escape as escaped_at_length
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from goals.filtering import marked
from goals.looks import Look
from goals.models import ItemState
from goals.outline import Addresses, branch, shown
from goals.queries.search import Sought
from goals.queries.thread import PlanRow
from goals.terms import marked as in_own_language
from sala_styr.money import Unit, format_amount
from sala_styr.shell.symbols import pointer
from sala_styr.shell.wording import missing

Values = Mapping[int, Any]

_SPECIAL = re.compile("[&<>\"']").search


def escape(text: str) -> str:
    """As ``html.escape``, which takes five rounds through the text also where, as mostly, there is nothing to escape."""
    return escaped_at_length(text) if _SPECIAL(text) else text


PLACE = b"<!--rader-->"
"""Where the page's template leaves room for the rows. No text of anybody's can look like it: theirs is escaped."""


def insert(page: HttpResponse, rows: str) -> HttpResponse:
    """Put ``rows`` where ``page`` has room for them. Raises ValueError when it has none."""
    before, place, after = page.content.partition(PLACE)
    if not place:
        raise ValueError("the page has no room for the rows")
    page.content = b"".join((before, rows.encode(), after))
    return page


@lru_cache(maxsize=20_000)
def amount_text(ore: int) -> str:
    """The amount in tkr. Remembered: the same figures are shown again and again."""
    return format_amount(ore, Unit.TKR)


def branch_amount(value: Any) -> int | None:
    """The öre of an item's whole branch, out of what ``budget`` contributes; None where no krona is linked."""
    return getattr(value, "whole_branch", value)


class Once(dict[Any, str]):
    """What many rows share (owners, persons, decisions, how it goes), each written once by ``write``."""

    def __init__(self, write: Callable[[Any], str]) -> None:
        super().__init__()
        self.write = write

    def __missing__(self, key: Any) -> str:
        self[key] = written = str(self.write(key))
        return written


def level_word(step: str) -> str:
    """The level's word as it begins a line, marked as Swedish where the page is not. Escaped."""
    return in_own_language(step[:1].upper() + step[1:])


def status_cell(look: Look) -> str:
    """How it goes, and its trend where one is known: symbol and word. The symbols are the page's sprite's."""
    cell = f'<span class="status" data-color="{escape(look.tone)}">{pointer(look.sign)}<span>{escape(look.word)}</span></span>'
    if look.trend_word:
        cell += f' <span class="trend">{pointer(look.trend_sign)}<span>{escape(look.trend_word)}</span></span>'
    return cell


class RowWriter:
    """Writes the rows of one page. ``money`` is None when no app contributes it, ``matches`` when nothing is filtered."""

    def __init__(
        self,
        year: int,
        addresses: Addresses,
        money: Values | None,
        looks: Mapping[int, Look],
        matches: frozenset[int] | None,
        sought: Sought | None = None,
        day: date | None = None,
    ) -> None:
        self.sought = sought
        self.addresses, self.money, self.looks, self.matches = addresses, money, looks, matches
        self.item_start, self.item_end = reverse("goals:item", args=[0]).split("0")
        self.branch_start, self.branch_end = reverse("goals:branch", args=[0]).split("0")
        self.item_end += f"?ar={year}" + (f"&amp;dag={day}" if day else "")
        self.escaped, self.levels, self.cells = Once(escape), Once(level_word), Once(status_cell)
        self.no_money = str(missing(_("inga pengar kopplade")))
        self.show, self.hide = escape(_("Visa det som hör till")), escape(_("Dölj det som hör till"))
        self.tags: dict[str, str] = {
            ItemState.DRAFT: f' <span class="tag" data-color="warning">{escape(_("utkast"))}</span>',
            ItemState.ENDED: f' <span class="tag">{escape(_("avslutat"))}</span>',
        }

    def outline(self, rows: Sequence[PlanRow]) -> str:
        """List items for the rows that are shown, each with the list of what belongs to it inside. ``rows``: in reading order, the whole plan."""
        seen = shown(rows, self.addresses.openness)
        if not seen:
            return ""
        parts: list[str] = []
        top = depth = seen[0].depth
        for row in seen:
            if parts:
                parts.append("<ul>" if row.depth > depth else "</li>" + "</ul></li>" * (depth - row.depth))
            depth = row.depth
            parts.append(self.row(row))
        parts.append("</li>" + "</ul></li>" * (depth - top))
        return "".join(parts)

    def branch(self, rows: Sequence[PlanRow], pk: int) -> str:
        """The list item of ``pk`` as ``outline`` writes it."""
        return self.outline(branch(rows, pk))

    def row(self, row: PlanRow) -> str:
        """One row, its list item left open: what belongs to it comes after."""
        return f'<li id="p{row.pk}">{self.line(row)}'

    def line(self, row: PlanRow) -> str:
        """What is read of a row, without its list item: what is replaced when it has been changed in its place."""
        pk, escaped = row.pk, self.escaped
        title = escape(row.title)
        shown_title = marked(row.title, self.sought) if self.sought else title
        quiet = "" if self.matches is None or pk in self.matches else " thread-context"
        person = f'<span class="thread-person">{escaped[row.responsible]}</span>' if row.responsible else ""
        decision = f" · {escaped[row.decision]}" if row.decision else ""
        look = self.looks.get(pk)
        linked = self._linked(row.linked) if row.linked else ""
        # A row that is opened in place is replaced; its title keeps the focus by its name.
        name = f' id="n{pk}"' if row.has_children else ""
        return (
            f'<div class="thread-row{quiet}">{self._toggle(row, title) if row.has_children else ""}'
            f'<span class="thread-title"><span class="thread-level">{self.levels[row.step]}{decision}</span>'
            f'<a class="thread-name"{name} href="{self.item_start}{pk}{self.item_end}">{shown_title}</a>{self.tags.get(row.state, "")}{linked}</span>'
            f'<span class="thread-owner">{escaped[row.owner]}{person}</span>'
            f'<span class="thread-status">{self.cells[look] if look else ""}</span>'
            f'<span class="thread-amount">{self._amount(pk)}</span></div>'
        )

    def _toggle(self, row: PlanRow, title: str) -> str:
        is_open = self.addresses.openness.is_open(row)
        href = escape(self.addresses.toggling(row, is_open))
        return (
            f'<a class="thread-toggle" id="v{row.pk}" href="{href}#p{row.pk}" aria-expanded="{"true" if is_open else "false"}" '
            f'aria-label="{self.hide if is_open else self.show} {title}" '
            f'data-hx-get="{self.branch_start}{row.pk}{self.branch_end}?oppen={"nej" if is_open else "ja"}"></a>'
        )

    def _linked(self, linked: Sequence[tuple[int, str]]) -> str:
        """What answers to the row though it stands elsewhere: said quietly, with the way there."""
        there = ", ".join(
            f'<a href="{self.item_start}{other}{self.item_end}">{escape(title)}</a>' for other, title in linked
        )
        return f'<span class="thread-linked">{escape(_("Hit svarar också:"))} {there}</span>'

    def _amount(self, pk: int) -> str:
        if self.money is None:
            return ""
        ore = branch_amount(self.money.get(pk))
        return self.no_money if ore is None else amount_text(ore)
