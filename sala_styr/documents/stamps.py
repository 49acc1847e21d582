"""Page numbers, and the line that says when a draft was made, put on pages that were laid out without knowing them.

The frame's last two pages (``printing.frame``) show them once, in their right places and letters; from there they are taken.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf

SHOWN = "Sida 0123456789 ()"
"""What the page of numbers shows (``print/report.css``): every sign that a page number may need."""
_TAGS = (pikepdf.Operator("BDC"), pikepdf.Operator("BMC"), pikepdf.Operator("EMC"))
_STATE, _FONT = pikepdf.Name("/StyrLage"), pikepdf.Name("/StyrSida")
_GLYPHS = re.compile(rb"BT\s+1 0 0 -1 ([-\d.]+) ([-\d.]+) Tm\s+(/\S+) ([-\d.]+) Tf\s+\[(.*?)\] TJ\s+ET", re.DOTALL)


class StampError(RuntimeError):
    """The engine wrote the page of numbers in another way than this module reads: a new version of it, most likely."""


@dataclass(frozen=True)
class Stamps:
    """``state`` draws the line; ``before`` and ``after`` stand around a number's text, whose glyphs and widths are known."""

    state: pikepdf.Object
    font: pikepdf.Object
    size: float
    right: float
    baseline: float
    before: bytes
    after: bytes
    codes: Mapping[str, str]
    widths: Mapping[str, float]

    def put_on(self, pdf: pikepdf.Pdf, page: pikepdf.Page, number: int, total: int) -> None:
        """Draw the line and "Sida ``number`` (``total``)" on the page, as artifacts, which are not read aloud."""
        resources = page.obj.Resources
        if "/XObject" not in resources:
            resources.XObject = pikepdf.Dictionary()
        resources.XObject[_STATE] = self.state
        resources.Font[_FONT] = self.font
        text = f"Sida {number} ({total})"
        left = self.right - sum(self.widths[sign] for sign in text) * self.size
        glyphs = "".join(self.codes[sign] for sign in text)
        drawn = f"BT 1 0 0 -1 {left:.3f} {self.baseline:.3f} Tm {_FONT} {self.size:g} Tf <{glyphs}> Tj ET".encode()
        stamp = b"q /Artifact BMC %s Do EMC Q " % str(_STATE).encode() + self.before + drawn + self.after
        before = page.obj.Contents
        whole = [before] if isinstance(before, pikepdf.Stream) else list(before)
        page.obj.Contents = pikepdf.Array(
            [pdf.make_stream(b"q\n"), *whole, pdf.make_stream(b"\nQ\n" + stamp)],
        )


def take_stamps(pdf: pikepdf.Pdf, state_page: pikepdf.Page, number_page: pikepdf.Page) -> Stamps:
    """Read the two pages. Raises StampError."""
    drawn = _untagged(number_page)
    found = list(_GLYPHS.finditer(drawn))
    if len(found) != 1:
        raise StampError(f"{len(found)} texts on the page of numbers")
    left, baseline, name, size, shown = found[0].groups()
    codes = re.findall(r"<([0-9a-fA-F]{4})>", shown.decode("latin-1"))
    if len(codes) != len(SHOWN):
        raise StampError(f"{len(codes)} glyphs for {SHOWN!r}")
    font = number_page.obj.Resources.Font[pikepdf.Name(name.decode())]
    known = dict(zip(SHOWN, codes, strict=True))
    by_code = _widths(font)
    widths = {sign: by_code[int(code, 16)] / 1000 for sign, code in known.items()}
    right = float(left) + sum(widths[sign] for sign in SHOWN) * float(size)
    before, after = drawn[: found[0].start()], drawn[found[0].end() :]
    return Stamps(
        _form(pdf, state_page),
        font,
        float(size),
        right,
        float(baseline),
        b"q /Artifact BMC " + before,
        after + b" EMC Q",
        known,
        widths,
    )


def _untagged(page: pikepdf.Page) -> bytes:
    kept = [each for each in pikepdf.parse_content_stream(page) if each.operator not in _TAGS]
    return pikepdf.unparse_content_stream(kept)


def _form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    form = pdf.make_stream(_untagged(page))
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox, form.Resources = page.obj.MediaBox, page.obj.Resources
    return form


def _widths(font: pikepdf.Object) -> dict[int, float]:
    """Glyph → width in thousandths of the size, from ``[first [width …] …]``."""
    found, listed = {}, list(font.DescendantFonts[0].W)
    for first, widths in zip(listed[::2], listed[1::2], strict=True):
        for step, width in enumerate(widths):
            found[int(first) + step] = float(width)
    return found
