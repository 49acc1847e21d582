"""A table (CSV, XLSX) as the lines of a detail budget. Errors are told row by row, all at once; nothing is guessed."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from budget.budget_files.lines import FileLine, FileRead, Refusal
from budget.budget_files.table_out import ACCOUNT, BELONGS, CODES, CURVE, TEXT, UNIT, YEAR, columns
from budget.models import MONTHS
from sala_styr.money import format_kronor
from sala_styr.tables import Column, Sheet, TableError, Value
from sala_styr.tables.back import CellError, places, read_cell

MOST_ROWS = 50_000
LONGEST_TEXT = 120


def read_budget_table(sheet: Sheet) -> FileRead:
    """Every row of the table. Raises TableError when it is another kind of table, empty or too long.

    A row has its twelve months, or the year alone: then ``months`` is only that one amount, to be laid along its curve (``compare``).
    """
    known = columns()
    at = places(sheet, tuple(known.values()))
    here = {name: (column, at[column]) for name, column in known.items() if column in at}
    _require_columns(here, sheet)
    lines: list[FileLine] = []
    refusals: list[Refusal] = []
    for number, cells in sheet.rows:
        read = _row(number, cells, here)
        if isinstance(read, FileLine):
            lines.append(read)
        else:
            refusals += [Refusal(number, message) for message in read]
    return FileRead(tuple(lines), tuple(refusals))


def _require_columns(here: Mapping[str, object], sheet: Sheet) -> None:
    if ACCOUNT not in here:
        raise TableError(
            _("Kolumnen ”Konto” saknas. Hämta detaljbudgeten här och behåll rubrikerna."), sheet.header_row
        )
    some = [month for month in MONTHS if month in here]
    if len(some) not in (0, len(MONTHS)):
        raise TableError(_("Filen har bara några av månaderna. Ta med alla tolv, eller bara året."), sheet.header_row)
    if not some and YEAR not in here:
        raise TableError(_("Beloppen saknas. Filen behöver de tolv månaderna eller kolumnen ”Året”."), sheet.header_row)
    if not sheet.rows:
        raise TableError(_("Tabellen har rubriker men inga rader."), sheet.header_row)
    if len(sheet.rows) > MOST_ROWS:
        raise TableError(
            _("Filen har %(rows)s rader. Dela upp den: högst %(most)s åt gången.")
            % {"rows": len(sheet.rows), "most": MOST_ROWS}
        )


def _row(number: int, cells: Sequence[str], here: Mapping[str, tuple[Column, int]]) -> FileLine | list[str]:
    """The line, or everything that is wrong with it."""
    values: dict[str, Value] = {}
    wrong: list[str] = []
    for name, (column, place) in here.items():
        try:
            values[name] = read_cell(column, cells[place])
        except CellError as error:
            wrong.append(_("%(column)s: %(message)s") % {"column": column.label, "message": error})
    if not wrong:
        wrong = _missing(values)
    if wrong:
        return wrong
    texts = {name: str(value) if value is not None else "" for name, value in values.items()}
    return FileLine(
        row=number,
        unit=texts.get(UNIT, ""),
        account=texts[ACCOUNT],
        codes={name: texts.get(name, "") for name in CODES},
        months=_months(values),
        curve=texts.get(CURVE),
        purpose=texts.get(BELONGS),
        text=texts.get(TEXT),
    )


def _missing(values: Mapping[str, Value]) -> list[str]:
    wrong = []
    if not values[ACCOUNT]:
        wrong.append(_("Konto saknas."))
    if len(str(values.get(TEXT) or "")) > LONGEST_TEXT:
        wrong.append(_("Texten är längre än %(most)s tecken. Korta den.") % {"most": LONGEST_TEXT})
    year, months = values.get(YEAR), _given(values)
    if year is None and not months:
        wrong.append(_("Belopp saknas. Skriv månaderna eller året; 0 om det är noll."))
    elif months and isinstance(year, int) and sum(months) != year:
        wrong.append(
            _("Månaderna är tillsammans %(sum)s kr men året %(year)s kr. Rätta, eller töm året.")
            % {"sum": format_kronor(sum(months)), "year": format_kronor(year)}
        )
    return wrong


def _given(values: Mapping[str, Value]) -> tuple[int, ...]:
    """The twelve months, an empty one of them nothing; none at all when the row only has its year."""
    months = [values.get(month) for month in MONTHS]
    given = any(isinstance(month, int) for month in months)
    return tuple(month if isinstance(month, int) else 0 for month in months) if given else ()


def _months(values: Mapping[str, Value]) -> tuple[int, ...]:
    year = values.get(YEAR)
    return _given(values) or (year if isinstance(year, int) else 0,)
