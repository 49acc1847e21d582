"""Files in a folder of this machine, or one that machines share."""

import os
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class DiskStore(FileSystemStorage):
    """Django's own, which also writes once."""

    def write_once(self, name: str, content: bytes) -> None:
        """As ``sala_styr.files.Store``: temporary file → fsync → link."""
        write_file(Path(self.path(name)), content, replace=False)


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


def sync_folder(folder: Path) -> None:
    """Let the disk know the names that are in the folder now: a new name is else not sure to be there after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
