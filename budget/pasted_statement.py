"""A statement pasted out of a report or a spreadsheet: rows of a name and an amount, matched with our lines. Pure; nothing is kept.

Sums in the table are not taken in but held against what the rows make, so that a slip shows before anything is saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from budget.queries.shapes import SHAPES, Line, filled
from sala_styr.money import MoneyError, Unit, format_amount, parse_kronor
from sala_styr.tables.back import fold

# How other reports say the same. The key is folded.
ALSO: Mapping[str, str] = {
    "av- och nedskrivningar": "depreciation",
    "avskrivningar och nedskrivningar": "depreciation",
    "avskrivning": "depreciation",
    "generella statsbidrag": "grants",
    "kommunalekonomisk utjämning": "grants",
    "likvida medel": "liquid",
    "kassa, bank": "liquid",
    "förråd": "stock",
    "fordringar": "receivables",
    "bidrag till statlig infrastruktur": "infrastructure",
    "resultatreserv": "reserve",
    "resultatutjämningsreserv": "reserve",
    "avsättningar för pensioner och liknande förpliktelser": "pensions",
}
LONGEST = 20_000
MOST_ROWS = 300


@dataclass
class Pasted:
    """What was understood: öre by line, and a sentence for each row that was not, or that does not tie."""

    amounts: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    number: int
    label: str
    text: str


def read_pasted(text: str, statement: str, unit: str = Unit.TKR, *, costs_are_positive: bool = False) -> Pasted:
    """Read rows of ``text`` as lines of ``statement`` in ``unit``. ``costs_are_positive``: the table writes costs without minus."""
    found = Pasted()
    lines = _by_name(SHAPES[statement])
    sums: list[tuple[_Row, Line]] = []
    for row in _rows(text, found):
        line = lines.get(fold(row.label))
        if line is None:
            found.problems.append(
                _("Rad %(number)s, ”%(label)s”, känns inte igen och är inte med.")
                % {"number": row.number, "label": row.label[:60]}
            )
        elif line.is_sum:
            sums.append((row, line))
        elif line.key in found.amounts:
            found.problems.append(
                _("Rad %(number)s, ”%(label)s”, står två gånger. Den första är med.")
                % {"number": row.number, "label": row.label[:60]}
            )
        else:
            _take(found, row, line, unit, costs_are_positive)
    values = filled(SHAPES[statement], found.amounts)
    for row, line in sums:
        _hold_against(found, row, line, values[line.key], unit)
    return found


def _by_name(shape: tuple[Line, ...]) -> dict[str, Line]:
    by_key = {line.key: line for line in shape if not line.is_heading}
    names = {fold(str(line.label)): line for line in by_key.values()}
    return {name: by_key[key] for name, key in ALSO.items() if key in by_key} | names


def _rows(text: str, found: Pasted) -> list[_Row]:
    rows = []
    for number, raw in enumerate(text[:LONGEST].splitlines()[:MOST_ROWS], 1):
        separator = "\t" if "\t" in raw else ";"
        label, *cells = (cell.strip() for cell in raw.split(separator))
        amounts = [cell for cell in cells if any(sign.isdigit() for sign in cell)]
        if not label or not amounts or not any(sign.isalpha() for sign in label):
            continue
        if len(amounts) > 1:
            found.problems.append(
                _("Rad %(number)s, ”%(label)s”, har flera belopp. Klistra in två kolumner: radens namn och beloppet.")
                % {"number": number, "label": label[:60]}
            )
            continue
        rows.append(_Row(number, label, amounts[0]))
    return rows


def _take(found: Pasted, row: _Row, line: Line, unit: str, costs_are_positive: bool) -> None:
    amount = _read(found, row, unit)
    if amount is not None:
        found.amounts[line.key] = -abs(amount) if costs_are_positive and line.sign < 0 else amount


def _read(found: Pasted, row: _Row, unit: str) -> int | None:
    try:
        return parse_kronor(row.text, unit)
    except MoneyError as error:
        found.problems.append(_("Rad %(number)s: %(why)s") % {"number": row.number, "why": error})
        return None


def _hold_against(found: Pasted, row: _Row, line: Line, worked_out: int | None, unit: str) -> None:
    """A sum of the table beside what its rows make. What rounding can explain is no fault."""
    stated = _read(found, row, unit)
    if stated is None or worked_out is None:
        return
    decimals = len(row.text.replace(",", ".").partition(".")[2].strip())
    step = abs(parse_kronor("1", unit)) // 10**decimals
    if abs(abs(stated) - abs(worked_out)) * 2 <= step * max(len(found.amounts), 1) and decimals + (unit != Unit.KR) > 0:
        return
    if stated == worked_out:
        return
    shown = {"stated": stated, "worked_out": worked_out, "difference": stated - worked_out}
    found.problems.append(
        _("%(label)s är %(stated)s i tabellen, men raderna ger %(worked_out)s. Skillnaden är %(difference)s %(unit)s.")
        % {
            "label": line.label,
            "unit": unit,
            **{name: format_amount(ore, unit, decimals=max(decimals, 1)) for name, ore in shown.items()},
        }
    )
