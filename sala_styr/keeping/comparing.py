"""Are two exports equal? Goes through both side by side, line by line, and names the first row that differs in each table."""

import json
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sala_styr.keeping import archives
from sala_styr.keeping.archives import Reading
from sala_styr.keeping.exporting import KIND

FEW = 5


def differences(first: Path, second: Path) -> Iterator[str]:
    """One sentence for each table or file that differs, none when the two say the same. When and by what they were made is not compared."""
    with archives.reading(first, KIND) as one, archives.reading(second, KIND) as other:
        yield from (f"{first}: {fault}" for fault in one.faults())
        yield from (f"{second}: {fault}" for fault in other.faults())
        if one.manifest["secrets"] != other.manifest["secrets"]:
            yield "Den ena har lösenordens kontrollsummor med, den andra inte: de kan inte jämföras rad för rad."
            return
        for name in sorted({*one.names("tables/"), *other.names("tables/")}):
            yield from _of_table(one, other, name)
        for name in sorted({*one.names("files/"), *other.names("files/")}):
            if _sha256(one, name) != _sha256(other, name):
                yield f"Filen {name.removeprefix('files/')} är inte densamma, eller finns bara i den ena."


def _of_table(one: Reading, other: Reading, name: str) -> Iterator[str]:
    table = name.removeprefix("tables/").removesuffix(".jsonl")
    if _sha256(one, name) is None or _sha256(other, name) is None:
        yield f"Tabellen {table} finns bara i den ena."
        return
    if _sha256(one, name) == _sha256(other, name):
        return
    with one.open(name) as left, other.open(name) as right:
        for number, (mine, theirs) in enumerate(zip_longest(left, right), 1):
            if mine != theirs:
                yield f"{table}, rad {number}: {_row_differs(mine, theirs)}"
                return


def _row_differs(mine: bytes | None, theirs: bytes | None) -> str:
    if mine is None or theirs is None:
        which = "andra" if mine is None else "första"
        return f"finns bara i den {which}: {_short(json.loads(mine or theirs or b'null'))}"
    left, right = json.loads(mine), json.loads(theirs)
    names = [name for name in sorted({*left, *right}) if left.get(name) != right.get(name)]
    shown = "; ".join(f"{name}: {_short(left.get(name))} mot {_short(right.get(name))}" for name in names[:FEW])
    key = left.get("id", left.get("history_id", "?"))
    return f"nyckel {key}, {shown}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) < 100 else text[:100] + "…"


def _sha256(package: Reading, name: str) -> str | None:
    told = package.manifest["members"].get(name)
    return told["sha256"] if told else None
