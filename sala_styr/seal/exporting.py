"""The history with its leaves and seals as one ZIP of JSON lines, which a stranger can verify without this program (docs/history-seal.md)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.utils import timezone

from sala_styr.documents.snapshot import one_moment
from sala_styr.seal.audited import ledgers
from sala_styr.seal.models import Leaf, LeafForm, Seal
from sala_styr.seal.rows import reader_of
from sala_styr.seal.sealing import moment

FORMAT = "sala-history-1"
PORTION = 5_000
HERE = Path(__file__).resolve().parent


def export(target: str | IO[bytes]) -> int:
    """Write the export and return how many leaves it has. Read as of one moment, with constant memory. What no seal covers yet is left out of the
    leaves, but its rows are there.
    """
    with one_moment(), ZipFile(target, "w", ZIP_DEFLATED) as packed:
        newest = Seal.objects.order_by("-number").first()
        size = newest.size if newest else 0
        _lines(packed, "seals.jsonl", _seals())
        _lines(
            packed,
            "forms.jsonl",
            ({"form": form.pk, "fields": form.fields} for form in LeafForm.objects.order_by("pk")),
        )
        _lines(packed, "leaves.jsonl", _leaves(size))
        for table in ledgers():
            _lines(packed, f"rows/{table}.jsonl", _rows(table))
        manifest = {
            "format": FORMAT,
            "municipality": settings.MUNICIPALITY_NAME,
            "made_at": moment(timezone.now()),
            "leaves": size,
            "tables": list(ledgers()),
        }
        packed.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
        packed.writestr("verify_offline.py", verifier())
    return size


def verifier() -> str:
    """The program that verifies an export: one file, Python's standard library only."""
    return (HERE / "offline" / "verify_offline.py").read_text(encoding="utf-8")


def _lines(packed: ZipFile, name: str, rows: Iterator[dict[str, Any]]) -> None:
    with packed.open(name, "w") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _seals() -> Iterator[dict[str, Any]]:
    for seal in Seal.objects.order_by("number").iterator(PORTION):
        yield {
            "number": seal.number,
            "size": seal.size,
            "root": seal.root,
            "previous": seal.previous,
            "made_at": moment(seal.made_at),
            "cause": seal.cause,
            "about": seal.about,
            "digest": seal.digest,
            "code": seal.code,
        }


def _leaves(size: int) -> Iterator[dict[str, Any]]:
    for leaf in Leaf.objects.filter(position__lt=size).order_by("position").iterator(PORTION):
        yield {
            "position": leaf.position,
            "table": leaf.table_name,
            "row": leaf.row_id,
            "change": leaf.change,
            "rewrite": leaf.rewrite_id,
            "form": leaf.form_id,
            "salt": bytes(leaf.salt).hex(),
            "digest": bytes(leaf.digest).hex(),
            "marks": bytes(leaf.marks).hex(),
        }


def _rows(table: str) -> Iterator[dict[str, Any]]:
    reader, ledger = reader_of(table), ledgers()[table]
    rows = ledger.model._default_manager.order_by("pk").values_list("pk", *reader.names)
    for key, *values in rows.iterator(PORTION):
        yield {"key": key, "fields": dict(zip(reader.names, reader.text(values), strict=True))}
