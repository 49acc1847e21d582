"""Which character encoding a SIE file is in, and whether its text has been spoiled on the way.

The standard says CP437 ("PC8"), but Latin-1 and UTF-8 occur, also under ``#FORMAT PC8`` (domain §5.1). So the bytes decide, and the person may override.
"""

import re
from collections.abc import Sequence
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


def detect(data: bytes) -> Encoding:
    """Guess the encoding: UTF-8 if it is valid and says something beyond ASCII, otherwise the one whose Swedish letters are most in the names."""
    if data.startswith(_BOM):
        return "utf-8"
    if data.isascii():
        return "cp437"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _by_letters(b"\n".join(_NAMES.findall(data))) or _by_letters(data) or "cp437"
    return "utf-8"


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


def spoiled_text(lines: Sequence[str]) -> Finding | None:
    """A warning when å, ä and ö (or other text) seem to have been destroyed, naming the first lines; None when the text looks whole."""
    hits = [number for number, line in enumerate(lines, 1) if not line.isascii() and _SPOILED.search(line)]
    if not hits:
        return None
    named = ", ".join(map(str, hits[:_MOST_LINES_NAMED])) + (" …" if len(hits) > _MOST_LINES_NAMED else "")
    return Finding(
        Severity.WARNING,
        "spoiled_text",
        ngettext(
            "Text på %(count)s rad ser förvanskad ut: å, ä och ö kan ha gått förlorade.",
            "Text på %(count)s rader ser förvanskad ut: å, ä och ö kan ha gått förlorade.",
            len(hits),
        )
        % {"count": len(hits)},
        _("Beloppen påverkas inte. Rad %(lines)s. Prova en annan teckenkodning eller exportera filen igen.")
        % {"lines": named},
        hits[0],
    )
