"""A document as the HTML that is printed: the whole of it, a chapter, or the frame that chapters are put into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import slugify

from sala_styr.documents.cells import table_csv
from sala_styr.documents.engine import Printable, load_weasyprint
from sala_styr.documents.layout import (
    ContentsEntry,
    addresses_of,
    contents,
    figure_files,
    origins_of,
    picture_files,
    section_views,
)
from sala_styr.documents.model import Document, Section, tables
from sala_styr.documents.qr import qr_svg

COLOPHON = "Beslut och uppgifter om dokumentet"
SEAL_FILE = "sigill.svg"
FROZEN_COLOPHON = "Uppgifter om dokumentet"


@dataclass(frozen=True)
class AttachedTable:
    """A table's CSV as it lies inside the PDF."""

    name: str
    description: str
    content: bytes


def whole(document: Document, attached: tuple[AttachedTable, ...]) -> Printable:
    """All of the document, to be laid out in one go."""
    figures = figure_files(document.sections) | _seal_file(document)
    return Printable(document_html(document, attached), figures, picture_files(document.sections))


def chapter(document: Document, section: Section) -> Printable:
    """One of the outermost sections by itself. Nothing in it says where in the report it stands, or when it was made: so it can be used again.

    Page numbers and the line with the time are put on its pages afterwards (``stamps``).
    """
    views = section_views((section,))
    context = {"document": document, "printed": True, "sections": views, "public_address": settings.PUBLIC_ADDRESS}
    return Printable(
        _rendered("documents/print/chapter.html", context), figure_files((section,)), picture_files((section,))
    )


def frame(document: Document, attached: tuple[AttachedTable, ...], pages: Mapping[str, int]) -> Printable:
    """What stands around the chapters: cover, contents with the ``pages`` of each anchor, last page; and two pages to take the stamps from."""
    context = _context(document, attached) | {"sections": (), "frame": True, "pages": pages}
    return Printable(_rendered("documents/print/document.html", context), _seal_file(document))


def _seal_file(document: Document) -> dict[str, str]:
    """The drawing of the history's seal by the name that the cover asks for."""
    return {SEAL_FILE: qr_svg(document.seal_mark)} if document.seal_mark else {}


def document_html(document: Document, attached: tuple[AttachedTable, ...] = ()) -> str:
    """The HTML that is laid out. Every text is escaped; figures are data addresses; nothing else is fetched than our own stylesheet."""
    return _rendered("documents/print/document.html", _context(document, attached))


def _context(document: Document, attached: tuple[AttachedTable, ...]) -> dict[str, object]:
    views = section_views(document.sections)
    local = timezone.localtime(document.generated_at)
    made_at = local.strftime("%Y-%m-%d kl. %H:%M")
    return {
        "document": document,
        "printed": True,
        "sections": views,
        "contents": contents_of(document),
        "colophon": _colophon(document),
        "attachments": attached,
        "public_address": settings.PUBLIC_ADDRESS,
        "created": local.isoformat(timespec="seconds"),
        "made_at": made_at,
        "state": f"Utkast, uppgifter hämtade {made_at}" if document.draft else _standing(document),
        "standing": _standing(document),
    }


def _rendered(template: str, context: dict[str, object]) -> str:
    with translation.override("sv"):
        return render_to_string(template, context)


def contents_of(document: Document) -> list[ContentsEntry]:
    """The table of contents, with the last page in it."""
    return [*contents(section_views(document.sections)), ContentsEntry("beslut", _colophon(document), 1)]


def _colophon(document: Document) -> str:
    return FROZEN_COLOPHON if document.frozen_line else COLOPHON


def _standing(document: Document) -> str:
    """What a document that is no draft stands on."""
    return document.frozen_line or document.decision_line or ""


def attached_tables(document: Document) -> tuple[AttachedTable, ...]:
    """The CSV files that go into the PDF, numbered in reading order: ``01-driftredovisning.csv``."""
    return tuple(
        AttachedTable(
            f"{number:02d}-{slugify(table.caption)[:60] or 'tabell'}.csv",
            table.caption,
            table_csv(table).encode("utf-8-sig"),
        )
        for number, table in enumerate(tables(document), start=1)
    )


def attachments_of(document: Document, attached: tuple[AttachedTable, ...]) -> Callable[[], list[Any]]:
    """The tables as WeasyPrint attaches them; made anew for each layout, which uses them up."""
    return lambda: [_attachment(load_weasyprint(), document, table) for table in attached]


def names_of_links(document: Document) -> dict[str, str]:
    """What each link is called, by its anchor or whole address: a heading, the words of the link, or what a figure's address is about."""
    return {entry.anchor: entry.heading for entry in contents_of(document)} | names_of_addresses(document.sections)


def names_of_addresses(sections: tuple[Section, ...]) -> dict[str, str]:
    """What each link is called, by its whole address: those in the text, and the figures' where a public address is known."""
    base = settings.PUBLIC_ADDRESS
    origins = {f"{base}{path}": words for path, words in origins_of(sections).items()} if base else {}
    return addresses_of(sections) | origins


def _attachment(weasyprint: Any, document: Document, table: AttachedTable) -> Any:
    return weasyprint.Attachment(
        string=table.content,
        name=table.name,
        description=table.description,
        created=document.generated_at,
        modified=document.generated_at,
        relationship="Data",
    )
