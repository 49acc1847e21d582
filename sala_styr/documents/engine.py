"""WeasyPrint, kept at arm's length: what it is given, what it says while it works, and the bytes that come out.

Knows no database, no settings and no templates, so that a process which only lays out pages starts quickly and has nothing to give away.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sala_styr.documents.rich import Picture

APT_LINE = "apt-get install --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
REPLACEMENT = "\u25a1"
_UNPRINTABLE = {code: None for code in range(32) if chr(code) not in "\n\t"} | {0x7F: None, 0xFF1F: "?"}
"""Control characters are dropped; the wide question mark of "kan inte bedömas" is in no Western font."""
logger = logging.getLogger(__name__)

PageProgress = Callable[[str, int], None]
"""Called with a step ("layout" or "write") and the number of pages reached in it."""


class PdfPartsMissing(RuntimeError):
    """The system libraries that WeasyPrint draws with are not installed. The message is Swedish and says what to run."""


@dataclass(frozen=True)
class Printable:
    """All that a layout depends on, besides the stylesheet, the fonts and the engine: the HTML and the parts that it asks for by name."""

    html: str
    figures: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)


def load_weasyprint() -> Any:
    """WeasyPrint, imported only when a PDF is made, so that the pages work without its libraries. Raises PdfPartsMissing."""
    try:
        import weasyprint
    except OSError as error:
        raise PdfPartsMissing(
            f"PDF-filen kan inte göras: datorn saknar de bibliotek som ritar sidorna. Kör detta som administratör: {APT_LINE}"
        ) from error
    return weasyprint


def lay_out(
    printable: Printable, progress: PageProgress | None = None, attachments: Callable[[], list[Any]] = list
) -> bytes:
    """The PDF as WeasyPrint writes it. Raises PdfPartsMissing, and whatever ``progress`` raises.

    A character that no font on the machine can draw is shown as □, so that the file still conforms; the document is then laid out twice.
    """
    html = printable.html.translate(_UNPRINTABLE)
    with _watching(progress) as watcher:
        raw = _write(html, printable, attachments())
        if watcher.missing:
            boxes = dict.fromkeys(watcher.missing, REPLACEMENT)
            figures = {name: svg.translate(boxes) for name, svg in printable.figures.items()}
            raw = _write(html.translate(boxes), Printable("", figures, printable.pictures), attachments())
    return raw


def _write(html: str, parts: Printable, attachments: list[Any]) -> bytes:
    weasyprint = load_weasyprint()
    from sala_styr.documents.fetcher import SCHEME, OwnPartsFetcher

    fetcher = OwnPartsFetcher(parts.figures, parts.pictures)
    source = weasyprint.HTML(string=html, base_url=SCHEME, url_fetcher=fetcher)
    written: bytes = source.write_pdf(pdf_variant="pdf/a-3a", output_intent="srgb", attachments=attachments)
    return written


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
