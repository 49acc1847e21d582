"""The leaves and the rows that they are fingerprints of: each row is read and hashed again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from sala_styr.seal.audited import ledgers
from sala_styr.seal.canonical import MARK, canonical, leaf_digest, marks
from sala_styr.seal.models import Change, Leaf, LeafForm, Rewrite
from sala_styr.seal.rows import Row, reader_of
from sala_styr.seal.sealing import AT_A_TIME
from sala_styr.seal.triggers.adopting import without_leaf
from sala_styr.seal.verifying.findings import Finding, Kind

PORTION = 2_000


@dataclass
class Counted:
    """How many leaves were compared; how many rows were lawfully rewritten or erased; how many could be compared in part only, because an upgrade
    has taken a field away."""

    leaves: int = 0
    rewritten: int = 0
    in_part: int = 0
    superseded: dict[tuple[str, int], int] = field(default_factory=dict)


def check_leaves(counted: Counted, first: int = 0) -> Iterator[Finding]:
    """Faults of the rows behind the leaves from position ``first`` on, in the order of the leaves. Constant memory, linear time."""
    counted.superseded = _superseded()
    counted.rewritten = len(counted.superseded)
    forms = {form.pk: tuple(form.fields) for form in LeafForm.objects.all()}
    rewrites = set(Rewrite.objects.values_list("pk", flat=True))
    while portion := list(Leaf.objects.filter(position__gte=first).order_by("position")[:PORTION]):
        first = portion[-1].position + 1
        rows = _rows(portion, forms)
        for leaf in portion:
            counted.leaves += 1
            if leaf.rewrite_id is not None and leaf.rewrite_id not in rewrites:
                yield Finding(
                    Kind.CHANGED, leaf.table_name, leaf.row_id, detail=_("omskriven utan att någon har tillåtit det")
                )
            elif counted.superseded.get((leaf.table_name, leaf.row_id), leaf.position) <= leaf.position:
                yield from _check(leaf, forms, rows, counted)


def _superseded() -> dict[tuple[str, int], int]:
    """{(table, row): position of the leaf of its last lawful rewriting}"""
    known = Leaf.objects.filter(rewrite_id__in=Rewrite.objects.values("pk"))
    last = known.order_by().values_list("table_name", "row_id").annotate(last=Max("position"))
    return {(table, row): position for table, row, position in last}


def _rows(portion: Sequence[Leaf], forms: dict[int, tuple[str, ...]]) -> dict[tuple[str, int | None, int], Row]:
    asked: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for leaf in portion:
        asked[leaf.table_name, leaf.form_id].append(leaf.row_id)
    found = {}
    for (table, form), keys in asked.items():
        if table not in ledgers():
            continue
        reader = reader_of(table, forms.get(form or 0, ()))
        for start in range(0, len(keys), AT_A_TIME):
            for key, row in reader.rows(keys[start : start + AT_A_TIME]).items():
                found[table, form, key] = row
    return found


def _check(
    leaf: Leaf, forms: dict[int, tuple[str, ...]], rows: dict[tuple[str, int | None, int], Row], counted: Counted
) -> Iterator[Finding]:
    row = rows.get((leaf.table_name, leaf.form_id, leaf.row_id))
    if leaf.change == Change.LOST:
        yield Finding(Kind.REMOVED, leaf.table_name, leaf.row_id, detail=_("innan den förseglades"))
    elif leaf.change == Change.REMOVED:
        if row is not None:
            yield Finding(Kind.ADDED, leaf.table_name, leaf.row_id, detail=_("den var borttagen"))
        elif not _agrees(leaf, ("key",), (str(leaf.row_id),)):
            yield Finding(Kind.LEAVES, "seal_leaf", leaf.position)
    elif leaf.form_id not in forms:
        yield Finding(Kind.LEAVES, "seal_leaf", leaf.position, ("form_id",))
    elif row is None and leaf.table_name in ledgers():
        yield Finding(Kind.REMOVED, leaf.table_name, leaf.row_id)
    elif row is None or len(row.names) < len(forms[leaf.form_id]):
        counted.in_part += 1
        if row is not None and (fields := _marked(leaf, forms[leaf.form_id], row)):
            yield Finding(Kind.CHANGED, leaf.table_name, leaf.row_id, fields)
    elif not _agrees(leaf, row.names, row.values):
        fields = _marked(leaf, forms[leaf.form_id], row)
        detail = "" if fields else _("raden är som den var, men lövet är ändrat")
        yield Finding(Kind.CHANGED, leaf.table_name, leaf.row_id, fields, detail)


def _agrees(leaf: Leaf, names: Sequence[str], values: Sequence[str | None]) -> bool:
    content = canonical(leaf.table_name, leaf.change, leaf.rewrite_id, names, values)
    return leaf_digest(bytes(leaf.salt), content) == bytes(leaf.digest)


def _marked(leaf: Leaf, form: Sequence[str], row: Row) -> tuple[str, ...]:
    """The fields whose marks differ."""
    kept = bytes(leaf.marks)
    said = {name: kept[place * MARK : (place + 1) * MARK] for place, name in enumerate(form)}
    now = marks(bytes(leaf.salt), row.names, row.values)
    return tuple(name for place, name in enumerate(row.names) if said[name] != now[place * MARK : (place + 1) * MARK])


def check_added() -> Iterator[Finding]:
    """History rows that have no leaf and do not wait for one: somebody has put them there around the triggers."""
    for table, ledger in ledgers().items():
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT h."{ledger.key}" FROM "{table}" h WHERE {without_leaf(ledger.key)} ORDER BY 1', [table, table]
            )
            while found := cursor.fetchmany(PORTION):
                yield from (Finding(Kind.ADDED, table, row) for (row,) in found)
