"""Stored files looked at anew: whole, changed, missing, and those that no report knows of."""

import os
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from sala_styr.documents.kept import path_of_picture
from sala_styr.documents.models import Report
from sala_styr.documents.rich import PictureKind
from sala_styr.documents.store import fingerprint, write_once
from sala_styr.documents.stored import Standing, stored_files
from sala_styr.files.disk import write_file
from tests.cast import Cast
from tests.documents.builders import by_hand, document, png
from tests.documents.kept_reports import kept_report
from tests.documents.test_report_pages import done, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_kinds", "queue")]


@pytest.fixture
def decided(cast: Cast) -> Report:
    """A decided report with a picture."""
    return kept_report(document(by_hand()), decision=cast.decision("KF", registry_number="KS 2026/112"))


def spoil(path: str) -> None:
    file = Path(default_storage.path(path))
    file.write_bytes(file.read_bytes() + b" ")


def picture_path() -> str:
    return path_of_picture(fingerprint(png()), PictureKind.PNG)


def test_every_file_of_a_report_is_looked_at(decided: Report) -> None:
    assert [(file.name, file.standing) for file in stored_files(decided)] == [
        (name, Standing.WHOLE) for name in ("PDF-filen", "Innehållet", "Wordfilen", "Excelfilen", "En bild")
    ]


@pytest.mark.parametrize("place", range(5))
def test_a_changed_or_lost_file_is_noticed(decided: Report, place: int) -> None:
    path = stored_files(decided)[place].path
    spoil(path)
    assert [file.standing for file in stored_files(decided) if file.path == path] == [Standing.CHANGED]
    Path(default_storage.path(path)).unlink()
    assert [file.standing for file in stored_files(decided) if file.path == path] == [Standing.MISSING]


def test_a_report_from_before_its_content_was_kept_has_one_file(cast: Cast) -> None:
    assert [file.name for file in stored_files(done(draft=False, decision=cast.decision("KF")))] == ["PDF-filen"]


# The command


def test_the_command_is_content_when_all_is_whole(decided: Report, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_reports")
    assert "1 rapporter, 5 filer kontrollerade, 0 stämmer inte." in capsys.readouterr().out


def test_the_command_names_each_file_that_fails(decided: Report) -> None:
    spoil(str(decided.word_file.name))
    Path(default_storage.path(picture_path())).unlink()
    with pytest.raises(CommandError) as failed:
        call_command("check_reports")
    assert f"BESLUTAD Provrapport 2025 (nummer {decided.pk}): {decided.word_file.name} är inte" in str(failed.value)
    assert f"{picture_path()} saknas" in str(failed.value)


def left_behind(name: str, days: float) -> Path:
    path = Path(default_storage.path(write_once(name, b"halv")))
    moment = time.time() - days * 24 * 3600
    os.utime(path, (moment, moment))
    return path


def name_of(path: Path) -> str:
    return path.relative_to(default_storage.path("")).as_posix()


def test_what_no_report_knows_of_is_told_and_removed_when_it_is_old(
    decided: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    old, young = left_behind("2025/avbruten.pdf", 2), left_behind("2025/nyss.pdf", 0.5)
    picture = left_behind("bilder/okand.png", 2)
    others = [left_behind("dialoger/underlag-1.pdf", 9), left_behind("bilder/ab/skrivna.png", 9)]
    call_command("check_reports")
    told = capsys.readouterr().out
    for path in (old, young, picture):
        assert f"Ingen rapport känner till {name_of(path)}" in told
        assert path.exists()
    call_command("check_reports", "--clean")
    assert "2 filer togs bort, 1 är yngre än ett dygn." in capsys.readouterr().out
    assert [path.exists() for path in (old, young, picture, *others)] == [False, True, False, True, True]
    assert all(file.is_whole for file in stored_files(decided))


def test_a_decided_reports_files_are_never_removed_however_old(decided: Report) -> None:
    for file in stored_files(decided):
        os.utime(default_storage.path(file.path), (0, 0))
    call_command("check_reports", "--clean")
    assert all(file.is_whole for file in stored_files(decided))


def test_a_picture_is_kept_for_the_draft_that_shows_it(cast: Cast) -> None:
    draft = kept_report(document(by_hand()), by=cast.user("controller"))
    os.utime(default_storage.path(picture_path()), (0, 0))
    call_command("check_reports", "--clean")
    assert all(file.is_whole for file in stored_files(draft))


def test_a_half_written_file_is_a_leftover_too(decided: Report, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(default_storage.path("rapporter/2025/.a.pdf.12.tmp"))
    write_file(path, b"halv")
    call_command("check_reports")
    assert name_of(path) in capsys.readouterr().out


# The pages


def test_a_decided_report_tells_what_it_stands_on(cast: Cast, decided: Report) -> None:
    page = text(cast.client("politician_a"), f"/rapporter/{decided.pk}/")
    assert "Sparad för alltid" in page
    assert f'href="/beslut/{decided.decision_id}/"' in page
    assert f'href="/rapporter/{decided.pk}/kontroll/"' in page
    assert "arkivpaket" not in page


def test_the_files_are_checked_on_a_page(cast: Cast, decided: Report) -> None:
    client = cast.client("politician_a")
    address = f"/rapporter/{decided.pk}/kontroll/"
    assert "Alla filer är de som sparades" in text(client, address)
    spoil(str(decided.file.name))
    page = text(client, address)
    assert "1 fil är inte den som sparades" in page
    assert "ändrad" in page
    assert decided.sha256 in page
    assert cast.client("outsider").get(address).status_code == 404


def test_a_report_under_way_has_no_files_to_check(cast: Cast) -> None:
    waiting = Report.objects.create(kind="tiny", year=2025, requested_by=cast.user("controller"))
    assert cast.client("controller").get(f"/rapporter/{waiting.pk}/kontroll/").status_code == 409


@pytest.mark.parametrize("person", ["controller", "auditor", "administrator"])
def test_the_package_is_fetched_by_those_who_read_everything(cast: Cast, decided: Report, person: str) -> None:
    client = cast.client(person)
    assert f'href="/rapporter/{decided.pk}/arkivpaket/"' in text(client, f"/rapporter/{decided.pk}/")
    before = Report.history.count()
    answer = client.get(f"/rapporter/{decided.pk}/arkivpaket/?kontorsfiler=1")
    assert answer["Content-Type"] == "application/zip"
    assert ".zip" in answer["Content-Disposition"]
    with zipfile.ZipFile(BytesIO(b"".join(answer))) as held:  # type: ignore[arg-type]
        assert held.testzip() is None
        assert any(name.endswith(".docx") for name in held.namelist())
    assert Report.history.count() == before


def test_the_package_is_for_nobody_else_and_for_no_draft(cast: Cast, decided: Report) -> None:
    assert cast.client("politician_a").get(f"/rapporter/{decided.pk}/arkivpaket/").status_code == 403
    assert cast.client("outsider").get(f"/rapporter/{decided.pk}/arkivpaket/").status_code == 404
    draft = kept_report(document(by_hand()), by=cast.user("controller"))
    answer = cast.client("controller").get(f"/rapporter/{draft.pk}/arkivpaket/")
    assert answer.status_code == 409
    assert "arkivpaket" not in text(cast.client("controller"), f"/rapporter/{draft.pk}/")
