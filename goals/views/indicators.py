"""Indicators: all of them, one with its values, peers and chart; adding and changing one; a value, and what a person says of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goals import actions, rules
from goals.actions.indicators import decide_status
from goals.exchange.value_kind import value_listing
from goals.forms import EARLIEST_YEAR, LATEST_YEAR, IndicatorForm, ValueForm
from goals.forms.indicators import IndicatorFilterForm, StatusForm
from goals.indicator_age import name_of_period
from goals.indicator_chart import draw, draw_sexes
from goals.indicator_status import target_of
from goals.models import Direction, Indicator, IndicatorValue, PlanItem, Sex
from goals.queries import way_up
from goals.queries.indicators import Wanted, indicator_row, indicators_in, narrowed, owner, rows_of, visible_factor
from goals.queries.kolada import Peers, changes_of, kpi_of, peers_of
from goals.queries.scales import scales_of
from goals.rules import Home
from goals.views.changing import FormPage, done, show_both
from goals.views.fetching import acting, indicator_or_404, item_address, item_or_404, item_year
from goals.views.items import trail
from sala_styr.decisions.queries import year_from, years
from sala_styr.errors import EditConflict
from sala_styr.organisation.rules import require
from sala_styr.shell.contributions import panels
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

PLACE = "indikatorer"
ROWS_A_PAGE = 50


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    """Every indicator of the year with its newest outcome, target, status and age."""
    actor, year = acting(request), year_from(request)
    every = indicators_in(actor, year)
    form = IndicatorFilterForm(request.GET, indicators=every)
    chosen = form.chosen()
    unit = next((owner(one) for one in every if str(owner(one).pk) == chosen["enhet"]), None)
    item = int(chosen["hor"]) if chosen["hor"] else None
    found = narrowed(every, Wanted(unit, chosen["kalla"], chosen["lage"], item, chosen["q"]))
    name = _("Indikatorvärden %(year)s") % {"year": year}
    if file := as_file(request, lambda: value_listing(name, found, year)):
        return file
    page = page_of(request, found, ROWS_A_PAGE)
    context = {
        "form": form,
        "total": len(every),
        "found": len(found),
        "page": page,
        "rows": rows_of(list(page), year),
        "year": year,
        "years": [each.year for each in years()],
        "scale": scales_of(year).status,
        "fills_in": any(rules.may_record(actor, rules.home_of(one)) for one in every),
        "uses_kolada": rules.may_use_kolada(actor),
    }
    return render(request, "goals/indicators.html", context)


@require_safe
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """One indicator: what it is, its figures by period, those we are compared with, and what has been said and changed."""
    found = indicator_or_404(request, pk)
    actor, year = acting(request), _year(request, found)
    row = indicator_row(found, year)
    peers = peers_of(found, row.years)
    home = rules.home_of(found)
    context = {
        "indicator": found,
        "row": row,
        "owner": owner(found),
        "peers": peers,
        "periods": _periods(row.every, row.years, peers),
        "peer_rows": [(name, [figures[year] for year in row.years]) for name, figures in peers.by_name]
        if peers
        else [],
        "svg": draw(row, peers) if row.has_values else "",
        "sexes": draw_sexes(row),
        "kpi": kpi_of(found),
        "changes": changes_of(found),
        "scale": scales_of(year).status,
        "may_measure": rules.may_measure(actor, home),
        "may_record": rules.may_record(actor, home),
        "panels": panels("indicator", request, found, year),
        "year": year,
        "trail": _trail(found),
    }
    return render(request, "goals/indicator.html", context)


def _periods(values: tuple[IndicatorValue, ...], shown: tuple[int, ...], peers: Peers | None) -> list[dict[str, Any]]:
    """The rows of the page's table, the newest period first: the values of all and of each sex beside each other."""
    by_place = {(value.year, value.month, value.sex): value for value in values}
    places = {(value.year, value.month) for value in values} | {(year, 12) for year in shown}
    return [
        {
            "year": year,
            "month": month,
            "all": by_place.get((year, month, Sex.TOTAL)),
            "women": by_place.get((year, month, Sex.WOMEN)),
            "men": by_place.get((year, month, Sex.MEN)),
            "label": name_of_period(year, month),
            "median": peers.median.get(year) if peers and month == 12 else None,
            "country": peers.country.get(year) if peers and month == 12 else None,
        }
        for year, month in sorted(places, reverse=True)
    ]


@require_http_methods(["GET", "POST"])
@once
def indicator_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new indicator of a part of the plan."""
    return _create(request, item_or_404(request, pk))


@require_http_methods(["GET", "POST"])
@once
def indicator_create_for_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """A new indicator of a quality factor of a grunduppdrag."""
    factor = visible_factor(pk)
    if factor is None:
        raise Http404
    return _create(request, factor)


def _create(request: HttpRequest, home: Home) -> HttpResponse:
    require(rules.may_measure(acting(request), home), rules.who_may_measure(home))
    form = IndicatorForm(request.POST or None)
    made: list[Indicator] = []

    def act() -> None:
        made.append(actions.create_indicator(acting(request), home, **form.values()))

    if form.is_valid() and done(form, act):
        messages.success(request, _("Indikatorn är tillagd. Fyll i målvärde och utfall."))
        return redirect(_home_address(home))
    return _form(request, form, _page(home, _("Ny indikator"), _("Lägg till")))


@require_http_methods(["GET", "POST"])
def indicator_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What the indicator is called and how it is read."""
    found = indicator_or_404(request, pk)
    home = rules.home_of(found)
    require(rules.may_measure(acting(request), home), rules.who_may_measure(home))
    form = IndicatorForm(request.POST or None, instance=found)
    page = _page(home, _("Ändra indikatorn"), _("Spara"))

    def act() -> None:
        actions.edit_indicator(acting(request), found, form.cleaned_data["version"], **form.values())

    try:
        if form.is_valid() and done(form, act):
            messages.success(request, _("Indikatorn är ändrad."))
            return redirect("goals:indicator", pk)
    except EditConflict:
        return show_both(request, page, form, indicator_or_404(request, pk), form.values())
    return _form(request, form, page)


@require_http_methods(["GET", "POST"])
def indicator_value(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Target and outcome of one year, or of a part of it (``?manad=``), for all or for one sex (``?kon=``)."""
    found = indicator_or_404(request, pk)
    home = rules.home_of(found)
    month, sex = request.GET.get("manad", "12"), request.GET.get("kon", Sex.TOTAL)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR or sex not in Sex or month not in {str(each) for each in range(1, 13)}:
        raise Http404
    require(rules.may_record(acting(request), home), rules.who_may_record(home))
    stored = IndicatorValue.objects.filter(indicator=found, year=year, month=int(month), sex=sex).first()
    may_set = rules.may_set_target(acting(request), home, stored is not None and stored.target is not None)
    within = found.direction == Direction.WITHIN
    form = ValueForm(request.POST or None, stored=stored, may_set_target=may_set, within=within)

    def act() -> None:
        values: dict[str, Any] = dict(form.cleaned_data)
        actions.set_value(acting(request), found, year, month=int(month), sex=sex, **values)

    if form.is_valid() and done(form, act):
        messages.success(request, _("Sparat för %(year)s.") % {"year": year})
        return redirect("goals:indicator", pk)
    value = stored or IndicatorValue(indicator=found, year=year, month=int(month), sex=sex)
    text = _("%(name)s, %(unit)s") % {"name": found.name, "unit": found.unit_of_measure}
    text += "" if sex == Sex.TOTAL else f", {value.get_sex_display()}"
    page = _page(home, _("Värde för %(period)s") % {"period": name_of_period(year, int(month))}, _("Spara"), text)
    context = {"page": page, "form": form, "value": stored}
    return render(request, "goals/indicator_value.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def indicator_status(request: HttpRequest, pk: int) -> HttpResponse:
    """What a person says of what a value proposes."""
    value = _value_or_404(request, pk)
    home = rules.home_of(value.indicator)
    require(rules.may_record(acting(request), home), rules.who_may_record(home))
    steps = scales_of(value.year).status.offered(value.status)
    form = StatusForm(request.POST or None, value=value, steps=steps)

    def act() -> None:
        decide_status(acting(request), value, **form.cleaned_data)

    if form.is_valid() and done(form, act):
        messages.success(request, _("Din bedömning är sparad."))
        return redirect("goals:indicator", value.indicator_id)
    scale = scales_of(value.year).status
    low, high = target_of(value, value.indicator.values.all())
    context = {
        "form": form,
        "value": value,
        "indicator": value.indicator,
        "holds": IndicatorValue(target=low, target_high=high),
        "proposed": scale[value.proposed_status] if value.proposed_status else None,
        "word": scale[value.proposed_status].word_for(value.month == 12),
    }
    context["trail"] = [*_trail(value.indicator, linked=True), (_("Ta ställning"), "")]
    return render(request, "goals/indicator_judge.html", context, status=422 if form.is_bound else 200)


@require_POST
def indicator_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes to what a value proposes, with one press."""
    value = _value_or_404(request, pk)
    form = StatusForm(request.POST, value=value, steps=())
    form.full_clean()
    decide_status(acting(request), value, value.proposed_status, "", form.cleaned_data.get("seen"))
    messages.success(request, _("Förslaget är godtaget."))
    return redirect("goals:indicator", value.indicator_id)


def _value_or_404(request: HttpRequest, pk: int) -> IndicatorValue:
    """The value, if this person may see what its indicator belongs to. Its indicator comes with its home."""
    value = IndicatorValue.objects.filter(pk=pk).first()
    if value is None:
        raise Http404
    value.indicator = indicator_or_404(request, value.indicator_id)
    return value


@require_safe
def indicator_chart(request: HttpRequest, pk: int) -> HttpResponse:
    """The indicator over its years as a chart: a piece for htmx, a page of its own without."""
    found = indicator_or_404(request, pk)
    row = indicator_row(found, _year(request, found))
    if not row.has_values:
        raise Http404
    peers = peers_of(found, row.years)
    context = {"row": row, "svg": draw(row, peers), "sexes": draw_sexes(row), "peers": peers, "trail": _trail(found)}
    template = "goals/indicator_chart_piece.html" if request.htmx else "goals/indicator_chart.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _year(request: HttpRequest, found: Indicator) -> int:
    return item_year(request, found.item) if found.item else year_from(request)


def _trail(found: Indicator, linked: bool = False) -> list[tuple[str, str]]:
    """The way to the indicator: by the part of the plan or the grunduppdrag that it belongs to."""
    here = reverse("goals:indicator", args=[found.pk]) if linked else ""
    return [*_home_trail(rules.home_of(found)), (found.name, here)]


def _home_trail(home: Home) -> list[tuple[str, str]]:
    if isinstance(home, PlanItem):
        return [*trail(way_up(home), home)[:-1], (home.title, item_address(home))]
    missions = [(_("Röda tråden"), reverse("goals:thread")), (_("Grunduppdrag"), reverse("goals:missions"))]
    return [*missions, (home.mission.unit.name, _home_address(home))]


def _home_address(home: Home) -> str:
    """Where one comes back to after an addition."""
    if isinstance(home, PlanItem):
        return item_address(home, PLACE)
    return reverse("goals:mission", args=[home.mission.unit_id])


def _page(home: Home, verb: str, button: str, text: str = "") -> FormPage:
    return FormPage(verb, [*_home_trail(home), (verb, "")], _home_address(home), button, text)


def _form(request: HttpRequest, form: IndicatorForm, page: FormPage) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "goals/indicator_form.html", {"page": page, "form": form}, status=status)
