"""The statements: resultaträkning, balanskravsutredning, balance sheet with cash flow."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from budget import rules
from budget.actions.statements import enter_result_budget, note_adjustment
from budget.blocks import requirement_sentences
from budget.exports import income_listing, requirement_listing
from budget.forms.statements import AdjustmentForm, ResultBudgetForm
from budget.models import FACTS, AdjustmentKind, FigureVersion, Statement, Whose
from budget.queries.balance_requirement import balance_requirement
from budget.queries.balance_sheet import cash_flow_of, entities_with_balances, read_entity, sheet_of
from budget.queries.books import Books, Filled
from budget.queries.columns import StatementColumn, statement_table
from budget.queries.derived.requirement import filling_key
from budget.queries.income import income_statement
from budget.queries.income import result_budget as budgeted
from budget.queries.origin import council
from budget.queries.reserves import RESERVE_FROM
from budget.queries.structure import structure
from budget.queries.sums import WHOLE_YEAR, last_period
from budget.views.accounts import (
    ShownCell,
    accounts_page,
    accounts_trail,
    columns_to_write,
    heads_of,
    shown_rows,
    through_of,
    written_address,
)
from budget.views.page import month_from, reader, unit_or_404
from sala_styr.decisions.queries import year_from
from sala_styr.errors import RuleBroken
from sala_styr.organisation.rules import require
from sala_styr.tables import as_file


@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """Resultaträkningen: the municipality's budget, actual and the year before through the same month; the group's whole years beside it."""
    actor = reader(request)
    year = year_from(request)
    last = through_of(year) or WHOLE_YEAR
    through = month_from(request, last)
    statement = income_statement(year, through)
    table = statement_table(Books([year]), Statement.INCOME, year, complete=statement.complete)
    heads = {whose: heads_of(table, whose, through) for whose in Whose.values}
    if file := as_file(request, lambda: income_listing(statement, table, heads)):
        return file
    group = {line.key: cells[-len(heads[Whose.GROUP]) :] for line, cells in shown_rows(table) if heads[Whose.GROUP]}
    unknown = [ShownCell(None, "", "")] * len(heads[Whose.GROUP])
    own = StatementColumn(Whose.MUNICIPALITY, FigureVersion.ACTUAL, year, Filled({}))
    context = accounts_page(
        request,
        "result",
        year=year,
        statement=statement,
        rows=[(row, group.get(row.key, unknown)) for row in statement.rows],
        group_heads=heads[Whose.GROUP],
        written_url=written_address(own, Statement.INCOME),
        council=council(),
        has_written=any(row.figure for row in statement.rows),
        through=through,
        through_name=MONTHS[through],
        may_write=rules.may_state_requirement(actor),
        columns_to_write=columns_to_write(Statement.INCOME, year),
        trail=accounts_trail(year, (_("Resultaträkning"), "")),
    )
    return render(request, "budget/result.html", context)


@require_http_methods(["GET", "POST"])
def result_budget(request: HttpRequest) -> HttpResponse:
    """Enter the council's result budget."""
    actor = reader(request)
    _require_controller(request)
    year = year_from(request)
    form = ResultBudgetForm(request.POST or None, initial=budgeted(year))
    if form.is_valid():
        try:
            enter_result_budget(actor, year, form.amounts, form.cleaned_data["decision"])
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("Resultatbudgeten är inlagd."))
            return redirect(f"{reverse('budget:result')}?ar={year}")
    way = accounts_trail(year, (_("Resultatbudget"), ""))
    context = accounts_page(request, "result", year=year, form=form, trail=way)
    return render(request, "budget/result_budget.html", context, status=422 if form.is_bound else 200)


@require_safe
def requirement(request: HttpRequest) -> HttpResponse:
    """Balanskravsutredningen with the reserve's room and the deficits to restore."""
    actor = reader(request)
    year = year_from(request)
    found = balance_requirement(year)
    if file := as_file(request, lambda: requirement_listing(found)):
        return file
    known = [each for each in (found.sums.result, found.sums.adjusted) if each is not None]
    context = accounts_page(
        request,
        "requirement",
        year=year,
        found=found,
        sentences=requirement_sentences(found),
        lower=min(known, default=None),
        filling=filling_key(found),
        has_ceiling=year >= RESERVE_FROM,
        stories=[(story, story.state(year)) for story in found.stories],
        complete=min(last_period(year) or 0, WHOLE_YEAR) == WHOLE_YEAR,
        editable=set(AdjustmentKind.values) if rules.may_state_requirement(actor) else set(),
        facts=[
            (AdjustmentKind(kind), found.adjustments.get(kind)) for kind in (*FACTS, AdjustmentKind.SPECIAL_REASONS)
        ],
        trail=accounts_trail(year, (_("Balanskrav"), "")),
    )
    return render(request, "budget/requirement.html", context)


@require_http_methods(["GET", "POST"])
def adjustment(request: HttpRequest, kind: str) -> HttpResponse:
    """Change one line or fact of the statement."""
    actor = reader(request)
    _require_controller(request)
    if kind not in AdjustmentKind.values:
        raise Http404
    year = year_from(request)
    now = balance_requirement(year).adjustments.get(kind)
    initial: dict[str, Any] = {"amount": now.amount, "note": now.note} if now else {}
    form = AdjustmentForm(request.POST or None, initial=initial)
    back = f"{reverse('budget:requirement')}?ar={year}"
    if form.is_valid():
        try:
            note_adjustment(actor, year, kind, form.cleaned_data["amount"], form.cleaned_data["note"])
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("Raden är sparad."))
            return redirect(back)
    label = AdjustmentKind(kind).label
    context = accounts_page(
        request,
        "requirement",
        year=year,
        form=form,
        label=label,
        back=back,
        trail=accounts_trail(year, (_("Balanskrav"), back), (str(label), "")),
    )
    return render(request, "budget/adjustment.html", context, status=422 if form.is_bound else 200)


@require_safe
def balance(request: HttpRequest, pk: int) -> HttpResponse:
    """Balance sheet and cash flow of the legal entity that the unit belongs to."""
    reader(request)
    year = year_from(request)
    tree = structure()
    entity = read_entity(unit_or_404(pk), year, tree)
    context = accounts_page(
        request,
        "balances",
        year=year,
        unit=entity.unit,
        sheet=sheet_of(entity),
        flow=cash_flow_of(entity),
        entities=entities_with_balances(year, tree),
        trail=accounts_trail(
            year, (_("Balansräkning"), f"{reverse('budget:balances')}?ar={year}"), (entity.unit.name, "")
        ),
    )
    return render(request, "budget/balance.html", context)


def _require_controller(request: HttpRequest) -> None:
    require(
        rules.may_state_requirement(reader(request)),
        _("Resultatbudget och balanskrav sköts av en controller. Hör av dig dit om något behöver ändras."),
    )
