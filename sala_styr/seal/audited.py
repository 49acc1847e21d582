"""Which tables are kept complete, and which are kept append-only: worked out from the models, so that a new model is in at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

OWN = ("rewrite", "batchdigest")
"""Tables of the seal's own that get leaves as the histories do."""
FIXED = ("leaf", "seal", "leafform")
"""Tables of the seal's own that are only added to, and that the tree itself protects."""


@dataclass(frozen=True)
class Pair:
    """A table and that of its history. ``columns``: those that are compared; ``carried``: those that the history has at all."""

    model: type[models.Model]
    history: type[models.Model]
    key: str
    columns: tuple[str, ...]
    carried: tuple[str, ...]

    @property
    def live(self) -> str:
        return self.model._meta.db_table

    @property
    def past(self) -> str:
        return self.history._meta.db_table


@dataclass(frozen=True)
class Ledger:
    """A table that is only added to and whose rows get leaves."""

    model: type[models.Model]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def key(self) -> str:
        pk: Any = self.model._meta.pk
        return str(pk.column)


@cache
def pairs() -> tuple[Pair, ...]:
    """Every model with history, and its history. Columns that a model names in ``history_ignores`` tell how far a job has come; they are not compared."""
    return tuple(sorted(_pairs(), key=lambda pair: pair.live))


def _pairs() -> Iterator[Pair]:
    for model in apps.get_models():
        if not hasattr(model._meta, "simple_history_manager_attribute"):
            continue
        history = getattr(model, model._meta.simple_history_manager_attribute).model
        kept = {field.name for field in history._meta.concrete_fields}
        carried = [field for field in model._meta.concrete_fields if field.name in kept]
        ignored = getattr(model, "history_ignores", ())
        pk: Any = model._meta.pk
        yield Pair(
            model,
            history,
            pk.column,
            tuple(str(field.column) for field in carried if field.name not in ignored and not field.primary_key),
            tuple(str(field.column) for field in carried),
        )


@cache
def ledgers() -> dict[str, Ledger]:
    """Every table whose rows get leaves, by its name."""
    found = [Ledger(pair.history) for pair in pairs()] + [Ledger(apps.get_model("seal", name)) for name in OWN]
    return {ledger.table: ledger for ledger in found}


@cache
def fixed_tables() -> tuple[str, ...]:
    """The other tables that are only added to."""
    return tuple(apps.get_model("seal", name)._meta.db_table for name in FIXED)
