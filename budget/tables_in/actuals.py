"""Actuals from a table: account, period, amount, and if given the account's name, the codes of its coding string and a text."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from operator import itemgetter
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from budget.tables_in.coding import NO_CODING, Coding
from budget.tables_in.columns import Column, recognise
from budget.tables_in.layout import Layout, Sign
from sala_styr.money import MoneyError, parse_kronor
from sala_styr.tables.stream import Row

_FACTOR: Mapping[Sign, int] = {"report": 1, "ledger": -1}
_ACCOUNT = re.compile(r"[0-9][0-9A-Za-z]{0,19}")
_PERIOD = re.compile(r"([12][0-9]{3})[-/]?(0[1-9]|1[0-2])")
_DATE = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_DAY = re.compile(r"([12][0-9]{3})(0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_PLAIN_AMOUNT = re.compile(r"([-+]?)([0-9]{1,12})(?:[.,]([0-9]{1,2}))?")
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
MOST_ERRORS = 500
LONGEST_CODE = 20
_LONGEST_NAME = 120
_LOOK_FOR_HEADINGS = 20
_MOST_REMEMBERED, _MOST_CODINGS = 50_000, 200_000


CODES: Mapping[Column, str] = {
    Column.UNIT: "unit",
    Column.ACTIVITY: "activity",
    Column.PROJECT: "project",
    Column.COUNTERPARTY: "counterparty",
}
"""The columns that hold codes, and where in a Coding they go."""


class ActualRow(NamedTuple):
    """One row: öre in REPORT sign (revenue +, cost −) on a result account in a calendar month ``period`` (ÅÅÅÅMM). ``row`` is its number in the file."""

    row: int
    account: str
    period: int
    amount: int
    account_name: str = ""
    coding: Coding = NO_CODING
    text: str = ""


class RowError(NamedTuple):
    """What is wrong, in Swedish, and on which row of the file."""

    row: int
    message: str


class ActualTable:
    """The rows of a table of actuals, read one after another each time they are gone through; all errors are collected, not only the first.

    ``sign`` says how the file writes amounts: "report" (revenue +, cost −) or "ledger" (debit +, credit −, so revenue is negative). ``layout`` says that and
    more, where it is known how the file is written.
    After the rows ``errors`` holds the first MOST_ERRORS of ``wrong`` errors; is there one, nothing is to be imported. Rows on balance accounts (1 and 2)
    are no actuals of the year: they are not given, but counted in ``left_out``; those of fixed assets with a project's code go to ``keep``, which says whether
    it took them.
    """

    keep: Callable[[ActualRow], bool] | None = None

    def __init__(self, table: Iterable[Row], sign: Sign = "report", layout: Layout | None = None):
        self.table = table
        self.layout = layout or Layout(sign=sign)
        self._begin()

    def _begin(self) -> None:
        self.errors: list[RowError] = []
        self.wrong = 0
        self.left_out = 0

    def __iter__(self) -> Iterator[ActualRow]:
        self._begin()
        rows = iter(self.table)
        header_row, headers, waiting = _headings(rows, self.layout)
        places, wrong = recognise(headers, self.layout.headings, self.layout.only)
        if wrong:
            return self._blame(header_row, wrong)
        reader = _RowReader(headers, places, self.layout)
        count = 0
        for count, (number, cells) in enumerate(chain(waiting, rows), 1):  # noqa: B007 - the count is used below
            row = reader.read(number, cells)
            if row is None:
                if reader.wrong:
                    self._blame(
                        number,
                        [_("Rad %(row)s: %(message)s") % {"row": number, "message": each} for each in reader.wrong],
                    )
            elif row.account[0] in "12":
                if not (self.keep and self.keep(row)):
                    self.left_out += 1
            else:
                yield row
        if not count:
            self._blame(header_row, [_("Tabellen har rubriker men inga rader.")])

    def _blame(self, number: int, messages: Iterable[str]) -> None:
        for message in messages:
            self.wrong += 1
            if self.wrong <= MOST_ERRORS:
                self.errors.append(RowError(number, message))


def _headings(rows: Iterator[Row], layout: Layout) -> tuple[int, tuple[str, ...], list[Row]]:
    """The row of headings with its number, and the rows after it that have been read already.

    Extracts often begin with a title: the first row near the top that has all the headings, else the first of all.
    """
    seen = []
    for number, cells in islice(rows, _LOOK_FOR_HEADINGS + 1):
        seen.append((number, cells))
        if not recognise(headers := _stripped(cells), layout.headings, layout.only)[1]:
            return number, headers, []
    if not seen:
        return 1, (), []
    return seen[0][0], _stripped(seen[0][1]), seen[1:]


def columns_read(table: Iterable[Row], layout: Layout) -> dict[Column, str]:
    """The heading of each column that would be read; empty when the headings are not understood. Looks at the first rows only."""
    _number, headers, _waiting = _headings(iter(table), layout)
    places, wrong = recognise(headers, layout.headings, layout.only)
    return (
        {} if wrong else {column: headers[place] for column, place in sorted(places.items(), key=lambda each: each[1])}
    )


def _stripped(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in cells)


class _RowReader:
    """Reads row after row. What comes again and again (accounts, months, codes) is read once and remembered; amounts have a short way when plainly written."""

    def __init__(self, headers: tuple[str, ...], places: Mapping[Column, int], layout: Layout):
        self.factor = _FACTOR[layout.sign]
        self.thousands = layout.thousands
        self.width = len(headers)
        self.nameless = [index for index, heading in enumerate(headers) if not heading]
        self.places = places
        self.account, self.amount = places[Column.ACCOUNT], places[Column.AMOUNT]
        self.period = places.get(Column.PERIOD, -1)
        self.name, self.text = places.get(Column.ACCOUNT_NAME, -1), places.get(Column.TEXT, -1)
        self.coded = [(column, places[column]) for column in CODES if column in places]
        self.code_cells = _cells_at([place for _column, place in self.coded])
        self.accounts: dict[str, str] = {}
        self.periods: dict[str, int] = {}
        self.codings: dict[Any, Coding] = {}
        self.names: dict[str, str] = {"": ""}
        self.wrong: list[str] = []

    def read(self, number: int, cells: list[str]) -> ActualRow | None:
        """The row; None for a blank one (then ``wrong`` is empty) and for one that is wrong. ``number`` is the row's number in the file."""
        if len(cells) == self.width and not self.nameless:
            account = self.accounts.get(cells[self.account])
            period = self.periods.get(cells[self.period]) if self.period >= 0 else None
            coding = self.codings.get(self.code_cells(cells))
            amount = cells[self.amount]
            plain = _PLAIN_AMOUNT.fullmatch(amount.replace(self.thousands, "") if self.thousands else amount)
            if account and period and coding and plain:
                ore = int(plain[2]) * 100 + int((plain[3] or "0").ljust(2, "0"))
                return self._row(number, cells, account, period, -ore if plain[1] == "-" else ore, coding)
        return self._read_slowly(number, cells)

    def _read_slowly(self, number: int, cells: list[str]) -> ActualRow | None:
        self.wrong = []
        if not any(map(str.strip, cells)):
            return None
        beyond = cells[self.width :]
        cells = [*cells, *[""] * (self.width - len(cells))]
        if any(map(str.strip, beyond)) or any(cells[index].strip() for index in self.nameless):
            self.wrong.append(_("Det står något i en kolumn utan rubrik."))
        account = self._account(cells)
        period = self._period(cells)
        amount = self._amount(cells)
        coding = self._coding(cells)
        if self.wrong or account is None or period is None or amount is None:
            return None
        return self._row(number, cells, account, period, amount, coding)

    def _row(self, number: int, cells: list[str], account: str, period: int, amount: int, coding: Coding) -> ActualRow:
        name = self._known_name(cells[self.name]) if self.name >= 0 else ""
        text = cells[self.text].strip() if self.text >= 0 else ""
        return ActualRow(number, account, period, self.factor * amount, name, coding, text)

    def _known_name(self, text: str) -> str:
        known = self.names.get(text)
        if known is None:
            if len(self.names) > _MOST_REMEMBERED:
                self.names.clear()
            known = self.names[text] = text.strip()[:_LONGEST_NAME]
        return known

    def _coding(self, cells: list[str]) -> Coding:
        codes = {CODES[column]: cells[place].strip() for column, place in self.coded}
        for (column, _place), code in zip(self.coded, codes.values(), strict=True):
            if len(code) > LONGEST_CODE:
                values = {"text": _shown(code), "column": column.value, "most": LONGEST_CODE}
                self.wrong.append(
                    _("”%(text)s” är för långt för en kod i kolumnen %(column)s. En kod har högst %(most)s tecken.")
                    % values
                )
        coding = Coding(**codes)
        if not self.wrong and len(self.codings) < _MOST_CODINGS:
            self.codings[self.code_cells(cells)] = coding
        return coding

    def _cell(self, cells: list[str], column: Column) -> str:
        return cells[self.places[column]].strip() if column in self.places else ""

    def _account(self, cells: list[str]) -> str | None:
        text = self._cell(cells, Column.ACCOUNT)
        if _ACCOUNT.fullmatch(text):
            if len(self.accounts) < _MOST_REMEMBERED:
                self.accounts[cells[self.account]] = text
            return text
        if text:
            self.wrong.append(_("”%(text)s” går inte att läsa som ett kontonummer.") % {"text": _shown(text)})
        else:
            self.wrong.append(_("Konto saknas."))
        return None

    def _amount(self, cells: list[str]) -> int | None:
        text = self._cell(cells, Column.AMOUNT)
        if not text:
            self.wrong.append(_("Belopp saknas. Skriv 0 om beloppet är noll."))
            return None
        try:
            return parse_kronor(_shown(text.replace(self.thousands, "") if self.thousands else text))
        except MoneyError as error:
            self.wrong.append(str(error))
            return None

    def _period(self, cells: list[str]) -> int | None:
        if Column.PERIOD in self.places:
            text = self._cell(cells, Column.PERIOD)
            period = parse_period(text)
            if period is not None and len(self.periods) < _MOST_REMEMBERED:
                self.periods[cells[self.period]] = period
        else:
            text = f"{self._cell(cells, Column.YEAR)} {self._cell(cells, Column.MONTH)}".strip()
            period = _year_and_month(self._cell(cells, Column.YEAR), self._cell(cells, Column.MONTH))
        if period is None:
            self.wrong.append(
                _("”%(text)s” går inte att läsa som en månad. Skriv till exempel 202501 eller 2025-01.")
                % {"text": _shown(text)}
                if text
                else _("Period saknas.")
            )
        return period


def _cells_at(places: list[int]) -> Callable[[list[str]], Any]:
    """What tells one row's codes from another's."""
    return itemgetter(*places) if places else lambda cells: ""


def _shown(text: str) -> str:
    """``text`` as it can be quoted in a message: at most 40 characters. No amount, account or month is longer."""
    return text if len(text) <= 40 else text[:39] + "…"


def parse_period(text: str) -> int | None:
    """ÅÅÅÅMM, ÅÅÅÅ-MM, or a date (with or without hyphens) as ÅÅÅÅMM; None when it is no month."""
    match = _PERIOD.fullmatch(text) or _DATE.fullmatch(text) or _DAY.fullmatch(text)
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
