"""Driftredovisningen as a page, and the same for one unit and what lies below it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dates import MONTHS
from django.views.decorators.http import require_safe

from budget.queries.operating import operating_statement, unit_statement
from budget.queries.structure import is_municipal, structure
from budget.views.page import page, reader, trail, unit_or_404, unit_trail
from sala_styr.decisions.queries import year_from


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Per committee: original budget, changes, current budget, actual, variance, forecast."""
    reader(request)
    year = year_from(request)
    statement = operating_statement(year)
    context = page(
        request, "overview", year=year, statement=statement, month=MONTHS[statement.through_month], trail=trail()[:1]
    )
    return render(request, "budget/overview.html", context)


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit's money: what it keeps itself and each part right below it."""
    reader(request)
    found = unit_or_404(pk)
    year = year_from(request)
    statement = unit_statement(found, year)
    context = page(
        request,
        "overview",
        year=year,
        unit=found,
        statement=statement,
        month=MONTHS[statement.through_month],
        has_frame=is_municipal(found),
        trail=unit_trail(structure(), found, year),
    )
    return render(request, "budget/unit.html", context)
