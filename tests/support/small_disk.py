"""A file system of a few megabytes, to fill: the disk is really full, and says so in the kernel's own words."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SmallDisk:
    """A mounted tmpfs."""

    path: Path

    def make_room(self, megabytes: int) -> None:
        """Make it larger."""
        _run("mount", "-o", f"remount,size={megabytes}m", str(self.path))

    def fill(self) -> None:
        """Make it as small as what is on it: nothing more can be written. What writes meanwhile only makes it a little larger."""
        for _try in range(50):
            about = os.statvfs(self.path)
            used = max(1, about.f_blocks - about.f_bfree) * about.f_frsize  # to tmpfs no size is no limit
            with suppress(subprocess.CalledProcessError):
                return _run("mount", "-o", f"remount,size={used}", str(self.path))
        raise RuntimeError(f"{self.path} could not be filled")


def may_mount() -> bool:
    """May this user mount a file system here? Only root may, and not in every container."""
    try:
        with small_disk(1):
            return True
    except subprocess.CalledProcessError:
        return False


@contextmanager
def small_disk(megabytes: int, owner: str | None = None) -> Iterator[SmallDisk]:
    """Mount one of so many megabytes, and take it away afterwards. Raises CalledProcessError when that is not allowed."""
    # Directly under /tmp, whatever TMPDIR says: a server's own user must get in.
    folder = Path(tempfile.mkdtemp(prefix="sala-disk-", dir="/tmp"))
    try:
        _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(folder))
        try:
            if owner:
                shutil.chown(folder, owner, owner)
            yield SmallDisk(folder)
        finally:
            _run("umount", "--lazy", str(folder))
    finally:
        folder.rmdir()


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
