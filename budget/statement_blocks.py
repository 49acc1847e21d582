"""What the annual accounts contribute to reports: the group's statements, the position over five years, the ratios. From the same queries as the pages."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from budget.block_origins import column_origins, overview_origins, ratio_origins
from budget.models import Statement, Whose
from budget.queries.books import Books
from budget.queries.columns import StatementColumn, StatementTable, statement_table
from budget.queries.five_years import FiveYears, OverviewRow, five_years
from budget.queries.five_years import Shown as How
from budget.queries.ratios import KINDS, RatioUnit, ratio_columns
from budget.ratio_words import arithmetic
from sala_styr.documents.model import Block, BulletList, Column, ColumnKind, Row, RowKind, Table
from sala_styr.money import Unit

TITLES = (Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW)


def group_tables(year: int) -> tuple[Table, ...]:
    """The group's resultaträkning, balansräkning and kassaflödesanalys (LKBR 12 kap.); none where nothing of it is known. Four queries."""
    books = Books([year])
    tables = (statement_table(books, statement, year) for statement in TITLES)
    return tuple(
        _group_table(table) for table in tables if any(not each.filled.is_empty for each in table.of(Whose.GROUP))
    )


def _group_table(table: StatementTable) -> Table:
    columns = table.of(Whose.GROUP)
    skipped = len(table.columns) - len(columns)
    rows = [
        Row((str(line.label),), RowKind.HEADING)
        if line.is_heading
        else Row(
            (str(line.label), *cells[skipped:]),
            RowKind.SUM if line.is_sum else RowKind.NORMAL,
            column_origins(table.statement, line.key, columns),
        )
        for line, cells in table.rows
    ]
    notes = {
        Statement.INCOME: _("mnkr, intäkt +, kostnad −; avvikelse + är överskott"),
        Statement.BALANCE: _("mnkr, vid årets slut; var sida är plus"),
        Statement.CASH_FLOW: _("mnkr, inbetalning +, utbetalning −"),
    }
    captions = {
        Statement.INCOME: _("Kommunkoncernens resultaträkning %(year)s"),
        Statement.BALANCE: _("Kommunkoncernens balansräkning %(year)s"),
        Statement.CASH_FLOW: _("Kommunkoncernens kassaflödesanalys %(year)s"),
    }
    which = Statement(table.statement)
    return Table(
        caption=captions[which] % {"year": table.year},
        columns=(Column(_("Rad")), *(Column(_head(each), ColumnKind.AMOUNT) for each in columns)),
        rows=tuple(rows),
        unit=Unit.MNKR,
        unit_note=notes[which],
    )


def _head(column: StatementColumn) -> str:
    if column.is_variance:
        return _("Avvikelse")
    words = _("Budget %(year)s") if column.version == "budget" else _("Utfall %(year)s")
    return words % {"year": column.year}


def position_tables(year: int) -> tuple[Table, ...]:
    """Five years' position in money, and in numbers and ratios, of municipality and group. Eight queries."""
    found = five_years(year)
    beside_income = [row for row in found.rows if row.whose == Whose.GROUP or row.key not in IN_RESULT]
    money = [row for row in beside_income if row.shown == How.MONEY]
    others = [row for row in beside_income if row.shown != How.MONEY]
    tables = []
    if money:
        caption = _("Ställningen i sammandrag till och med %(year)s") % {"year": year}
        columns = (Column(_("Post")), *(Column(str(each), ColumnKind.AMOUNT) for each in found.years))
        note = _("mnkr, intäkt +, kostnad −")
        tables.append(Table(caption, columns, _rows(found, money), unit=Unit.MNKR, unit_note=note))
    if others:
        caption = _("Nyckeltal i sammandrag till och med %(year)s") % {"year": year}
        columns = (Column(_("Nyckeltal")), *(Column(str(each), ColumnKind.NUMBER) for each in found.years))
        tables.append(Table(caption, columns, _rows(found, others)))
    return tuple(tables)


IN_RESULT = ("revenue", "cost", "net_cost", "base", "net_result")
"""What the report's own table of the result already has of the municipality."""


def _rows(found: FiveYears, rows: Iterable[OverviewRow]) -> tuple[Row, ...]:
    rows = list(rows)
    made = []
    for whose in Whose:
        mine = [row for row in rows if row.whose == whose]
        if mine:
            made.append(Row((whose.label.capitalize(),), RowKind.HEADING))
            made += [
                Row(
                    (_label(row), *(_cell(each, row.shown) for each in row.figures)),
                    origins=overview_origins(row, found.years),
                )
                for row in mine
            ]
    return tuple(made)


def _label(row: OverviewRow) -> str:
    units = {How.PERCENT: _("procent"), How.PER_PERSON: _("kr")}
    return f"{row.label}, {units[row.shown]}" if row.shown in units else str(row.label)


def _cell(figure: int | Decimal | None, how: How) -> int | Decimal | None:
    if figure is None or how in (How.MONEY, How.NUMBER):
        return figure
    if how == How.HUNDREDTHS:
        return Decimal(figure) / 100
    places = Decimal("0.1") if how == How.PERCENT else Decimal(1)
    return Decimal(figure).quantize(places, rounding=ROUND_HALF_UP)


def ratio_blocks(year: int) -> tuple[Block, ...]:
    """The ratios of municipality and group with the year before, and the arithmetic of each that there is. Eight queries."""
    columns = [column for column in ratio_columns(year) if not column.is_budget]
    rows, told = [], []
    for kind in KINDS:
        found = [column.ratios.get(kind.key) for column in columns]
        how = How.PERCENT if kind.unit == RatioUnit.PERCENT else How.PER_PERSON
        values = [_cell(ratio.value if ratio else None, how) for ratio in found]
        if all(value is None for value in values):
            continue
        unit = _("procent") if how == How.PERCENT else _("kr")
        rows.append(Row((f"{kind.label}, {unit}", *values), origins=ratio_origins(kind.key, columns)))
        now = found[0]
        if now is not None and now.value is not None:
            told.append(f"{kind.label}: {kind.words}. {arithmetic(now)}.")
    if not rows:
        return ()
    heads = [f"{str(Whose(column.whose).label).capitalize()} {column.year}" for column in columns]
    table = Table(
        caption=_("Finansiella nyckeltal %(year)s") % {"year": year},
        columns=(Column(_("Nyckeltal")), *(Column(head, ColumnKind.NUMBER) for head in heads)),
        rows=tuple(rows),
    )
    return (table, BulletList(tuple(told))) if told else (table,)
