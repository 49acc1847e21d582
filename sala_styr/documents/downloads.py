"""A finished report's files as answers to a browser, each checked against the fingerprint that was stored when it was made."""

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from sala_styr.documents.kept import EXCEL, PDF, WORD, FileForm, checked
from sala_styr.documents.models import Report, ReportState
from sala_styr.errors import RuleBroken


def pdf_of(report: Report) -> HttpResponse:
    """The PDF. Raises RuleBroken, calmly, when the report is not done or its file is not the one that was stored."""
    return _file(report, str(report.file.name), report.sha256, PDF)


def word_of(report: Report) -> HttpResponse:
    """The same report for a word processor, as it was made together with the PDF. Raises as ``pdf_of``."""
    return _file(report, str(report.word_file.name or ""), report.word_sha256, WORD)


def excel_of(report: Report) -> HttpResponse:
    """The report's tables as a workbook, as it was made together with the PDF. Raises as ``pdf_of``."""
    return _file(report, str(report.excel_file.name or ""), report.excel_sha256, EXCEL)


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
    name = f"{slugify(str(found))}{'-utkast' if found.draft else ''}.{form.ending}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=form.type, headers=headers)
