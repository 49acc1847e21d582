"""The bases that give a model its history. No tables of their own."""

from django.db import models
from mptt.models import MPTTModel
from simple_history.models import HistoricalRecords


class TrackedModel(models.Model):
    """A model whose every change is kept: who, when, why, before and after."""

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True


class TrackedNode(MPTTModel):
    """A tree node with history. The four tree columns are a cache of ``parent`` and are left out: restoring them would corrupt the tree (ecosystem §5.3)."""

    history = HistoricalRecords(inherit=True, excluded_fields=["lft", "rght", "tree_id", "level"])

    class Meta:
        abstract = True
