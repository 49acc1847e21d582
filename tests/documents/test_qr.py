"""The history's seal as a QR code on the cover of a decided report."""

import xml.etree.ElementTree as ET

import segno

from sala_styr.documents.frozen import document_from_json, document_to_json
from sala_styr.documents.layout import contents, section_views
from sala_styr.documents.model import Document
from sala_styr.documents.printing import document_html, frame, whole
from sala_styr.documents.qr import QUIET, qr_svg
from tests.documents.builders import tiny


def no_pictures(*_args: object) -> bytes:
    raise AssertionError("a small report has no pictures")


def test_it_is_the_code_of_the_text_with_white_around_it() -> None:
    drawing = ET.fromstring(qr_svg("SALA-SEAL-1 1 2026-04-27 9 00FF"))
    side = segno.make("SALA-SEAL-1 1 2026-04-27 9 00FF", error="m", micro=False).symbol_size(border=QUIET)[0]
    assert drawing.get("width") == str(side)


def test_a_decided_cover_carries_it_with_words_and_a_draft_does_not() -> None:
    decided = tiny(draft=False)
    assert 'alt="QR-kod med hela sigillet' in document_html(decided)
    assert "styr:/sigill.svg" not in document_html(tiny())
    pages = {entry.anchor: 3 for entry in contents(section_views(decided.sections))}
    around = frame(decided, (), pages | {"beslut": 4})
    assert whole(decided, ()).figures["sigill.svg"] == around.figures["sigill.svg"]
    assert "sigill.svg" not in whole(tiny(), ()).figures


def test_it_is_kept_with_the_report_and_older_ones_have_none() -> None:
    decided = tiny(draft=False)
    kept = document_from_json(document_to_json(decided), no_pictures)
    assert isinstance(kept, Document)
    assert kept.seal_mark == decided.seal_mark
    older = document_to_json(decided).replace(b'"seal_mark":', b'"something_else":')
    assert document_from_json(older, no_pictures).seal_mark == ""
