"""A finished report as a web page: made of what was kept with its PDF, so that both say the same, whatever has happened to the data since."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sala_styr.documents.closing import closing, made_at, standing
from sala_styr.documents.kept import read_document
from sala_styr.documents.layout import contents, picture_files, section_views
from sala_styr.documents.model import Block, Document, Section
from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.queries import reports_for
from sala_styr.documents.rich import Picture
from sala_styr.errors import RuleBroken


@require_safe
@never_cache
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The report with its contents, chapters, tables, drawings and pictures. Calm where it was made before its content was kept."""
    report = _done(request, pk)
    context: dict[str, object] = {"report": report}
    if report.has_content:
        context |= page_of_document(read_document(report), report)
    return render(request, "documents/read.html", context)


@require_safe
def picture(request: HttpRequest, pk: int, sha256: str) -> HttpResponse:
    """A picture of the report, by its fingerprint. It never changes, so the reader's own browser may keep it."""
    document = read_document(_done(request, pk))
    found = next((each for each in picture_files(document.sections).values() if each.sha256 == sha256), None)
    if found is None:
        raise Http404
    headers = {"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(found.content, content_type=str(found.kind), headers=headers)


def page_of_document(document: Document, report: Report) -> dict[str, object]:
    """What the page's template wants of a document."""
    held = tuple(_with_addresses(section, report.pk) for section in (*document.sections, closing(document)))
    views = section_views(held)
    return {
        "document": document,
        "sections": views,
        "contents": list(contents(views)),
        "standing": standing(document),
        "made_at": made_at(document),
        "printed": False,
    }


def _done(request: HttpRequest, pk: int) -> Report:
    found: Report = get_object_or_404(reports_for(request.actor), pk=pk)  # type: ignore[attr-defined]
    if found.state != ReportState.DONE:
        raise RuleBroken(_("Rapporten är inte klar än."))
    return found


def _with_addresses(section: Section, pk: int) -> Section:
    """The section with its pictures shown from the report's own: where they came from they may have been taken away."""
    blocks = tuple(_addressed(block, pk) for block in section.blocks)
    return replace(section, blocks=blocks, sections=tuple(_with_addresses(each, pk) for each in section.sections))


def _addressed(block: Block, pk: int) -> Block:
    if isinstance(block, Picture):
        return replace(block, path=reverse("documents:picture", args=[pk, block.sha256]))
    return block
