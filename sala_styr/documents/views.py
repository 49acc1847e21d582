"""Pages of reports: the list with its forms, one report with its progress, and the file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sala_styr.decisions.queries import year_from
from sala_styr.documents import actions
from sala_styr.documents.forms import ReportForm
from sala_styr.documents.kept import EXCEL, PDF, WORD, FileForm, checked
from sala_styr.documents.kinds import ReportKind, all_kinds, find_kind
from sala_styr.documents.lists import report_listing
from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.queries import reports_for
from sala_styr.documents.rules import may_begin_again, may_cancel, may_make_draft
from sala_styr.errors import RuleBroken
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

PAGE_SIZE = 25


def _report(request: HttpRequest, pk: int) -> Report:
    return get_object_or_404(reports_for(request.actor), pk=pk)  # type: ignore[attr-defined]


def _form(request: HttpRequest, kind: ReportKind, sent: bool = False) -> ReportForm:
    data = request.POST if sent else None
    actor, year = request.actor, year_from(request)  # type: ignore[attr-defined]
    return ReportForm(
        data, actor=actor, year=year, decided_by=kind.decided_by, prefix=kind.key, auto_id=f"id_{kind.key}_%s"
    )


def _inside(title: str) -> str:
    """The title as it is written inside a sentence: "årsredovisning"."""
    return title[:1].lower() + title[1:]


def _list_page(request: HttpRequest, sent: ReportForm | None = None) -> HttpResponse:
    may = may_make_draft(request.actor)  # type: ignore[attr-defined]
    offers = [
        {
            "kind": kind,
            "name": _inside(str(kind.title)),
            "form": sent if sent is not None and sent.prefix == kind.key else _form(request, kind),
        }
        for kind in all_kinds()
        if may
    ]
    context = {"page": page_of(request, reports_for(request.actor), PAGE_SIZE), "offers": offers, "form": sent}  # type: ignore[attr-defined]
    return render(request, "documents/reports.html", context, status=400 if sent is not None else 200)


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Every report the person may read, newest first, and a form for each kind."""
    if file := as_file(request, lambda: report_listing(reports_for(request.actor))):  # type: ignore[attr-defined]
        return file
    return _list_page(request)


@require_POST
def create(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask for a report; the answer is its page, where the progress is seen."""
    form = _form(request, find_kind(kind), sent=True)
    if not form.is_valid():
        return _list_page(request, form)
    decision = form.cleaned_data.get("decision")
    try:
        report = actions.request_report(request.actor, kind, form.cleaned_data["year"], decision=decision)  # type: ignore[attr-defined]
    except RuleBroken as broken:
        form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        return _list_page(request, form)
    return redirect("documents:report", report.pk)


def _context(request: HttpRequest, found: Report) -> dict[str, object]:
    again = found.can_begin_again and may_begin_again(request.actor, found)  # type: ignore[attr-defined]
    stop = found.is_under_way and may_cancel(request.actor, found)  # type: ignore[attr-defined]
    return {"report": found, "may_begin_again": again, "may_cancel": stop}


@require_safe
@never_cache
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: how far it has come, then the file with its fingerprint; or why it failed."""
    return render(request, "documents/report.html", _context(request, _report(request, pk)))


@require_safe
@never_cache
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the report's page that changes while it is made. Asks for itself again as long as the report is under way."""
    return render(request, "documents/report_state.html", _context(request, _report(request, pk)))


@require_POST
def begin_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a failed or broken report in the queue again."""
    actions.begin_again(request.actor, _report(request, pk))  # type: ignore[attr-defined]
    return redirect("documents:report", pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a report that waits or is being made."""
    actions.cancel(request.actor, _report(request, pk))  # type: ignore[attr-defined]
    return redirect("documents:report", pk)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF, after its fingerprint has been checked against the stored one."""
    found = _report(request, pk)
    return _file(found, str(found.file.name), found.sha256, PDF)


@require_safe
def download_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The same report for a word processor, as it was made together with the PDF."""
    found = _report(request, pk)
    return _file(found, str(found.word_file.name or ""), found.word_sha256, WORD)


@require_safe
def download_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The report's tables as a workbook, as it was made together with the PDF."""
    found = _report(request, pk)
    return _file(found, str(found.excel_file.name or ""), found.excel_sha256, EXCEL)


def _file(found: Report, path: str, sha256: str, form: FileForm) -> HttpResponse:
    if found.state != ReportState.DONE:
        raise RuleBroken(_("Rapporten är inte klar än."))
    if not path:
        raise RuleBroken(
            _(
                "Den här rapporten gjordes innan Word- och Excelfiler fanns. Hämta den som PDF, eller gör ett nytt utkast."
            )
        )
    content = checked(path, sha256)
    name = f"{slugify(found.kind_title)}-{found.year}{'-utkast' if found.draft else ''}.{form.ending}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=form.type, headers=headers)
