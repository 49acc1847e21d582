"""The bases that give a model its history. No tables of their own."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import connections, models, router, transaction
from mptt.models import MPTTModel
from simple_history.models import HistoricalRecords


class Records(HistoricalRecords):
    """The history of a model, with the indexes on its own table that the model names in ``history_indexes`` and without the fields of
    ``history_leaves_out``.

    The indexes are in the model's state, and not by hand in a migration: SQLite makes a table anew when a column is altered, and keeps only what the
    state knows.
    """

    def get_meta_options(self, model: Any) -> dict[str, Any]:
        options: dict[str, Any] = super().get_meta_options(model)
        return options | {"indexes": list(getattr(model, "history_indexes", ()))}

    def fields_included(self, model: Any) -> list[Any]:
        left_out = getattr(model, "history_leaves_out", ())
        return [field for field in super().fields_included(model) if field.name not in left_out]


def _in_one(row: models.Model) -> AbstractContextManager[Any]:
    """The transaction in force, or one for this row alone: a row and its history row are written in one, also where nobody has begun any. Else the
    database, which compares them when a transaction ends, finds the row alone and writes that it was changed around the program (``sala_styr.seal``).
    """
    using = row._state.db or router.db_for_write(type(row), instance=row)
    return nullcontext() if connections[using].in_atomic_block else transaction.atomic(using=using)


class TrackedModel(models.Model):
    """A model whose every change is kept: who, when, why, before and after."""

    history = Records(inherit=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's, with its history."""
        with _in_one(self):
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """As Django's, with its history."""
        with _in_one(self):
            return super().delete(*args, **kwargs)


class TrackedNode(MPTTModel):
    """A tree node with history. The four tree columns are a cache of ``parent`` and are left out: restoring them would corrupt the tree (ecosystem §5.3)."""

    history = Records(inherit=True, excluded_fields=["lft", "rght", "tree_id", "level"])

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's, with its history."""
        with _in_one(self):
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """As Django's, with its history."""
        with _in_one(self):
            return super().delete(*args, **kwargs)
