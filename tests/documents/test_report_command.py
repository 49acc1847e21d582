"""``manage.py report``: a report at once, or the decided file byte for byte."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.store import fingerprint, write_once
from tests.cast import Cast
from tests.documents.reading import opened, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_kinds")]


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("report", *map(str, arguments), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_it_writes_a_draft_and_says_what_it_is(tmp_path: Path) -> None:
    out = tmp_path / "ny mapp" / "rapport.pdf"
    said = run("tiny", "--year", 2025, "--out", out)
    content = out.read_bytes()
    assert f"4 sidor, {len(content)} byte," in said
    assert f"sha256 {fingerprint(content)}" in said
    assert len(opened(content).pages) == 4
    assert "Utkast" in text_of(content)
    assert not Report.objects.exists()


def test_an_unknown_kind_is_explained(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="De som finns: broken"):
        run("julkort", "--year", 2025, "--out", tmp_path / "a.pdf")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("i vägen")
    with pytest.raises(CommandError, match="kan inte skrivas"):
        run("tiny", "--year", 2025, "--out", tmp_path / "fil" / "a.pdf")


def decided(cast: Cast, content: bytes) -> Report:
    return Report.objects.create(
        kind="tiny", year=2025, draft=False, decision=cast.decision(), state=ReportState.DONE,
        file=write_once("2025/tiny.pdf", content), sha256=fingerprint(content), pages=7, size=len(content),
    )  # fmt: skip


def test_the_decided_file_is_fetched_byte_for_byte(cast: Cast, tmp_path: Path) -> None:
    decided(cast, b"%PDF den beslutade")
    said = run("tiny", "--year", 2025, "--out", tmp_path / "a.pdf", "--decided")
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF den beslutade"
    assert "7 sidor" in said


def test_a_decided_file_that_was_tampered_with_is_not_handed_out(cast: Cast, tmp_path: Path) -> None:
    report = decided(cast, b"%PDF den beslutade")
    Path(report.file.path).write_bytes(b"%PDF en annan")
    with pytest.raises(CommandError, match="inte den som sparades"):
        run("tiny", "--year", 2025, "--out", tmp_path / "a.pdf", "--decided")
    assert not (tmp_path / "a.pdf").exists()


def test_without_a_decided_report_there_is_nothing_to_fetch(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ingen beslutad rapport"):
        run("tiny", "--year", 2025, "--out", tmp_path / "a.pdf", "--decided")
