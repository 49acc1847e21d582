"""The tables and their history: each row must be what its newest history row says, and what is gone must be told as gone. One query per table."""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from sala_styr.seal.audited import Pair, pairs
from sala_styr.seal.batches import all_that_follow, fingerprint
from sala_styr.seal.models import BatchDigest
from sala_styr.seal.triggers.adopting import gone, living
from sala_styr.seal.verifying.findings import Finding, Kind

PORTION = 2_000


def check_living() -> Iterator[Finding]:
    """Rows that differ from their newest history row, have none, or are gone without a word."""
    for pair in pairs():
        yield from _different(pair)
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT h."{pair.key}" FROM {gone(pair)} ORDER BY 1')
            for (row,) in cursor.fetchall():
                yield Finding(Kind.LIVE, pair.live, row, detail=_("raden är borta"))


def _different(pair: Pair) -> Iterator[Finding]:
    compared = "".join(
        f', CASE WHEN l."{column}" IS DISTINCT FROM h."{column}" THEN 1 ELSE 0 END' for column in pair.columns
    )
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT l."{pair.key}", h.history_type{compared} FROM {living(pair)} ORDER BY 1')
        while found := cursor.fetchmany(PORTION):
            for row, last, *differs in found:
                if last in (None, "-"):
                    detail = (
                        _("raden har ingen historik") if last is None else _("historiken säger att den är borttagen")
                    )
                    yield Finding(Kind.LIVE, pair.live, row, detail=detail)
                else:
                    fields = tuple(name for name, is_so in zip(pair.columns, differs, strict=True) if is_so)
                    yield Finding(Kind.LIVE, pair.live, row, fields)


def check_batches() -> Iterator[Finding]:
    """Batches whose rows are others than when they were sealed. One that is gone lawfully has that in its history, which is checked above."""
    for kind in all_that_follow():
        there = set(kind.batch._default_manager.values_list("pk", flat=True))
        for said in BatchDigest.objects.filter(table_name=kind.table).order_by("pk").iterator(PORTION):
            if said.batch_id not in there:
                continue
            now = fingerprint(kind, said.batch_id)
            if (now.rows, now.total, now.digest) != (said.rows, said.total, said.digest):
                detail = _("%(rows)s rader, %(total)s öre; förseglades %(before)s rader, %(before_total)s öre") % {
                    "rows": now.rows,
                    "total": now.total,
                    "before": said.rows,
                    "before_total": said.total,
                }
                yield Finding(Kind.BATCH, kind.table, said.batch_id, detail=detail)
