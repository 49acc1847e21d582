"""Files to take away: CSV and Excel of what a page shows."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budget.blocks import operating_table
from budget.exports import detail_table, table_xlsx
from budget.forms.detail import LineFilterForm
from budget.queries.detail import lines
from budget.queries.operating import operating_statement
from budget.views.page import reader, unit_or_404
from sala_styr.decisions.queries import year_from
from sala_styr.documents.cells import table_csv
from sala_styr.documents.model import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def operating_csv(request: HttpRequest) -> HttpResponse:
    """Driftredovisningen as CSV."""
    reader(request)
    year = year_from(request)
    return _csv(operating_table(operating_statement(year)), f"driftredovisning-{year}.csv")


@require_safe
def detail_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's detail budget, filtered as the page was, as CSV."""
    table, name = _detail(request, pk)
    return _csv(table, f"{name}.csv")


@require_safe
def detail_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as an Excel file."""
    table, name = _detail(request, pk)
    return _file(table_xlsx(table), XLSX, f"{name}.xlsx")


def _detail(request: HttpRequest, pk: int) -> tuple[Table, str]:
    reader(request)
    unit, year = unit_or_404(pk), year_from(request)
    found = lines(unit, year, LineFilterForm(request.GET).wanted())
    return detail_table(_("Detaljbudget %(year)s") % {"year": year}, found), f"detaljbudget-{unit.code}-{year}"


def _csv(table: Table, name: str) -> HttpResponse:
    return _file(table_csv(table).encode("utf-8-sig"), "text/csv; charset=utf-8", name)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    ascii_name = name.encode("ascii", "ignore").decode()
    response["Content-Disposition"] = f'attachment; filename="{ascii_name}"'
    return response
