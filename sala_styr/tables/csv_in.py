"""CSV text into a Sheet: the delimiter and the encoding are found out from the file."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from sala_styr.tables.sheet import Sheet, TableError, make_sheet

DELIMITERS = ";\t,"
LARGEST_FILE = 100 * 1024 * 1024


def read_csv(data: bytes, name: str = "") -> Sheet:
    """Read CSV in UTF-8 (with or without byte order mark) or Windows-1252, parted by semicolon, tab or comma. Raises TableError."""
    if len(data) > LARGEST_FILE:
        raise TableError(_("Filen är större än %(limit)s MB. Dela upp den.") % {"limit": LARGEST_FILE // (1024 * 1024)})
    text = _decode(data)
    sheet = make_sheet(list(csv_rows(io.StringIO(text, newline=""), delimiter_of(text))), name)
    if sheet is None:
        raise TableError(_("Filen är tom. Exportera den igen."))
    return sheet


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data:
        raise TableError(_("Filen är inte en vanlig textfil. Spara den som CSV (UTF-8) och försök igen."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:  # not this one: try the next
            continue
    raise TableError(_("Filens teckenkodning känns inte igen. Spara den som CSV (UTF-8) och försök igen."))


def delimiter_of(text: str) -> str:
    """The delimiter that parts the first rows into most columns; ; before tab before comma, since amounts may hold a comma."""
    sample = _first_rows(text[:20_000])
    counts = {delimiter: sum(_outside_quotes(line, delimiter) for line in sample) for delimiter in DELIMITERS}
    for delimiter in DELIMITERS:
        if counts[delimiter] and all(_outside_quotes(line, delimiter) for line in sample):
            return delimiter
    return max(DELIMITERS, key=lambda delimiter: counts[delimiter])


def _first_rows(text: str) -> list[str]:
    """The first five rows that have anything in them. A row goes on over line breaks inside quotes: a description may be a whole page."""
    rows: list[str] = []
    unfinished = ""
    for line in text.splitlines(keepends=True):
        unfinished += line
        if unfinished.count('"') % 2 == 0:
            rows += [unfinished] if unfinished.strip() else []
            unfinished = ""
    return (rows or [unfinished])[:5]


def _outside_quotes(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line.split('"')[::2])


def csv_rows(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line it begins on, however many lines it takes. Raises TableError for one whose quotes do not match."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise TableError(
            _('Rad %(row)s går inte att läsa. Kontrollera citattecknen (") på raden.') % {"row": begins}, begins
        ) from error
