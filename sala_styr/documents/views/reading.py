"""A finished report read as a web page, and its pictures."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sala_styr.documents.kept import read_document
from sala_styr.documents.queries import correction_of
from sala_styr.documents.views.shared import done_report
from sala_styr.documents.web import page_of_document, picture_answer


@require_safe
@never_cache
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The report with its contents, chapters, tables, drawings and pictures. Calm where it was made before its content was kept."""
    report = done_report(request, pk)
    context: dict[str, object] = {"report": report, "corrected_by": correction_of(request.actor, report)}  # type: ignore[attr-defined]
    if report.has_content:
        context |= page_of_document(read_document(report), partial(_picture_of, report.pk))
    return render(request, "documents/read.html", context)


@require_safe
def picture(request: HttpRequest, pk: int, sha256: str) -> HttpResponse:
    """A picture of the report, by its fingerprint. It never changes, so the reader's own browser may keep it."""
    return picture_answer(done_report(request, pk), sha256)


def _picture_of(pk: int, sha256: str) -> str:
    return reverse("documents:picture", args=[pk, sha256])
