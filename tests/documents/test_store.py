"""Files are whole or not there, and a stored one is never written over."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from sala_styr.documents.store import FileChanged, fingerprint, read_checked, write_once
from sala_styr.files.disk import write_file


def test_what_is_stored_is_read_back() -> None:
    path = write_once("2025/a.pdf", b"hela filen")
    assert path == "rapporter/2025/a.pdf"
    assert read_checked(path, fingerprint(b"hela filen")) == b"hela filen"


def test_a_stored_file_is_not_written_over() -> None:
    path = write_once("2025/a.pdf", b"den beslutade")
    with pytest.raises(FileExistsError):
        write_once("2025/a.pdf", b"en annan")
    assert read_checked(path, fingerprint(b"den beslutade")) == b"den beslutade"


def test_a_changed_byte_is_noticed() -> None:
    path = write_once("2025/a.pdf", b"hela filen")
    Path(default_storage.path(path)).write_bytes(b"hela filem")
    with pytest.raises(FileChanged):
        read_checked(path, fingerprint(b"hela filen"))


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_file(tmp_path / "a.pdf", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_ones_own_may_be_written_over(tmp_path: Path) -> None:
    write_file(tmp_path / "a.pdf", b"1")
    write_file(tmp_path / "a.pdf", b"2")
    assert (tmp_path / "a.pdf").read_bytes() == b"2"
    assert len(list(tmp_path.iterdir())) == 1
