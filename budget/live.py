"""What the money shows in any report, by name (sala_styr.documents.live). Tables are in mnkr where tkr would be wider than the paper."""

from dataclasses import replace
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget import blocks as tables
from budget import report_blocks as more
from budget.corrective_blocks import corrective_table
from budget.investment_blocks import investment_blocks, statement_table
from budget.note_blocks import note_tables, with_notes
from budget.queries import (
    BalanceSheet,
    IncomeStatement,
    balance_requirement,
    balance_sheet,
    cash_flow,
    entities_with_balances,
    income_statement,
    operating_statement,
)
from budget.queries.accounts import account_table
from budget.queries.bridge import bridge
from budget.queries.companies import companies
from budget.queries.forecast_change import forecast_rounds
from budget.queries.frame_changes import frame_changes
from budget.queries.frame_table import FrameGroup, frame_table
from budget.queries.investments import investment_statement
from budget.queries.notes import Notes, notes_of
from budget.queries.operating import parts_statement
from budget.queries.structure import is_municipal, structure
from budget.source_blocks import sources_table
from budget.statement_blocks import group_tables, position_tables, ratio_blocks
from goals.terms import capital, term
from sala_styr.documents.live import Parts, Scope, live_block
from sala_styr.documents.model import Column, ColumnKind, Row, RowKind, Table
from sala_styr.money import Unit as Shown


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


@live_block("budget.frame_changes", title=gettext_lazy("Ramarnas ändringar med orsaker"))
def frames_explained(scope: Scope) -> Parts:
    """How each committee's frame came from last year's."""
    units = structure().committees
    changes = frame_changes(units, scope.year)
    table = more.frame_changes_table(((unit, changes[unit.pk]) for unit in units), scope.year)
    return (table,) if table else ()


@live_block("budget.operating", title=gettext_lazy("Driftredovisning per nämnd"))
def operating(scope: Scope) -> Parts:
    """Revenue, cost, net, budget and variance by committee to the end of the scope's month, with the frames' changes."""
    statement = operating_statement(scope.year, None if scope.is_whole_year else scope.month)
    figure = tables.variance_figure(statement)
    rest = (figure, tables.amendment_table(scope.year), corrective_table(scope.year))
    return (tables.operating_table(statement, Shown.MNKR), *(each for each in rest if each is not None))


@live_block("budget.bridge", title=gettext_lazy("Från driftredovisning till resultaträkning"))
def bridged(scope: Scope) -> Parts:
    """The steps between the two statements (LKBR 10 kap.)."""
    return (more.bridge_table(bridge(scope.year, None if scope.is_whole_year else scope.month)),)


@live_block("budget.forecasts", title=gettext_lazy("Utfall och prognos per nämnd, och hur prognosen har ändrats"))
def forecasts(scope: Scope) -> Parts:
    """Each committee's money so far, its forecast, and the change since the round before."""
    return (more.forecast_table(forecast_rounds(scope.year, scope.month)),)


@live_block("budget.unit", title=gettext_lazy("Driften per verksamhet"), of_whole=False, of_unit=True)
def of_unit(scope: Scope) -> Parts:
    """The unit's parts: revenue, cost, net, budget and variance; of a year without outcome its budget."""
    if scope.unit is None:
        return ()
    statement = parts_statement(scope.unit, scope.year, None if scope.is_whole_year else scope.month)
    found = (more.unit_table(statement, scope.unit.name), more.unit_figure(statement, scope.unit.name))
    return tuple(each for each in found if each is not None)


@live_block("budget.unit_detail", title=gettext_lazy("Budgeten efter slag"), of_whole=False, of_unit=True)
def detail_of_unit(scope: Scope) -> Parts:
    """The unit's detail budget by class of accounts."""
    if scope.unit is None:
        return ()
    table = more.classes_table(account_table(structure(), scope.unit, scope.year), scope.unit.name)
    return (table,) if table else ()


@live_block(
    "budget.unit_investments", title=gettext_lazy("Enhetens investeringar"), of_whole=False, of_unit=True, optional=True
)
def investments_of_unit(scope: Scope) -> Parts:
    """The year's investments of the unit and all below it."""
    if scope.unit is None:
        return ()
    statement = investment_statement(scope.year, units={unit.pk for unit in structure().below(scope.unit.pk)})
    caption = _("Investeringar %(year)s, %(unit)s") % {"year": scope.year, "unit": scope.unit.name}
    return (replace(statement_table(statement, Shown.MNKR), caption=caption),) if statement.rows else ()


@live_block("budget.investments", title=gettext_lazy("Investeringsredovisning"))
def investments(scope: Scope) -> Parts:
    """The year's investments and the plan for those after (LKBR 4:1)."""
    return investment_blocks(investment_statement(scope.year), Shown.MNKR)


@live_block("budget.income", title=gettext_lazy("Resultaträkning"))
def income(scope: Scope) -> Parts:
    """The municipality's result with budget and last year."""
    return (tables.income_table(income_statement(scope.year, scope.month)),)


@live_block("budget.income_noted", title=gettext_lazy("Resultaträkning med notnummer"))
def income_with_notes(scope: Scope) -> Parts:
    """The same with the numbers of the notes that the block of notes shows."""
    statement, _sheet, notes = _noted(scope.year)
    table = tables.income_table(statement)
    return (with_notes(table, notes.number_of, tuple(row.key for row in statement.rows)),)


@live_block("budget.balance", title=gettext_lazy("Balansräkning"))
def balance(scope: Scope) -> Parts:
    """The position of the municipality and of each company whose balances are read in; the municipality first."""
    entities = sorted(entities_with_balances(scope.year), key=lambda unit: not is_municipal(unit))
    return tuple(_balance_table(balance_sheet(unit, scope.year)) for unit in entities)


@live_block("budget.balance_noted", title=gettext_lazy("Kommunens balansräkning med notnummer"))
def balance_with_notes(scope: Scope) -> Parts:
    """The municipality's own position with the numbers of its notes."""
    _statement, sheet, notes = _noted(scope.year)
    if sheet is None:
        return ()
    return (with_notes(_balance_table(sheet), partial(notes.number_of, of_balance=True), tables.balance_keys(sheet)),)


@live_block("budget.notes", title=gettext_lazy("Noter till resultaträkningen och balansräkningen"))
def notes(scope: Scope) -> Parts:
    """What each line of the two statements is made of (LKBR 9 kap.)."""
    return note_tables(_noted(scope.year)[2])


@live_block("budget.company_balances", title=gettext_lazy("Bolagens balansräkningar"))
def company_balances(scope: Scope) -> Parts:
    """The position of each company whose balances are read in."""
    companies = [unit for unit in entities_with_balances(scope.year) if not is_municipal(unit)]
    return tuple(_balance_table(balance_sheet(unit, scope.year)) for unit in companies)


@live_block("budget.companies", title=gettext_lazy("Bolagens resultat mot ägarens krav"))
def companies_asked(scope: Scope) -> Parts:
    """What is asked of each company and how it went."""
    table = more.companies_table(companies(structure(), scope.year), scope.year, ended=scope.is_whole_year)
    return (table,) if table else ()


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


def _noted(year: int) -> tuple[IncomeStatement, BalanceSheet | None, Notes]:
    """The municipality's two statements of the whole year and their notes. Twelve queries at most."""
    own = next((unit for unit in entities_with_balances(year) if is_municipal(unit)), None)
    statement, sheet = income_statement(year), balance_sheet(own, year) if own else None
    return statement, sheet, notes_of(year, statement, sheet)


def _balance_table(sheet: BalanceSheet) -> Table:
    """The municipality as a legal person goes by its own name, not by that of the group at the top of the tree."""
    table = tables.balance_table(sheet)
    if not is_municipal(sheet.unit):
        return table
    caption = _("Balansräkning %(year)s, %(unit)s") % {"year": sheet.year, "unit": settings.MUNICIPALITY_NAME}
    return replace(table, caption=caption)
