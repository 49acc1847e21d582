"""``manage.py report``: a written report at once, or the decided file byte for byte."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.store import fingerprint, write_once
from sala_styr.writing.models import WrittenReport
from tests.cast import Cast
from tests.documents.reading import opened, text_of
from tests.writing.builders import unit_report, whole_report

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("report", *map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_it_writes_a_draft_and_says_what_it_is(cast: Cast, tmp_path: Path) -> None:
    whole_report(cast)
    out = tmp_path / "ny mapp" / "rapport.pdf"
    said = run("aret", "--year", 2025, "--out", out)
    content = out.read_bytes()
    assert f"{len(opened(content).pages)} sidor, {len(content)} byte," in said
    assert f"sha256 {fingerprint(content)}" in said
    assert "Utkast" in text_of(content)
    assert "Året 2025" in text_of(content)
    assert not Report.objects.exists()


def test_a_units_report_is_named_by_the_unit(cast: Cast, tmp_path: Path) -> None:
    report = unit_report(cast)
    assert report.unit is not None
    run("berattelse", "--year", 2025, "--unit", report.unit.label, "--out", tmp_path / "a.pdf")
    assert str(report) in text_of((tmp_path / "a.pdf").read_bytes())


def test_a_report_that_is_not_begun_is_explained(cast: Cast, tmp_path: Path) -> None:
    whole_report(cast)
    with pytest.raises(CommandError, match="De som finns för 2025: aret: Året 2025"):
        run("julkort", "--year", 2025, "--out", tmp_path / "a.pdf")


def test_a_place_that_cannot_be_written_is_named(cast: Cast, tmp_path: Path) -> None:
    decided(cast, b"%PDF")
    (tmp_path / "fil").write_text("i vägen")
    with pytest.raises(CommandError, match="kan inte skrivas"):
        run("aret", "--year", 2025, "--out", tmp_path / "fil" / "a.pdf", "--decided")


def decided(cast: Cast, content: bytes) -> Report:
    report: WrittenReport = whole_report(cast)
    return Report.objects.create(
        kind="annual", year=2025, subject=report.pk, draft=False, decision=cast.decision(), state=ReportState.DONE,
        file=write_once("2025/aret.pdf", content), sha256=fingerprint(content), pages=7, size=len(content),
    )  # fmt: skip


def test_the_decided_file_is_fetched_byte_for_byte(cast: Cast, tmp_path: Path) -> None:
    decided(cast, b"%PDF den beslutade")
    said = run("aret", "--year", 2025, "--out", tmp_path / "a.pdf", "--decided")
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF den beslutade"
    assert "7 sidor" in said


def test_a_decided_file_that_was_tampered_with_is_not_handed_out(cast: Cast, tmp_path: Path) -> None:
    report = decided(cast, b"%PDF den beslutade")
    Path(report.file.path).write_bytes(b"%PDF en annan")
    with pytest.raises(CommandError, match="inte den som sparades"):
        run("aret", "--year", 2025, "--out", tmp_path / "a.pdf", "--decided")
    assert not (tmp_path / "a.pdf").exists()


def test_without_a_decided_report_there_is_nothing_to_fetch(cast: Cast, tmp_path: Path) -> None:
    whole_report(cast)
    with pytest.raises(CommandError, match="ingen beslutad version"):
        run("aret", "--year", 2025, "--out", tmp_path / "a.pdf", "--decided")
