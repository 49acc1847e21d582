"""Every PDF conforms to PDF/UA-1 and PDF/A-3a by veraPDF's own rules; and the validator would notice if it did not."""

from pathlib import Path

import pikepdf
import pytest

from sala_styr.documents.model import BulletList, Column, Document, Figure, Paragraph, Row, Section, Table
from sala_styr.documents.pdf import render_pdf
from tests.documents import verapdf
from tests.documents.builders import document, everything, money_table, tiny
from tests.documents.reading import opened, saved, text_of

CONFORMS = {"ua1": [], "3a": []}


@pytest.fixture(scope="module")
def verdicts(
    tmp_path_factory: pytest.TempPathFactory, figure: Figure, full_draft: bytes, full_decided: bytes, tiny_draft: bytes
) -> dict[str, dict[str, list[str]]]:
    """veraPDF's word on several files, asked for once: a JVM takes seconds to start."""
    folder = tmp_path_factory.mktemp("pdf")
    with opened(tiny_draft) as broken:
        del broken.Root.StructTreeRoot
        del broken.Root.Lang
        broken.save(folder / "broken.pdf")
    contents = {
        "draft": full_draft,
        "decided": full_decided,
        "tiny": tiny_draft,
        "tiny decided": render_pdf(tiny(draft=False)),
        "sparse": render_pdf(sparse()),
        "no font": render_pdf(unknown_letters()),
    }
    files = {name: saved(content, folder / f"{name}.pdf") for name, content in contents.items()}
    files["broken"] = folder / "broken.pdf"
    failed = verapdf.check(*files.values())
    return {name: failed[str(path)] for name, path in files.items()}


def sparse() -> Document:
    """Edges: empty sections, an empty table, a table of headings and text only, an empty list, one row."""
    return document(
        Section("Tomt avsnitt"),
        Section(
            "Med tomheter",
            (BulletList(()), Table("Tom tabell", (Column("A"), Column("B")), ()), Paragraph("")),
            (Section("Inre tomt"),),
        ),
        Section("En rad", (Table("En rad", (Column("A"),), (Row(("x",)),)), money_table(1))),
    )


def unknown_letters() -> Document:
    """Letters and signs that no font here has, everywhere a text can stand."""
    strange = "🙂 中文 ？ \x07\x00 \u202f \u2011 \ufffd \U000f0000"
    return document(
        Section(
            strange,
            (Paragraph(strange), BulletList((strange,)), Table(strange, (Column(strange),), (Row((strange,)),))),
        ),
        title=strange,
    )


@pytest.mark.parametrize("name", ["draft", "decided", "tiny", "tiny decided", "sparse", "no font"])
def test_the_file_conforms_to_both_standards(verdicts: dict[str, dict[str, list[str]]], name: str) -> None:
    assert verdicts[name] == CONFORMS


def test_a_file_without_tags_would_be_noticed(verdicts: dict[str, dict[str, list[str]]]) -> None:
    assert verdicts["broken"]["ua1"]
    assert verdicts["broken"]["3a"]


def test_a_missing_part_of_the_validator_is_an_error_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verapdf, "_JARS", Path("nowhere"))
    with pytest.raises(verapdf.ValidatorMissing, match="apt-get install --no-install-recommends libjaxb-java"):
        verapdf._start_java()


def test_the_file_says_what_it_conforms_to(full_decided: bytes) -> None:
    with opened(full_decided) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Årsredovisning 2025 – Sala kommun"


def test_a_sign_without_glyph_becomes_a_box_and_the_rest_stays(full_draft: bytes) -> None:
    assert "≤ ✓ ŋ Đ" in " ".join(text_of(full_draft, "-raw").split())
    section = Section("A", (Paragraph("Före \U0003fff0 och \ue5a0 ≤ ✓ efter. ？ kan inte bedömas"),))
    text = " ".join(text_of(render_pdf(document(section)), "-raw").split())
    assert "Före □ och □ ≤ ✓ efter. ? kan inte bedömas" in text


def test_every_font_is_embedded(full_draft: bytes) -> None:
    with opened(full_draft) as pdf:
        fonts = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        names = {str(font.FontName).split("+")[-1] for font in fonts}
    assert {"Styr-Inter", "Styr-Inter-Semi-Bold", "DejaVu-Sans"} <= names


def test_the_full_document_is_the_one_that_is_tested(full_document: Document, figure: Figure) -> None:
    assert full_document == everything(figure)
