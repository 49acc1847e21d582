"""What the money shows in any report, by name (sala_styr.documents.live). Tables are in mnkr where tkr would be wider than the paper."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget import blocks as tables
from budget.block_origins import income_origins
from budget.corrective_blocks import corrective_table
from budget.investment_blocks import investment_blocks
from budget.models import ResultLine
from budget.queries import (
    balance_requirement,
    balance_sheet,
    cash_flow,
    entities_with_balances,
    income_statement,
    operating_statement,
)
from budget.queries.frame_table import FrameGroup, frame_table
from budget.queries.income import NET_COST, NET_RESULT
from budget.queries.investments import investment_statement
from budget.queries.structure import is_municipal, structure
from budget.source_blocks import sources_table
from budget.statement_blocks import group_tables, position_tables, ratio_blocks
from goals.terms import capital, term
from sala_styr.documents.live import Parts, Scope, live_block, live_figure
from sala_styr.documents.model import Column, ColumnKind, Row, RowKind, Table
from sala_styr.documents.written import LiveFigure
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.organisation.models import Unit


@live_block("budget.frames", title=gettext_lazy("Ramar per nämnd, budgetår och planår"))
def frames(scope: Scope) -> Parts:
    """What each committee has been given, year by year."""
    found = frame_table(structure(), scope.year)
    if not found.groups:
        return ()
    rows = [row for group in found.groups for row in _frame_rows(group)]
    rows.append(Row((_("Summa ramar"), *found.current), RowKind.SUM))
    columns = (
        Column(capital(term("committee", scope.year))),
        *(Column(str(year), ColumnKind.AMOUNT) for year in found.years),
    )
    note = _("Ramen är ett nettobelopp: det nämnden får kosta utöver sina egna intäkter.")
    caption = _("Ramar %(first)s–%(last)s") % {"first": found.years[0], "last": found.years[-1]}
    return (Table(caption, columns, tuple(rows), Shown.TKR, _("tkr, ram +"), note),)


def _frame_rows(group: FrameGroup) -> list[Row]:
    rows = [Row((str(group.label),), RowKind.HEADING)]
    rows += [Row((line.unit.name, *line.amounts)) for line in group.lines]
    rows.append(Row((str(group.sum_label), *group.sums), RowKind.SUM))
    return rows


@live_block("budget.operating", title=gettext_lazy("Driftredovisning per nämnd"))
def operating(scope: Scope) -> Parts:
    """Revenue, cost, net, budget and variance by committee to the end of the scope's month, with the frames' changes."""
    statement = operating_statement(scope.year, None if scope.is_whole_year else scope.month)
    figure = tables.variance_figure(statement)
    rest = (figure, tables.amendment_table(scope.year), corrective_table(scope.year))
    return (tables.operating_table(statement, Shown.MNKR), *(each for each in rest if each is not None))


@live_block("budget.investments", title=gettext_lazy("Investeringsredovisning"))
def investments(scope: Scope) -> Parts:
    """The year's investments and the plan for those after (LKBR 4:1)."""
    return investment_blocks(investment_statement(scope.year), Shown.MNKR)


@live_block("budget.income", title=gettext_lazy("Resultaträkning"))
def income(scope: Scope) -> Parts:
    """The municipality's result with budget and last year."""
    return (tables.income_table(income_statement(scope.year, scope.month)),)


@live_block("budget.balance", title=gettext_lazy("Balansräkning"))
def balance(scope: Scope) -> Parts:
    """The position of the municipality and of each company whose balances are read in; the municipality first."""
    entities = sorted(entities_with_balances(scope.year), key=lambda unit: not is_municipal(unit))
    return tuple(_balance_table(unit, scope.year) for unit in entities)


@live_block("budget.cash", title=gettext_lazy("Kassaflödesanalys"))
def cash(scope: Scope) -> Parts:
    """Where the municipality's money came from and went."""
    flows = [(cash_flow(unit, scope.year), unit) for unit in entities_with_balances(scope.year) if is_municipal(unit)]
    return tuple(tables.cash_table(flow, unit, scope.year) for flow, unit in flows if flow is not None)


@live_block("budget.requirement", title=gettext_lazy("Balanskravsutredning"))
def requirement(scope: Scope) -> Parts:
    """The result that the law asks to be in balance (KL 11:5, LKBR 11:10)."""
    return tables.requirement_blocks(balance_requirement(scope.year))


@live_block("budget.group", title=gettext_lazy("Sammanställda räkenskaper"))
def group(scope: Scope) -> Parts:
    """The municipality and its group (LKBR 12 kap.)."""
    return group_tables(scope.year)


@live_block("budget.position", title=gettext_lazy("Fem år i sammandrag"))
def position(scope: Scope) -> Parts:
    """Five years of result and position."""
    return position_tables(scope.year)


@live_block("budget.ratios", title=gettext_lazy("Nyckeltal om den ekonomiska ställningen"))
def ratios(scope: Scope) -> Parts:
    """Solidity, and the others."""
    return ratio_blocks(scope.year)


@live_block("budget.sources", title=gettext_lazy("Underlag: de filer siffrorna kommer ur"))
def sources(scope: Scope) -> Parts:
    """The files behind the accounts, with their control totals."""
    table = sources_table(scope.year)
    return (table,) if table else ()


_FIGURES = (
    ("budget.result", gettext_lazy("Årets resultat"), NET_RESULT),
    ("budget.net_cost", gettext_lazy("Verksamhetens nettokostnader"), NET_COST),
    ("budget.taxes", gettext_lazy("Skatteintäkter"), ResultLine.TAX),
    ("budget.grants", gettext_lazy("Generella statsbidrag och utjämning"), ResultLine.GRANTS),
)


def _offer_line(name: str, title: Any, key: str) -> None:
    """A line of resultaträkningen as two figures: its outcome, and its variance from the budget of the whole year."""

    @live_figure(name, title=_in_year(title, gettext_lazy("utfall")))
    def outcome(scope: Scope) -> LiveFigure | None:
        row = income_statement(scope.year, scope.month).row(key)
        return _figure(row.actual, income_origins(row, scope.year)[1])

    @live_figure(f"{name}.budget", title=_in_year(title, gettext_lazy("budget")))
    def budgeted(scope: Scope) -> LiveFigure | None:
        row = income_statement(scope.year, scope.month).row(key)
        return _figure(row.budget, income_origins(row, scope.year)[2])


def _in_year(title: Any, what: Any) -> Any:
    return format_lazy("{title}, {what}", title=title, what=what)


def _figure(ore: int | None, origin: str) -> LiveFigure | None:
    """The amount in mnkr as it is written in a sentence; None where it is missing."""
    return None if ore is None else LiveFigure(f"{format_amount(ore, Shown.MNKR)}\u00a0{Shown.MNKR.label}", origin)


for _name, _title, _key in _FIGURES:
    _offer_line(_name, _title, _key)


def _balance_table(unit: Unit, year: int) -> Table:
    """The municipality as a legal person goes by its own name, not by that of the group at the top of the tree."""
    table = tables.balance_table(balance_sheet(unit, year))
    if not is_municipal(unit):
        return table
    caption = _("Balansräkning %(year)s, %(unit)s") % {"year": year, "unit": settings.MUNICIPALITY_NAME}
    return replace(table, caption=caption)
