"""The annual accounts' pages (räkenskaper): balance sheet, cash flow, and the figures that are written in; what all of them share."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from budget import rules
from budget.actions.figures import ColumnKey, require_writer, write_figures
from budget.exports import statement_listing
from budget.forms.figures import FiguresForm, PasteForm
from budget.models import FigureVersion, Statement, Whose
from budget.pasted_statement import read_pasted
from budget.queries.balance_sheet import entities_with_balances
from budget.queries.books import ACTUAL, Books, balance_difference, cash_difference
from budget.queries.columns import StatementColumn, StatementTable, statement_table
from budget.queries.derived.statements import Cell, cell_way
from budget.queries.shapes import lines_to_write
from budget.queries.structure import is_municipal
from budget.queries.sums import WHOLE_YEAR, last_period
from budget.queries.written import changes_of, written_figures
from budget.views.page import Tab, page, reader, shown_unit, trail
from budget.ways import address
from sala_styr.decisions.queries import year_from
from sala_styr.errors import RuleBroken
from sala_styr.tables import as_file


@dataclass(frozen=True)
class Head:
    """The head of a column: its words, and where its written-in figures are read."""

    text: str
    href: str
    is_variance: bool
    has_written: bool


@dataclass(frozen=True)
class ShownCell:
    """An amount with the way to where it was written in, or to the arithmetic behind it."""

    amount: int | None
    href: str
    kind: str


def accounts_page(request: HttpRequest, name: str, **context: Any) -> dict[str, Any]:
    """The context of a page of the annual accounts: as ``page``, and the row of their own pages."""
    year = context.pop("year", None) or year_from(request)
    pages = [
        ("result", _("Resultat")),
        ("balances", _("Balans")),
        ("cash_flow", _("Kassaflöde")),
        ("operating", _("Drift")),
        ("requirement", _("Balanskrav")),
        ("ratios", _("Nyckeltal")),
        ("five_years", _("Fem år")),
    ]
    subpages = [Tab(label, f"{reverse('budget:' + each)}?ar={year}", each == name) for each, label in pages]
    return page(request, "result", year=year, subpages=subpages, **context)


def accounts_trail(year: int, *parts: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here: Ekonomi, Räkenskaper, then ``parts``."""
    return trail((_("Räkenskaper"), f"{reverse('budget:result')}?ar={year}"), *parts)


def through_of(year: int) -> int | None:
    """The last month with actuals; None where there are none. One query."""
    last = last_period(year)
    return None if last is None else min(last, WHOLE_YEAR)


def actual_head(year: int, through: int | None) -> str:
    """``Utfall 2026``, or how far it goes."""
    if through is None or through == WHOLE_YEAR:
        return _("Utfall %(year)s") % {"year": year}
    return _("Utfall t.o.m. %(month)s") % {"month": MONTHS[through]}


def written_address(column: StatementColumn, statement: str) -> str:
    """Where the column's written-in figures are read."""
    return f"{reverse('budget:written', args=[statement, column.whose, column.version])}?ar={column.year}"


def cell_address(statement: str, line: str, column: StatementColumn) -> str:
    """Where a figure of a statement comes from: who wrote it in, or the arithmetic behind it."""
    if line in column.written:
        return written_address(column, statement)
    return address(cell_way(Cell(statement, line, column.year, column.whose, column.version)))


def heads_of(table: StatementTable, whose: str, through: int | None) -> list[Head]:
    """The heads of the municipality's or the group's columns."""
    heads = []
    for column in table.of(whose):
        if column.is_variance:
            heads.append(Head(_("Avvikelse"), "", True, False))
            continue
        words = _("Budget %(year)s") if column.version == FigureVersion.BUDGET else _("Utfall %(year)s")
        text = words % {"year": column.year}
        if column.version == ACTUAL and column.year == table.year and not column.written:
            text = actual_head(column.year, through)
        heads.append(Head(text, written_address(column, table.statement), False, bool(column.written)))
    return heads


def shown_rows(table: StatementTable) -> list[tuple[Any, list[ShownCell]]]:
    """The table's rows as cells; what somebody has written in leads to who and from where."""
    # More loans than budgeted are neither good nor bad: only a result is called a surplus.
    kind = "surplus" if table.statement == Statement.INCOME else "change"
    rows = []
    for line, amounts in table.rows:
        cells = [
            ShownCell(
                amount,
                "" if amount is None else cell_address(table.statement, line.key, column),
                kind if column.is_variance else "",
            )
            for column, amount in zip(table.columns if amounts else (), amounts, strict=True)
        ]
        rows.append((line, cells))
    return rows


@require_safe
def balances(request: HttpRequest) -> HttpResponse:
    """The balance sheet: municipality and group, budget, actual and the year before. A constant number of queries."""
    return _statement(request, Statement.BALANCE, "balances", _("Balansräkning"))


@require_safe
def cash_flow(request: HttpRequest) -> HttpResponse:
    """The cash flow statement, which ties with the balance sheet. A constant number of queries."""
    return _statement(request, Statement.CASH_FLOW, "cash_flow", _("Kassaflödesanalys"))


def _statement(request: HttpRequest, statement: str, name: str, title: str) -> HttpResponse:
    actor = reader(request)
    year = year_from(request)
    books = Books([year])
    through = through_of(year)
    table = statement_table(books, statement, year, complete=through in (None, WHOLE_YEAR))
    heads = {whose: heads_of(table, whose, through) for whose in Whose.values}
    if file := as_file(request, lambda: statement_listing(title, table, heads)):
        return file
    context = accounts_page(
        request,
        name,
        year=year,
        title=title,
        statement=statement,
        table=table,
        rows=shown_rows(table),
        municipal_heads=heads[Whose.MUNICIPALITY],
        group_heads=heads[Whose.GROUP],
        width=len(table.columns) + 1,
        ties=[(words, off) for words, off in ties_of(books, table, heads) if off],
        is_net=any(column.filled.net for column in table.columns),
        entities=_entities(year) if statement == Statement.BALANCE else [],
        reserves=books.reserves(year) if statement == Statement.BALANCE else None,
        has_written=any(column.written for column in table.columns),
        may_write=rules.may_state_requirement(actor),
        columns_to_write=columns_to_write(statement, year),
        trail=accounts_trail(year, (title, "")),
    )
    return render(request, "budget/statement.html", context)


def _entities(year: int) -> list[tuple[str, int]]:
    """(name, id) of the legal entities with balances. The municipality goes by its own name, not by that of the group at the top of the tree."""
    return [
        (settings.MUNICIPALITY_NAME if is_municipal(unit) else unit.name, unit.pk)
        for unit in entities_with_balances(year)
    ]


def ties_of(books: Books, table: StatementTable, heads: dict[str, list[Head]]) -> list[tuple[str, int | None]]:
    """What does not tie: the column in words and by how much (None and 0: nothing to say)."""
    found = []
    for whose in Whose.values:
        for head, column in zip(heads[whose], table.of(whose), strict=True):
            if column.is_variance:
                continue
            if table.statement == Statement.BALANCE:
                off = balance_difference(column.filled.values)
            else:
                closing = books.balance(column.year, whose, column.version)
                off = cash_difference(column.filled.values, closing.values)
            found.append((f"{Whose(whose).label.capitalize()}, {head.text}", off))
    return found


def columns_to_write(statement: str, year: int) -> list[tuple[str, str]]:
    """(words, address) of each column that figures can be written in to."""
    found = []
    for whose in Whose:
        for version in FigureVersion:
            if ColumnKey(year, statement, whose, version).is_result_budget:
                address = f"{reverse('budget:result_budget')}?ar={year}"
            else:
                address = f"{reverse('budget:write_figures', args=[statement, whose, version])}?ar={year}"
            found.append((f"{whose.label.capitalize()}, {version.label}", address))
    return found


@require_safe
def written(request: HttpRequest, statement: str, whose: str, version: str) -> HttpResponse:
    """Where a column's written-in figures come from: line, amount, source, decision, and their history."""
    actor = reader(request)
    column = _column(request, statement, whose, version)
    figures = written_figures([column.year], [statement]).of(column.year, statement, whose, version)
    context = accounts_page(
        request,
        _page_of(statement),
        year=column.year,
        statement=statement,
        title=_title(column),
        figures=[(line, figures[line.key]) for line in lines_to_write(statement) if line.key in figures],
        changes=changes_of(column.year, statement, whose, version),
        write_url="" if column.is_result_budget else _write_address(column),
        may_write=rules.may_state_requirement(actor),
        back=f"{reverse('budget:' + _page_of(statement))}?ar={column.year}",
        trail=accounts_trail(column.year, (_title(column), "")),
    )
    return render(request, "budget/written.html", context)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, statement: str, whose: str, version: str) -> HttpResponse:
    """Write in a column; or fill the fields from a pasted table, which saves nothing."""
    actor = reader(request)
    require_writer(actor)
    column = _column(request, statement, whose, version)
    if column.is_result_budget:
        return redirect(f"{reverse('budget:result_budget')}?ar={column.year}")
    unit = shown_unit(request)
    figures = written_figures([column.year], [statement]).of(column.year, statement, whose, version)
    paste = PasteForm(request.POST if "fyll" in request.POST else None, prefix="tabell")
    problems: list[str] = []
    if "fyll" in request.POST:
        taken: dict[str, int] = {}
        if paste.is_valid():
            found = read_pasted(
                paste.cleaned_data["table"],
                statement,
                unit,
                costs_are_positive=paste.cleaned_data["costs_are_positive"],
            )
            taken, problems = found.amounts, found.problems
        form = FiguresForm(column, figures, unit, filled_in=taken)
        return _form_page(request, column, form, paste, problems, len(taken))
    form = FiguresForm(column, figures, unit, request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            changed = write_figures(
                actor,
                column,
                form.amounts,
                source=data["source"],
                decision=data.get("decision"),
                seen=data["seen"] or None,
            )
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            _tell(request, changed)
            return redirect(f"{reverse('budget:' + _page_of(statement))}?ar={column.year}&i={unit}")
    return _form_page(request, column, form, paste, problems, 0)


def _tell(request: HttpRequest, changed: int) -> None:
    if changed:
        words = ngettext("%(n)d rad är sparad.", "%(n)d rader är sparade.", changed) % {"n": changed}
        messages.success(request, words)
    else:
        messages.info(request, _("Inget var ändrat, så inget sparades."))


def _form_page(
    request: HttpRequest, column: ColumnKey, form: FiguresForm, paste: PasteForm, problems: list[str], taken: int
) -> HttpResponse:
    context = accounts_page(
        request,
        _page_of(column.statement),
        year=column.year,
        statement=column.statement,
        title=_title(column),
        form=form,
        paste=paste,
        problems=problems,
        taken=taken,
        was_pasted="fyll" in request.POST and paste.is_valid(),
        has_money=column.statement != Statement.FACTS,
        back=f"{reverse('budget:' + _page_of(column.statement))}?ar={column.year}",
        trail=accounts_trail(column.year, (_title(column), "")),
    )
    wrong = form.is_bound or (paste.is_bound and not paste.is_valid())
    return render(request, "budget/write_figures.html", context, status=422 if wrong else 200)


def _column(request: HttpRequest, statement: str, whose: str, version: str) -> ColumnKey:
    if statement not in Statement.values or whose not in Whose.values or version not in FigureVersion.values:
        raise Http404
    return ColumnKey(year_from(request), statement, whose, version)


def _write_address(column: ColumnKey) -> str:
    arguments = [column.statement, column.whose, column.version]
    return f"{reverse('budget:write_figures', args=arguments)}?ar={column.year}"


def _page_of(statement: str) -> str:
    """The name of the page that shows the statement."""
    names: dict[str, str] = {
        Statement.INCOME: "result",
        Statement.BALANCE: "balances",
        Statement.CASH_FLOW: "cash_flow",
        Statement.FACTS: "ratios",
    }
    return names[statement]


def _title(column: ColumnKey) -> str:
    return _("%(statement)s %(year)s, %(whose)s, %(version)s") % {
        "statement": str(Statement(column.statement).label).capitalize(),
        "year": column.year,
        "whose": Whose(column.whose).label,
        "version": FigureVersion(column.version).label,
    }
