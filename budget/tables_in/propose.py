"""Which column of a table is which, proposed with the reason for a person to confirm: by earlier saved headings, by a heading's words, by what stands below.

Nothing here is decided: a mark between thousands or a sign that is guessed wrong would be money that is wrong, so both are said and chosen on the page.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from budget.tables_in.actuals import parse_period
from budget.tables_in.columns import SYNONYMS, Column, plain_heading
from budget.tables_in.layout import Sign
from sala_styr.tables.stream import Row

LOOKED_AT = 300
"""Rows that are looked at: enough to know a column by, read in no time."""
_LOOK_FOR_HEADINGS = 20
_MOST_EXAMPLES = 3
_LONGEST_EXAMPLE = 30
_SURE = 9
"""Of ten of a column's values so many must look like something for it to be proposed as that."""

_MORE_WORDS: Mapping[Column, frozenset[str]] = {
    Column.ACCOUNT: frozenset({"kto", "ktonr", "kontonr", "huvudkonto", "baskonto"}),
    Column.PERIOD: frozenset({"redper", "per", "bokfper", "redovper", "datum", "bokforingsdatum", "bokfdatum"}),
    Column.AMOUNT: frozenset({"bel", "saldo", "utfallbelopp", "beloppsek", "nettobelopp", "nettosek"}),
    Column.UNIT: frozenset({"ansv", "kostnadsstallekod", "resultatenhet", "avdelning", "ansvarsenhet"}),
    Column.ACTIVITY: frozenset({"verks", "verk", "vhtkod", "vkod"}),
    Column.PROJECT: frozenset({"prj", "projektid"}),
    Column.COUNTERPARTY: frozenset({"mp", "motp", "motpartkod"}),
}
_ACCOUNT = re.compile(r"[1-9][0-9]{2,7}")
_AMOUNT = re.compile(r"[-+−]?\s?[0-9]{1,3}(?:[  .,]?[0-9]{3})*(?:[.,][0-9]{1,2})?\s?-?")
_WITH_COMMA = re.compile(r"[-+−]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?")
_WITH_POINT = re.compile(r"[-+−]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?")
_LETTERS = str.maketrans("åäöé", "aaoe")
_TOKEN = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class ProposedColumn:
    """A column of the file: its heading, what it is proposed to be (None: not read) and why, and a few of its values."""

    heading: str
    column: Column | None
    why: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Saved:
    """Columns that have been saved under a name."""

    name: str
    headings: Mapping[str, str]
    sign: Sign
    numbers: str
    pk: int = 0


@dataclass(frozen=True)
class Proposal:
    """What the columns are, the sign and how numbers are written, each with its reason. ``saved``: the saved columns that were recognised."""

    columns: tuple[ProposedColumn, ...]
    sign: Sign
    sign_why: str
    numbers: str
    numbers_why: str
    saved: Saved | None = None

    @property
    def headings(self) -> dict[str, str]:
        """Column → heading, as a Layout wants it."""
        return {each.column.value: each.heading for each in self.columns if each.column is not None}


def propose(rows: Iterable[Row], saved: Sequence[Saved] = ()) -> Proposal:
    """Look at the first rows of a table. ``saved``: in the order they are to be believed. Raises what reading the rows raises."""
    seen = [[cell.strip() for cell in cells] for _number, cells in islice(rows, LOOKED_AT)]
    at = _heading_row(seen)
    headings = seen[at] if seen else []
    values = [_column(seen[at + 1 :], index) for index in range(len(headings))]
    known = _saved_for(headings, saved)
    found = _by_saved(headings, known) if known else {}
    found |= _by_words(headings, found)
    found |= _by_content(headings, values, found)
    places = {column: index for index, (column, _why) in found.items()}
    sign, sign_why = (known.sign, _as_saved(known)) if known else _sign(seen[at + 1 :], places)
    numbers, numbers_why = (known.numbers, _as_saved(known)) if known else _numbers(values, places)
    unknown = (None, _("Inget i rubriken eller värdena säger vad det är."))
    columns = tuple(
        ProposedColumn(heading, column, why, _examples(values[index]))
        for index, heading in enumerate(headings)
        for column, why in [found.get(index, unknown)]
        if heading
    )
    return Proposal(columns, sign, sign_why, numbers, numbers_why, known)


def _heading_row(rows: list[list[str]]) -> int:
    """Extracts often begin with a title: the row near the top that has most known words, else the first with most cells that are no numbers."""
    near = rows[:_LOOK_FOR_HEADINGS]

    def rank(index: int) -> tuple[int, int, int]:
        cells = [cell for cell in near[index] if cell]
        words = sum(_known_word(cell) is not None for cell in cells)
        texts = sum(not _AMOUNT.fullmatch(cell) and parse_period(cell) is None for cell in cells)
        return words, texts if texts == len(cells) else 0, -index

    return max(range(len(near)), key=rank, default=0)


def _column(rows: list[list[str]], index: int) -> list[str]:
    return [cells[index] for cells in rows if index < len(cells) and cells[index]]


def _examples(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(value[:_LONGEST_EXAMPLE] for value in list(dict.fromkeys(values))[:_MOST_EXAMPLES])


def _saved_for(headings: Sequence[str], saved: Sequence[Saved]) -> Saved | None:
    here = {plain_heading(heading) for heading in headings}
    fitting = [
        each for each in saved if each.headings and {plain_heading(text) for text in each.headings.values()} <= here
    ]
    return max(fitting, key=lambda each: len(each.headings), default=None)


def _as_saved(known: Saved) -> str:
    return _("Så är det i de sparade kolumnerna ”%(name)s”.") % {"name": known.name}


Found = dict[int, tuple[Column, str]]


def _by_saved(headings: Sequence[str], known: Saved) -> Found:
    by_heading = {plain_heading(text): Column(column) for column, text in known.headings.items()}
    found: Found = {}
    for index, heading in enumerate(headings):
        column = by_heading.pop(plain_heading(heading), None)
        if column is not None:
            found[index] = column, _as_saved(known)
    return found


def _by_words(headings: Sequence[str], before: Found) -> Found:
    """The whole heading first, then a word of it; a column is found once, by its first heading."""
    found: Found = {}
    taken = {column for column, _why in before.values()}
    for whole in (True, False):
        for index, heading in enumerate(headings):
            column = _known_heading(heading) if whole else _known_word(heading)
            if column is None or column in taken or index in before or index in found:
                continue
            taken.add(column)
            found[index] = column, _("Kolumnen heter ”%(heading)s”.") % {"heading": heading}
    return found


def _known_heading(heading: str) -> Column | None:
    plain = plain_heading(heading)
    return next((column for column, words in SYNONYMS.items() if plain in words), None)


def _known_word(heading: str) -> Column | None:
    """By the heading without å, ä, ö and signs, whole or word by word; None when its words could be several columns."""
    text = plain_heading(heading).translate(_LETTERS)
    together = "".join(_TOKEN.findall(text))
    whole = {column for column, words in _PLAIN.items() if together in words}
    if len(whole) == 1:
        return whole.pop()
    tokens = {column for token in _TOKEN.findall(text) for column, words in _PLAIN.items() if token in words}
    return tokens.pop() if len(tokens) == 1 else None


_PLAIN: Mapping[Column, frozenset[str]] = {
    column: frozenset("".join(_TOKEN.findall(word.translate(_LETTERS))) for word in words)
    | _MORE_WORDS.get(column, frozenset())
    for column, words in SYNONYMS.items()
}


def _by_content(headings: Sequence[str], values: Sequence[Sequence[str]], before: Found) -> Found:
    """Months, accounts and amounts, in that order, where no heading said; the codes of a coding string look like nothing in particular."""
    found: Found = {}
    taken = {column for column, _why in before.values()}
    for column, looks, words in (
        (Column.PERIOD, _is_months, _("Värdena ser ut som månader: %(examples)s.")),
        (Column.ACCOUNT, _is_accounts, _("Värdena ser ut som kontonummer: %(examples)s.")),
        (Column.AMOUNT, _is_amounts, _("Värdena ser ut som belopp: %(examples)s.")),
    ):
        if column in taken or (column is Column.PERIOD and {Column.YEAR, Column.MONTH} <= taken):
            continue
        for index, heading in enumerate(headings):
            if heading and index not in before and index not in found and looks(values[index]):
                found[index] = column, words % {"examples": ", ".join(_examples(values[index]))}
                break
    return found


def _mostly(values: Sequence[str], fits: Iterable[bool]) -> bool:
    return bool(values) and sum(fits) * 10 >= len(values) * _SURE


def _is_months(values: Sequence[str]) -> bool:
    return _mostly(values, (parse_period(value) is not None for value in values))


def _is_accounts(values: Sequence[str]) -> bool:
    """Whole numbers of one length, that do not all begin alike."""
    lengths = {len(value) for value in values}
    return len(lengths) == 1 and _mostly(values, (bool(_ACCOUNT.fullmatch(value)) for value in values))


def _is_amounts(values: Sequence[str]) -> bool:
    """Numbers, of which some have decimals or a minus, as codes have not."""
    marked = any(mark in value for value in values for mark in ",.-−")
    return marked and _mostly(values, (bool(_AMOUNT.fullmatch(value)) for value in values))


def _numbers(values: Sequence[Sequence[str]], places: Mapping[Column, int]) -> tuple[str, str]:
    amounts = values[places[Column.AMOUNT]] if Column.AMOUNT in places else []
    for numbers, pattern in (("comma", _WITH_COMMA), ("point", _WITH_POINT)):
        told = next((value for value in amounts if pattern.fullmatch(value)), "")
        if told:
            return numbers, _("I filen står till exempel %(example)s.") % {"example": told}
    return "plain", _("Inget belopp i början av filen har tecken mellan tusental.")


def _sign(rows: list[list[str]], places: Mapping[Column, int]) -> tuple[Sign, str]:
    """Revenues are in class 3: are they minus, the file has the ledger's sign."""
    if not {Column.ACCOUNT, Column.AMOUNT} <= places.keys():
        return "report", _("Det går inte att se förrän konto och belopp är valda.")
    account, amount = places[Column.ACCOUNT], places[Column.AMOUNT]
    whole = [cells for cells in rows if len(cells) > max(account, amount) and cells[amount]]
    revenues = [cells[amount] for cells in whole if cells[account].startswith("3")]
    minus = sum(text.startswith(("-", "−")) or text.endswith("-") for text in revenues)
    if not revenues:
        return "report", _("Inga intäkter (konto 3…) i början av filen att se det på.")
    if minus * 2 > len(revenues):
        return "ledger", _("Intäkterna (konto 3…) i filen är minus.")
    return "report", _("Intäkterna (konto 3…) i filen är plus.")
