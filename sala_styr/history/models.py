"""The bases that give a model its history. No tables of their own."""

from typing import Any

from django.db import models
from mptt.models import MPTTModel
from simple_history.models import HistoricalRecords


class Records(HistoricalRecords):
    """The history of a model, with the indexes on the history's own table that the model names in ``history_indexes``.

    In the model's state, and not by hand in a migration: SQLite makes a table anew when a column is altered, and keeps only what the state knows.
    """

    def get_meta_options(self, model: Any) -> dict[str, Any]:
        options: dict[str, Any] = super().get_meta_options(model)
        return options | {"indexes": list(getattr(model, "history_indexes", ()))}


class TrackedModel(models.Model):
    """A model whose every change is kept: who, when, why, before and after."""

    history = Records(inherit=True)

    class Meta:
        abstract = True


class TrackedNode(MPTTModel):
    """A tree node with history. The four tree columns are a cache of ``parent`` and are left out: restoring them would corrupt the tree (ecosystem §5.3)."""

    history = Records(inherit=True, excluded_fields=["lft", "rght", "tree_id", "level"])

    class Meta:
        abstract = True
