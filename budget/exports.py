"""Tables as files: the same rows as the page, exact to the öre."""

from decimal import Decimal
from io import BytesIO

import xlsxwriter
from django.db.models import QuerySet
from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _

from budget.models import DetailLine
from sala_styr.documents.model import Column, ColumnKind, Row, Table
from sala_styr.money import Unit as Shown

_TEXTS = 4


def detail_table(title: str, lines: QuerySet[DetailLine]) -> Table:
    """The lines of a detail budget: account, name, purpose, text, the year and its months. One query."""
    amounts = [_("Året"), *(str(MONTHS_3[number]) for number in range(1, 13))]
    return Table(
        caption=title,
        columns=(
            *(Column(label) for label in (_("Konto"), _("Namn"), _("Hör till"), _("Text"))),
            *(Column(label, ColumnKind.AMOUNT) for label in amounts),
        ),
        rows=tuple(
            Row(
                (
                    line.account.number,
                    line.account.name,
                    line.plan_item.title if line.plan_item else str(line.get_link_display()),
                    line.text,
                    line.amount,
                    *line.months,
                )
            )
            for line in lines
        ),
        unit=Shown.KR,
        unit_note=_("kr, intäkt +, kostnad −"),
    )


def table_xlsx(table: Table) -> bytes:
    """The table as an Excel file: texts as texts (never as formulas), amounts as numbers in kronor."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(table.caption[:31].translate(str.maketrans("[]:*?/\\", "       ")))
        head = book.add_format({"bold": True, "bottom": 1})
        money = book.add_format({"num_format": "#,##0.00"})
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.label, head)
        for number, row in enumerate(table.rows, 1):
            for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
                if column.kind == ColumnKind.AMOUNT and isinstance(cell, int):
                    sheet.write_number(number, place, Decimal(cell) / 100, money)
                elif cell is not None:
                    sheet.write_string(number, place, str(cell))
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, _TEXTS - 1, 30)
        sheet.set_column(_TEXTS, len(table.columns) - 1, 14)
        sheet.freeze_panes(1, 1)
    return out.getvalue()
