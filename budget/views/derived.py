"""A figure that is worked out, written out as arithmetic: its parts with sign, each the way further down (issue 4, point 10)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budget.exports import derived_listing
from budget.models import FigureVersion, Forecast, Statement, Whose
from budget.queries.derived import (
    budgeted,
    entities,
    flow,
    forecasts,
    frames,
    others,
    projects,
    proposals,
    ratios,
    requirement,
    units,
)
from budget.queries.derived.arithmetic import Derived, Way
from budget.queries.derived.statements import VERSIONS, Cell, statement_figure
from budget.queries.origin import COMMITTEE, OWN, WHOLE, Asked, council
from budget.queries.proposals import budget_round
from budget.queries.ratios import KINDS, RatioUnit
from budget.queries.shapes import SHAPES
from budget.queries.structure import structure
from budget.ratio_words import ratio_value
from budget.views.origin import day_of, period_from, told_of
from budget.views.page import month_from, page, reader, trail, unit_or_404
from budget.ways import address
from goals.models import PlanItem
from sala_styr.decisions.queries import year_from
from sala_styr.organisation.models import Unit
from sala_styr.tables import as_file

LAST_PERIOD = 18


@require_safe
def derived(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The figure's parts (``/ekonomi/rakning/balance/assets/?ar=2026&vems=group``), or on to its accounts where the books give it. A constant number of
    queries for each kind.
    """
    reader(request)
    year = year_from(request)
    found = KINDS_OF_FIGURES[kind](request, key, year) if kind in KINDS_OF_FIGURES else None
    if found is None:
        raise Http404
    if isinstance(found, Way):
        return redirect(address(found))
    if file := as_file(request, lambda: derived_listing(found)):
        return file
    shown = {"terms": [(term, address(term.way)) for term in found.terms]}
    shown["below"] = [(term, address(term.way)) for term in found.below]
    way = trail((_("Var siffran kommer ifrån"), ""))
    context = page(request, "follow_ups", year=year, figure=found, trail=way, **shown)
    return render(request, "budget/derived.html", context)


def _statement_cell(request: HttpRequest, statement: str, key: str, year: int) -> Derived | Way | None:
    lines = {line.key for line in SHAPES[statement] if not line.is_heading}
    whose, version = request.GET.get("vems", Whose.MUNICIPALITY), request.GET.get("slag", FigureVersion.ACTUAL)
    top = council()
    if key not in lines or whose not in Whose.values or version not in VERSIONS or top is None:
        return None
    return statement_figure(Cell(statement, key, year, whose, version, month_from(request, 12)), top.pk)


def _income(request: HttpRequest, key: str, year: int) -> Derived | Way | None:
    return _statement_cell(request, Statement.INCOME, key, year)


def _balance(request: HttpRequest, key: str, year: int) -> Derived | Way | None:
    return _statement_cell(request, Statement.BALANCE, key, year)


def _cash_flow(request: HttpRequest, key: str, year: int) -> Derived | Way | None:
    return _statement_cell(request, Statement.CASH_FLOW, key, year)


def _facts(request: HttpRequest, key: str, year: int) -> Derived | Way | None:
    return _statement_cell(request, Statement.FACTS, key, year)


def _ratio(request: HttpRequest, key: str, year: int) -> Derived | None:
    whose, version = request.GET.get("vems", Whose.MUNICIPALITY), request.GET.get("slag", FigureVersion.ACTUAL)
    kind = next((each for each in KINDS if each.key == key), None)
    if kind is None or whose not in Whose.values or version not in FigureVersion.values:
        return None
    if whose == Whose.GROUP and not kind.of_group:
        return None
    found = ratios.ratio_figure(key, year, whose, version)
    return ratio_value(found, kind.unit)


def _overview(request: HttpRequest, key: str, year: int) -> Derived | None:
    whose = request.GET.get("vems", Whose.MUNICIPALITY)
    if key not in ratios.SUMS_OF_OVERVIEW or whose not in Whose.values:
        return None
    return ratios.overview_figure(key, year, whose)


def _requirement(request: HttpRequest, key: str, year: int) -> Derived | None:
    return requirement.requirement_figure(key, year) if key in requirement.ROWS else None


def _variance(request: HttpRequest, key: str, year: int) -> Derived | None:
    kind, query = request.GET.get("slag", units.SO_FAR), request.GET
    if not key.isdigit() or kind not in (units.SO_FAR, units.OF_YEAR, units.OF_FORECAST):
        return None
    account, scope = query.get("konto", ""), query.get("del", "")
    asked = Asked(
        unit=unit_or_404(int(key)),
        year=year,
        scope=scope if scope in (COMMITTEE, OWN) else WHOLE,
        through=month_from(request, 12),
        period=period_from(query.get("period", ""), 12),
        account=account if account.isascii() and account.isdigit() else "",
    )
    return units.variance_figure(structure(), asked, kind).called(told_of(asked))


def _operating(request: HttpRequest, key: str, year: int) -> Derived | None:
    which = request.GET.get("rad", units.SUM)
    if key not in units.ALL_FIELDS or which not in (units.SUM, units.LOOSE):
        return None
    return units.operating_figure(key, year, month_from(request, 12), which)


def _bridge(request: HttpRequest, key: str, year: int) -> Derived | None:
    column, top = request.GET.get("slag", "net"), council()
    if key not in units.BRIDGE_ROWS or column not in units.BRIDGE_COLUMNS or top is None:
        return None
    return units.bridge_figure(key, column, year, top)


def _entity(request: HttpRequest) -> Unit | None:
    pk = request.GET.get("enhet", "")
    return unit_or_404(int(pk)) if pk.isascii() and pk.isdigit() else None


def _sheet(request: HttpRequest, key: str, year: int) -> Derived | None:
    unit, side = _entity(request), request.GET.get("sida_av", "closing")
    if unit is None or key not in ("assets", "financing") or side not in entities.SIDES:
        return None
    return entities.sheet_figure(unit, year, key, side)


def _flow(request: HttpRequest, key: str, year: int) -> Derived | None:
    unit = _entity(request)
    return None if unit is None else entities.flow_figure(unit, year, key)


def _project(request: HttpRequest, key: str, year: int) -> Derived | None:
    pks = [int(pk) for pk in request.GET.get("projekt", "").split(",") if pk.isascii() and pk.isdigit()]
    if key not in (*projects.OF_PROJECT, *projects.OF_YEAR, *projects.OF_OUTCOME) or not pks:
        return None
    return projects.project_figure(key, pks, year, whole="helt" in request.GET, day=day_of(request.GET.get("per", "")))


def _frames(request: HttpRequest, key: str, year: int) -> Derived | None:
    if key not in (*frames.GROUP_KEYS, *frames.TOTALS):
        return None
    return frames.frame_figure(structure(), key, year, day_of(request.GET.get("per", "")))


def _given(request: HttpRequest, key: str, year: int) -> Derived | None:
    return frames.given_figure(structure(), key, year, _entity(request)) if key in frames.GIVEN_FIELDS else None


def _item(request: HttpRequest, key: str, year: int) -> Derived | None:
    """Only of what the asker may see of the plan."""
    if not (key.isascii() and key.isdigit()):
        return None
    item = get_object_or_404(PlanItem.objects.visible_to(request.actor), pk=int(key))  # type: ignore[attr-defined]
    unit = _entity(request)
    return frames.item_figure(item, year, unit.pk if unit else None, own=request.GET.get("del") == OWN)


def _company(request: HttpRequest, key: str, year: int) -> Derived | None:
    unit = _entity(request)
    return others.company_figure(structure(), unit, key, year) if unit and key in others.COMPANY_FIELDS else None


def _pot(request: HttpRequest, key: str, year: int) -> Derived | None:
    unit = _entity(request)
    return others.pot_figure(unit, key, year) if unit and key in others.POT_FIELDS else None


def _recovery(request: HttpRequest, key: str, year: int) -> Derived | None:
    if key not in others.RECOVERY_FIELDS:
        return None
    unit, tree = _entity(request), structure()
    if unit is None:
        return others.all_recoveries(tree, key, year, month_from(request, 12))
    scope = COMMITTEE if request.GET.get("del") == COMMITTEE else WHOLE
    return others.recovery_figure(tree, unit, key, year, scope)


def _flow_of_plan(request: HttpRequest, key: str, year: int) -> Derived | None:
    goal = request.GET.get("mal", "")
    if key not in flow.KEYS:
        return None
    asked = flow.FlowAsked(
        key, int(goal) if goal.isascii() and goal.isdigit() and len(goal) < 19 else 0, _entity(request)
    )
    return flow.flow_kronor_figure(request.actor, asked, year)  # type: ignore[attr-defined]


def _proposal(request: HttpRequest, key: str, year: int) -> Derived | None:
    """Of what the asker may read: a party's draft is there for its authors alone."""
    query, found = request.GET, budget_round(request.actor, year)  # type: ignore[attr-defined]
    plan, pk = query.get("planar", ""), query.get("f", "")
    if key not in proposals.KEYS or not plan.isdigit() or int(plan) not in found.years:
        return None
    reading = found.reading(int(pk)) if pk.isascii() and pk.isdigit() else None
    if pk and reading is None:
        return None
    unit = _entity(request) if key == proposals.FRAME else None
    asked = proposals.ProposalAsked(found, reading, int(plan), key, unit, change=query.get("mot") == "bas")
    figure = proposals.proposal_figure(asked)
    return ratio_value(figure, RatioUnit.PERCENT) if key == proposals.SHARE else figure


def _budgeted(request: HttpRequest, key: str, year: int) -> Derived | None:
    return budgeted.budgeted_figure(structure(), key, year) if key in budgeted.FIELDS else None


def _forecast(request: HttpRequest, key: str, year: int) -> Derived | None:
    pk = request.GET.get("prognos", "")
    if key not in forecasts.FIELDS or not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    found = get_object_or_404(Forecast.objects.select_related("unit", "made_by"), pk=int(pk))
    return forecasts.forecast_figure(structure(), found, key)


KINDS_OF_FIGURES = {
    Statement.INCOME.value: _income,
    Statement.BALANCE.value: _balance,
    Statement.CASH_FLOW.value: _cash_flow,
    Statement.FACTS.value: _facts,
    "nyckeltal": _ratio,
    "fem-ar": _overview,
    requirement.KIND: _requirement,
    "avvikelse": _variance,
    "drift": _operating,
    "brygga": _bridge,
    projects.KIND: _project,
    frames.KIND: _frames,
    frames.GIVEN: _given,
    frames.PLAN: _item,
    others.COMPANY: _company,
    others.POT: _pot,
    others.RECOVERY: _recovery,
    "balansrakning": _sheet,
    "kassaflode": _flow,
    flow.KIND: _flow_of_plan,
    forecasts.KIND: _forecast,
    proposals.KIND: _proposal,
    budgeted.KIND: _budgeted,
}
"""Every kind of figure that is worked out, by the word in its address."""
