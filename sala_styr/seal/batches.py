"""Rows that have no history of their own, because they come by the hundred thousand with a batch that has: a fingerprint of each batch's rows.

The app that owns them says so (``rows_follow``). The sealer makes the fingerprint when it seals the batch's first history row, so an import does not wait
for it; the fingerprint is a row that gets a leaf itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol

from django.apps import apps
from django.db import models
from django.utils import timezone

from sala_styr.seal.audited import pairs
from sala_styr.seal.canonical import dumps
from sala_styr.seal.models import BatchDigest
from sala_styr.seal.rows import TableReader

PORTION = 5_000


class Waiting(Protocol):
    """What tells of a row that gets a leaf now."""

    table_name: str
    row_id: int
    change: str


@dataclass(frozen=True)
class Follows:
    """Rows of ``model`` come and go with the row of ``batch`` that ``field`` names; ``amount`` is summed, where there is one."""

    model: type[models.Model]
    batch: type[models.Model]
    field: str
    amount: str | None

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def histories(self) -> Any:
        """The model of the batch's history."""
        return next(pair.history for pair in pairs() if pair.model is self.batch)


@dataclass(frozen=True)
class Fingerprint:
    """What a batch's rows are: how many, their sum in öre, and SHA-256 of them in the order of their keys."""

    rows: int
    total: int | None
    digest: str


_follow: list[Follows] = []


def rows_follow(model: type[models.Model], field: str, *, amount: str | None = None) -> None:
    """Say, when the app is ready, that rows of ``model`` come and go with the batch that its ``field`` names."""
    batch: Any = model._meta.get_field(field).related_model
    _follow.append(Follows(model, batch, field, amount))


def all_that_follow() -> Sequence[Follows]:
    """Every kind of rows that comes with a batch."""
    return tuple(_follow)


def write_digests(waiting: Iterable[Waiting]) -> None:
    """Fingerprint the rows of the batches whose first history row is among those that wait."""
    new: dict[str, list[int]] = {}
    for each in waiting:
        new.setdefault(each.table_name, []).append(each.row_id)
    for kind in _follow:
        histories = kind.histories
        keys = new.get(histories._meta.db_table, [])
        for batch_id in _new_batches(kind, histories, keys):
            found = fingerprint(kind, batch_id)
            if found.rows:
                BatchDigest.objects.create(
                    table_name=kind.table,
                    batch_id=batch_id,
                    rows=found.rows,
                    total=found.total,
                    digest=found.digest,
                    made_at=timezone.now(),
                )


def _new_batches(kind: Follows, histories: Any, keys: Sequence[int]) -> list[int]:
    pk: Any = kind.batch._meta.pk
    told = histories.objects.filter(history_id__in=keys, history_type="+").values_list(pk.attname, flat=True)
    known = BatchDigest.objects.filter(table_name=kind.table, batch_id__in=list(told))
    return sorted(set(told) - set(known.values_list("batch_id", flat=True)))


def fingerprint(kind: Follows, batch_id: int) -> Fingerprint:
    """The fingerprint of a batch's rows as they are now. Constant memory."""
    reader = TableReader(kind.model)
    rows: Any = kind.model._default_manager.filter(**{f"{kind.field}_id": batch_id}).order_by("pk")
    digest, count, total = sha256(), 0, 0
    place = reader.names.index(kind.amount) if kind.amount else None
    for row in rows.values_list(*reader.names).iterator(PORTION):
        digest.update(dumps(reader.text(row)).encode() + b"\n")
        count += 1
        total += row[place] if place is not None else 0
    return Fingerprint(count, total if kind.amount else None, digest.hexdigest())


def name_of(table: str) -> str:
    """What the rows of a table are called."""
    return next(
        (str(model._meta.verbose_name_plural) for model in apps.get_models() if model._meta.db_table == table), table
    )
