"""Actuals from a table: account, period, amount, and if given the account's name, the unit's code and a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

from budget.tables_in.columns import Column, recognise
from sala_styr.money import MoneyError, parse_kronor
from sala_styr.tables.sheet import Sheet

Sign = Literal["report", "ledger"]

_FACTOR: Mapping[Sign, int] = {"report": 1, "ledger": -1}
_ACCOUNT = re.compile(r"[0-9][0-9A-Za-z]{0,19}")
_PERIOD = re.compile(r"([12][0-9]{3})[-/]?(0[1-9]|1[0-2])")
_DATE = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_YEAR = re.compile(r"[12][0-9]{3}")
_NAMES = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
MOST_ERRORS = 200
_LOOK_FOR_HEADINGS = 20


class ActualRow(NamedTuple):
    """One row: öre in REPORT sign (revenue +, cost −) on a result account in a calendar month ``period`` (ÅÅÅÅMM). ``row`` is its number in the file."""

    row: int
    account: str
    period: int
    amount: int
    account_name: str = ""
    unit: str = ""
    text: str = ""


class RowError(NamedTuple):
    """What is wrong, in Swedish, and on which row of the file."""

    row: int
    message: str


@dataclass(frozen=True)
class ActualRows:
    """The outcome. When there are ``errors`` (at most MOST_ERRORS are listed), ``rows`` is empty: nothing is to be imported.

    Rows on balance accounts (1 and 2) are no actuals of the year: they are left out and counted in ``left_out``.
    """

    rows: tuple[ActualRow, ...]
    errors: tuple[RowError, ...]
    left_out: int = 0

    @property
    def total(self) -> int:
        """Σ öre in report sign, the control total."""
        return sum(row.amount for row in self.rows)

    @property
    def by_class(self) -> Mapping[str, int]:
        """Σ öre in report sign per account class (first digit)."""
        sums: dict[str, int] = {}
        for row in self.rows:
            sums[row.account[0]] = sums.get(row.account[0], 0) + row.amount
        return dict(sorted(sums.items()))


def read_actuals(sheet: Sheet, sign: Sign = "report") -> ActualRows:
    """Read every row; all errors are collected, not only the first.

    ``sign`` says how the file writes amounts: "report" (revenue +, cost −) or "ledger" (debit +, credit −, so revenue is negative).
    """
    sheet = _from_headings(sheet)
    places, wrong = recognise(sheet.headers)
    if wrong:
        return ActualRows((), tuple(RowError(sheet.header_row, message) for message in wrong))
    reader = _RowReader(sheet.headers, places, _FACTOR[sign])
    for number, cells in sheet.rows:
        reader.read(number, cells)
        if len(reader.errors) >= MOST_ERRORS:
            break
    if not sheet.rows:
        reader.errors.append(RowError(sheet.header_row, _("Tabellen har rubriker men inga rader.")))
    return ActualRows(() if reader.errors else tuple(reader.rows), tuple(reader.errors), reader.left_out)


def _from_headings(sheet: Sheet) -> Sheet:
    """Extracts often begin with a title: skip to the first row that has all the headings, if there is one near the top."""
    candidates = [(sheet.header_row, sheet.headers), *sheet.rows[:_LOOK_FOR_HEADINGS]]
    for index, (number, cells) in enumerate(candidates):
        if not recognise(cells)[1]:
            return Sheet(cells, sheet.rows[index:], number, sheet.name, sheet.others)
    return sheet


class _RowReader:
    """Reads row after row, keeping the good ones and saying what is wrong with the others."""

    def __init__(self, headers: tuple[str, ...], places: Mapping[Column, int], factor: int):
        self.places = places
        self.factor = factor
        self.nameless = [index for index, heading in enumerate(headers) if not heading]
        self.rows: list[ActualRow] = []
        self.errors: list[RowError] = []
        self.left_out = 0

    def read(self, number: int, cells: tuple[str, ...]) -> None:
        """Read one row. ``number`` is the row's number in the file."""
        wrong = [_("Det står något i en kolumn utan rubrik.")] if any(cells[index] for index in self.nameless) else []
        account = self._account(cells, wrong)
        period = self._period(cells, wrong)
        amount = self._amount(cells, wrong)
        if wrong or account is None or period is None or amount is None:
            self.errors.extend(
                RowError(number, _("Rad %(row)s: %(message)s") % {"row": number, "message": w}) for w in wrong
            )
        elif account[0] in "12":
            self.left_out += 1
        else:
            name, unit, text = (self._cell(cells, c) for c in (Column.ACCOUNT_NAME, Column.UNIT, Column.TEXT))
            self.rows.append(ActualRow(number, account, period, self.factor * amount, name, unit, text))

    def _cell(self, cells: tuple[str, ...], column: Column) -> str:
        return cells[self.places[column]] if column in self.places else ""

    def _account(self, cells: tuple[str, ...], wrong: list[str]) -> str | None:
        text = self._cell(cells, Column.ACCOUNT)
        if _ACCOUNT.fullmatch(text):
            return text
        if text:
            wrong.append(_("”%(text)s” går inte att läsa som ett kontonummer.") % {"text": _shown(text)})
        else:
            wrong.append(_("Konto saknas."))
        return None

    def _amount(self, cells: tuple[str, ...], wrong: list[str]) -> int | None:
        text = self._cell(cells, Column.AMOUNT)
        if not text:
            wrong.append(_("Belopp saknas. Skriv 0 om beloppet är noll."))
            return None
        try:
            return parse_kronor(_shown(text))
        except MoneyError as error:
            wrong.append(str(error))
            return None

    def _period(self, cells: tuple[str, ...], wrong: list[str]) -> int | None:
        if Column.PERIOD in self.places:
            text = self._cell(cells, Column.PERIOD)
            period = parse_period(text)
        else:
            text = f"{self._cell(cells, Column.YEAR)} {self._cell(cells, Column.MONTH)}".strip()
            period = _year_and_month(self._cell(cells, Column.YEAR), self._cell(cells, Column.MONTH))
        if period is None:
            wrong.append(
                _("”%(text)s” går inte att läsa som en månad. Skriv till exempel 202501 eller 2025-01.")
                % {"text": text}
                if text
                else _("Period saknas.")
            )
        return period


def _shown(text: str) -> str:
    """``text`` as it can be quoted in a message: at most 40 characters. No amount, account or month is longer."""
    return text if len(text) <= 40 else text[:39] + "…"


def parse_period(text: str) -> int | None:
    """ÅÅÅÅMM, ÅÅÅÅ-MM, or a date (Excel turns 2025-01 into one) as ÅÅÅÅMM; None when it is no month."""
    match = _PERIOD.fullmatch(text) or _DATE.fullmatch(text)
    return int(match[1] + match[2]) if match else None


def _year_and_month(year: str, month: str) -> int | None:
    name = month.lower().rstrip(".")
    if name.isascii() and name.isdigit() and len(name) <= 2:
        number = int(name)
    else:
        number = next((n for n, full in enumerate(_NAMES, 1) if len(name) >= 3 and full.startswith(name)), 0)
    if not 1 <= number <= 12:
        return None
    return int(year) * 100 + number if _YEAR.fullmatch(year) else None
