"""A large table, row after row: never the whole of it in memory. ``read_table`` is for what a person is to look at, this is for half a million rows."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import BinaryIO, Protocol

from django.utils.translation import gettext as _

from sala_styr.tables.csv_in import LARGEST_FILE, csv_rows, delimiter_of
from sala_styr.tables.read import refuse_other_files
from sala_styr.tables.sheet import TableError
from sala_styr.tables.xlsx_in import xlsx_lines
from sala_styr.tables.zip_guard import LARGEST_PACKED

LONGEST_LINE = 1024 * 1024
"""Characters: no row of a ledger comes near it, and a file that is one single line must not fill the memory."""
_PIECE = 1024 * 1024
_SAMPLE = 20_000

Row = tuple[int, list[str]]
"""The number of the row in the file (the line it begins on), and its cells as they stand."""


class TableRows(Protocol):
    """Goes through the rows that have anything in them, from the first one each time it is asked. Raises TableError, then or on the way."""

    @property
    def is_workbook(self) -> bool: ...

    def __iter__(self) -> Iterator[Row]: ...


def open_table(file: BinaryIO) -> TableRows:
    """The rows of a CSV or XLSX file, told apart by content. ``file`` stays open, and is read again each time the rows are gone through.

    Raises TableError for what is no table.
    """
    file.seek(0)
    start = file.read(1000)
    refuse_other_files(start)
    if start.startswith(b"PK"):
        file.seek(0)
        return _WorkbookRows(file.read(LARGEST_PACKED + 1))
    return _TextRows(file)


class _WorkbookRows:
    is_workbook = True

    def __init__(self, data: bytes):
        self.data = data

    def __iter__(self) -> Iterator[Row]:
        with xlsx_lines(self.data) as (_head, rows):
            yield from rows


class _TextRows:
    is_workbook = False

    def __init__(self, file: BinaryIO):
        self.file = file
        self.encoding = _encoding_of(file)
        self.delimiter = delimiter_of(self._sample())

    def __iter__(self) -> Iterator[Row]:
        with _as_text(self.file, self.encoding) as text:
            yield from ((number, cells) for number, cells in csv_rows(_lines(text), self.delimiter) if any(cells))

    def _sample(self) -> str:
        with _as_text(self.file, self.encoding) as text:
            return text.read(_SAMPLE)


@contextmanager
def _as_text(file: BinaryIO, encoding: str) -> Iterator[TextIOWrapper]:
    """The file as text from its beginning; it stays open afterwards.

    Rows that nobody reads to the end may be let go of after their file has been closed: there is nothing to detach then.
    """
    file.seek(0)
    text = TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield text
    finally:
        if not file.closed:
            text.detach()


def _lines(text: TextIOWrapper) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise TableError(
                _("Rad %(row)s är orimligt lång. Filen är nog skadad, eller av ett annat slag. Exportera den igen.")
                % {"row": number},
                number,
            )
        yield line


def _encoding_of(file: BinaryIO) -> str:
    """UTF-8 when the whole file is valid as such, else Windows-1252. Read once, in pieces."""
    if file.seek(0, 2) > LARGEST_FILE:
        raise TableError(_("Filen är större än %(limit)s MB. Dela upp den.") % {"limit": LARGEST_FILE // (1024 * 1024)})
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            _decode(file, encoding)
        except UnicodeDecodeError:  # not this one: try the next
            continue
        return encoding
    raise TableError(_("Filens teckenkodning känns inte igen. Spara den som CSV (UTF-8) och försök igen."))


def _decode(file: BinaryIO, encoding: str) -> None:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    is_empty, first = True, True
    while piece := file.read(_PIECE):
        if (first and piece.startswith((b"\xff\xfe", b"\xfe\xff"))) or b"\x00" in piece:
            raise TableError(_("Filen är inte en vanlig textfil. Spara den som CSV (UTF-8) och försök igen."))
        text = decoder.decode(piece)
        is_empty, first = is_empty and not text.strip(), False
    decoder.decode(b"", final=True)
    if is_empty:
        raise TableError(_("Filen är tom. Exportera den igen."))
