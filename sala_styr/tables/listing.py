"""A list as data: columns of a kind, and rows. The same list becomes CSV and XLSX, and is read back as the same values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = str | int | Decimal | date | bool | None
"""None is missing; an amount is whole öre."""


class Kind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    YEAR = "year"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Column:
    """``label`` is the heading. Amounts are written in kronor, with two decimals, whatever unit the page shows them in.

    ``choices``: what a cell may say, offered to choose from in XLSX. ``words``: what it says, where it is not chosen in the file.
    ``also`` and ``same``: the heading in other languages, and what the words in them are here (see ``tables.languages``).
    """

    label: str
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    same: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Listing:
    """``name`` is what the file and its sheet are called; ``rows`` may be lazy: they are gone through once.

    ``notes`` are instructions: a sheet of their own in XLSX, after the list; CSV has no room for them.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]
    notes: tuple[str, ...] = ()


def text_column(*labels: str) -> tuple[Column, ...]:
    """Several columns of text."""
    return tuple(Column(label) for label in labels)
