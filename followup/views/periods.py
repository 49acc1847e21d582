"""The periods of a year: who has reported, and for a controller their days."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.actions.periods import change_period, create_period, set_period_open
from followup.exports import grid_listing
from followup.forms.periods import PeriodForm
from followup.models import Period
from followup.queries.attainment import BodyAttainment, attainment
from followup.queries.grid import GridRow, is_inside, parts_of, reporting_grid, total_of
from followup.queries.looks import scale_looks, state_columns
from followup.queries.periods import period_in_view, periods_of
from followup.rules import may_steer_periods
from followup.views.shared import known_actor, period_or_404
from goals.queries.scales import scales_of
from sala_styr.decisions.queries import year_from, years
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require
from sala_styr.shell.paging import page_of
from sala_styr.tables import Listing, as_file


@require_safe
def periods(request: HttpRequest) -> HttpResponse:
    """Who has reported in a period: ``?period=``, else the one in view; ``?del=`` narrows it to a committee or company. Eleven queries."""
    actor = known_actor(request)
    year = year_from(request)
    of_year = periods_of(year)
    chosen = _chosen(request, of_year)
    context = {
        "year": year,
        "years": [each.year for each in years()],
        "periods": of_year,
        "period": chosen,
        "may_steer": may_steer_periods(actor),
        "today": timezone.localdate(),
    }
    if chosen is not None:
        if file := as_file(request, partial(_listing, request, chosen)):
            return file
        context |= _grid(request, chosen)
    return render(request, "followup/periods.html", context)


def _chosen(request: HttpRequest, of_year: Sequence[Period]) -> Period | None:
    asked = request.GET.get("period", "")
    return next((period for period in of_year if str(period.pk) == asked), period_in_view(of_year))


def _grid(request: HttpRequest, period: Period) -> dict[str, object]:
    parts = parts_of(period.year)
    part = _part(request, parts)
    chosen = _in_part(request, period, parts)
    return {
        "columns": state_columns(),
        "page": page_of(request, chosen),
        "total": total_of(chosen),
        "parts": parts,
        "part": part,
        "bodies": [_body_row(body) for body in attainment(period)],
        "scale": scale_looks(period, scales_of(period.year)),
    }


def _part(request: HttpRequest, parts: Sequence[Unit]) -> Unit | None:
    """The committee or company that the page is narrowed to."""
    return next((unit for unit in parts if str(unit.pk) == request.GET.get("del", "")), None)


def _in_part(request: HttpRequest, period: Period, parts: Sequence[Unit] | None = None) -> list[GridRow]:
    rows, part = reporting_grid(period), _part(request, parts_of(period.year) if parts is None else parts)
    return rows if part is None else [row for row in rows if row.unit and is_inside(row.unit, part)]


def _listing(request: HttpRequest, period: Period) -> Listing:
    return grid_listing(period, _in_part(request, period), state_columns())


def _body_row(body: BodyAttainment) -> dict[str, Any]:
    return {
        "owner": body.owner,
        "counts": [body.counts[value] for value in (*body.scale, "")],
        "total": len(body.items),
    }


@require_http_methods(["GET", "POST"])
def new_period(request: HttpRequest) -> HttpResponse:
    """A controller adds a period."""
    actor = known_actor(request)
    require(may_steer_periods(actor), _("Uppföljningens perioder sköts av en controller."))
    year = year_from(request)
    form = PeriodForm(request.POST or None)
    if form.is_valid():
        try:
            period = create_period(actor, year=year, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("%(period)s är öppen för bedömningar.") % {"period": period})
            return redirect(_periods_url(period))
    return _period_page(request, form, year, None)


@require_http_methods(["GET", "POST"])
def edit_period(request: HttpRequest, pk: int) -> HttpResponse:
    """A controller changes a period's name and days."""
    actor = known_actor(request)
    require(may_steer_periods(actor), _("Uppföljningens perioder sköts av en controller."))
    period = period_or_404(pk)
    form = PeriodForm.for_period(period, request.POST or None)
    if form.is_valid():
        try:
            change_period(actor, period, **form.cleaned_data)
        except RuleBroken as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Perioden är ändrad."))
            return redirect(_periods_url(period))
    return _period_page(request, form, period.year, period)


def _period_page(request: HttpRequest, form: PeriodForm, year: int, period: Period | None) -> HttpResponse:
    context = {"form": form, "year": year, "period": period}
    return render(request, "followup/period_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def open_period(request: HttpRequest, pk: int) -> HttpResponse:
    """A controller opens or closes a period: ``oppen=1`` or ``0``."""
    wanted = request.POST.get("oppen") == "1"
    period = set_period_open(known_actor(request), period_or_404(pk), wanted)
    done = _("%(period)s är öppen för bedömningar.") if wanted else _("%(period)s är stängd. Det som är inlämnat står.")
    messages.success(request, done % {"period": period})
    return redirect(_periods_url(period))


def _periods_url(period: Period) -> str:
    return f"{reverse('followup:periods')}?ar={period.year}&period={period.pk}"
