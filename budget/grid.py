"""The detail budget's grid: what each row and cell shows, and what was typed or pasted in them. Writing is ``actions.grid``'s. No queries of its own.

All cells are plain text, so that a block from Excel fits anywhere: an account by its number, a part of the plan by its title or its ``#number``, a curve by
its name, amounts in kronor (cost −). Nothing that was typed is lost: what cannot be read stays in its cell with the words for why.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.dates import MONTHS as MONTH_NAMES
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.actions.detail import LineDraft
from budget.actions.grid import RowChange
from budget.curves import curve_of, curve_of_line, months_of
from budget.models import MONTHS, Account, Code, CurveKind, DetailLine
from budget.queries.coding import Codes
from sala_styr.money import MoneyError, Unit, format_kronor, parse_kronor
from sala_styr.shell.fields import editable_amount

ACCOUNT, ACTIVITY, PROJECT, COUNTERPARTY, BELONGS, TEXT, YEAR, CURVE = (
    *("konto", "verksamhet", "projekt", "motpart", "hor", "text", "ar", "kurva"),
)
CODE_FIELDS = {ACTIVITY: "activity", PROJECT: "project", COUNTERPARTY: "counterparty"}
"""Columns that are only there where the municipality has such codes, and the line's field that each writes."""
SEEN, REMOVE, MEANT, BLANKS, MOST_ROWS = "visat", "bort", "menat", 5, 1000
OF_RULES = {"account": ACCOUNT, "amount": YEAR, "plan_item": BELONGS}
"""Which cell a rule's field is."""


@dataclass
class Cell:
    """One text. ``seen``: what stands in the database. ``at``: row and column, for the arrows."""

    key: str
    field: str
    label: str
    text: str = ""
    seen: str = ""
    error: str = ""
    at: str = ""
    is_amount: bool = False

    @property
    def is_changed(self) -> bool:
        return self.text != self.seen


@dataclass
class Row:
    """A line, or a blank row for a new one (``line`` None)."""

    key: str
    cells: dict[str, Cell]
    line: DetailLine | None = None
    version: int = 0
    removed: bool = False
    meant: bool = False
    error: str = ""
    asks_sign: bool = False

    @property
    def is_empty(self) -> bool:
        return self.line is None and not any(cell.text for cell in self.cells.values())

    @property
    def is_changed(self) -> bool:
        return any(cell.is_changed for cell in self.cells.values())

    def text(self, name: str) -> str:
        cell = self.cells.get(name)
        return cell.text.strip() if cell else ""

    def months_changed(self) -> bool:
        return any(self.cells[month].is_changed for month in MONTHS if month in self.cells)

    @property
    def shown(self) -> list[Cell]:
        return list(self.cells.values())


class Unreadable(Exception):
    """A cell cannot be read: (field, what to do about it)."""


@dataclass
class Grid:
    """All rows of a unit and year. ``by_month``: with the twelve months, else with the year and its curve alone."""

    codes: Codes
    fields: tuple[str, ...]
    rows: list[Row]
    by_month: bool
    problems: list[str] = field(default_factory=list)

    @property
    def heads(self) -> list[tuple[str, str]]:
        """(field, label) of the columns, in their order."""
        return [(name, label_of(name)) for name in self.fields]

    @property
    def pattern(self) -> Row:
        """The row that the page adds more of: its key is ``n__`` and its place ``r__``."""
        row = _blank("n__", self.fields)
        for across, cell in enumerate(row.shown):
            cell.at = f"r__,{across}"
        return row

    @property
    def seen(self) -> str:
        """What every cell shows, and each line's version."""
        return json.dumps(
            {
                row.key: [row.version, {name: cell.seen for name, cell in row.cells.items()}]
                for row in self.rows
                if row.line
            }
        )

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """(id of the cell or row, what is wrong with it)."""
        found = []
        for row in self.rows:
            if row.error:
                found.append((f"rad-{row.key}", f"{_name(row)}: {row.error}"))
            found += [(cell.key, f"{_name(row)}, {cell.label}: {cell.error}") for cell in row.shown if cell.error]
        return found

    def mark(self, by_row: Mapping[str, Mapping[str, str]]) -> None:
        """Put what the action said in its cells."""
        for row in self.rows:
            for name, words in by_row.get(row.key, {}).items():
                cell = row.cells.get(OF_RULES.get(name, name))
                if cell is None:
                    row.error = words
                else:
                    cell.error = words

    def changes(self) -> list[RowChange]:
        """What was changed, as the action wants it. What cannot be read becomes its cell's error, and then nothing should be saved."""
        found = []
        for row in self.rows:
            if row.removed and row.line is not None:
                found.append(RowChange(row.key, row.line.pk, row.version, None))
            elif not row.is_empty and not row.removed and row.is_changed:
                draft = self._read(row)
                if draft is not None:
                    found.append(RowChange(row.key, row.line.pk if row.line else None, row.version, draft))
        return found

    def _read(self, row: Row) -> LineDraft | None:
        """The row as a line; None when something in it cannot be read, which each such cell then says."""
        account, belongs, months = (
            self._cell_by_cell(row, read) for read in (self._account, self._belongs, self._months)
        )
        codes = {field: self._cell_by_cell(row, self._code, name) for name, field in CODE_FIELDS.items()}
        if any(cell.error for cell in row.shown):
            return None
        link, item = belongs
        curve, own, spread = months
        draft = LineDraft(account, spread, link, item, row.text(TEXT), curve, own, **codes)
        self._ask_about_sign(row, draft)
        return None if row.asks_sign else draft

    def _cell_by_cell(self, row: Row, read: Callable[..., Any], *about: str) -> Any:
        """What ``read`` makes of its cell; what it cannot read becomes the cell's error, so that everything wrong in a row is told at once."""
        try:
            return read(row, *about)
        except Unreadable as wrong:
            name, words = wrong.args
            row.cells[name].error = words
            return None

    def _account(self, row: Row) -> Account:
        """An account that is not used any more stays where it stands."""
        if row.line is not None and not row.cells[ACCOUNT].is_changed:
            return row.line.account
        account = self.codes.account(row.text(ACCOUNT))
        if account is None:
            words = _("Skriv kontots nummer. ”%(text)s” finns inte i kontoplanen.")
            raise Unreadable(ACCOUNT, words % {"text": row.text(ACCOUNT)})
        return account

    def _code(self, row: Row, name: str) -> Code | None:
        """A code that is not used any more stays where it stands."""
        field, cell = CODE_FIELDS[name], row.cells.get(name)
        if cell is None or (row.line is not None and not cell.is_changed):
            kept: Code | None = getattr(row.line, field, None)
            return kept
        code = self.codes.code(field, row.text(name))
        if code is None and row.text(name):
            raise Unreadable(name, _("Koden ”%(text)s” finns inte.") % {"text": row.text(name)})
        return code

    def _belongs(self, row: Row) -> tuple[str, Any]:
        cell, line = row.cells[BELONGS], row.line
        if line is not None and not cell.is_changed:
            return line.link, line.plan_item
        found = self.codes.purpose(cell.text)
        if found is None:
            raise Unreadable(
                BELONGS,
                _("”%(text)s” är inget som enheten arbetar med i planen. Välj ur listan.")
                % {"text": cell.text.strip()},
            )
        return found

    def _months(self, row: Row) -> tuple[str, Any, list[int]]:
        """Curve, own curve and the twelve months: those that were typed, or the year spread along the curve."""
        line, before = row.line, list(row.line.months) if row.line else []
        curve, own = self._curve(row)
        given = self._amount(row, YEAR)
        if self.by_month and (row.months_changed() or (curve == CurveKind.MANUAL and line is None)):
            months = [self._amount(row, month) or 0 for month in MONTHS]
            if given is not None and row.cells[YEAR].is_changed and given != sum(months):
                raise Unreadable(
                    YEAR,
                    _("Månaderna är tillsammans %(sum)s kr. Rätta, eller töm året.")
                    % {"sum": format_kronor(sum(months))},
                )
            return curve_of(months), None, months
        if given is None:
            raise Unreadable(YEAR, _("Skriv beloppet för året."))
        if line is not None and given == line.amount and not row.cells[CURVE].is_changed:
            return line.curve, line.own_curve, before
        return curve, own, months_of(given, curve, own, before)

    def _curve(self, row: Row) -> tuple[str, Any]:
        """What a line has it keeps, also a curve that its unit is no longer offered."""
        cell, line = row.cells[CURVE], row.line
        if line is not None and not cell.is_changed:
            return curve_of_line(line), line.own_curve
        found = self.codes.curve(cell.text)
        if found is None:
            raise Unreadable(CURVE, _("”%(text)s” är ingen fördelning. Välj ur listan.") % {"text": cell.text.strip()})
        return found

    def _amount(self, row: Row, name: str) -> int | None:
        cell = row.cells.get(name)
        if cell is None or not cell.text.strip():
            return None
        try:
            return parse_kronor(cell.text)
        except MoneyError as error:
            raise Unreadable(name, str(error)) from error

    def _ask_about_sign(self, row: Row, draft: LineDraft) -> None:
        """A cost without minus is mostly a slip: asked about once, and saved when it is meant."""
        year, line = sum(draft.months), row.line
        before = line.amount if line is not None and line.account_id == draft.account.pk else 0
        if not draft.account.is_unusual(year) or row.meant or (before and (before > 0) == (year > 0)):
            return
        row.asks_sign = True
        words = (
            _("Kontot är ett kostnadskonto, och kostnader skrivs med minus: %(amount)s.")
            if year > 0
            else _("Kontot är ett intäktskonto, och intäkter skrivs utan minus: %(amount)s.")
        )
        row.cells[YEAR].error = words % {"amount": format_kronor(-year)}


def label_of(name: str) -> str:
    """What a column is called."""
    if name in MONTHS:
        return str(MONTH_NAMES[MONTHS.index(name) + 1])
    return {
        ACCOUNT: _("Konto"),
        ACTIVITY: _("Verksamhet"),
        PROJECT: _("Projekt"),
        COUNTERPARTY: _("Motpart"),
        BELONGS: _("Hör till"),
        TEXT: _("Text"),
        YEAR: _("Året, kr"),
        CURVE: _("Fördelning"),
    }[name]


def build(lines: Iterable[DetailLine], codes: Codes, by_month: bool, blanks: int = BLANKS) -> Grid:
    """The grid as it stands in the database, with blank rows after."""
    coded = [name for name, field in CODE_FIELDS.items() if codes.by_dimension[field]]
    fields = (ACCOUNT, *coded, BELONGS, TEXT, YEAR, *((CURVE, *MONTHS) if by_month else (CURVE,)))
    rows = [_row_of(line, codes, fields) for line in lines]
    rows += [_blank(f"n{number}", fields) for number in range(blanks)]
    grid = Grid(codes, fields, rows, by_month)
    place(grid)
    return grid


def place(grid: Grid) -> None:
    """Say where each cell stands, for the arrows and for pasted blocks."""
    for down, row in enumerate(grid.rows):
        for across, name in enumerate(grid.fields):
            row.cells[name].at = f"{down},{across}"


def _row_of(line: DetailLine, codes: Codes, fields: Sequence[str]) -> Row:
    key = f"r{line.pk}"
    texts = {
        ACCOUNT: line.account.number,
        ACTIVITY: line.activity.code if line.activity else "",
        PROJECT: line.project.code if line.project else "",
        COUNTERPARTY: line.counterparty.code if line.counterparty else "",
        BELONGS: codes.purpose_text(line),
        TEXT: line.text,
        YEAR: editable_amount(line.amount, Unit.KR),
        CURVE: codes.curve_text(line),
        **{month: editable_amount(amount, Unit.KR) for month, amount in zip(MONTHS, line.months, strict=True)},
    }
    cells = {name: _cell(key, name, texts[name]) for name in fields}
    return Row(key, cells, line, line.version)


def _blank(key: str, fields: Sequence[str]) -> Row:
    return Row(key, {name: _cell(key, name, "") for name in fields})


def _cell(key: str, name: str, text: str) -> Cell:
    return Cell(f"{key}-{name}", name, label_of(name), text, text, is_amount=name == YEAR or name in MONTHS)


def take(grid: Grid, data: Mapping[str, Any]) -> None:
    """Put what was typed in the cells, and say where somebody else has changed the same cell since the page was made."""
    seen = _seen(data.get(SEEN, ""))
    grid.rows += _new_rows(grid, data)
    place(grid)
    for row in grid.rows:
        row.removed, row.meant = f"{row.key}-{REMOVE}" in data, f"{row.key}-{MEANT}" in data
        version, was = seen.get(row.key, (row.version, {}))
        for name, cell in row.cells.items():
            typed = str(data.get(cell.key, cell.text))
            if row.line is None:
                cell.text = typed
            else:
                _merge(cell, typed, was.get(name, cell.seen))
        if row.line is not None and row.removed and version != row.version:
            row.error = _(
                "Raden har ändrats av någon annan medan du skrev. Vill du fortfarande ta bort den, så spara igen."
            )
    _tell_of_gone(grid, seen)


def _merge(cell: Cell, typed: str, was: str) -> None:
    """A cell that this person left alone shows what stands there now; one that both have changed shows both."""
    stored = cell.text
    if typed in (was, stored):
        return
    cell.text = typed
    if stored != was:
        cell.error = _(
            "Någon annan har skrivit %(now)s här medan du skrev. Behåll ditt och spara igen, eller skriv det andra."
        ) % {"now": f"”{stored}”" if stored else _("ingenting")}


def _tell_of_gone(grid: Grid, seen: Mapping[str, Any]) -> None:
    there = {row.key for row in grid.rows}
    gone = sum(key not in there for key in seen)
    if gone:
        words = ngettext(
            "%(n)d rad som du såg har tagits bort av någon annan medan du skrev.",
            "%(n)d rader som du såg har tagits bort av någon annan medan du skrev.",
            gone,
        )
        grid.problems.append(words % {"n": gone})


def _new_rows(grid: Grid, data: Mapping[str, Any]) -> list[Row]:
    """Rows that the page has added itself, beyond the blank ones."""
    known = {row.key for row in grid.rows}
    keys = {name.partition("-")[0] for name in data if name.startswith("n") and name.partition("-")[0][1:].isdigit()}
    fresh = sorted(keys - known, key=lambda key: int(key[1:]))[:MOST_ROWS]
    return [_blank(key, grid.fields) for key in fresh]


def _seen(text: str) -> dict[str, tuple[int, dict[str, str]]]:
    """What the page said it showed; nothing where that cannot be read."""
    try:
        told = json.loads(text or "{}")
        return {str(key): (int(version), dict(cells)) for key, (version, cells) in told.items()}
    except (ValueError, AttributeError, TypeError):
        return {}


def _name(row: Row) -> str:
    """What a row is called where its errors are listed."""
    return _("Rad %(number)s") % {"number": int(row.cells[ACCOUNT].at.partition(",")[0]) + 1}
