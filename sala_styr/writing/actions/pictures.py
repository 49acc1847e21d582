"""Pictures taken into a report: checked, freed from what a camera writes in them, stored once by what they are."""

import re
from hashlib import sha256
from io import BytesIO

from django.db.models import Max
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from sala_styr.documents.store import write_once
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require
from sala_styr.writing.actions.decided import refuse_decided
from sala_styr.writing.models import PictureKind, ReportPicture, ReportSection, WrittenReport
from sala_styr.writing.rules import may_begin, may_write

LARGEST = 12 * 1024 * 1024
"""Bytes of a file that somebody gives us."""
MOST_PIXELS = 40_000_000
WIDEST = 2400
"""Dots across: 300 to the inch on the paper's whole breadth."""
_ENDINGS = {PictureKind.PNG: "png", PictureKind.JPEG: "jpg"}


def add_picture(
    actor: Actor, report: WrittenReport, content: bytes, *, alternative: str, caption: str = ""
) -> ReportPicture:
    """Take a picture in. What the camera has written in it (place, time, owner) is left out, and more dots than print needs too.

    Raises Refused for who writes nothing in the report; RuleBroken for a file that is no PNG or JPEG, is too large, or has no words that stand for it.
    """
    require(writes_in(actor, report), _("Bilder läggs till av dem som skriver i rapporten."))
    if not alternative.strip():
        raise RuleBroken(_("Skriv vad bilden visar, för den som inte kan se den."), field="alternative")
    kind, cleaned, size = _cleaned(content)
    name = sha256(cleaned).hexdigest()
    path = _stored(name, kind, cleaned)
    with recording(actor, _("Lade till en bild")):
        refuse_decided(WrittenReport.objects.select_for_update().get(pk=report.pk))
        last = ReportPicture.objects.filter(report=report).aggregate(last=Max("number"))["last"] or 0
        return ReportPicture.objects.create(
            report=report,
            number=last + 1,
            kind=kind,
            path=path,
            sha256=name,
            width=size[0],
            height=size[1],
            alternative=alternative.strip(),
            caption=caption.strip(),
        )


def remove_picture(actor: Actor, picture: ReportPicture) -> None:
    """Take a picture out of the report. Raises Refused, and RuleBroken while a text shows it. Its file stays: others may show it."""
    require(writes_in(actor, picture.report), _("Bilder tas bort av dem som skriver i rapporten."))
    with recording(actor, _("Tog bort en bild")):
        refuse_decided(WrittenReport.objects.select_for_update().get(pk=picture.report_id))
        shown = re.compile(rf"\(bild:{picture.number}\)")
        for section in ReportSection.objects.filter(report=picture.report_id).exclude(text=""):
            if shown.search(section.text):
                raise RuleBroken(
                    _("Bilden visas i avsnittet ”%(heading)s”. Ta bort den ur texten först.")
                    % {"heading": section.heading}
                )
        picture.delete()


def writes_in(actor: Actor, report: WrittenReport) -> bool:
    """Does the person write anything in the report? A query."""
    if may_begin(actor, report.unit_id):
        return True
    return any(may_write(actor, section) for section in report.sections.select_related("report"))


def _cleaned(content: bytes) -> tuple[PictureKind, bytes, tuple[int, int]]:
    if len(content) > LARGEST:
        raise RuleBroken(_("Bilden är för stor. Högst 12 MB får plats."), field="file")
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise RuleBroken(_("Bilden har för många bildpunkter. Högst 40 miljoner får plats."), field="file")
            kind = PictureKind.PNG if opened.format == "PNG" else PictureKind.JPEG
            turned = ImageOps.exif_transpose(opened)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise RuleBroken(_("Filen går inte att läsa som bild. Välj en PNG eller JPEG."), field="file") from error
    turned.thumbnail((WIDEST, MOST_PIXELS))
    plain = turned.convert("RGB" if kind == PictureKind.JPEG else "RGBA" if _is_clear(turned) else "RGB")
    plain.info.clear()
    out = BytesIO()
    if kind == PictureKind.JPEG:
        plain.save(out, "JPEG", quality=88, optimize=True)
    else:
        plain.save(out, "PNG", optimize=True)
    return kind, out.getvalue(), plain.size


def _is_clear(image: Image.Image) -> bool:
    """Can one see through some of it?"""
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def _stored(name: str, kind: PictureKind, content: bytes) -> str:
    relative = f"bilder/{name[:2]}/{name}.{_ENDINGS[kind]}"
    try:
        return write_once(relative, content)
    except FileExistsError:  # the same picture, by its name
        return f"rapporter/{relative}"
