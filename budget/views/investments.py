"""Reading investments: the list with its sums, investeringsredovisningen, and a project's page."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budget import rules
from budget.forms.investments import InvestmentFilterForm
from budget.investment_blocks import statement_note, years_figure
from budget.investment_exports import investment_ledger_listing, investment_listing
from budget.models import InvestmentEntry, InvestmentKind, InvestmentProject
from budget.queries.investments import (
    InvestmentStatement,
    ProjectMoney,
    actuals_of_project,
    by_committee,
    entries_of,
    forecasts_of,
    investment_statement,
    investments,
    is_of_year,
    project_money,
    running_costs,
    sum_of,
)
from budget.queries.structure import Structure, structure
from budget.queries.sums import WHOLE_YEAR
from budget.views.page import page, reader, trail
from sala_styr.decisions.queries import year_from
from sala_styr.organisation.actor import Actor
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

PROJECTS_A_PAGE = 50
RUNNING_YEARS = 6
SORTS: dict[str, Callable[[ProjectMoney], Any]] = {
    "kod": lambda row: row.project.project.code,
    "namn": lambda row: row.project.project.name.casefold(),
    "total": lambda row: row.approved,
    "upparbetat": lambda row: row.accumulated,
    "budget": lambda row: row.now.current,
    "utfall": lambda row: row.now.actual,
    "avvikelse": lambda row: row.now.variance,
    "prognos": lambda row: row.estimated,
    "skillnad": lambda row: row.variance_total,
}


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every project that the filter lets through: sums by committee, then the projects, sorted and in pages. Nine queries."""
    actor, year, day = reader(request), year_from(request), day_from(request)
    tree = structure()
    every = investments(year, day)
    form = InvestmentFilterForm(request.GET, tree=tree)
    rows = _sorted(_filtered(every, form, tree, year), request.GET.get("sort", "kod"))
    if file := as_file(request, lambda: investment_listing(rows, year)):
        return file
    ordinary = [row for row in rows if row.project.kind != InvestmentKind.DEVELOPMENT]
    context = page(
        request,
        "investments",
        year=year,
        as_of=day,
        form=form,
        filtered=any(request.GET.get(name) for name in form.fields),
        any_at_all=bool(every),
        projects=page_of(request, rows, PROJECTS_A_PAGE),
        groups=by_committee(ordinary, tree),
        total=sum_of(ordinary),
        development=_development(rows),
        running=running_costs([row for row in every if row.project.is_open], year, RUNNING_YEARS),
        may_record=rules.may_record_any_investment(actor),
        trail=trail((_("Investeringar"), "")),
    )
    return render(request, "budget/investments/list.html", context)


def _development(rows: list[ProjectMoney]) -> Any:
    development = [row for row in rows if row.project.kind == InvestmentKind.DEVELOPMENT]
    return sum_of(development) if development else None


def _filtered(rows: list[ProjectMoney], form: InvestmentFilterForm, tree: Structure, year: int) -> list[ProjectMoney]:
    """What cannot be understood of the filter is left out of it."""
    form.is_valid()
    asked = form.cleaned_data
    words, state = asked.get("q", "").strip().casefold(), asked.get("lage", "")
    tests: list[Callable[[ProjectMoney], bool]] = []
    if words:
        tests.append(lambda row: words in str(row.project).casefold())
    if asked.get("namnd"):
        tests.append(lambda row: str(tree.holder_of.get(row.project.unit_id)) == asked["namnd"])
    if asked.get("slag"):
        tests.append(lambda row: row.project.kind == asked["slag"])
    if state and state != "alla":
        tests.append(lambda row: row.project.state == state)
    elif not state:
        tests.append(lambda row: is_of_year(row, year) or (row.project.is_open and not row.has_money))
    return [row for row in rows if all(test(row) for test in tests)]


def _sorted(rows: list[ProjectMoney], asked: str) -> list[ProjectMoney]:
    """By the column that the address asks for; what has no value comes last either way."""
    key = SORTS.get(asked.removeprefix("-"), SORTS["kod"])
    known = sorted((row for row in rows if key(row) is not None), key=key, reverse=asked.startswith("-"))
    return known + [row for row in rows if key(row) is None]


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """Investeringsredovisningen of a year, on any day. Nine queries, ten for a day."""
    reader(request)
    year, day = year_from(request), day_from(request)
    found = investment_statement(year, day)
    if file := as_file(request, lambda: investment_listing(found.rows, year)):
        return file
    context = page(
        request,
        "investments",
        year=year,
        as_of=day,
        statement=found,
        groups=_groups(found),
        note=statement_note(found),
        trail=trail((_("Investeringar"), _list_address(year)), (_("Investeringsredovisning"), "")),
    )
    return render(request, "budget/investments/statement.html", context)


def _groups(found: InvestmentStatement) -> list[tuple[str, tuple[ProjectMoney, ...], Any]]:
    """Each group's name, projects and sum; exploatering is shown after the total."""
    return [(group.unit.name if group.unit else _("Utan nämnd"), group.rows, group.sum) for group in found.groups]


@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: what is decided, spent and judged, by year, with its ledger, on any day (``?per=``). A constant number of queries."""
    actor, found = reader(request), project_or_404(pk)
    year, day = year_from(request), day_from(request)
    entries = entries_of(found, day)
    name = _("Investering %(code)s") % {"code": found.project.code}
    if file := as_file(request, lambda: investment_ledger_listing(name, entries)):
        return file
    money = project_money(found, as_of=day)
    context = page(
        request,
        "investments",
        year=year,
        as_of=day,
        project=found,
        money=money,
        spent=-(money.accumulated or 0),
        decided=None if money.approved is None else -money.approved,
        figure=years_figure(money),
        year_rows=[(each, _part_of_year(each.through)) for each in money.years.values()],
        entries=entries,
        correctable=_correctable(actor, entries) if found.is_open else set(),
        forecasts=[(each, MONTHS[each.month]) for each in forecasts_of(found)],
        noted=[(each, MONTHS[each.month]) for each in actuals_of_project(found)],
        outcomes=[
            (each, MONTHS[each.through or WHOLE_YEAR], MONTHS[each.noted_through or WHOLE_YEAR])
            for each in money.years.values()
            if each.actual is not None
        ],
        any_booked=any(each.booked is not None for each in money.years.values()),
        running=_running(money, year),
        may_record=rules.may_record_investment(actor, found.unit),
        may_lead=rules.may_lead_investment(actor, found.unit),
        trail=trail((_("Investeringar"), _list_address(year)), (str(found), "")),
    )
    return render(request, "budget/investments/project.html", context)


def _part_of_year(through: int | None) -> str:
    """The month that an outcome reaches, when it is not the whole year's."""
    return str(MONTHS[through]) if through and through < WHOLE_YEAR else ""


def _running(money: ProjectMoney, year: int) -> list[Any]:
    """The years from when it is ready; none while that or the cost is unknown."""
    if money.completion_year is None or money.project.running_cost is None:
        return []
    return running_costs([money], max(money.completion_year, year), RUNNING_YEARS - 1)


def _correctable(actor: Actor, entries: list[InvestmentEntry]) -> set[int]:
    return {
        each.pk
        for each in entries
        if each.corrects_id is None
        and not hasattr(each, "corrected_by")
        and rules.may_record_investment(actor, each.project.unit)
    }


def project_or_404(pk: int) -> InvestmentProject:
    """The project with its code and unit, or Http404. One query."""
    return get_object_or_404(InvestmentProject.objects.select_related("project", "unit"), pk=pk)


def day_from(request: HttpRequest) -> date | None:
    """The day that is looked at: ``?per=2026-06-30``; None is now."""
    try:
        return parse_date(request.GET.get("per", ""))
    except ValueError:
        return None


def _list_address(year: int) -> str:
    return f"{reverse('budget:investments')}?ar={year}"


def project_trail(found: InvestmentProject, here: str) -> list[tuple[str, str]]:
    """The way to a page about a project."""
    return trail(
        (_("Investeringar"), reverse("budget:investments")),
        (str(found), reverse("budget:investment", args=[found.pk])),
        (here, ""),
    )
