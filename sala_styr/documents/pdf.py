"""From a document to a PDF that anybody can read: tagged PDF/A-3a and PDF/UA-1 in one file.

Django template → HTML → WeasyPrint → ``conformance`` (what WeasyPrint leaves out). The same document always gives the same bytes. Costs about
0.1 s and 2 MB a page on a core of its own, and the memory is not given back: call it in a process of its own (``manage.py render_report``),
never in a web request. A long report is laid out chapter by chapter in several processes (``chapters``).
"""

from sala_styr.documents.chapters import ChapterProgress, is_long, render_by_chapters
from sala_styr.documents.engine import APT_LINE, PageProgress, PdfPartsMissing, lay_out, load_weasyprint
from sala_styr.documents.model import Document
from sala_styr.documents.printing import (
    AttachedTable,
    attached_tables,
    attachments_of,
    contents_of,
    document_html,
    names_of_links,
    whole,
)

__all__ = [
    "APT_LINE",
    "AttachedTable",
    "PageProgress",
    "PdfPartsMissing",
    "attached_tables",
    "contents_of",
    "document_html",
    "load_weasyprint",
    "render_pdf",
    "render_whole",
]


def render_pdf(
    document: Document, progress: PageProgress | None = None, chapter_progress: ChapterProgress | None = None
) -> bytes:
    """The document as a PDF file, in the way that suits its length. Always in Swedish.

    Raises PdfPartsMissing when the machine lacks the libraries, ChapterFailed, and whatever the progress raises.
    """
    if is_long(document):
        return render_by_chapters(document, chapter_progress)
    return render_whole(document, progress)


def render_whole(document: Document, progress: PageProgress | None = None) -> bytes:
    """The same in this process and in one go."""
    load_weasyprint()
    from sala_styr.documents.conformance import finish

    attached = attached_tables(document)
    raw = lay_out(whole(document, attached), progress, attachments_of(document, attached))
    return finish(raw, names_of_links(document))
