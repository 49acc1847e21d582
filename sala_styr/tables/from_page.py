"""The tables of a page as listings: what a person sees in them, cell by cell, with the amounts exact.

A table that may be taken stands in an element with ``data-tabell="2"``. Amounts carry their öre between ``MARK``s (``marked``) while a page is made
to be taken as a file: a column of amounts becomes a column of exact kronor, whatever unit the page shows them in.
"""

import re
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser

from sala_styr.money import MINUS, MISSING
from sala_styr.tables.cells import exact_kronor
from sala_styr.tables.listing import Column, Kind, Listing, Value

PLACE = "data-tabell"
MARK, THEN, END = (
    "\ue000",
    "\ue001",
    "\ue002",
)  # private characters: nobody writes them, and they pass through escaping and attributes
_MARKED = re.compile(f"{MARK}(-?[0-9]+){THEN}([^{END}]*){END}")
_NUMBER = re.compile(rf"[+\-{MINUS}]?(0|[1-9][0-9]{{0,2}}(?:[\u00a0\u202f ]?[0-9]{{3}})*)(,[0-9]+)?")
_UNIT = re.compile(r"[,\s]*\(?\b(?:tkr|mnkr|kr)\b\)?")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_VOID = frozenset(("br", "img", "input", "col", "hr", "wbr", "link", "meta"))
_SILENT = frozenset(("button", "svg", "script", "template"))
_APART = frozenset(("p", "div", "li", "dt", "dd", "br", "summary", "h3", "h4", "h5", "h6"))
LONG = 60
taken: ContextVar[bool] = ContextVar("taken", default=False)
"""Is the page being made only to take its tables?"""


def marked(ore: int, text: str) -> str:
    """``text``, an amount as a page shows it; with the öre it stands for while the page is made to be taken."""
    return f"{MARK}{ore}{THEN}{text}{END}" if taken.get() else text


@dataclass
class _Cell:
    wide: int
    high: int
    is_figure: bool
    said: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is seen; what is only heard where nothing is seen."""
        seen = _lines("".join(self.said))
        return seen or _lines("".join(self.heard))


@dataclass
class _Table:
    number: int
    head: list[list[_Cell]] = field(default_factory=list)
    body: list[list[_Cell]] = field(default_factory=list)
    caption: _Cell = field(default_factory=lambda: _Cell(1, 1, False))


def listings(page: str) -> dict[int, Listing]:
    """The tables of ``page`` (HTML) that may be taken, by their numbers. A row without a cell is left out; an empty table has its head alone."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return {table.number: _listing(table) for table in reader.tables}


class _Reader(HTMLParser):
    """Goes through a page once. It relies on the page being valid HTML, which the tests hold it to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[str] = []
        self._number: int | None = None
        self._table: _Table | None = None
        self._rows: list[list[_Cell]] = []
        self._cell: _Cell | None = None
        self._hushed: list[int] = []
        self._heard: list[int] = []
        self._unchosen = False
        self._around: list[tuple[_Table | None, list[list[_Cell]], _Cell | None, list[int], list[int]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self._open.append(tag)
        if PLACE in said:
            self._number = int(said[PLACE])
        elif tag == "table":
            self._begin()
        if self._table is None:
            return
        if tag in ("thead", "tbody", "tfoot"):
            self._rows = self._table.head if tag == "thead" else self._table.body
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            figure = "amount" in said.get("class", "").split()
            self._cell = _Cell(int(said.get("colspan") or 1), int(said.get("rowspan") or 1), figure)
            self._rows[-1].append(self._cell)
        elif tag == "caption":
            self._cell = self._table.caption
        elif self._cell is not None:
            self._inside(tag, said)

    def _begin(self) -> None:
        """A table, perhaps in a cell of another, which goes on after it."""
        self._around.append((self._table, self._rows, self._cell, self._hushed, self._heard))
        self._table, self._rows, self._cell, self._hushed, self._heard = None, [], None, [], []
        if self._number is not None:
            self._table = _Table(self._number)
            self.tables.append(self._table)
            self._rows = self._table.body
            self._number = None

    def _inside(self, tag: str, said: dict[str, str]) -> None:
        """An element in a cell: what is not read, what is only heard, and what has been filled in."""
        if tag in _SILENT:
            self._hushed.append(len(self._open))
        elif tag == "option":
            self._unchosen = "selected" not in said
        elif tag == "input" and said.get("type", "text") in ("text", "number", "date", "search"):
            self._say(said.get("value", ""))
        elif tag == "input" and said.get("type") == "checkbox" and "checked" in said:
            self._say("x")
        elif "ds-sr-only" in said.get("class", "") or "caption-unit" in said.get("class", ""):
            self._heard.append(len(self._open))
        if tag in _APART:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or tag not in self._open:
            return
        while self._open and self._open.pop() != tag:
            pass
        self._hushed = [depth for depth in self._hushed if depth <= len(self._open)]
        self._heard = [depth for depth in self._heard if depth <= len(self._open)]
        if tag == "table":
            self._table, self._rows, self._cell, self._hushed, self._heard = self._around.pop()
        elif tag in ("td", "th", "caption"):
            self._cell = None
        elif tag == "option":
            self._unchosen = False
        elif tag in _APART:
            self._say("\n")

    def handle_data(self, data: str) -> None:
        self._say(_SPACES.sub(" ", data))

    def _say(self, text: str) -> None:
        if self._cell is not None and not self._hushed and not self._unchosen:
            (self._cell.heard if self._heard else self._cell.said).append(text)


def _lines(text: str) -> str:
    return "\n".join(line for each in text.split("\n") if (line := each.strip(" ")))


def _listing(table: _Table) -> Listing:
    head = _grid(table.head)
    body = [row for row in _grid(table.body) if row]
    width = max((len(row) for row in [*head, *body]), default=0)
    columns, values = [], []
    for place in range(width):
        cells = [row[place] if place < len(row) else None for row in body]
        kind, column = _column(cells)
        columns.append(Column(_label(head, place, kind), kind))
        values.append(column)
    return Listing(table.caption.text.replace("\n", " "), tuple(columns), list(zip(*values, strict=True)))


def _grid(rows: list[list[_Cell]]) -> list[list[_Cell | None]]:
    """Every row with a cell in every place: one that goes down over several rows is in each, one that goes across stands in its first place."""
    grid: list[list[_Cell | None]] = []
    below: dict[int, tuple[int, _Cell]] = {}
    for row in rows:
        places: list[_Cell | None] = []
        waiting = list(row)
        while waiting or len(places) in below:
            left, cell = below.pop(len(places), (0, None))
            if cell is not None:
                if left > 1:
                    below[len(places)] = (left - 1, cell)
                places.append(cell)
                continue
            cell = waiting.pop(0)
            if cell.high > 1:
                below[len(places)] = (cell.high - 1, cell)
            places += [cell, *[None] * (cell.wide - 1)]
        grid.append(places)
    return grid


def _label(head: list[list[_Cell | None]], place: int, kind: Kind) -> str:
    """The heads over a column, from the top. One that goes across is said of every column it stands over."""
    said: list[str] = []
    for row in head:
        over = next((cell for cell in reversed(row[: place + 1]) if cell is not None), None)
        text = over.text.replace("\n", " ") if over is not None else ""
        if text and text not in said:
            said.append(text)
    label = ", ".join(said)
    return (_UNIT.sub("", label) if kind == Kind.AMOUNT else label) or str(place + 1)


def _column(cells: list[_Cell | None]) -> tuple[Kind, list[Value]]:
    """What the column is of, and its values. A dash is what is missing, never 0."""
    texts = [cell.text if cell is not None else "" for cell in cells]
    texts = ["" if text in (MISSING, "-") else text for text in texts]
    given = [text for text in texts if text]
    if given and all(_MARKED.fullmatch(text) for text in given):
        return Kind.AMOUNT, [int(_MARKED.fullmatch(text)[1]) if text else None for text in texts]  # type: ignore[index]
    figures = all(cell is None or cell.is_figure or not cell.text for cell in cells)
    if given and figures and all(_NUMBER.fullmatch(text) for text in given):
        return Kind.NUMBER, [_number(text) if text else None for text in texts]
    plain = [_MARKED.sub(lambda found: f"{exact_kronor(int(found[1]))} kr", text) or None for text in texts]
    return (Kind.LONG_TEXT if any(len(text or "") > LONG for text in plain) else Kind.TEXT), list(plain)


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"[\u00a0\u202f ]", "", text).replace(MINUS, "-").replace(",", "."))


__all__ = ["PLACE", "listings", "marked", "taken"]
