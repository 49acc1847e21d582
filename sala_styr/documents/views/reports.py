"""Pages of reports: the list, one report with its progress, and the file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sala_styr.documents import actions
from sala_styr.documents.downloads import excel_of, pdf_of, word_of
from sala_styr.documents.lists import report_listing
from sala_styr.documents.models import Report
from sala_styr.documents.queries import correction_of, reports_for
from sala_styr.documents.rules import may_archive, may_begin_again, may_cancel
from sala_styr.documents.views.shared import report_or_404
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

PAGE_SIZE = 25


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Every report the person may read, newest first."""
    found = reports_for(request.actor)  # type: ignore[attr-defined]
    if file := as_file(request, lambda: report_listing(found)):
        return file
    return render(request, "documents/reports.html", {"page": page_of(request, found, PAGE_SIZE)})


def _context(request: HttpRequest, found: Report) -> dict[str, object]:
    again = found.can_begin_again and may_begin_again(request.actor, found)  # type: ignore[attr-defined]
    stop = found.is_under_way and may_cancel(request.actor, found)  # type: ignore[attr-defined]
    return {"report": found, "may_begin_again": again, "may_cancel": stop, "may_archive": may_archive(request.actor)}  # type: ignore[attr-defined]


@require_safe
@never_cache
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: how far it has come, then the file with its fingerprint; or why it failed."""
    found = report_or_404(request, pk)
    corrected_by = correction_of(request.actor, found)  # type: ignore[attr-defined]
    return render(request, "documents/report.html", _context(request, found) | {"corrected_by": corrected_by})


@require_safe
@never_cache
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the report's page that changes while it is made.

    Who has seen (``sedd``) the phase it is still in gets its progress alone, and keeps the buttons under the fingers;
    otherwise the whole state, with what one may do now.
    """
    found = report_or_404(request, pk)
    if found.is_under_way and request.GET.get("sedd") == found.phase:
        return render(request, "documents/parts/progress.html", {"report": found})
    response = render(request, "documents/report_state.html", _context(request, found))
    response["HX-Retarget"] = "#lage"
    return response


@require_POST
def begin_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a failed or broken report in the queue again."""
    actions.begin_again(request.actor, report_or_404(request, pk))  # type: ignore[attr-defined]
    return redirect("documents:report", pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a report that waits or is being made."""
    actions.cancel(request.actor, report_or_404(request, pk))  # type: ignore[attr-defined]
    return redirect("documents:report", pk)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF, after its fingerprint has been checked against the stored one."""
    return pdf_of(report_or_404(request, pk))


@require_safe
def download_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The same report for a word processor, as it was made together with the PDF."""
    return word_of(report_or_404(request, pk))


@require_safe
def download_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The report's tables as a workbook, as it was made together with the PDF."""
    return excel_of(report_or_404(request, pk))
