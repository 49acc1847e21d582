"""Files in an object storage: written once, handed out by the program alone, brought along by a backup, and honest when they cannot be reached."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.store import FileChanged, fingerprint, read_checked, write_once
from sala_styr.documents.stored import leftovers, stored_files
from sala_styr.files import StoreAway
from sala_styr.keeping.backing_up import back_up
from sala_styr.keeping.restoring import restore
from sala_styr.tables.uploads import Shelf
from tests.cast import Cast
from tests.documents.builders import by_hand, document, png
from tests.documents.here import make_here
from tests.documents.jobs import kinds_for_tests
from tests.documents.kept_reports import kept_report
from tests.files.conftest import set_store, url_of
from tests.keeping.conftest import World
from tests.writing.builders import whole_report

# One file


@pytest.mark.usefixtures("objects")
def test_a_file_is_written_once_and_read_by_its_fingerprint(settings: Settings) -> None:
    path = write_once("2025/a.pdf", b"hela filen")
    assert path == "rapporter/2025/a.pdf"
    assert read_checked(path, fingerprint(b"hela filen")) == b"hela filen"
    with pytest.raises(FileExistsError):
        write_once("2025/a.pdf", b"en annan")
    with pytest.raises(FileChanged):
        read_checked(path, fingerprint(b"en annan"))
    with pytest.raises(FileNotFoundError):
        read_checked("rapporter/2025/b.pdf", fingerprint(b"en annan"))
    assert not Path(settings.MEDIA_ROOT).exists()


@pytest.mark.usefixtures("objects")
def test_of_two_who_write_in_the_same_moment_one_is_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have asked whether the name is free before either has written: the storage itself says no to the second."""
    monkeypatch.setattr("sala_styr.files.objects.ObjectStore.exists", lambda store, name: False)
    path = write_once("2025/a.pdf", b"den f\xc3\xb6rsta")
    with pytest.raises(FileExistsError):
        write_once("2025/a.pdf", b"den andra")
    assert read_checked(path, fingerprint(b"den f\xc3\xb6rsta"))


@pytest.mark.usefixtures("objects")
def test_the_address_of_a_file_leads_to_the_program_and_not_to_the_storage() -> None:
    path = write_once("2025/a.pdf", b"hela filen")
    assert default_storage.url(path) == "/rapporter/2025/a.pdf"


@pytest.mark.usefixtures("objects")
def test_no_one_but_the_owner_is_given_a_right_to_a_file(objects: str) -> None:
    path = write_once("2025/a.pdf", b"hela filen")
    acl = default_storage.connection.meta.client.get_object_acl(Bucket=objects, Key=f"sala/{path}")  # type: ignore[attr-defined]
    assert [grant["Grantee"].get("ID") for grant in acl["Grants"]] == [acl["Owner"]["ID"]]


@pytest.mark.usefixtures("objects")
def test_an_upload_waits_there_and_is_thrown_away_when_it_is_old(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    request = cast.client("controller").get("/").wsgi_request
    shelf = Shelf("inlast-prov")
    sha = shelf.keep(request, b"konto;belopp\n", {"unit": 1})
    assert shelf.fetch(request, sha) == (b"konto;belopp\n", {"unit": 1})
    shelf.wish(request, sha, {"unit": 2})
    assert shelf.fetch(request, sha) == (b"konto;belopp\n", {"unit": 2})
    monkeypatch.setattr("sala_styr.tables.uploads.KEPT_FOR", timedelta(seconds=-1))
    shelf.sweep()
    assert shelf.fetch(request, sha) is None


# Reports


@pytest.mark.usefixtures("objects", "report_kinds", "queue")
def test_a_report_is_made_fetched_and_looked_at(cast: Cast) -> None:
    report = Report.objects.create(kind="tiny", year=2025, requested_by=cast.user("controller"))
    assert make_here(report)
    fetched = cast.client("controller").get(f"/rapporter/{report.pk}/fil/")
    assert fingerprint(fetched.content) == Report.objects.get(pk=report.pk).sha256
    assert all(file.is_whole for file in stored_files(Report.objects.get(pk=report.pk)))
    stray = write_once("2025/avbruten.pdf", b"halv")
    assert leftovers() == [stray]
    call_command("check_reports", "--clean")
    assert default_storage.exists(stray), "it is younger than a day"


@pytest.mark.usefixtures("objects")
def test_a_picture_of_a_written_report_is_added_and_shown(cast: Cast) -> None:
    report = whole_report(cast)
    client = cast.client("controller")
    address = reverse("writing:pictures", args=[report.pk])
    client.post(address, {"file": SimpleUploadedFile("x.png", png()), "alternative": "En lekplats"})
    shown = client.get(reverse("writing:picture", args=[report.pk, 1]))
    assert fingerprint(shown.content) == report.pictures.get().sha256


def test_a_backup_moves_files_from_a_disk_to_a_bucket_and_back(
    server: str, bucket: str, settings: Settings, world: World, tmp_path: Path
) -> None:
    from_disk = back_up(tmp_path)
    set_store(settings, url_of(server, bucket))
    assert not any(file.is_whole for file in stored_files(world.report))
    found = restore(from_disk.path, replace=True)
    assert (found.faults, found.files) == ([], 5)
    assert all(file.is_whole for file in stored_files(world.report))

    from_bucket = back_up(tmp_path)
    assert (from_bucket.files, from_bucket.missing) == (5, [])
    shutil.rmtree(world.media)
    set_store(settings, "")
    assert restore(from_bucket.path, replace=True).faults == []
    assert all(file.is_whole for file in stored_files(world.report))


# Away


@pytest.mark.usefixtures("away")
def test_ready_says_that_the_files_are_away(client: Client, db: None) -> None:
    answer = client.get("/halsa/redo/")
    assert answer.status_code == 503
    assert answer.json()["filer"] == {"ok": False, "säger": "går inte att skriva till"}


def test_a_page_says_plainly_that_the_files_are_away(
    cast: Cast, settings: Settings, request: pytest.FixtureRequest
) -> None:
    with kinds_for_tests():
        report = kept_report(document(by_hand()), by=cast.user("controller"))
    client = cast.client("controller")
    client.raise_request_exception = False
    request.getfixturevalue("away")
    answer = client.get(f"/rapporter/{report.pk}/word/")
    assert answer.status_code == 503
    assert "platsen där filerna ligger" in answer.content.decode()
    assert answer["Retry-After"]
    assert client.get("/").status_code == 200, "all that needs no file goes on"


@pytest.mark.usefixtures("report_kinds", "queue")
def test_a_report_that_cannot_be_stored_says_so(cast: Cast, away: None) -> None:
    report = Report.objects.create(kind="tiny", year=2025, requested_by=cast.user("controller"))
    assert not make_here(report)
    report.refresh_from_db()
    assert report.state == ReportState.FAILED
    assert "platsen där filer ligger svarar inte" in report.error


def test_commands_say_it_too(world: World, away: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="svarar inte som den ska"):
        call_command("backup", str(tmp_path))
    assert list(tmp_path.glob("*.zip")) == []


def test_a_bucket_that_is_gone_is_no_missing_file(server: str, settings: Settings) -> None:
    set_store(settings, url_of(server, "ingen-hink"))
    with pytest.raises(StoreAway):
        write_once("2025/a.pdf", b"hela filen")
    with pytest.raises(StoreAway):
        default_storage.save("halsa/a", ContentFile(b"."))
