"""Reading rows as text, the way leaves see them: a few hundred at a time, straight from their columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from sala_styr.seal.audited import ledgers
from sala_styr.seal.canonical import Text, writer


@dataclass(frozen=True)
class Row:
    """A row's fields (its columns' names) in alphabetical order, and their values as text."""

    names: Sequence[str]
    values: Sequence[Text]


class TableReader:
    """Reads one table. ``only``: the fields to read, where they are not all that there are."""

    def __init__(self, model: type[models.Model], only: Sequence[str] | None = None) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        self.gone = [name for name in only or () if name not in fields]
        self.names = sorted(fields) if only is None else [name for name in only if name in fields]
        self._writers = [writer(fields[name]) for name in self.names]
        pk: Any = model._meta.pk
        self._key = pk.attname
        self._rows = model._default_manager.order_by()

    def rows(self, keys: Iterable[int]) -> dict[int, Row]:
        """{key: row} of those that are there."""
        found = self._rows.filter(**{f"{self._key}__in": list(keys)}).values_list(self._key, *self.names)
        return {row[0]: Row(self.names, self.text(row[1:])) for row in found}

    def text(self, values: Sequence[Any]) -> list[Text]:
        """Values as they come from the database, as text."""
        return [write(value) for write, value in zip(self._writers, values, strict=True)]


@cache
def reader_of(table: str, only: tuple[str, ...] | None = None) -> TableReader:
    """The reader of a table that gets leaves."""
    return TableReader(ledgers()[table].model, only)
