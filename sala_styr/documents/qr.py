"""A short text as a QR code, for print."""

import io

import segno

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004)."""


def qr_svg(text: str) -> str:
    """The code as SVG. It can be read with 15 % of it gone (level M)."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, border=QUIET, dark="#000", light="#fff"
    )
    return out.getvalue().decode()
