"""A table of figures as somebody has published it: which of its sums do not tie beyond what rounding can explain (domain §4.8, invariant 8). Pure.

A row is taken for a sum by its words (Summa, Totalt, nettokostnader, resultat …). What it sums is found as a reader finds it: the rows nearest above that
have not been summed yet, earlier sums among them, fewest first. Where none of these ties the row is told, with the rows that come closest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from sala_styr.tables import Kind, Sheet, TableError
from sala_styr.tables.cells import CellError, parse

SUM_WORDS = re.compile(
    r"^\W*(summa|s:a|sum|totalt?|delsumma)\b|nettokostnad|\bresultat(et)?\b(?!.*(reserv|utjämn))|balanskravsresultat",
    re.IGNORECASE,
)
MOST_ROWS, MOST_COLUMNS = 500, 50
"""What a published table may have: each sum is held against every row above that waits to be summed."""
BUDGET = re.compile(r"budget", re.IGNORECASE)
ACTUAL = re.compile(r"utfall|bokslut", re.IGNORECASE)
VARIANCE = re.compile(r"avvikelse", re.IGNORECASE)
Amounts = tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Line:
    """A row with figures: ``number`` is its row in the table, ``amounts`` one per column, None where the cell is empty."""

    number: int
    label: str
    amounts: Amounts


@dataclass(frozen=True)
class Mismatch:
    """A cell that does not tie: what stands there, what its parts make and by how much they differ."""

    column: str
    stated: Decimal
    computed: Decimal

    @property
    def difference(self) -> Decimal:
        return self.stated - self.computed


@dataclass(frozen=True)
class SumCheck:
    """A row that says that it is a sum. ``parts``: what it was held against. Without parts there was nothing above to sum."""

    line: Line
    parts: tuple[Line, ...]
    wrong: tuple[Mismatch, ...]

    @property
    def ok(self) -> bool:
        return bool(self.parts) and not self.wrong


@dataclass(frozen=True)
class VarianceCheck:
    """A row whose variance is not actual − budget, beyond rounding."""

    line: Line
    wrong: Mismatch


@dataclass(frozen=True)
class Report:
    """``decimals``: as many as the table shows, which is how finely it is rounded."""

    columns: tuple[str, ...]
    lines: int
    decimals: int
    sums: tuple[SumCheck, ...]
    variances: tuple[VarianceCheck, ...]
    variance_checked: bool

    @property
    def ok(self) -> bool:
        return not self.off and not self.variances

    @property
    def off(self) -> list[SumCheck]:
        """The sums that do not tie."""
        return [check for check in self.sums if check.wrong]


def check_table(sheet: Sheet) -> Report:
    """Hold every sum and every variance of the table against its parts. Raises TableError for a table without figures, or with text among them."""
    columns = sheet.headers[1:]
    lines = _lines(sheet)
    if not lines:
        raise TableError(
            _("Tabellen har inga siffror. Första kolumnen är radernas namn; siffrorna står i kolumnerna efter.")
        )
    decimals = max(
        (-int(amount.as_tuple().exponent) for line in lines for amount in line.amounts if amount is not None), default=0
    )
    half = Decimal(1).scaleb(-decimals) / 2
    found = _variance_columns(columns)
    return Report(
        columns,
        len(lines),
        decimals,
        tuple(_sums(lines, columns, half)),
        tuple(_variances(lines, columns, found, half)) if found else (),
        found is not None,
    )


def _lines(sheet: Sheet) -> list[Line]:
    if len(sheet.rows) > MOST_ROWS or len(sheet.headers) > MOST_COLUMNS:
        most = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
        raise TableError(_("Tabellen har fler än %(rows)s rader eller %(columns)s kolumner. Dela upp den.") % most)
    lines = []
    for number, (label, *cells) in sheet.rows:
        amounts = tuple(_amount(cell, number) for cell in cells)
        if any(amount is not None for amount in amounts):
            lines.append(Line(number, label, amounts))
    return lines


def _amount(text: str, row: int) -> Decimal | None:
    if text.strip() in ("", "-", "–", "−"):
        return None
    try:
        value = parse(Kind.NUMBER, text)
    except CellError as error:
        raise TableError(_("Rad %(row)s: %(what)s") % {"row": row, "what": error}, row) from error
    assert isinstance(value, Decimal)
    return value


def _sums(lines: Sequence[Line], columns: Sequence[str], half: Decimal) -> list[SumCheck]:
    waiting: list[Line] = []
    checks = []
    for line in lines:
        if SUM_WORDS.search(line.label) and waiting:
            count, wrong = _nearest(line, waiting, columns, half)
            checks.append(SumCheck(line, tuple(waiting[-count:]), wrong))
            del waiting[-count:]
        elif SUM_WORDS.search(line.label):
            checks.append(SumCheck(line, (), ()))
        waiting.append(line)
    return checks


def _nearest(
    line: Line, waiting: Sequence[Line], columns: Sequence[str], half: Decimal
) -> tuple[int, tuple[Mismatch, ...]]:
    """How many of the rows nearest above make the sum, and what is off in the columns where they do not. The fewest that tie; else those that come closest.

    Each part and the sum itself may be off by half a unit. An empty cell of the sum is not held against anything.
    """
    best: tuple[tuple[int, Decimal], int, tuple[Mismatch, ...]] | None = None
    sums, known = [Decimal()] * len(columns), [0] * len(columns)
    for count, part in enumerate(reversed(waiting), start=1):
        for place, amount in enumerate(part.amounts):
            if amount is not None:
                sums[place] += amount
                known[place] += 1
        wrong = tuple(
            Mismatch(columns[place], stated, sums[place])
            for place, stated in enumerate(line.amounts)
            if stated is not None and abs(stated - sums[place]) > half * (known[place] + 1)
        )
        if not wrong:
            return count, ()
        off = (len(wrong), sum((abs(each.difference) for each in wrong), Decimal()))
        if best is None or off < best[0]:
            best = (off, count, wrong)
    assert best is not None  # something waits
    return best[1], best[2]


def _variance_columns(columns: Sequence[str]) -> tuple[int, int, int] | None:
    """(actual, budget, variance): only where there is one of each, so that nothing is guessed."""
    variance = [at for at, name in enumerate(columns) if VARIANCE.search(name)]
    budget = [at for at, name in enumerate(columns) if BUDGET.search(name) and at not in variance]
    actual = [at for at, name in enumerate(columns) if ACTUAL.search(name) and at not in variance]
    return (actual[0], budget[0], variance[0]) if len(actual) == len(budget) == len(variance) == 1 else None


def _variances(
    lines: Sequence[Line], columns: Sequence[str], places: tuple[int, int, int], half: Decimal
) -> list[VarianceCheck]:
    found = []
    for line in lines:
        actual, budget, variance = (line.amounts[place] for place in places)
        if actual is None or budget is None or variance is None:
            continue
        if abs(variance - (actual - budget)) > half * 3:
            found.append(VarianceCheck(line, Mismatch(columns[places[2]], variance, actual - budget)))
    return found
