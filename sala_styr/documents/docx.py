"""From a document to a Word file: the same sections, figures and words as the PDF, in Word's own styles, so that people can quote it and work on.

The same document always gives the same bytes. The drawings are pictures with words that stand for them, and each has its table.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC
from itertools import count
from typing import Any

from django.conf import settings
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.shared import Emu, Mm

from sala_styr.documents.cells import rounds
from sala_styr.documents.closing import closing, made_at, standing
from sala_styr.documents.docx_styles import LANGUAGE, empty_document
from sala_styr.documents.docx_tables import TEXT_WIDTH, table_element
from sala_styr.documents.docx_xml import (
    Element,
    bookmarked,
    element,
    field,
    field_begin,
    field_end,
    inner_link,
    link,
    paragraph,
    printable,
    run,
    tab,
)
from sala_styr.documents.layout import depth_of
from sala_styr.documents.model import (
    Block,
    BulletList,
    Document,
    Figure,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Section,
    Table,
    walk,
)
from sala_styr.documents.rich import Line, Picture, RichList, RichText

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ROUNDING_NOTE = "På grund av avrundning kan summor avvika."
WIDEST = Emu(TEXT_WIDTH * 635)
"""Of a picture: the text's width. There are 635 EMU to a twentieth of a point."""
HIGHEST = Mm(120)
DRAWN_TIMES = 2.5
"""A chart's points for each of its own: 640 become 1 600 across the page, about 260 to the inch."""
CHART_FONT = "Liberation Sans, DejaVu Sans, sans-serif"
_STYLES = {ParagraphKind.NORMAL: "Normal", ParagraphKind.LEAD: "Ingress", ParagraphKind.NOTE: "Not"}
_FONTS = re.compile(r'font-family="[^"]*"')


def render_docx(document: Document) -> bytes:
    """The document as a Word file, in Swedish."""
    return _Writer(document).written()


class _Writer:
    """Writes one document, from cover to last page."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.word = empty_document(chapters_apart=not document.frozen_line)
        self.body = self.word.element.body
        self.end = self.body.sectPr
        self.relations: dict[str, str] = {}
        self.lists = count(1)
        self.places = count(1)
        self.pictures = count(1)
        self.page_break_waits = self.after_table = False

    def written(self) -> bytes:
        """The whole file."""
        self._properties()
        self._heads_and_feet()
        self._cover()
        sections = (*self.document.sections, closing(self.document))
        self._contents(sections)
        for level, section in walk(sections):
            self._section(section, level)
        if not self.document.draft and not self.document.frozen_line:
            self._add(paragraph("Underskrift", run("Underskrift, datum och namnförtydligande")))
        raw = io.BytesIO()
        self.word.save(raw)
        return _same_times(raw.getvalue(), self.document)

    def _add(self, made: Element) -> None:
        """Put it last. A page break, and the room below a table, belong to the paragraph that comes after: there are no empty ones."""
        if made.tag == qn("w:p"):
            if self.page_break_waits:
                made.pPr.insert_element_before(element("w:pageBreakBefore"), *_AFTER_PAGE_BREAK)
            if self.after_table and made.pPr.pStyle.val in _CLOSE_STYLES:
                made.pPr.insert_element_before(element("w:spacing", before=_ROOM), *_AFTER_SPACING)
            self.page_break_waits = False
        self.after_table = made.tag == qn("w:tbl") or made.pPr.pStyle.val == "Tabellnot"
        self.end.addprevious(made)

    # What stands round the text

    def _properties(self) -> None:
        about, document = self.word.core_properties, self.document
        about.title = printable(document.title)[:255]
        about.subject = printable(document.subtitle)[:255]
        about.author = about.last_modified_by = printable(document.municipality)[:255]
        about.category = "Utkast" if document.draft else "Beslutad" if document.decision_line else "Fryst underlag"
        about.comments = printable(standing(document))[:255]
        about.identifier = document.data_id[:255]
        about.keywords = ""
        about.language = LANGUAGE
        about.revision = 1
        about.created = about.modified = document.generated_at.astimezone(UTC).replace(tzinfo=None)

    def _heads_and_feet(self) -> None:
        section, document = self.word.sections[0], self.document
        whose = f"{document.municipality} · {document.title}"
        head = [run(whose)]
        if document.draft:
            head += [tab(), run("UTKAST", strong=True)]
        _replace_content(section.header, paragraph("Header", *head))
        page = (run("Sida "), *field("PAGE", "1"), run(" av "), *field("NUMPAGES", "1"))
        _replace_content(section.footer, paragraph("Footer", run(standing(document)), tab(), *page))

    def _cover(self) -> None:
        document = self.document
        self._add(paragraph("Title", run(document.title)))
        if document.subtitle:
            self._add(paragraph("Subtitle", run(document.subtitle)))
        if document.draft:
            self._add(paragraph("Utkast", run("Utkast")))
        else:
            self._add(paragraph("Version", run(standing(document))))
        for line in (document.municipality, *document.references):
            self._add(paragraph("Forsattsblad", run(line)))
        self._add(paragraph("Not", run(f"Framställd {made_at(document)} · uppgifternas kod {document.data_id}")))

    def _contents(self, sections: tuple[Section, ...]) -> None:
        """The field with its entries in place: it can be read, and followed, before a word processor has worked it out."""
        self._add(paragraph("TOCHeading", run("Innehåll")))
        placed = list(enumerate(walk(sections), start=1))
        depth = depth_of(level for _number, (level, _section) in placed)
        entries = [(level, number, section) for number, (level, section) in placed if level <= depth]
        last = len(entries) - 1
        for place, (level, number, section) in enumerate(entries):
            content: list[Element] = [inner_link(_place(number), run(section.heading))]
            if place == 0:
                content = [*field_begin(f'TOC \\o "1-{depth}" \\h \\z \\u'), *content]
            if place == last:
                content.append(field_end())
            self._add(paragraph(f"TOC{level}", *content))

    # The text

    def _section(self, section: Section, level: int) -> None:
        number = next(self.places)
        heading = bookmarked(number, _place(number), run(section.heading))
        self._add(paragraph(f"Heading{level}", *heading))
        if section.owner:
            self._add(paragraph("Ansvarig", run(f"Ansvarig: {section.owner}")))
        for block in section.blocks:
            for made in self._block(block):
                self._add(made)

    def _block(self, block: Block) -> Iterator[Element]:
        if isinstance(block, Paragraph):
            yield paragraph(_STYLES[block.kind], run(block.text))
        elif isinstance(block, BulletList):
            yield from (paragraph("ListBullet", run(item)) for item in block.items)
        elif isinstance(block, RichText):
            yield paragraph("Normal", *self._runs(block.runs))
        elif isinstance(block, RichList):
            yield from self._points(block)
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, Figure):
            yield from self._figure(block)
        elif isinstance(block, Picture):
            yield from self._picture(block)
        elif isinstance(block, PageBreak):
            self.page_break_waits = True

    def _runs(self, runs: Line) -> Iterator[Element]:
        for each in runs:
            address = each.address or (self._public(each.origin) if each.origin else "")
            style = "Hyperlink" if each.address else ""
            made = run(each.text, strong=each.strong, emphasis=each.emphasis, style=style)
            yield link(self._relation(address), made) if address else made

    def _points(self, block: RichList) -> Iterator[Element]:
        properties: tuple[Element, ...] = ()
        if block.ordered:
            number = self._numbering()
            for item in block.items:
                properties = (element("w:numPr", element("w:ilvl", val=0), element("w:numId", val=number)),)
                yield paragraph("ListNumber", *self._runs(item), properties=properties)
        else:
            yield from (paragraph("ListBullet", *self._runs(item)) for item in block.items)

    def _numbering(self) -> int:
        """A numbering of its own, beginning at 1."""
        numbering = self.word.part.numbering_part.element
        style = self.word.styles["List Number"].element.pPr.numPr.numId.val
        kind = next(each for each in numbering.num_lst if each.numId == style).abstractNumId.val
        added = numbering.add_num(kind)
        added.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(added.numId)

    def _table(self, table: Table) -> Iterator[Element]:
        yield paragraph("Caption", run(table.caption))
        yield table_element(table, self._origin if settings.PUBLIC_ADDRESS else None)
        yield from (paragraph("Tabellnot", run(note)) for note in notes(table))

    def _figure(self, figure: Figure) -> Iterator[Element]:
        yield paragraph("Caption", run(figure.title))
        drawn = self._drawing(chart_png(str(figure.svg)), figure.alternative, figure.title)
        yield paragraph("Figur", drawn)
        yield from self._table(figure.table)

    def _picture(self, picture: Picture) -> Iterator[Element]:
        keep = (element("w:keepNext"),) if picture.caption else ()
        yield paragraph("Bild", self._drawing(picture.content, picture.alternative, picture.caption), properties=keep)
        if picture.caption:
            yield paragraph("Bildtext", run(picture.caption))

    def _drawing(self, content: bytes, alternative: str, title: str) -> Element:
        """The picture in the line, no wider than the text; its words for who does not see it."""
        relation, image = self.word.part.get_or_add_image(io.BytesIO(content))
        width, height = _fitted(image.px_width, image.px_height)
        number = next(self.pictures)
        inline = CT_Inline.new_pic_inline(number, relation, f"bild-{number}.{image.ext}", width, height)
        inline.docPr.set("name", f"Bild {number}")
        inline.docPr.set("descr", printable(alternative))
        if title:
            inline.docPr.set("title", printable(title))
        return element("w:r", element("w:drawing", inline))

    # Links

    def _public(self, path: str) -> str:
        return f"{settings.PUBLIC_ADDRESS}{path}" if settings.PUBLIC_ADDRESS else ""

    def _origin(self, path: str) -> str:
        return self._relation(self._public(path))

    def _relation(self, address: str) -> str:
        if address not in self.relations:
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
            self.relations[address] = self.word.part.relate_to(address, kind, is_external=True)
        return self.relations[address]


def notes(table: Table) -> list[str]:
    """What stands below a table in small print."""
    return [*([table.note] if table.note else []), *([ROUNDING_NOTE] if rounds(table) else [])]


def chart_png(svg: str) -> bytes:
    """The chart as a picture, drawn with the font that its labels were measured by, which comes with the library: the same on every machine."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(_FONTS.sub(f'font-family="{CHART_FONT}"', svg, count=1), scale=DRAWN_TIMES))


def _fitted(width: int, height: int) -> tuple[Emu, Emu]:
    """The size on paper: 96 points to the inch, but never wider than the text or higher than HIGHEST."""
    share = min(1.0, WIDEST / (width * 9525), HIGHEST / (height * 9525))
    return Emu(int(width * 9525 * share)), Emu(int(height * 9525 * share))


def _place(number: int) -> str:
    """The bookmark of a section: named as Word names those of its own contents."""
    return f"_Toc{number:08d}"


def _replace_content(part: Any, made: Element) -> None:
    part.is_linked_to_previous = False
    root = part._element
    for old in list(root):
        root.remove(old)
    root.append(made)


def _same_times(raw: bytes, document: Document) -> bytes:
    """The same file, with the document's time on all its parts instead of the clock's."""
    moment = document.generated_at.astimezone(UTC).timetuple()[:6]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()


_CLOSE_STYLES = ("Normal", "Not", "Ingress", "ListBullet", "ListNumber", "Bild")
_ROOM = 200
_AFTER_SPACING = ("w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
_AFTER_PAGE_BREAK = ("w:framePr", "w:widowControl", "w:numPr", "w:pBdr", "w:tabs", *_AFTER_SPACING, "w:spacing")
