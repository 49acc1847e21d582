"""Honest figures on the process: counts, each with its meaning and the list it counts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followup.exports import process_listing
from followup.queries.process import Figure, process_figures
from followup.views.shared import known_actor
from sala_styr.decisions.queries import year_from, years
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file


@require_safe
def process(request: HttpRequest) -> HttpResponse:
    """The figures of a year. A constant number of queries."""
    actor = known_actor(request)
    year = year_from(request)
    context = {"year": year, "years": [each.year for each in years()], "figures": process_figures(actor, year)}
    return render(request, "followup/process.html", context)


@require_safe
def process_list(request: HttpRequest, figure: str) -> HttpResponse:
    """What one of them counts: ``?alla=1`` shows also what is not counted."""
    actor = known_actor(request)
    if figure not in list(Figure):
        raise Http404
    year = year_from(request)
    found = next(each for each in process_figures(actor, year) if each.figure == figure)
    everything = request.GET.get("alla") == "1"
    rows = [row for row in found.rows if everything or row.is_counted]
    if file := as_file(request, lambda: process_listing(found, rows, year)):
        return file
    context = {
        "year": year,
        "years": [each.year for each in years()],
        "found": found,
        "everything": everything,
        "page": page_of(request, rows),
        "left_out": len(found.rows) - sum(row.is_counted for row in found.rows),
    }
    return render(request, "followup/process_list.html", context)
