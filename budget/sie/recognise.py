"""Tell at once when a file is something other than SIE, in words that help the person find the right file."""

from django.utils.translation import gettext as _

from budget.sie.findings import SieError

LARGEST_FILE = 200 * 1024 * 1024

_EMPTY_BYTES = b" \t\r\n\x1a\xef\xbb\xbf"
_PEEK = 2000


def refuse_other_files(data: bytes) -> None:
    """Raise SieError when ``data`` is empty, far too large, or is recognisably not a SIE file of types 1–4."""
    if len(data) > LARGEST_FILE:
        raise SieError(
            _("Filen är större än %(limit)s MB. Exportera ett räkenskapsår åt gången.")
            % {"limit": LARGEST_FILE // (1024 * 1024)}
        )
    start = data[:_PEEK].lstrip(_EMPTY_BYTES).lower()
    if not start and not data.strip(_EMPTY_BYTES):
        raise SieError(_("Filen är tom. Exportera den igen ur ekonomisystemet."))
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in start:
        raise SieError(
            _(
                "Filen är en webbsida (HTML), inte en SIE-fil. Det blir så när nedladdningen gick fel. "
                "Hämta filen igen ur ekonomisystemet."
            )
        )
    if start.startswith((b"<?xml", b"<sie")):
        raise SieError(
            _("Filen är i XML, kanske SIE 5. Här läses SIE 1–4. Välj SIE 4 när du exporterar ur ekonomisystemet.")
        )
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SieError(
            _(
                "Filen är en Excel-fil eller ett zip-arkiv, inte en SIE-fil. "
                "Packa upp den, eller välj inläsning av tabell om det är en Excel-fil."
            )
        )
    if start.startswith(b"%pdf"):
        raise SieError(_("Filen är en PDF, inte en SIE-fil. Exportera SIE 4 ur ekonomisystemet."))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SieError(_("Filen är sparad i UTF-16. Exportera den igen ur ekonomisystemet, eller spara den som UTF-8."))
    if b"\x00" in data:
        raise SieError(
            _("Filen innehåller tecken som inte hör hemma i en textfil (NUL). Den är skadad eller inte en SIE-fil."),
            data.count(b"\n", 0, data.index(b"\x00")) + 1,
        )
