"""What a person has written in a report's section, as parts of a document: headings, paragraphs, lists, tables, links, pictures and live figures.

Written as Markdown (CommonMark's paragraphs, emphasis, lists, links, headings and pictures, and GFM's tables) by a parser that knows no more: raw
HTML is text to it. A picture is ``![words that stand for it](bild:12)``, a live figure ``[[budget.result]]``. A table's caption is the paragraph right
before it that begins with "Tabell:". What cannot be shown as meant is said in ``faults``, and nothing that was written is lost.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sala_styr.documents.model import Block, Cell, Column, ColumnKind, Row, Section, Table
from sala_styr.documents.rich import Line, Picture, RichList, RichText, Run, plain

KNOWN = ["heading", "list", "emphasis", "link", "image", "newline", "escape", "table"]
PICTURE_SCHEME = "bild:"
CAPTION_WORD = "tabell:"
_LIVE = re.compile(r"\[\[([a-z][a-z0-9_.:-]*)\]\]")
_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:[ \u00a0]\d{3})+|\d+)(?:,\d+)?$")
_SAFE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


@dataclass(frozen=True)
class LiveFigure:
    """A figure in running text: as it is read ("−12,4 mnkr"), the path of the page that says where it comes from, and the same in a few words
    for who reads on paper ("Andel behöriga, utfall 2025, Kolada")."""

    text: str
    origin: str = ""
    source: str = ""


Figures = Callable[[str], LiveFigure | None]
Pictures = Mapping[int, Picture]


@dataclass(frozen=True)
class Written:
    """A text's blocks, then its own headings as inner sections. ``faults``: what the writer should look at, in words."""

    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    faults: tuple[str, ...] = ()


def parse(
    text: str, *, heading: str, pictures: Pictures | None = None, figures: Figures | None = None, room: int = 2
) -> Written:
    """The text of the section called ``heading`` as blocks.

    ``figures`` gives the live figure of a name, or None where there is none such. ``room`` is how many levels of headings there is room for in the
    document; a heading that lies deeper is shown as a line in bold.
    """
    reader = _Reader(heading, pictures or {}, figures or (lambda _name: None))
    blocks, sections = _nest(list(reader.read(_parser().parse(plain_lines(text)))), room)
    return Written(blocks, sections, tuple(dict.fromkeys(reader.faults)))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False, "breaks": True, "typographer": False}).enable(KNOWN)


def plain_lines(text: str) -> str:
    """Indented lines are ordinary lines: nobody who pastes a text means source code by it. Lists may still be nested."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line if re.match(r"\s*(?:[-*+]|\d+[.)])\s", line) else line.lstrip() for line in lines)


@dataclass(frozen=True)
class _Heading:
    text: str
    depth: int


@dataclass
class _Reader:
    """Reads the parser's tokens once, from first to last."""

    heading: str
    pictures: Pictures
    figures: Figures
    faults: list[str] = field(default_factory=list)
    caption: str = ""

    def read(self, tokens: list[Token]) -> Iterator[Block | _Heading]:
        """The text's parts in order."""
        waiting = iter(tokens)
        for token in waiting:
            if token.type == "heading_open":
                words = plain(self._line(next(waiting))).strip()
                if words:
                    yield _Heading(" ".join(words.split()), int(token.tag[1]))
            elif token.type == "paragraph_open":
                yield from self._paragraph(next(waiting))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                yield from self._list(waiting, ordered=token.type.startswith("ordered"))
            elif token.type == "table_open":
                yield self._table(waiting)
        if self.caption:
            yield RichText((Run(self.caption),))

    def _paragraph(self, inline: Token) -> Iterator[Block]:
        if self.caption:  # the one before was no caption after all
            yield RichText((Run(self.caption),))
            self.caption = ""
        runs: Line = ()
        for part in self._parts(inline):
            if isinstance(part, Picture):
                yield from _spoken(runs)
                runs = ()
                yield part
            else:
                runs += (part,)
        if plain(runs).lower().startswith(CAPTION_WORD):
            self.caption = plain(runs)
        else:
            yield from _spoken(runs)

    def _list(self, waiting: Iterator[Token], *, ordered: bool) -> Iterator[Block]:
        """One list; an inner list's points stand after the point they belong to."""
        items: list[Line] = []
        found: list[Block] = []
        depth = 1
        while depth:
            token = next(waiting)
            depth += {"_list_open": 1, "_list_close": -1}.get(token.type[token.type.find("_list_") :], 0)
            if token.type == "inline":
                parts = list(self._parts(token))
                items.append(tuple(part for part in parts if isinstance(part, Run)))
                found += [part for part in parts if isinstance(part, Picture)]
        yield RichList(tuple(item for item in items if plain(item).strip()), ordered)
        yield from found

    def _table(self, waiting: Iterator[Token]) -> Table:
        rows: list[list[str]] = []
        to_the_right: list[bool] = []
        for token in waiting:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "th_open":
                to_the_right.append("right" in str(token.attrGet("style") or ""))
            elif token.type == "inline":
                rows[-1].append(" ".join(plain(self._line(token)).split()))
        heads, *body = rows
        caption, self.caption = self.caption[len(CAPTION_WORD) :].strip(), ""
        if not caption:
            self.faults.append(_("En tabell saknar rubrik. Skriv ”Tabell: …” på en egen rad närmast ovanför."))
        return _as_table(caption or self.heading, heads, to_the_right, body)

    def _line(self, inline: Token) -> Line:
        return tuple(part for part in self._parts(inline) if isinstance(part, Run))

    def _parts(self, inline: Token) -> Iterator[Run | Picture]:
        run = Run("")
        for token in inline.children or []:
            if token.type in ("text", "text_special"):
                yield from self._with_figures(replace(run, text=token.content))
            elif token.type in ("softbreak", "hardbreak"):
                yield replace(run, text="\n")
            elif token.type.startswith("strong_"):
                run = replace(run, strong=token.nesting > 0)
            elif token.type.startswith("em_"):
                run = replace(run, emphasis=token.nesting > 0)
            elif token.type == "link_open":
                run = replace(run, address=self._address(str(token.attrGet("href") or "")))
            elif token.type == "link_close":
                run = replace(run, address="")
            elif token.type == "image":
                yield self._picture(token)

    def _with_figures(self, run: Run) -> Iterator[Run]:
        end = 0
        for found in _LIVE.finditer(run.text):
            if found.start() > end:
                yield replace(run, text=run.text[end : found.start()])
            end = found.end()
            figure = self.figures(found[1])
            if figure is None:
                self.faults.append(_("Det finns ingen siffra som heter ”%(name)s”.") % {"name": found[1]})
                yield replace(run, text=found[0])
            else:
                yield replace(run, text=figure.text, origin=figure.origin)
        if end < len(run.text):
            yield replace(run, text=run.text[end:])

    def _address(self, address: str) -> str:
        if _SAFE.match(address):
            return address
        self.faults.append(
            _("Länken ”%(address)s” går inte att använda. Skriv hela adressen, med https först.") % {"address": address}
        )
        return ""

    def _picture(self, token: Token) -> Run | Picture:
        address, alternative = str(token.attrGet("src") or ""), token.content.strip()
        number = address.removeprefix(PICTURE_SCHEME)
        picture = self.pictures.get(int(number)) if number.isdecimal() else None
        if picture is None:
            self.faults.append(_("Bilden ”%(address)s” finns inte i rapporten.") % {"address": address})
            return Run(alternative or address)
        return replace(picture, alternative=alternative or picture.alternative)


def _as_table(caption: str, heads: list[str], to_the_right: list[bool], body: list[list[str]]) -> Table:
    """A column that is set to the right and holds nothing but numbers is a column of numbers; every other is of text. An empty cell is missing."""
    kinds = [
        ColumnKind.NUMBER if right and all(_NUMBER.match(row[n]) for row in body if row[n]) else ColumnKind.TEXT
        for n, right in enumerate(to_the_right)
    ]
    labels = [head or _("Kolumn %(n)d") % {"n": number} for number, head in enumerate(heads, start=1)]
    columns = tuple(Column(label, kind) for label, kind in zip(labels, kinds, strict=True))
    rows = tuple(Row(tuple(_cell(kind, cell) for kind, cell in zip(kinds, row, strict=True))) for row in body)
    return Table(caption, columns, rows)


def _cell(kind: ColumnKind, written: str) -> Cell:
    if not written or kind == ColumnKind.TEXT:
        return written or None
    sign, digits = written[0] in "-−", re.sub(r"[^\d,]", "", written).replace(",", ".")
    value = Decimal(digits) if "." in digits else int(digits)
    return -value if sign else value


def _spoken(runs: Line) -> Iterator[RichText]:
    if plain(runs).strip():
        yield RichText(runs)


def _nest(parts: list[Block | _Heading], room: int) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """The blocks before the first heading, and the headings as sections: what stands under a heading that is deeper lies inside it."""
    if not room:
        return tuple(_bold(part) if isinstance(part, _Heading) else part for part in parts), ()
    starts = _outermost(parts)
    blocks = tuple(part for part in parts[: starts[0]] if not isinstance(part, _Heading))
    sections = []
    for start, end in pairwise(starts):
        head = parts[start]
        assert isinstance(head, _Heading)
        sections.append(Section(head.text, *_nest(parts[start + 1 : end], room - 1)))
    return blocks, tuple(sections)


def _outermost(parts: list[Block | _Heading]) -> list[int]:
    """Where the headings stand that lie in no other, and last where the parts end."""
    starts: list[int] = []
    depth = 0
    for number, part in enumerate(parts):
        if isinstance(part, _Heading) and (not starts or part.depth <= depth):
            starts.append(number)
            depth = part.depth
    return [*starts, len(parts)]


def _bold(heading: _Heading) -> RichText:
    return RichText((Run(heading.text, strong=True),))
