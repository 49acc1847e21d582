"""The sealer: makes leaves of what waits, and seals.

One at a time, so leaves have positions without gaps; a portion at a time, so that nobody waits long for it. What a crash leaves is whole: leaves that no
seal covers yet are covered by the next.
"""

import hmac
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from sala_styr.decisions.models import Decision
from sala_styr.seal.batches import write_digests
from sala_styr.seal.canonical import canonical, leaf_digest, marks
from sala_styr.seal.merkle import Peaks
from sala_styr.seal.models import Cause, Change, Leaf, LeafForm, PendingLeaf, Seal
from sala_styr.seal.rows import Row, reader_of

PORTION = 5_000
AT_A_TIME = 500
LOCK = (1981, 0x5EA1)
NO_SEAL = "0" * 64
"""What the first seal has for the one before it."""
SALT = 16


def seal(cause: Cause, about: str = "") -> Seal | None:
    """Seal everything that is committed. Gives the newest seal, an older one if nothing has happened since; None when there is nothing at all."""
    while _make_leaves():
        pass
    with alone():
        last = Seal.objects.order_by("-number").first()
        tree = tree_since(last)
        if last is not None and tree.size == last.size:
            return last
        return _write(tree, last, cause, about) if tree.size else None


def seal_what_is_due() -> Seal | None:
    """Seal when a decision has been registered since the newest seal, and else once a day. Gives the seal that was made. May be run at any time."""
    last = Seal.objects.order_by("-number").first()
    if _decided_since(last.size if last else 0):
        made = seal(Cause.DECISION)
    elif last is None or timezone.localdate(last.made_at) < timezone.localdate():
        made = seal(Cause.DAILY)
    else:
        return None
    return made if made != last else None


def _decided_since(size: int) -> bool:
    decisions: str = Decision.history.model._meta.db_table
    waiting = PendingLeaf.objects.filter(table_name=decisions)
    return waiting.exists() or Leaf.objects.filter(position__gte=size, table_name=decisions).exists()


@contextmanager
def alone() -> Iterator[None]:
    """A transaction in which nobody else makes leaves or seals. SQLite's transactions are one at a time already (IMMEDIATE)."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", LOCK)
        yield


def tree_since(last: Seal | None) -> Peaks:
    """The tree of all leaves, grown from what the seal knows."""
    tree = Peaks(last.size, bytes(last.peaks)) if last else Peaks()
    newer = Leaf.objects.filter(position__gte=tree.size).order_by("position").values_list("digest", flat=True)
    for digest in newer.iterator(PORTION):
        tree.add(bytes(digest))
    return tree


def _write(tree: Peaks, last: Seal | None, cause: Cause, about: str) -> Seal:
    made = Seal(
        number=last.number + 1 if last else 1,
        size=tree.size,
        root=tree.root.hex(),
        previous=last.digest if last else NO_SEAL,
        made_at=timezone.now(),
        cause=cause,
        about=about[:200],
        peaks=tree.packed,
    )
    made.digest = seal_digest(made)
    made.signature = signature(made.digest)
    made.save(force_insert=True)
    return made


def moment(when: datetime) -> str:
    """A moment in UTC, as seals and leaves write it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def seal_digest(made: Seal) -> str:
    """SHA-256 of what the seal says (docs/history-seal.md)."""
    said = [
        "sala-seal-1",
        made.number,
        made.size,
        made.root,
        made.previous,
        moment(made.made_at),
        str(made.cause),
        made.about,
    ]
    return sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def signature(digest: str) -> str:
    """HMAC-SHA-256 of a seal's digest with the key that lies outside the database; empty without a key."""
    key: str = settings.SALA_SEAL_KEY
    return hmac.new(key.encode(), digest.encode(), sha256).hexdigest() if key else ""


def _make_leaves() -> bool:
    """Make leaves of one portion of what waits; False when nothing did."""
    with alone():
        waiting = list(PendingLeaf.objects.order_by("pk")[:PORTION])
        if not waiting:
            return False
        changed = _last_change_of_each(waiting)
        newest = Leaf.objects.aggregate(newest=Max("position"))["newest"]
        leaves = _leaves(changed, 0 if newest is None else newest + 1)
        Leaf.objects.bulk_create(leaves, batch_size=AT_A_TIME)
        PendingLeaf.objects.filter(pk__in=[each.pk for each in waiting]).delete()
        write_digests(changed)
    return True


def _last_change_of_each(waiting: Sequence[PendingLeaf]) -> list[PendingLeaf]:
    """A row that was added and then rewritten while it waited has one leaf, which tells of the rewriting."""
    last = {(each.table_name, each.row_id): each for each in waiting}
    return sorted(last.values(), key=lambda each: each.pk)


def _leaves(waiting: Sequence[PendingLeaf], position: int) -> list[Leaf]:
    by_table: dict[str, list[int]] = defaultdict(list)
    for each in waiting:
        by_table[each.table_name].append(each.row_id)
    rows = {table: _read(table, keys) for table, keys in by_table.items()}
    forms = {table: _form(table) for table in by_table}
    return [
        _leaf(place, each, rows[each.table_name], forms[each.table_name])
        for place, each in enumerate(waiting, position)
    ]


def _read(table: str, keys: Sequence[int]) -> dict[int, Row]:
    reader = reader_of(table)
    found: dict[int, Row] = {}
    for first in range(0, len(keys), AT_A_TIME):
        found |= reader.rows(keys[first : first + AT_A_TIME])
    return found


def _form(table: str) -> LeafForm:
    """The form that covers the table's fields as they are now."""
    names = list(reader_of(table).names)
    newest = LeafForm.objects.filter(table_name=table).order_by("-pk").first()
    return newest if newest and newest.fields == names else LeafForm.objects.create(table_name=table, fields=names)


def _leaf(position: int, each: PendingLeaf, rows: Mapping[int, Row], form: LeafForm) -> Leaf:
    row = rows.get(each.row_id)
    change = each.change
    if row is None and change != Change.REMOVED:
        change = Change.LOST
    names, values = (row.names, row.values) if row and change != Change.REMOVED else (("key",), (str(each.row_id),))
    salt = token_bytes(SALT)
    return Leaf(
        position=position,
        table_name=each.table_name,
        row_id=each.row_id,
        change=change,
        rewrite_id=each.rewrite_id,
        form=form if row and change != Change.REMOVED else None,
        salt=salt,
        digest=leaf_digest(salt, canonical(each.table_name, change, each.rewrite_id, names, values)),
        marks=marks(salt, names, values),
    )


def unsealed() -> tuple[int, datetime | None]:
    """How many changes no seal covers yet, and since when."""
    last = Seal.objects.order_by("-number").first()
    covered: Any = last.size if last else 0
    waits = PendingLeaf.objects.count() + Leaf.objects.filter(position__gte=covered).count()
    return waits, last.made_at if last else None
