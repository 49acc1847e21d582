"""XLSX into a Sheet: guarded from the outside, then read in a process of its own with limited memory and time (quality §4.3)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

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
    refuse_bombs(data)
    answer = _read_in_child(data, sheet_name)
    if "error" in answer:
        raise TableError(_reason(answer["error"]))
    sheet = make_sheet([(number, cells) for number, cells in answer["rows"]], answer["name"], tuple(answer["others"]))
    if sheet is None:
        raise TableError(_reason("empty"))
    return sheet


def _read_in_child(data: bytes, sheet_name: str) -> dict[str, Any]:
    command = [sys.executable, "-I", str(_CHILD), sheet_name]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_TIMEOUT, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise TableError(_reason("too_large")) from error
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


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
