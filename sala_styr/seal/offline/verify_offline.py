#!/usr/bin/env python3
"""Verify an exported history without the program that made it.

    python3 verify_offline.py FILE.zip [--root CODE] [--root CODE] …

Needs Python 3.11 or newer and nothing else. Reads everything anew: each row is hashed and compared with its leaf, the Merkle tree (RFC 6962) is built
from the leaves and compared with each seal, and the seals must hang together. A code from a decided report or a letter (--root) must be in the
chain: only that shows that the whole chain was not written anew. Says what it found; exit code 0 when all is well, 1 when it is not, 2 when the file
cannot be read. The format is described in history-seal.md.
"""

import argparse
import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile, ZipFile

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ADDED, REWRITTEN, REMOVED, LOST = "+", "~", "-", "?"


def compact(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def code_of(digest: str) -> str:
    """The first 80 bits in Crockford's base 32."""
    number = int(digest[:20], 16)
    return "".join(SIGNS[number >> 5 * place & 31] for place in reversed(range(16)))


def is_meant(said: str, digest: str) -> bool:
    """Is this typed code, whole digest or whole mark (``SALA-SEAL-1 … DIGEST``) the seal with the digest?"""
    if said.strip().upper().startswith("SALA-SEAL-1 "):
        said = said.split()[-1]
    text = "".join(said.split()).replace("-", "")
    return text.lower() == digest or text.upper().translate(str.maketrans("ILO", "110")) == code_of(digest)


class Tree:
    """RFC 6962 §2.1, grown leaf by leaf: the roots of its whole subtrees, the largest first."""

    def __init__(self) -> None:
        self.size = 0
        self.peaks: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        height = self.size
        while height & 1:
            leaf, height = sha256(b"\x01" + self.peaks.pop() + leaf).digest(), height >> 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> str:
        if not self.peaks:
            return sha256(b"").hexdigest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = sha256(b"\x01" + peak + root).digest()
        return root.hex()


class Export:
    """The ZIP, and its rows in a temporary SQLite file, so that memory does not grow with the history."""

    def __init__(self, path: str, folder: str) -> None:
        self.zip = ZipFile(path)
        self.manifest = json.loads(self.zip.read("manifest.json"))
        if self.manifest["format"] != "sala-history-1":
            raise ValueError(f"the format {self.manifest['format']} is another than this program knows")
        self.forms = {line["form"]: line["fields"] for line in self.lines("forms.jsonl")}
        self.rows = sqlite3.connect(str(Path(folder) / "rows.sqlite3"))
        self.rows.execute(
            "CREATE TABLE held (place TEXT, key INTEGER, fields TEXT, seen INTEGER DEFAULT 0, PRIMARY KEY (place, key))"
        )
        for table in self.manifest["tables"]:
            lines = self.lines(f"rows/{table}.jsonl")
            self.rows.executemany(
                "INSERT INTO held (place, key, fields) VALUES (?, ?, ?)",
                ((table, line["key"], json.dumps(line["fields"])) for line in lines),
            )

    def lines(self, name: str) -> Iterator[dict]:
        with self.zip.open(name) as file:
            for line in file:
                yield json.loads(line)

    def row(self, table: str, key: int) -> dict | None:
        found = self.rows.execute("SELECT fields FROM held WHERE place = ? AND key = ?", (table, key)).fetchone()
        self.rows.execute("UPDATE held SET seen = 1 WHERE place = ? AND key = ?", (table, key))
        return json.loads(found[0]) if found else None


def check_seals(export: Export, roots: list[str], facts: dict) -> Iterator[str]:
    """The seals in order, and the tree of the leaves under each."""
    tree, leaves, previous, number = Tree(), export.lines("leaves.jsonl"), "0" * 64, 0
    missing = list(roots)
    for seal in export.lines("seals.jsonl"):
        number += 1
        name = f"seal {seal['number']}"
        if seal["number"] != number or seal["previous"] != previous:
            yield f"{name}: does not hang together with the seal before it"
        said = [
            "sala-seal-1",
            *(seal[part] for part in ("number", "size", "root", "previous", "made_at", "cause", "about")),
        ]
        if sha256(compact(said)).hexdigest() != seal["digest"]:
            yield f"{name}: its digest is not that of what it says"
        while tree.size < seal["size"]:
            leaf = next(leaves, None)
            if leaf is None or leaf["position"] != tree.size:
                yield f"leaf {tree.size}: is missing"
                return
            tree.add(bytes.fromhex(leaf["digest"]))
        if tree.root() != seal["root"]:
            yield f"{name}: the leaves give another root"
        missing = [root for root in missing if not is_meant(root, seal["digest"])]
        previous, number = seal["digest"], seal["number"]
    facts |= {"seals": number, "leaves": tree.size, "newest": code_of(previous) if number else "none"}
    for root in missing:
        yield f"{root}: this seal, kept outside, is not in the chain: it was written anew, or an older copy was put back"


def check_rows(export: Export, facts: dict) -> Iterator[str]:
    """Each leaf with the row that it is the fingerprint of, and each row with a leaf."""
    allowed = {line["key"] for line in export.lines("rows/seal_rewrite.jsonl")}
    newest = {}
    for leaf in export.lines("leaves.jsonl"):
        if leaf["rewrite"] is not None:
            newest[leaf["table"], leaf["row"]] = leaf["position"]
            if leaf["rewrite"] not in allowed:
                yield f"{leaf['table']} {leaf['row']}: rewritten, and nobody allowed it"
    facts["rewritten"], facts["in_part"] = len(newest), 0
    for leaf in export.lines("leaves.jsonl"):
        row = export.row(leaf["table"], leaf["row"])
        if newest.get((leaf["table"], leaf["row"]), leaf["position"]) <= leaf["position"]:
            fault = check_row(export, leaf, row, facts)
            if fault:
                yield f"{leaf['table']} {leaf['row']}: {fault}"
    facts["unsealed"] = export.rows.execute("SELECT count(*) FROM held WHERE seen = 0").fetchone()[0]


def check_row(export: Export, leaf: dict, row: dict | None, facts: dict) -> str:
    """What is wrong with the row; empty when nothing is."""
    if leaf["change"] == LOST:
        return "was removed before it was sealed"
    if leaf["change"] == REMOVED:
        return "was lawfully removed, and is there again" if row else mismatch(leaf, {"key": str(leaf["row"])}, ["key"])
    if row is None:
        return "the history row is removed"
    form = export.forms[leaf["form"]]
    if not set(form) <= set(row):
        facts["in_part"] += 1
        return mismatch(leaf, row, form, whole=False)
    return mismatch(leaf, row, form)


def mismatch(leaf: dict, row: dict, form: list[str], whole: bool = True) -> str:
    """Which fields differ from the leaf. ``whole``: all fields are there, so that the leaf's digest decides."""
    salt, marks = bytes.fromhex(leaf["salt"]), bytes.fromhex(leaf["marks"])
    if whole:
        fields = [[name, row[name]] for name in form]
        content = compact(["sala-leaf-1", leaf["table"], leaf["change"], text(leaf["rewrite"]), fields])
        if sha256(b"\x00" + salt + content).hexdigest() == leaf["digest"]:
            return ""
    changed = []
    for place, name in enumerate(form):
        if name in row:
            said = f"{name}\0" if row[name] is None else f"{name}\0={row[name]}"
            if sha256(salt + said.encode()).digest()[:2] != marks[2 * place : 2 * place + 2]:
                changed.append(name)
    return f"the history row is changed: {', '.join(changed) or 'its leaf'}" if changed or whole else ""


def text(number: int | None) -> str | None:
    return None if number is None else str(number)


def main() -> int:
    ask = argparse.ArgumentParser(description="Verify an exported history.")
    ask.add_argument("file")
    ask.add_argument("--root", action="append", default=[], help="a seal's code or digest that was kept outside")
    asked = ask.parse_args()
    facts: dict = {}
    with tempfile.TemporaryDirectory() as folder:
        try:
            export = Export(asked.file, folder)
            faults = [*check_seals(export, asked.root, facts), *check_rows(export, facts)]
        except (OSError, BadZipFile, ValueError, KeyError, sqlite3.Error) as error:
            print(f"The file cannot be read as an exported history: {error!r}", file=sys.stderr)
            return 2
        export.rows.close()
    for fault in faults:
        print(f"FAULT  {fault}")
    print(", ".join(f"{name}: {value}" for name, value in facts.items()))
    if not asked.root:
        print("No seal from outside was given (--root): a chain that was written anew as a whole would not be seen.")
    print("NOT WHOLE" if faults else "WHOLE")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
