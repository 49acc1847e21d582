"""Run as a program of its own: an XLSX file on standard input, its first sheet with content (or the one named) as lines of JSON on standard output.

It reads what strangers send, so it limits its own memory and time before it begins; if the reader runs wild only this process dies. It knows nothing of Django.
Answer: ``{"name": ..., "others": [...]}`` and then a line ``[number, [text, ...]]`` for each row; or the one line ``{"error": code}``.
"""

import datetime
import io
import json
import resource
import sys
from collections.abc import Iterator
from decimal import Decimal

MEMORY = 1024 * 1024 * 1024
SECONDS = 30
MOST_ROWS = 500_000
MOST_CELLS = 5_000_000


def as_text(value: object) -> str:
    """A cell's value as text: numbers with the fifteen digits that Excel itself reckons with and shows, dates as ÅÅÅÅ-MM-DD.

    Fifteen, so that a sum cell that shows 0,30 is 0.3 and not 0.30000000000000004, which is the float beneath and nobody's figure.
    """
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, int | float):
        text = format(Decimal(f"{value:.15g}"), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, datetime.datetime) and value.time() == datetime.time.min:
        return value.date().isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def read(data: bytes, wanted: str) -> Iterator[object]:
    """The answer for a file's bytes, a line at a time."""
    import python_calamine as calamine

    try:
        workbook = calamine.load_workbook(io.BytesIO(data))
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet and sheet.visible == calamine.SheetVisibleEnum.Visible
        ]
        if wanted and wanted not in names:
            yield {"error": "no_such_sheet"}
            return
        for name in [wanted] if wanted else names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > MOST_CELLS:
                yield {"error": "too_large"}
                return
            rows = ([as_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False))
            filled = ((number, texts) for number, texts in enumerate(rows, 1) if any(texts))
            first = next(filled, None)
            if first is not None:
                yield {"name": name, "others": [other for other in names if other != name]}
                yield first
                yield from filled
                return
    except calamine.PasswordError:
        yield {"error": "password"}
    except calamine.CalamineError:
        yield {"error": "damaged"}
    else:
        yield {"error": "empty"}


def main() -> None:
    """Limit ourselves, read, answer."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    for line in read(sys.stdin.buffer.read(), wanted):
        sys.stdout.write(json.dumps(line, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
