"""What a part of the plan says, field by field and in words: for showing two wordings of it beside each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from goals.models import PlanItem
from sala_styr.shell.wording import day_in_words
from sala_styr.worddiff import Kind, Run, word_runs

WORDING = ("title", "description", "parent", "responsible", "first_year", "last_year", "start_date", "end_date", "area")
"""What a wording is made of, in the order it is read. The owner is whose wording it is and stands apart."""
WHOLE = frozenset(WORDING) - {"title", "description"}


@dataclass(frozen=True)
class Difference:
    """One field in two wordings. "" where it says nothing."""

    name: str
    label: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after

    @cached_property
    def runs(self) -> list[Run]:
        """What differs (see ``runs_between``)."""
        return runs_between(self.name, self.before, self.after)


def runs_between(name: str, before: str, after: str) -> list[Run]:
    """Texts are compared word by word; a year, a day or a person is removed and added as a whole."""
    if name not in WHOLE or before == after:
        return word_runs(before, after)
    return [Run(kind, text) for kind, text in ((Kind.REMOVED, before), (Kind.ADDED, after)) if text]


def label_of(name: str) -> str:
    """What a field is called, as the start of a line."""
    label = str(PlanItem._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def in_words(value: Any) -> str:
    """A field's value as people read it; "" where there is none."""
    if value is None:
        return ""
    return day_in_words(value) if isinstance(value, date) else str(value)


def words_of(item: PlanItem, names: Iterable[str] = WORDING) -> dict[str, str]:
    """What the item says now. No query when it came with its parent, responsible person and area."""
    return {name: in_words(getattr(item, name)) for name in names}


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """Field by field, those that are alike too; fields that say nothing in either are left out."""
    return [
        Difference(name, label_of(name), before.get(name, ""), after.get(name, ""))
        for name in WORDING
        if before.get(name) or after.get(name)
    ]


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """Only the fields that differ."""
    return [each for each in differences(before, after) if each.is_changed]
