"""The stored files of reports looked at anew: is each the one that was stored, and what lies there that no report knows of?"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from sala_styr.documents.frozen import pictures_in
from sala_styr.documents.kept import PICTURES, path_of_picture
from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.store import FOLDER, FileChanged, read_checked

OLD = 24 * 60 * 60
"""Seconds: what is younger may belong to a report that is being made."""


class Standing(StrEnum):
    WHOLE = "whole"
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True)
class StoredFile:
    """A file of a report: what it is, where it lies, its fingerprint (SHA-256 in hex) when it was stored, and how it stands now."""

    name: str
    path: str
    sha256: str
    standing: Standing

    @property
    def is_whole(self) -> bool:
        """Are its bytes those that were stored?"""
        return self.standing is Standing.WHOLE


def stored_files(report: Report) -> list[StoredFile]:
    """Every file of a finished report, read and reckoned now: the PDF, what it says, Word, Excel, and each picture. No query."""
    known = (
        (_("PDF-filen"), report.file, report.sha256),
        (_("Innehållet"), report.content_file, report.content_sha256),
        (_("Wordfilen"), report.word_file, report.word_sha256),
        (_("Excelfilen"), report.excel_file, report.excel_sha256),
    )
    found = [_looked_at(name, str(stored.name), sha256) for name, stored, sha256 in known if stored]
    return [*found, *(_looked_at(_("En bild"), path, sha256) for path, sha256 in _pictures(report))]


def leftovers() -> list[Path]:
    """Files among the reports' own that no report knows of: of attempts that were stopped, and pictures of theirs. Two queries at most.

    Looked for where reports are stored (a folder for each year, and the pictures) and nowhere else: other things lie beside.
    """
    known = set(_known_paths())
    return [path for path in _present() if _relative(path) not in known]


def remove_leftovers(found: list[Path]) -> list[Path]:
    """Remove those that are older than a day; the removed ones. Each is asked for once more first: a report may have come to know of it."""
    known = set(_known_paths())
    old = [path for path in found if _relative(path) not in known and time.time() - path.stat().st_mtime > OLD]
    for path in old:
        path.unlink()
    return old


def _looked_at(name: str, path: str, sha256: str) -> StoredFile:
    try:
        read_checked(path, sha256)
    except FileNotFoundError:
        return StoredFile(name, path, sha256, Standing.MISSING)
    except FileChanged:
        return StoredFile(name, path, sha256, Standing.CHANGED)
    return StoredFile(name, path, sha256, Standing.WHOLE)


def _pictures(report: Report) -> list[tuple[str, str]]:
    """The pictures of a report; none when what it says cannot be read, which is a fault of its own."""
    if not report.content_file:
        return []
    try:
        content = read_checked(str(report.content_file.name), report.content_sha256)
    except (FileNotFoundError, FileChanged):
        return []
    return sorted((path_of_picture(sha256, kind), sha256) for sha256, kind in pictures_in(content))


def _known_paths() -> Iterator[str]:
    """Every path that a report names, whatever its state."""
    for report in Report.objects.only(*_FIELDS, "content_sha256").iterator():
        yield from (str(getattr(report, field).name) for field in _FIELDS if getattr(report, field))
        yield from (path for path, _sha256 in _pictures(report))


_FIELDS = ("file", "content_file", "word_file", "excel_file")


def _present() -> Iterator[Path]:
    root = Path(default_storage.path(FOLDER))
    folders = [*sorted(root.glob("[0-9][0-9][0-9][0-9]")), Path(default_storage.path(PICTURES))]
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path for path in folder.iterdir() if path.is_file())


def _relative(path: Path) -> str:
    return path.relative_to(default_storage.path("")).as_posix()


def finished_reports() -> Iterator[Report]:
    """Every report that has files, the oldest first."""
    yield from Report.objects.filter(state=ReportState.DONE).select_related("decision__body").order_by("pk").iterator()
