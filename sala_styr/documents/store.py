"""Where report files lie: written whole or not at all, never over an existing one."""

import hashlib
import os
from pathlib import Path

from django.core.files.storage import default_storage

FOLDER = "rapporter"


class FileChanged(RuntimeError):
    """The bytes on disk are not those that were stored."""


def fingerprint(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def write_once(name: str, content: bytes) -> str:
    """Store ``content`` as ``rapporter/<name>`` and return that path: temporary file → fsync → link. Raises FileExistsError."""
    relative = f"{FOLDER}/{name}"
    target = Path(default_storage.path(relative))
    write_file(target, content, replace=False)
    return relative


def write_file(target: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file that is either complete or not there. Raises FileExistsError when it exists and ``replace`` is False."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            temporary.replace(target)
        else:
            os.link(temporary, target)
        sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def read_checked(relative: str, sha256: str) -> bytes:
    """The stored bytes. Raises FileNotFoundError, and FileChanged when their fingerprint is another."""
    content = Path(default_storage.path(relative)).read_bytes()
    if fingerprint(content) != sha256:
        raise FileChanged(relative)
    return content


def sync_folder(folder: Path) -> None:
    """Let the disk know the names that are in the folder now: a new name is else not sure to be there after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
