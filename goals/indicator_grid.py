"""The grid in which many indicators are filled in at once: rows are indicators (and sexes), columns the periods of a year or whole years.

It knows what the page showed, what was typed or pasted and what each cell may hold; writing is ``actions.enter_values``'. No queries of its own.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from goals import rules
from goals.actions.indicators import Entry
from goals.forms.fields import FigureField
from goals.indicator_age import is_due, month_name, months_of, name_of_period
from goals.indicator_chart import target_text
from goals.models import Direction, Indicator, IndicatorValue, Sex
from goals.queries.indicators import IndicatorRow
from sala_styr.organisation.actor import Actor

YEARS = "ar"
SHOWN = "visat"
_FIGURE = FigureField()


@dataclass(frozen=True)
class Column:
    """One period: a whole year, or the year up to and with a month."""

    year: int
    month: int

    @property
    def label(self) -> str:
        return name_of_period(self.year, self.month)

    @property
    def words(self) -> str:
        """For those who hear the page."""
        if self.month == 12:
            return str(self.year)
        return _("t.o.m. %(month)s %(year)s") % {"month": month_name(self.month), "year": self.year}


@dataclass
class Cell:
    """One figure. ``key`` names its input; ``text`` is what stands in it; ``seen`` what stood there when the page was made."""

    key: str
    field: str
    column: Column | None = None
    text: str = ""
    seen: str = ""
    shown: str = ""
    reason: str = ""
    seen_reason: str = ""
    asks_reason: bool = False
    editable: bool = False
    exists: bool = True
    error: str = ""
    label: str = ""
    at: str = ""

    @property
    def reason_key(self) -> str:
        return f"r{self.key[1:]}"


@dataclass
class Row:
    """An indicator, or one sex of it. ``is_first``: the row that names the indicator."""

    indicator: Indicator
    sex: str
    cells: list[Cell]
    target: Cell
    is_first: bool = True

    @property
    def name(self) -> str:
        """As it stands in a spreadsheet's first column."""
        return self.indicator.name if self.sex == Sex.TOTAL else f"{self.indicator.name}, {Sex(self.sex).label}"


@dataclass
class Grid:
    """Rows, columns and what is wrong. ``problems``: what could not be placed of what was pasted."""

    columns: list[Column]
    rows: list[Row]
    year: int
    problems: list[str] = field(default_factory=list)

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in (row.target, *row.cells)]

    @property
    def editable(self) -> bool:
        return any(cell.editable for cell in self.cells)

    @property
    def wrong(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.error]

    @property
    def seen(self) -> str:
        """What every input shows, to find out later whether somebody else has written meanwhile."""
        return json.dumps({cell.key: [cell.seen, cell.seen_reason] for cell in self.cells if cell.editable})

    def take(self, data: Mapping[str, Any]) -> None:
        """What was typed, and what the page showed when it was."""
        seen = _seen(data.get(SHOWN, ""))
        for cell in self.cells:
            if not cell.editable or cell.key not in data:
                continue
            cell.text = _figure(str(data[cell.key]))
            if cell.reason_key in data:
                cell.reason = str(data[cell.reason_key]).strip()[:200]
            was = seen.get(cell.key)
            if was is not None:
                cell.seen, cell.seen_reason = was

    def paste(self, text: str) -> int:
        """Put a block from a spreadsheet in its place (unsaved): by the names in the first column, else row by row. Returns how many cells."""
        lines = [line.split("\t") for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
        by_name = {row.name.casefold(): row for row in self.rows}
        named = any(line[0].strip().casefold() in by_name for line in lines)
        if not named and len(lines) > len(self.rows):
            self.problems.append(
                _(
                    "Det finns %(lines)s rader i det du klistrade in, men bara %(rows)s här. Ta med namnen i första kolumnen."
                )
                % {"lines": len(lines), "rows": len(self.rows)}
            )
            return 0
        placed = 0
        for number, line in enumerate(lines, start=1):
            row = by_name.get(line[0].strip().casefold()) if named else self.rows[number - 1]
            if row is None:
                if number > 1:  # the first may be a heading
                    where = {"number": number, "name": line[0].strip()[:60]}
                    self.problems.append(_("Rad %(number)s: ”%(name)s” finns inte här.") % where)
                continue
            placed += self._place(row, line[1:] if named else line, number)
        return placed

    def _place(self, row: Row, texts: Sequence[str], number: int) -> int:
        placed = 0
        for cell, text in zip([row.target, *row.cells], texts, strict=False):
            text = _figure(text)
            if not text or text == cell.text or text in ("–", "-", "−"):
                continue
            if cell.editable:
                cell.text, placed = text, placed + 1
            elif text != cell.shown:
                where = {"number": number, "what": cell.label}
                self.problems.append(_("Rad %(number)s: %(what)s kan inte ändras här.") % where)
        return placed

    def entries(self) -> list[Entry]:
        """What was changed, as the action wants it. A figure that cannot be read becomes its cell's error, and then nothing should be written."""
        found = []
        for row in self.rows:
            for cell in (row.target, *row.cells):
                entry = _entry(row, cell) if cell.editable else None
                if entry is not None:
                    found.append(entry)
        return found

    def mark(self, errors: Mapping[str, str]) -> None:
        """Put what the action said in each cell; a reason is asked for where it is what is missing."""
        for cell in self.cells:
            cell.error = errors.get(cell.key, cell.error)
            if cell.error and cell.field == "outcome" and not cell.text:
                cell.asks_reason = True


def columns_for(rows: Iterable[IndicatorRow], year: int, shown_as: str) -> list[Column]:
    """Five whole years, or last year and the periods of this one that any of the indicators has."""
    if shown_as == YEARS:
        return [Column(each, 12) for each in range(year - 4, year + 1)]
    months = sorted({month for row in rows for month in months_of(row.indicator.frequency)} | {12})
    return [Column(year - 1, 12), *(Column(year, month) for month in months)]


def build(actor: Actor, found: Sequence[IndicatorRow], year: int, shown_as: str, today: date) -> Grid:
    """The grid of the indicators, each with its rights."""
    columns = columns_for(found, year, shown_as)
    rows: list[Row] = []
    for each in found:
        for sex in (Sex.TOTAL, Sex.WOMEN, Sex.MEN) if each.indicator.by_sex else (Sex.TOTAL,):
            rows.append(_row(actor, each, sex, columns, year, today))
    for down, row in enumerate(rows):
        for across, cell in enumerate((row.target, *row.cells)):
            cell.at = f"{down},{across}"
    return Grid(columns, rows, year)


def _row(actor: Actor, found: IndicatorRow, sex: str, columns: list[Column], year: int, today: date) -> Row:
    indicator = found.indicator
    home = rules.home_of(indicator)
    may_record = rules.may_record(actor, home)
    values = {(value.year, value.month): value for value in found.every if value.sex == sex}
    cells = [
        _outcome(indicator, sex, column, values.get((column.year, column.month)), may_record, today)
        for column in columns
    ]
    target = _target(actor, indicator, sex, year, values.get((year, 12)))
    row = Row(indicator, sex, cells, target, sex == Sex.TOTAL)
    for cell in cells:
        column = cell.column
        assert column is not None
        cell.label = _("Utfall %(period)s, %(name)s") % {"period": column.words, "name": row.name}
    target.label = _("Målvärde %(year)s, %(name)s") % {"year": year, "name": row.name}
    return row


def _outcome(
    indicator: Indicator, sex: str, column: Column, value: IndicatorValue | None, may_record: bool, today: date
) -> Cell:
    exists = column.month == 12 or column.month in months_of(indicator.frequency)
    text = _typed(value.outcome if value else None)
    reason = value.missing_reason if value else ""
    due = exists and is_due(indicator, column.year, column.month, today)
    return Cell(
        key=f"u-{indicator.pk}-{sex}-{column.year}-{column.month}",
        field="outcome",
        column=column,
        text=text,
        seen=text,
        shown=text,
        reason=reason,
        seen_reason=reason,
        asks_reason=due and not text and sex == Sex.TOTAL,
        editable=may_record and exists,
        exists=exists,
    )


def _target(actor: Actor, indicator: Indicator, sex: str, year: int, value: IndicatorValue | None) -> Cell:
    """The year's target. An interval is two figures: it is shown here and written on the value's own page."""
    home = rules.home_of(indicator)
    stored = value.target if value else None
    editable = indicator.direction != Direction.WITHIN and rules.may_set_target(actor, home, stored is not None)
    text = _typed(stored)
    return Cell(
        key=f"m-{indicator.pk}-{sex}-{year}-12",
        field="target",
        column=Column(year, 12),
        text=text,
        seen=text,
        shown=target_text(indicator, value),
        editable=editable and sex == Sex.TOTAL,
    )


def _entry(row: Row, cell: Cell) -> Entry | None:
    column = cell.column
    assert column is not None
    with_reason = cell.field == "outcome"
    if cell.text == cell.seen and (not with_reason or cell.reason == cell.seen_reason):
        return None
    try:
        now, seen = _FIGURE.clean(cell.text), _FIGURE.clean(cell.seen)
    except ValidationError as wrong:
        cell.error = str(wrong.messages[0])
        return None
    fields: dict[str, Any] = {cell.field: now}
    shown: dict[str, Any] = {cell.field: seen}
    if with_reason:
        reason = cell.reason if now is None else ""
        fields["missing_reason"], shown["missing_reason"] = reason, cell.seen_reason
    if all(fields[name] == shown[name] for name in fields):
        return None
    return Entry(row.indicator, column.year, column.month, row.sex, fields, shown, cell.key)


def _figure(text: str) -> str:
    """Without the sign that a spreadsheet puts after a share: ``84 %`` is 84."""
    return text.strip().removesuffix("%").rstrip()


def _typed(value: Decimal | None) -> str:
    return "" if value is None else str(_FIGURE.prepare_value(value))


def _seen(text: str) -> dict[str, tuple[str, str]]:
    """What the page said it showed; nothing where that cannot be read."""
    try:
        told = json.loads(text or "{}")
        return {str(key): (str(pair[0]), str(pair[1])) for key, pair in told.items()}
    except (ValueError, AttributeError, IndexError, TypeError, KeyError):
        return {}
