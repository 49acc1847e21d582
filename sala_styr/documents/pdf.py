"""From a document to a PDF that anybody can read: tagged PDF/A-3a and PDF/UA-1 in one file.

Django template → HTML → WeasyPrint → ``conformance`` (what WeasyPrint leaves out). The same document always gives the same bytes. Costs about
0.2 s and 4 MB a page, and the memory is not given back: call it in a process of its own (``manage.py render_report``), never in a web request.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import slugify

from sala_styr.documents.cells import table_csv
from sala_styr.documents.layout import (
    ContentsEntry,
    addresses_of,
    contents,
    figure_files,
    origins_of,
    picture_files,
    section_views,
)
from sala_styr.documents.model import Document, tables

APT_LINE = "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
COLOPHON = "Beslut och uppgifter om dokumentet"
FROZEN_COLOPHON = "Uppgifter om dokumentet"
REPLACEMENT = "\u25a1"
_UNPRINTABLE = {code: None for code in range(32) if chr(code) not in "\n\t"} | {0x7F: None, 0xFF1F: "?"}
"""Control characters are dropped; the wide question mark of "kan inte bedömas" is in no Western font."""
logger = logging.getLogger(__name__)

PageProgress = Callable[[str, int], None]
"""Called with a step ("layout" or "write") and the number of pages reached in it."""


class PdfPartsMissing(RuntimeError):
    """The system libraries that WeasyPrint draws with are not installed. The message is Swedish and says what to run."""


@dataclass(frozen=True)
class AttachedTable:
    """A table's CSV as it lies inside the PDF."""

    name: str
    description: str
    content: bytes


def render_pdf(document: Document, progress: PageProgress | None = None) -> bytes:
    """The document as a PDF file. Always in Swedish. Raises PdfPartsMissing when the machine lacks the libraries.

    A character that no font on the machine can draw is shown as □, so that the file still conforms; the document is then laid out twice.
    """
    weasyprint = load_weasyprint()
    from sala_styr.documents.conformance import finish
    from sala_styr.documents.fetcher import OwnPartsFetcher

    attached = attached_tables(document)
    html = document_html(document, attached).translate(_UNPRINTABLE)
    figures = figure_files(document.sections)
    fetches = partial(OwnPartsFetcher, pictures=picture_files(document.sections))
    attachments = [_attachment(weasyprint, document, table) for table in attached]
    with _watching(progress) as watcher:
        raw = _lay_out(weasyprint, html, fetches(figures), attachments)
        if watcher.missing:
            boxes = dict.fromkeys(watcher.missing, REPLACEMENT)
            figures = {name: svg.translate(boxes) for name, svg in figures.items()}
            attachments = [_attachment(weasyprint, document, table) for table in attached]
            raw = _lay_out(weasyprint, html.translate(boxes), fetches(figures), attachments)
    return finish(raw, {entry.anchor: entry.heading for entry in contents_of(document)} | _named_links(document))


def _named_links(document: Document) -> dict[str, str]:
    """What each link is called, by its whole address: those in the text, and the figures' where a public address is known."""
    base = settings.PUBLIC_ADDRESS
    origins = {f"{base}{path}": words for path, words in origins_of(document.sections).items()} if base else {}
    return addresses_of(document.sections) | origins


def _lay_out(weasyprint: Any, html: str, fetcher: Any, attachments: list[Any]) -> bytes:
    from sala_styr.documents.fetcher import SCHEME

    source = weasyprint.HTML(string=html, base_url=SCHEME, url_fetcher=fetcher)
    return source.write_pdf(pdf_variant="pdf/a-3a", output_intent="srgb", attachments=attachments)


def document_html(document: Document, attached: tuple[AttachedTable, ...] = ()) -> str:
    """The HTML that is laid out. Every text is escaped; figures are data addresses; nothing else is fetched than our own stylesheet."""
    views = section_views(document.sections)
    local = timezone.localtime(document.generated_at)
    made_at = local.strftime("%Y-%m-%d kl. %H:%M")
    context = {
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
    with translation.override("sv"):
        return render_to_string("documents/print/document.html", context)


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


def load_weasyprint() -> Any:
    """WeasyPrint, imported only when a PDF is made, so that the pages work without its libraries. Raises PdfPartsMissing."""
    try:
        import weasyprint
    except OSError as error:
        raise PdfPartsMissing(
            f"PDF-filen kan inte göras: datorn saknar de bibliotek som ritar sidorna. Kör detta som administratör: {APT_LINE}"
        ) from error
    return weasyprint


def _attachment(weasyprint: Any, document: Document, table: AttachedTable) -> Any:
    return weasyprint.Attachment(
        string=table.content,
        name=table.name,
        description=table.description,
        created=document.generated_at,
        modified=document.generated_at,
        relationship="Data",
    )


class _Watcher(logging.Handler):
    """Reads WeasyPrint's log, its only sign of where it is: calls ``progress`` and collects characters without a glyph in ``missing``."""

    def __init__(self, progress: PageProgress | None) -> None:
        super().__init__()
        self.progress = progress
        self.missing: set[int] = set()

    def emit(self, record: logging.LogRecord) -> None:
        arguments = record.args if isinstance(record.args, tuple) else ()
        if record.msg.startswith(".notdef glyph rendered"):
            self.missing.add(int(str(arguments[1])))
        elif record.name != "weasyprint.progress":
            logger.warning("WeasyPrint: %s", record.getMessage())
        elif self.progress and record.msg.startswith("Step 5 - Creating layout - Page"):
            self.progress("layout", int(str(arguments[0])))
        elif self.progress and record.msg.startswith("Step 6"):
            self.progress("write", 0)


@contextmanager
def _watching(progress: PageProgress | None) -> Iterator[_Watcher]:
    watched, watcher = logging.getLogger("weasyprint"), _Watcher(progress)
    before = (watched.level, watched.propagate)
    watched.addHandler(watcher)
    watched.setLevel(logging.INFO)
    watched.propagate = False
    try:
        yield watcher
    finally:
        watched.removeHandler(watcher)
        watched.level, watched.propagate = before
