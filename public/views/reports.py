"""Published reports: the list, each as a page, and its files as they were kept."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from public.queries import public_correction, public_report, public_reports, withdrawn_report
from public.views.shared import gone, open_page
from sala_styr.documents.downloads import excel_of, pdf_of, word_of
from sala_styr.documents.kept import read_document
from sala_styr.documents.models import Report
from sala_styr.documents.web import page_for_everybody, picture_answer


@open_page
def reports(request: HttpRequest) -> HttpResponse:
    """The reports that anybody may read."""
    return render(request, "public/reports.html", {"reports": list(public_reports())})


@open_page
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a page, made of what was kept with its PDF; 410 with the reason where it has been withdrawn."""
    found = public_report(pk)
    if found is None:
        return gone(request, withdrawn_report(pk), "public:reports")
    context: dict[str, object] = {"report": found, "corrected_by": public_correction(found)}
    if found.has_content:
        context |= page_for_everybody(read_document(found), partial(_picture_of, pk))
    return render(request, "public/report.html", context)


def _picture_of(pk: int, sha256: str) -> str:
    return reverse("public:picture", args=[pk, sha256])


def _published(pk: int) -> Report:
    found = public_report(pk)
    if found is None:
        raise Http404
    return found


@open_page
def picture(request: HttpRequest, pk: int, sha256: str) -> HttpResponse:
    """A picture of a published report."""
    return picture_answer(_published(pk), sha256)


@open_page
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The original, checked against its fingerprint."""
    return pdf_of(_published(pk))


@open_page
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for a word processor."""
    return word_of(_published(pk))


@open_page
def excel(request: HttpRequest, pk: int) -> HttpResponse:
    """Its tables as a workbook."""
    return excel_of(_published(pk))
