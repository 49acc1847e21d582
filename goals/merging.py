"""Merging two people's changes of the same thing, field by field: what it was, what it is now and what it shall be. Pure.

The one rule: a field that somebody else has changed meanwhile to something else is never overwritten without a person's answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

Values = Mapping[str, Any]


class Fate(Enum):
    """What becomes of one field."""

    LEFT = "left"  # not proposed to change: it stays as it is now
    TAKEN = "taken"  # proposed, and nobody else has touched it
    ALIKE = "alike"  # somebody else has made the very change already
    ASKED = "asked"  # somebody else has changed it to something else: a person answers


def fate(base: Any, now: Any, proposed: Any) -> Fate:
    """What becomes of a field that was ``base``, is ``now`` and shall be ``proposed``."""
    if proposed == base:
        return Fate.LEFT
    if now == proposed:
        return Fate.ALIKE
    return Fate.TAKEN if now == base else Fate.ASKED


@dataclass(frozen=True)
class Merged:
    """The values after the merge; ``unanswered`` are the fields that a person needs to answer first, and then nothing may be written."""

    values: dict[str, Any]
    unanswered: tuple[str, ...]


def merge(base: Values, now: Values, proposed: Values, answers: Values, names: Iterable[str]) -> Merged:
    """The three put together over ``names``. ``answers``: {field: the value a person chose}, counted only where there is a question."""
    values: dict[str, Any] = {}
    unanswered: list[str] = []
    for name in names:
        before, present, wanted = base.get(name), now.get(name), proposed.get(name)
        outcome = fate(before, present, wanted)
        if outcome is Fate.ASKED and name not in answers:
            unanswered.append(name)
        elif outcome is Fate.ASKED:
            values[name] = answers[name]
        else:
            values[name] = wanted if outcome is Fate.TAKEN else present
    return Merged(values, tuple(unanswered))


def questions(base: Values, now: Values, proposed: Values, names: Iterable[str]) -> list[str]:
    """The fields that a person needs to answer."""
    return [name for name in names if fate(base.get(name), now.get(name), proposed.get(name)) is Fate.ASKED]
