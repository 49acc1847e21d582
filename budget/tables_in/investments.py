"""What investments have cost, from a table: project code and amount, and if given the income. No models, no database."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from budget.tables_in.actuals import MOST_ERRORS, RowError
from budget.tables_in.layout import Sign
from sala_styr.money import MoneyError, parse_kronor
from sala_styr.tables import Sheet

CODE, AMOUNT, INCOME = "projekt", "belopp", "inkomster"
SYNONYMS = {
    CODE: {"projekt", "projektkod", "projektnr", "projektnummer", "kod", "project"},
    AMOUNT: {"belopp", "utfall", "nettoutgift", "netto", "summa", "amount"},
    INCOME: {"inkomster", "inkomst", "bidrag"},
}
_LOOK_FOR_HEADINGS = 20


class ProjectAmount(NamedTuple):
    """What a project has cost: öre in report sign. ``row`` is the first row of the file that names it."""

    row: int
    code: str
    amount: int
    income: int | None


@dataclass(frozen=True)
class ProjectAmounts:
    """The outcome, a row for each code, rows of the same code added up. When there are ``errors`` nothing is to be brought in."""

    rows: tuple[ProjectAmount, ...]
    errors: tuple[RowError, ...]

    @property
    def total(self) -> int:
        """Σ öre in report sign, the control total."""
        return sum(row.amount for row in self.rows)


def read_project_amounts(sheet: Sheet, sign: Sign = "report") -> ProjectAmounts:
    """Read every row; all errors are collected. ``sign``: "report" (expenditure −) or "ledger" (debit, the expenditure, +)."""
    candidates = [(sheet.header_row, sheet.headers), *sheet.rows[:_LOOK_FOR_HEADINGS]]
    at = next((at for at, (_number, cells) in enumerate(candidates) if {CODE, AMOUNT} <= _places(cells).keys()), None)
    if at is None:
        message = _("Rubrikerna ”projekt” och ”belopp” behövs. Skriv dem överst i tabellen.")
        return ProjectAmounts((), (RowError(sheet.header_row, message),))
    places = _places(candidates[at][1])
    found: dict[str, ProjectAmount] = {}
    errors: list[RowError] = []
    for number, cells in sheet.rows[at:]:
        _read(number, cells, places, 1 if sign == "report" else -1, found, errors)
        if len(errors) >= MOST_ERRORS:
            break
    if not found and not errors:
        errors.append(RowError(candidates[at][0], _("Tabellen har rubriker men inga rader.")))
    return ProjectAmounts(() if errors else tuple(found.values()), tuple(errors))


def _places(headers: tuple[str, ...]) -> dict[str, int]:
    """The first column of each kind."""
    places: dict[str, int] = {}
    for index, heading in enumerate(headers):
        plain = " ".join(heading.lower().strip(" *:.").split())
        for name, words in SYNONYMS.items():
            if plain in words:
                places.setdefault(name, index)
    return places


def _read(
    number: int,
    cells: tuple[str, ...],
    places: dict[str, int],
    factor: int,
    found: dict[str, ProjectAmount],
    errors: list[RowError],
) -> None:
    code = cells[places[CODE]].strip()
    amount = _amount(number, cells[places[AMOUNT]], errors)
    income = _amount(number, cells[places[INCOME]], errors) if INCOME in places and cells[places[INCOME]] else None
    if not code:
        errors.append(RowError(number, _("Rad %(row)s: projektets kod saknas.") % {"row": number}))
    if not code or amount is None:
        return
    before = found.get(code)
    if before is None:
        found[code] = ProjectAmount(number, code, factor * amount, None if income is None else abs(income))
    else:
        known = [each for each in (before.income, None if income is None else abs(income)) if each is not None]
        found[code] = before._replace(amount=before.amount + factor * amount, income=sum(known) if known else None)


def _amount(number: int, text: str, errors: list[RowError]) -> int | None:
    if not text.strip():
        message = _("Rad %(row)s: belopp saknas. Skriv 0 om beloppet är noll.") % {"row": number}
        errors.append(RowError(number, message))
        return None
    try:
        return parse_kronor(text if len(text) <= 40 else text[:39] + "…")
    except MoneyError as error:
        errors.append(RowError(number, _("Rad %(row)s: %(message)s") % {"row": number, "message": error}))
        return None
