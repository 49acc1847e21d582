"""Indicators of an item, their yearly values and their chart."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals import actions, rules
from goals.forms import EARLIEST_YEAR, LATEST_YEAR, IndicatorForm, ValueForm
from goals.indicator_chart import draw
from goals.models import Indicator, IndicatorValue, ItemState, PlanItem, Sex
from goals.queries import indicator_rows, way_up
from goals.views.changing import FormPage, done
from goals.views.fetching import acting, indicator_or_404, item_address, item_or_404, item_year, to_item
from goals.views.items import trail
from sala_styr.organisation.rules import require

PLACE = "indikatorer"


@require_http_methods(["GET", "POST"])
def indicator_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new indicator of the item."""
    item = item_or_404(request, pk)
    require(rules.may_write(acting(request), item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    form = IndicatorForm(request.POST or None)

    def act() -> None:
        actions.create_indicator(acting(request), item, **form.cleaned_data)

    if form.is_valid() and done(form, act):
        messages.success(request, _("Indikatorn är tillagd. Fyll i målvärde och utfall för varje år."))
        return to_item(item, PLACE)
    return _page(item, _("Ny indikator"), _("Lägg till")).show(request, form)


@require_http_methods(["GET", "POST"])
def indicator_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What the indicator is called and how it is read."""
    indicator = indicator_or_404(request, pk)
    item = indicator.item
    require(rules.may_write(acting(request), item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    form = IndicatorForm(request.POST or None, instance=indicator)

    def act() -> None:
        actions.edit_indicator(acting(request), indicator, **form.cleaned_data)

    if form.is_valid() and done(form, act):
        messages.success(request, _("Indikatorn är ändrad."))
        return to_item(item, PLACE)
    return _page(item, _("Ändra indikatorn"), _("Spara")).show(request, form)


@require_http_methods(["GET", "POST"])
def indicator_value(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Target and outcome of one year."""
    indicator = indicator_or_404(request, pk)
    item = indicator.item
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Http404
    require(
        rules.may_record_outcome(acting(request), item.step, item.owner_id),
        _("Utfall för %(owner)s skrivs in av %(owner)s, av tjänstepersoner där eller av en controller.")
        % {"owner": item.owner.name},
    )
    stored = IndicatorValue.objects.filter(indicator=indicator, year=year, month=12, sex=Sex.TOTAL).first()
    form = ValueForm(request.POST or None, stored=stored, may_set_target=_may_set_target(request, item, stored))

    def act() -> None:
        values: dict[str, Any] = dict(form.cleaned_data)
        actions.set_value(acting(request), indicator, year, **values)

    if form.is_valid() and done(form, act):
        messages.success(request, _("Sparat för %(year)s.") % {"year": year})
        return to_item(item, PLACE)
    text = _("%(name)s, %(unit)s") % {"name": indicator.name, "unit": indicator.unit_of_measure}
    return _page(item, _("Värde för %(year)s") % {"year": year}, _("Spara"), text).show(request, form)


def _may_set_target(request: HttpRequest, item: PlanItem, stored: IndicatorValue | None) -> bool:
    """The target is the owner's; of what is decided it is part of the decision once it is set."""
    if not rules.may_write(acting(request), item.step, item.owner_id) or item.state == ItemState.ENDED:
        return False
    return item.state != ItemState.DECIDED or stored is None or stored.target is None


@require_safe
def indicator_chart(request: HttpRequest, pk: int) -> HttpResponse:
    """The indicator over its years as a chart: a piece for htmx, a page of its own without."""
    indicator = indicator_or_404(request, pk)
    year = item_year(request, indicator.item)
    row = next(row for row in indicator_rows(indicator.item, year) if row.indicator.pk == pk)
    if not row.has_values:
        raise Http404
    context = {"row": row, "svg": draw(row), "trail": _trail(indicator)}
    template = "goals/indicator_chart_piece.html" if request.htmx else "goals/indicator_chart.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _trail(indicator: Indicator) -> list[tuple[str, str]]:
    item = indicator.item
    return [*trail(way_up(item), item)[:-1], (item.title, item_address(item)), (indicator.name, "")]


def _page(item: PlanItem, verb: str, button: str, text: str = "") -> FormPage:
    steps = [*trail(way_up(item), item)[:-1], (item.title, item_address(item)), (verb, "")]
    return FormPage(verb, steps, item_address(item, PLACE), button, text)
