"""What a file's dimensions are in our coding string: by what has been said, by what the file calls them (#DIM, #UNDERDIM), or by the standard's own numbers.

A proposal says why, so that a person can judge it. Where two dimensions could be the same part neither is guessed twice: the first one is it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from budget.sie.model import Objects, SieFile

UNIT, ACTIVITY, PROJECT, COUNTERPARTY = "unit", "activity", "project", "counterparty"
PARTS = (UNIT, ACTIVITY, PROJECT, COUNTERPARTY)
"""The parts of the coding string that a dimension can be, as the fields of a Coding are called."""
NOTHING = ""
"""Said of a dimension that is not to be read."""

BY_NUMBER: Mapping[str, str] = {"1": UNIT, "6": PROJECT}
"""Reserved by the standard, whatever the file calls them: 1 kostnadsställe or resultatenhet, 6 projekt."""
OURS: Mapping[str, str] = {"20": ACTIVITY, "21": COUNTERPARTY}
"""What this system writes in the numbers that the standard leaves free; believed only where the file has no name for them."""
OTHERS = frozenset({"2", "7", "8", "9", "10"})
"""Reserved for what the coding string here has no place for: kostnadsbärare, anställd, kund, leverantör, faktura."""

_WORDS: Mapping[str, str] = {
    "ansvar": UNIT,
    "ansvarskod": UNIT,
    "kst": UNIT,
    "kostnadsställe": UNIT,
    "kostnadsstalle": UNIT,
    "resultatenhet": UNIT,
    "enhet": UNIT,
    "avdelning": UNIT,
    "verksamhet": ACTIVITY,
    "verksamhetskod": ACTIVITY,
    "vht": ACTIVITY,
    "vsh": ACTIVITY,
    "projekt": PROJECT,
    "projektkod": PROJECT,
    "projektnr": PROJECT,
    "proj": PROJECT,
    "motpart": COUNTERPARTY,
    "motpartskod": COUNTERPARTY,
    "mpart": COUNTERPARTY,
}
_WORD = re.compile(r"[^\W\d_]+")
_SHOWN_CODES = 4


class Why(StrEnum):
    """What a dimension's meaning rests on."""

    SAID = "said"
    NAME = "name"
    NUMBER = "number"
    OURS = "ours"
    NONE = "none"


@dataclass(frozen=True)
class FileDimension:
    """A dimension of a file. ``part``: what it is here, NOTHING when it is not read. ``codes``: how many different ones its rows have; ``examples``: a few,
    but none of persons, customers and suppliers."""

    number: str
    name: str
    part: str
    why: Why
    codes: int
    examples: tuple[str, ...] = ()

    @property
    def is_lost(self) -> bool:
        """Does it hold codes that nobody has said anything about, and that the standard has not put aside?"""
        return not self.part and self.why is Why.NONE and self.codes > 0 and self.number not in OTHERS

    @property
    def is_reserved(self) -> bool:
        """Has the standard put the number aside for what has no place here, and nobody said otherwise?"""
        return not self.part and self.why is Why.NONE and self.number in OTHERS


def part_by_name(name: str) -> str:
    """What a dimension of that name is: NOTHING when no word of it, or words of two parts, are known."""
    found = {_WORDS[word] for word in _WORD.findall(name.casefold()) if word in _WORDS}
    return found.pop() if len(found) == 1 else NOTHING


def dimensions_of(file: SieFile, said: Mapping[str, str]) -> tuple[FileDimension, ...]:
    """Every dimension that the file declares or uses, in the order of the numbers. ``said``: number → part (or NOTHING), as has been remembered."""
    codes = _codes(file)
    numbers = sorted({*file.dimensions, *codes}, key=lambda each: (not each.isdecimal(), len(each), each))
    found = meanings(numbers, file.dimensions, said)
    return tuple(
        FileDimension(
            number,
            file.dimensions.get(number, ""),
            *found[number],
            len(codes.get(number, ())),
            () if number in OTHERS else tuple(sorted(codes.get(number, ()))[:_SHOWN_CODES]),
        )
        for number in numbers
    )


def meanings(numbers: Iterable[str], names: Mapping[str, str], said: Mapping[str, str]) -> dict[str, tuple[str, Why]]:
    """What each number is, and why. What has been said goes first, then names, then numbers; no part is given twice."""
    numbers = list(numbers)
    found = {number: (said[number], Why.SAID) for number in numbers if number in said}
    taken = {part for part, _why in found.values()}
    for number, part, why in _proposals(numbers, names):
        if number not in found and part not in taken:
            found[number] = part, why
            taken.add(part)
    return {number: found.get(number, (NOTHING, Why.NONE)) for number in numbers}


def _proposals(numbers: list[str], names: Mapping[str, str]) -> Iterator[tuple[str, str, Why]]:
    for number in numbers:
        if part := part_by_name(names.get(number, "")):
            yield number, part, Why.NAME
    for number in numbers:
        if number in BY_NUMBER:
            yield number, BY_NUMBER[number], Why.NUMBER
        elif number in OURS and not names.get(number):
            yield number, OURS[number], Why.OURS


def _codes(file: SieFile) -> dict[str, set[str]]:
    """The codes that movements of this year name, by dimension."""
    lists: set[Objects] = {row.objects for row in file.period_balances if row.year == 0}
    lists.update(key.objects for key in file.booked.sums)
    found: dict[str, set[str]] = {}
    for objects in lists:
        for number, code in objects:
            found.setdefault(number, set()).add(code)
    return found
