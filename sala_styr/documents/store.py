"""Where report files lie: written whole or not at all, never over an existing one."""

import hashlib
from typing import Any

from django.core.files.storage import default_storage

FOLDER = "rapporter"
# One of the two of sala_styr.files, which can more than Django asks of a storage.
_store: Any = default_storage


class FileChanged(RuntimeError):
    """The bytes that lie there are not those that were stored."""


def fingerprint(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def write_once(name: str, content: bytes) -> str:
    """Store ``content`` as ``rapporter/<name>`` and return that path. Raises FileExistsError, and StoreAway."""
    relative = f"{FOLDER}/{name}"
    _store.write_once(relative, content)
    return relative


def read_checked(relative: str, sha256: str) -> bytes:
    """The stored bytes. Raises FileNotFoundError, FileChanged when their fingerprint is another, and StoreAway."""
    with default_storage.open(relative) as file:
        content: bytes = file.read()
    if fingerprint(content) != sha256:
        raise FileChanged(relative)
    return content
