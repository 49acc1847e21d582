"""Look at an XLSX file from the outside before anything unpacks it: a small zip can swell to gigabytes (quality §4.3).

The sizes that a zip states about itself are not believed: every member is unpacked once in small pieces, counted and thrown away.
"""

import io
import struct
import zipfile
import zlib

from django.utils.translation import gettext as _

from sala_styr.tables.sheet import TableError

LARGEST_PACKED = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_RATIO = 100
MOST_MEMBERS = 1000
_SMALL = 1024 * 1024  # members that unpack to less than this may have any ratio: blank styles pack very well
_PIECE = 256 * 1024
_LOCAL_HEADER = 30


def refuse_bombs(data: bytes) -> None:
    """Raise TableError when ``data`` is not a sound XLSX file within the limits."""
    if len(data) > LARGEST_PACKED:
        raise TableError(
            _("Excel-filen är större än %(limit)s MB. Dela upp den, eller spara den som CSV.")
            % {"limit": LARGEST_PACKED // (1024 * 1024)}
        )
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise _damaged() from error
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise TableError(_("Filen är inte en Excel-fil (.xlsx). Spara den som .xlsx eller CSV och försök igen."))
    if len(names) < len(members):
        raise _damaged()
    if len(members) > MOST_MEMBERS:
        raise _swollen()
    left = LARGEST_UNPACKED
    for member in members:
        size = _unpacked_size(data, member, left)
        if size > _SMALL and size > LARGEST_RATIO * max(member.compress_size, 1):
            raise _swollen()
        left -= size


def _unpacked_size(data: bytes, member: zipfile.ZipInfo, limit: int) -> int:
    """How many bytes the member really unpacks to; TableError as soon as it is more than ``limit`` or than it states."""
    if member.flag_bits & 0x1:
        raise TableError(_("Excel-filen är skyddad med lösenord. Ta bort lösenordet och försök igen."))
    header = data[member.header_offset : member.header_offset + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise _damaged()
    start = (
        member.header_offset
        + _LOCAL_HEADER
        + int.from_bytes(header[26:28], "little")
        + int.from_bytes(header[28:30], "little")
    )
    packed = data[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        size = len(packed)
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        size = _inflated_size(packed, min(limit, member.file_size))
    else:
        raise _damaged()
    if size > limit:
        raise _swollen()
    if size != member.file_size:
        raise _damaged()
    return size


def _inflated_size(packed: bytes, limit: int) -> int:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    size = 0
    try:
        while packed and not inflater.eof:
            size += len(inflater.decompress(packed, _PIECE))
            packed = inflater.unconsumed_tail
            if size > limit:
                return size
    except zlib.error as error:
        raise _damaged() from error
    return size if inflater.eof else -1


def _swollen() -> TableError:
    return TableError(
        _("Excel-filen packar upp till orimligt mycket och läses inte. Spara tabellen som CSV i stället.")
    )


def _damaged() -> TableError:
    return TableError(_("Excel-filen är skadad och går inte att läsa. Spara den på nytt och försök igen."))
