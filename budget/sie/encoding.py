"""Which character encoding a SIE file is in, and whether its text has been spoiled on the way.

The standard says CP437 ("PC8"), but Latin-1 and UTF-8 occur, also under ``#FORMAT PC8`` (domain §5.1). So the bytes decide, and the person may override.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from io import BytesIO, TextIOWrapper
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.sie.findings import Finding, Severity, SieError

Encoding = Literal["cp437", "latin-1", "utf-8"]
ENCODINGS: tuple[Encoding, ...] = ("cp437", "latin-1", "utf-8")

_BOM = b"\xef\xbb\xbf"
_NAMES = re.compile(rb"^[ \t]*#(?:FNAMN|KONTO|DIM|OBJEKT)[^\r\n]*", re.MULTILINE | re.IGNORECASE)
_CP437_LETTERS = "åäöÅÄÖéüÉ".encode("cp437")
_LATIN_LETTERS = "åäöÅÄÖéüÉ".encode("latin-1")
# U+FFFD; UTF-8 read as Latin-1 (Ã¤) or as CP437 (├ñ); Latin-1 read as CP437 (box drawings); CP437 read as Latin-1 (C1 controls)
_SPOILED = re.compile("[\ufffd\u0080-\u009f\u2500-\u259f]|Ã[\u00a0-\u00bf„…–\u2026]")
_MOST_LINES_NAMED = 5
_PIECE = 1024 * 1024
_UNUSED_IN_WINDOWS = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
LONGEST_LINE = 1024 * 1024
"""Characters: no record comes near it, and a file that is one single line must not fill the memory."""


def detect(data: bytes) -> Encoding:
    """Guess the encoding: UTF-8 if it is valid and says something beyond ASCII, otherwise the one whose Swedish letters are most in the names."""
    if data.startswith(_BOM):
        return "utf-8"
    if data.isascii():
        return "cp437"
    if _is_utf_8(data):
        return "utf-8"
    return _by_letters(b"\n".join(_NAMES.findall(data))) or _by_letters(data) or "cp437"


def _is_utf_8(data: bytes) -> bool:
    """Tried piece by piece, so that a large file is not in memory once more."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(data[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _by_letters(data: bytes) -> Encoding | None:
    cp437 = sum(map(data.count, (bytes([letter]) for letter in _CP437_LETTERS)))
    latin = sum(map(data.count, (bytes([letter]) for letter in _LATIN_LETTERS)))
    if cp437 == latin:
        return None
    return "cp437" if cp437 > latin else "latin-1"


def decode(data: bytes, encoding: Encoding) -> str:
    """The bytes as text. "latin-1" also covers Windows-1252. Raises SieError when the bytes are not in the encoding that was asked for."""
    if encoding not in ENCODINGS:
        raise SieError(_("Teckenkodningen ”%(name)s” kan inte väljas.") % {"name": encoding})
    if encoding == "latin-1":
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:  # bytes that Windows leaves unused: real Latin-1 has a meaning for every byte
            return data.decode("latin-1")
    try:
        return data.removeprefix(_BOM).decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SieError(_("Filen är inte i UTF-8. Välj en annan teckenkodning, oftast CP437."), line) from error


def lines_of(data: bytes, encoding: Encoding) -> Iterator[str]:
    """The lines of a file, decoded as they are asked for: never the whole text at once. Raises SieError as ``decode`` does, and for a line without end."""
    text = TextIOWrapper(BytesIO(data), encoding=_codec(data, encoding), newline=None)
    number = 0
    try:
        while line := text.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise SieError(
                    _("Raden är orimligt lång. Filen är nog skadad, eller av ett annat slag. Exportera den igen."),
                    number,
                )
            yield line[:-1] if line.endswith("\n") else line.rstrip("\x1a")
    except UnicodeDecodeError:
        decode(data, encoding)  # says where
        raise


def _codec(data: bytes, encoding: Encoding) -> str:
    if encoding not in ENCODINGS:
        decode(b"", encoding)  # says so
    if encoding == "latin-1":
        return "latin-1" if any(unused in data for unused in _UNUSED_IN_WINDOWS) else "cp1252"
    return "utf-8-sig" if encoding == "utf-8" else encoding


class SpoiledText:
    """Looks for text where å, ä and ö (or others) seem to have been destroyed."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[int] = []

    def look_at(self, number: int, line: str) -> None:
        """Remember the line if its text looks spoiled."""
        if line.isascii() or not _SPOILED.search(line):
            return
        self.count += 1
        if self.count <= _MOST_LINES_NAMED:
            self.first.append(number)

    def finding(self) -> Finding | None:
        """A warning that names the first lines; None when the text looks whole."""
        if not self.count:
            return None
        named = ", ".join(map(str, self.first)) + (" …" if self.count > _MOST_LINES_NAMED else "")
        return Finding(
            Severity.WARNING,
            "spoiled_text",
            ngettext(
                "Text på %(count)s rad ser förvanskad ut: å, ä och ö kan ha gått förlorade.",
                "Text på %(count)s rader ser förvanskad ut: å, ä och ö kan ha gått förlorade.",
                self.count,
            )
            % {"count": self.count},
            _("Beloppen påverkas inte. Rad %(lines)s. Prova en annan teckenkodning eller exportera filen igen.")
            % {"lines": named},
            self.first[0],
        )


def spoiled_text(lines: Iterable[str]) -> Finding | None:
    """The same of lines that are at hand."""
    spoiled = SpoiledText()
    for number, line in enumerate(lines, 1):
        spoiled.look_at(number, line)
    return spoiled.finding()
