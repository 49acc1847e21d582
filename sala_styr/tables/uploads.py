"""A file on its way in: kept between the steps of an import, for the one who sent it, and thrown away after a day.

It lies in the default storage (shared by all web processes) under a folder that only that person's session names, so nobody else reaches it.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

LARGEST = 20 * 1024 * 1024
KEPT_FOR = timedelta(days=1)
TABLES = ("csv", "txt", "xlsx")
SIE = ("se", "si", "sie")
_WISHES = ".json"
_ZIP = b"PK\x03\x04"
_KNOWN_WRONG = (b"%PDF", b"\xd0\xcf\x11\xe0")
"""A PDF, and Excel from before 2007: whoever reads the file says in better words what it is, and reads no further, whatever its name."""


@dataclass(frozen=True)
class OfKind:
    """Validator of a file field: the name ends as one of ``endings``, and what is a zip inside is called .xlsx and nothing else is.

    Whether the rest is what it says, whoever reads it finds out (ASVS 5.2.2). The name itself is never used for more than this.
    """

    endings: tuple[str, ...]

    def __call__(self, file: File) -> None:
        """Raise ValidationError that says what may be sent."""
        file.seek(0)
        start = file.read(len(_ZIP))
        file.seek(0)
        if start in _KNOWN_WRONG:
            return
        ending = str(file.name or "").rpartition(".")[2].lower()
        if ending not in self.endings:
            known = ", ".join(f".{each}" for each in self.endings)
            raise ValidationError(_("Filens namn ska sluta på något av %(endings)s.") % {"endings": known})
        is_zip = start == _ZIP
        if is_zip and ending != "xlsx":
            raise ValidationError(
                _(
                    "Filen är en Excel-fil eller ett zip-arkiv, men heter .%(ending)s. Döp om den till .xlsx om det är Excel."
                )
                % {"ending": ending}
            )
        if ending == "xlsx" and not is_zip:
            raise ValidationError(_("Filen heter .xlsx men är ingen Excel-fil. Spara den på nytt som .xlsx eller CSV."))


@dataclass(frozen=True)
class Shelf:
    """Where one kind of import keeps its files. ``root``: the folder's name."""

    root: str

    def keep(self, request: HttpRequest, sent: bytes | File, wishes: dict[str, Any]) -> str:
        """Keep a file with how to read it; its fingerprint names it from now on. What has lain for more than a day is thrown away."""
        self.sweep()
        file = ContentFile(sent) if isinstance(sent, bytes) else sent
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        sha = digest.hexdigest()
        self.forget(request, sha)
        default_storage.save(self._path(request, sha), file)
        default_storage.save(self._path(request, sha) + _WISHES, ContentFile(json.dumps(wishes).encode()))
        return sha

    def fetch(self, request: HttpRequest, sha: str) -> tuple[bytes, dict[str, Any]] | None:
        """The file and what was wished, when this very session sent it; None otherwise."""
        found = self.open(request, sha)
        if found is None:
            return None
        with found[0] as file:
            return file.read(), found[1]

    def open(self, request: HttpRequest, sha: str) -> tuple[File, dict[str, Any]] | None:
        """The same with the file open, for one that is too large to have in memory; whoever asked closes it."""
        path = self._path(request, sha)
        if not sha.isalnum() or not default_storage.exists(path) or not default_storage.exists(path + _WISHES):
            return None
        try:
            with default_storage.open(path + _WISHES) as wishes:
                return default_storage.open(path), json.load(wishes)
        except FileNotFoundError:  # another request has just thrown it away
            return None

    def wish(self, request: HttpRequest, sha: str, wishes: dict[str, Any]) -> None:
        """Say anew how a kept file is to be read."""
        path = self._path(request, sha) + _WISHES
        default_storage.delete(path)
        default_storage.save(path, ContentFile(json.dumps(wishes).encode()))

    def forget(self, request: HttpRequest, sha: str) -> None:
        """Throw the file away."""
        for path in (self._path(request, sha), self._path(request, sha) + _WISHES):
            if default_storage.exists(path):
                default_storage.delete(path)

    def sweep(self) -> None:
        """Throw away what is older than a day."""
        try:
            folders, _files = default_storage.listdir(self.root)
        except FileNotFoundError:  # nothing has ever been kept
            return
        for folder in folders:
            _none, names = default_storage.listdir(f"{self.root}/{folder}")
            for name in names:
                _throw_if_old(f"{self.root}/{folder}/{name}")

    def _path(self, request: HttpRequest, sha: str) -> str:
        """The session's key itself is not written on the disk."""
        key = request.session.session_key or ""
        return f"{self.root}/{hashlib.sha256(key.encode()).hexdigest()[:32]}/{sha}"


def _throw_if_old(path: str) -> None:
    try:
        age = timezone.now() - default_storage.get_modified_time(path)
    except FileNotFoundError:  # another web process has just thrown it away
        return
    if age > KEPT_FOR:
        default_storage.delete(path)
