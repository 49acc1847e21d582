"""All parts after one another, with what was looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from sala_styr.documents.snapshot import one_moment
from sala_styr.seal.audited import pairs
from sala_styr.seal.models import BatchDigest, PendingLeaf, Seal
from sala_styr.seal.triggers.installing import missing
from sala_styr.seal.verifying.chain import check_chain, check_roots
from sala_styr.seal.verifying.findings import Finding, Kind
from sala_styr.seal.verifying.leaves import Counted, check_added, check_leaves
from sala_styr.seal.verifying.living import check_batches, check_living


@dataclass
class Verification:
    """What was looked at, filled in as ``verify`` goes on."""

    seals: int = 0
    newest: Seal | None = None
    waiting: int = 0
    tables: int = 0
    batches: int = 0
    counted: Counted = field(default_factory=Counted)


def verify(roots: Sequence[str] = (), since: date | None = None, seen: Verification | None = None) -> Iterator[Finding]:
    """Every fault there is, as it is found. All is read as of one moment, so what others write meanwhile is no fault.

    ``roots``: codes or digests kept outside. ``since``: the rows of leaves sealed before that day are not read again (the chain is, whole).
    """
    told = seen or Verification()
    with one_moment():
        told.seals, told.newest = Seal.objects.count(), Seal.objects.order_by("-number").first()
        told.waiting, told.tables, told.batches = PendingLeaf.objects.count(), len(pairs()), BatchDigest.objects.count()
        for name in missing(connection):
            table, _dot, what = name.rpartition(".")
            yield Finding(Kind.GUARD, table or what, None, (what,) if table else ())
        yield from check_chain()
        yield from check_roots(roots)
        yield from check_leaves(told.counted, _first(since))
        yield from check_added()
        yield from check_living()
        yield from check_batches()


def _first(since: date | None) -> int:
    if since is None:
        return 0
    before = Seal.objects.filter(made_at__date__lt=since).order_by("-number").first()
    return before.size if before else 0
