"""The stored files of reports looked at anew: is each the one that was stored, and what lies there that no report knows of?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.core.files.storage import default_storage
from django.utils import timezone
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


def leftovers() -> list[str]:
    """The paths of files among the reports' own that no report knows of: of attempts that were stopped, and pictures of theirs. Two queries at most.

    Looked for where reports are stored (a folder for each year, and the pictures) and nowhere else: other things lie beside.
    """
    known = set(_known_paths())
    return [path for path in _present() if path not in known]


def remove_leftovers(found: list[str]) -> list[str]:
    """Remove those that are older than a day; the removed ones. Each is asked for once more first: a report may have come to know of it."""
    known = set(_known_paths())
    oldest = timezone.now() - timedelta(seconds=OLD)
    old = [path for path in found if path not in known and default_storage.get_modified_time(path) < oldest]
    for path in old:
        default_storage.delete(path)
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


def _present() -> Iterator[str]:
    folders, _files = _listed(FOLDER)
    for folder in [*(f"{FOLDER}/{name}" for name in sorted(folders) if re.fullmatch("[0-9]{4}", name)), PICTURES]:
        _folders, files = _listed(folder)
        yield from (f"{folder}/{name}" for name in sorted(files))


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """(folders, files) in it; none when it is not there."""
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def finished_reports() -> Iterator[Report]:
    """Every report that has files, the oldest first."""
    yield from Report.objects.filter(state=ReportState.DONE).select_related("decision__body").order_by("pk").iterator()
