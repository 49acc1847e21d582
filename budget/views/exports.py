"""Files to take away: reports' tables, which have other columns than any page's list."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from budget.blocks import operating_table
from budget.queries.operating import operating_statement
from budget.views.page import reader
from sala_styr.decisions.queries import year_from
from sala_styr.documents.cells import table_csv


@require_safe
def operating_csv(request: HttpRequest) -> HttpResponse:
    """Driftredovisningen as CSV."""
    reader(request)
    year = year_from(request)
    content = table_csv(operating_table(operating_statement(year))).encode("utf-8-sig")
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="driftredovisning-{year}.csv"'
    return response
