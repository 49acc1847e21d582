"""A finished report as a web page: made of what was kept with its PDF, so that both say the same, whatever has happened to the data since."""

from collections.abc import Callable
from dataclasses import replace

from django.http import Http404, HttpResponse

from sala_styr.documents.closing import closing, made_at, standing
from sala_styr.documents.kept import read_document
from sala_styr.documents.layout import contents, picture_files, section_views
from sala_styr.documents.model import Block, Document, Figure, Section, Table
from sala_styr.documents.models import Report
from sala_styr.documents.rich import Line, Picture, RichList, RichText

PictureAddress = Callable[[str], str]


def picture_answer(report: Report, sha256: str) -> HttpResponse:
    """The picture of a report that the reader may read. Raises Http404 when it has no such."""
    document = read_document(report)
    found = next((each for each in picture_files(document.sections).values() if each.sha256 == sha256), None)
    if found is None:
        raise Http404
    headers = {"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(found.content, content_type=str(found.kind), headers=headers)


def page_of_document(document: Document, picture_at: PictureAddress) -> dict[str, object]:
    """What the template of a document (``documents/parts/web_document.html``) wants. ``picture_at``: the address that shows the picture of a fingerprint."""
    held = tuple(_with_addresses(section, picture_at) for section in (*document.sections, closing(document)))
    views = section_views(held)
    return {
        "document": document,
        "sections": views,
        "contents": list(contents(views)),
        "standing": standing(document),
        "made_at": made_at(document),
        "printed": False,
    }


def page_for_everybody(document: Document, picture_at: PictureAddress) -> dict[str, object]:
    """The same for readers who are not logged in: figures do not lead to pages that they cannot open."""
    return page_of_document(replace(document, sections=tuple(map(without_origins, document.sections))), picture_at)


def _with_addresses(section: Section, picture_at: PictureAddress) -> Section:
    """The section with its pictures shown from the report's own: where they came from they may have been taken away."""
    blocks = tuple(_addressed(block, picture_at) for block in section.blocks)
    inner = tuple(_with_addresses(each, picture_at) for each in section.sections)
    return replace(section, blocks=blocks, sections=inner)


def _addressed(block: Block, picture_at: PictureAddress) -> Block:
    if isinstance(block, Picture):
        return replace(block, path=picture_at(block.sha256))
    return block


def without_origins(section: Section) -> Section:
    """The section with its figures leading nowhere: for readers who cannot open the pages that say where they come from."""
    inner = tuple(without_origins(each) for each in section.sections)
    return replace(section, blocks=tuple(_led_nowhere(block) for block in section.blocks), sections=inner)


def _led_nowhere(block: Block) -> Block:
    if isinstance(block, Table):
        return replace(block, rows=tuple(replace(row, origins=()) for row in block.rows))
    if isinstance(block, Figure):
        return replace(
            block, table=replace(block.table, rows=tuple(replace(row, origins=()) for row in block.table.rows))
        )
    if isinstance(block, RichText):
        return replace(block, runs=_plain_line(block.runs))
    if isinstance(block, RichList):
        return replace(block, items=tuple(_plain_line(line) for line in block.items))
    return block


def _plain_line(line: Line) -> Line:
    return tuple(replace(run, origin="") for run in line)
