"""A file on its way in: kept between the steps of an import, for the one who sent it, and thrown away after a day.

It lies in the default storage (shared by all web processes) under a folder that only that person's session names, so nobody else reaches it.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.utils import timezone

ROOT = "inlasning"
LARGEST = 20 * 1024 * 1024
KEPT_FOR = timedelta(days=1)
_WISHES = ".json"


@dataclass(frozen=True)
class Upload:
    """What was sent: the file's name, the unit it is for, and how to read it."""

    filename: str
    unit: int
    year: int
    encoding: str = ""
    sign: str = "report"


def keep(request: HttpRequest, data: bytes, upload: Upload) -> str:
    """Keep a file; its fingerprint names it from now on. What has been left lying for more than a day is thrown away."""
    sweep()
    sha = hashlib.sha256(data).hexdigest()
    forget(request, sha)
    default_storage.save(_path(request, sha), ContentFile(data))
    default_storage.save(_path(request, sha) + _WISHES, ContentFile(json.dumps(asdict(upload)).encode()))
    return sha


def fetch(request: HttpRequest, sha: str) -> tuple[bytes, Upload] | None:
    """The file and what was wished, when this very session sent it; None otherwise."""
    path = _path(request, sha)
    if not sha.isalnum() or not default_storage.exists(path) or not default_storage.exists(path + _WISHES):
        return None
    with default_storage.open(path) as file, default_storage.open(path + _WISHES) as wishes:
        return file.read(), Upload(**json.load(wishes))


def forget(request: HttpRequest, sha: str) -> None:
    """Throw the file away."""
    for path in (_path(request, sha), _path(request, sha) + _WISHES):
        if default_storage.exists(path):
            default_storage.delete(path)


def sweep() -> None:
    """Throw away what is older than a day."""
    if not default_storage.exists(ROOT):
        return
    folders, _files = default_storage.listdir(ROOT)
    for folder in folders:
        _none, names = default_storage.listdir(f"{ROOT}/{folder}")
        for name in names:
            _throw_if_old(f"{ROOT}/{folder}/{name}")


def _throw_if_old(path: str) -> None:
    try:
        age = timezone.now() - default_storage.get_modified_time(path)
    except FileNotFoundError:  # another web process has just thrown it away
        return
    if age > KEPT_FOR:
        default_storage.delete(path)


def _path(request: HttpRequest, sha: str) -> str:
    """The session's key itself is not written on the disk."""
    key = request.session.session_key or ""
    return f"{ROOT}/{hashlib.sha256(key.encode()).hexdigest()[:32]}/{sha}"
