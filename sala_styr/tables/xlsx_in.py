"""XLSX into a Sheet: guarded from the outside, then read in a process of its own with limited memory and time (quality §4.3)."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext as _

from sala_styr.tables.sheet import Sheet, TableError, make_sheet
from sala_styr.tables.zip_guard import refuse_bombs

_CHILD = Path(__file__).with_name("xlsx_child.py")
_TIMEOUT = 60  # seconds by the clock; the child also limits its own processor time


def read_xlsx(data: bytes, sheet_name: str = "") -> Sheet:
    """Read the named sheet, or the first visible one that has content. Raises TableError.

    Numbers become text exactly (3010.0 → "3010", 1250.5 → "1250.5"), dates ÅÅÅÅ-MM-DD; formulas give their stored values, and text that looks like a
    formula is just text.
    """
    with xlsx_lines(data, sheet_name) as (head, rows):
        sheet = make_sheet(list(rows), head["name"], tuple(head["others"]))
    if sheet is None:
        raise TableError(_reason("empty"))
    return sheet


@contextmanager
def xlsx_lines(data: bytes, sheet_name: str = "") -> Iterator[tuple[dict[str, Any], Iterator[tuple[int, list[str]]]]]:
    """The sheet's ``name`` and ``others``, and its rows one after another: they lie in a temporary file, not in memory. Raises TableError."""
    refuse_bombs(data)
    with TemporaryFile() as answer:
        _read_in_child(data, sheet_name, answer)
        answer.seek(0)
        head = json.loads(answer.readline())
        if "error" in head:
            raise TableError(_reason(head["error"]))
        yield head, ((number, cells) for number, cells in map(json.loads, answer))


def _read_in_child(data: bytes, sheet_name: str, answer: IO[bytes]) -> None:
    command = [sys.executable, "-I", str(_CHILD), sheet_name]
    try:
        subprocess.run(command, input=data, stdout=answer, stderr=subprocess.DEVNULL, timeout=_TIMEOUT, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise TableError(_reason("too_large")) from error


def _reason(code: str) -> str:
    return {
        "damaged": _("Excel-filen är skadad och går inte att läsa. Spara den på nytt och försök igen."),
        "empty": _("Excel-filen är tom. Kontrollera att du valt rätt fil."),
        "no_such_sheet": _("Excel-filen har inget blad med det namnet."),
        "password": _("Excel-filen är skyddad med lösenord. Ta bort lösenordet och försök igen."),
        "too_large": _(
            "Excel-filen är för stor att läsa. Ta bort tomma rader och kolumner, eller spara tabellen som CSV."
        ),
    }[code]
