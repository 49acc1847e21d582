"""A seal's code for paper: the first 80 bits of its digest in Crockford's base 32, which has no I, L, O or U, as ``7KQ2-M9XD-…``.

Beside it stands the mark, which a machine reads: ``SALA-SEAL-1 12 2026-11-27 11864 5F2E…``, the seal's number, day, rows and whole digest.
"""

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 16, 4
MARK = "SALA-SEAL-1"
_ALIKE = str.maketrans("ILO", "110")


def code_of(digest: str) -> str:
    """The code of a digest in hexadecimal."""
    number = int(digest[: LENGTH * 5 // 4], 16)
    signs = "".join(SIGNS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return "-".join(signs[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def mark_of(number: int, day: str, size: int, digest: str) -> str:
    """All that names a seal, in the signs that a QR code packs closest (ISO/IEC 18004, alphanumeric). ``day`` as 2026-11-27, ``size`` in rows."""
    return f"{MARK} {number} {day} {size} {digest.upper()}"


def normal(said: str) -> str:
    """A code or whole digest as somebody typed it: without its spaces and hyphens, and with the signs that look alike made one. Empty if it is neither.

    Of a whole mark, as it was read off a paper, its digest.
    """
    if said.strip().upper().startswith(f"{MARK} "):
        said = said.split()[-1]
    text = "".join(said.upper().split()).replace("-", "")
    if len(text) == 64 and all(sign in "0123456789ABCDEF" for sign in text):
        return text.lower()
    text = text.translate(_ALIKE)
    return text if len(text) == LENGTH and all(sign in SIGNS for sign in text) else ""


def means(said: str, digest: str) -> bool:
    """Is what somebody typed this digest or its code?"""
    known = normal(said)
    return bool(known) and known in (digest, code_of(digest).replace("-", ""))
