"""Chapters that have been laid out before, so that a report of which one chapter has changed is ready in seconds.

A file is named by the fingerprint of all that its layout depends on: the HTML, figures and pictures themselves, what links are called, the
stylesheet, the fonts, and the versions of everything that draws. So it is never wrong, only unused; unused ones are removed.
"""

import hashlib
import json
import logging
import os
import time
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from sala_styr.documents import conformance, engine, fetcher
from sala_styr.documents.chapter_work import Job, LaidOut
from sala_styr.files.disk import write_file

FOLDER = "rapportdelar"
KEPT_DAYS = 30
MOST_BYTES = 300 * 1024**2
_PACKAGES = ("weasyprint", "pydyf", "pikepdf", "tinycss2", "cssselect2", "tinyhtml5", "pyphen", "fonttools", "pillow")
_DIGEST, _LENGTH = 32, 4
logger = logging.getLogger(__name__)


def key_of(job: Job) -> str:
    """The fingerprint of what the chapter becomes, in hex. The job's own prefix is not in it: it is made from the key."""
    known = hashlib.sha256(_ground())
    for part in _parts_of(job):
        known.update(len(part).to_bytes(8, "big") + part)
    return known.hexdigest()


def fetch(key: str) -> LaidOut | None:
    """The chapter, or None when it is not there or not whole."""
    path = _path(key)
    try:
        content = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    digest, rest = content[:_DIGEST], content[_DIGEST:]
    if hashlib.sha256(key.encode() + rest).digest() != digest:
        logger.warning("a kept chapter was damaged and is made again: %s", path)
        path.unlink(missing_ok=True)
        return None
    length = int.from_bytes(rest[:_LENGTH], "big")
    told = json.loads(rest[_LENGTH : _LENGTH + length])
    return LaidOut(rest[_LENGTH + length :], told["pages"], told["anchors"])


def keep(key: str, chapter: LaidOut) -> None:
    """Keep the chapter. When the disk refuses, the report is made all the same."""
    told = json.dumps({"pages": chapter.pages, "anchors": dict(chapter.anchors)}).encode()
    rest = len(told).to_bytes(_LENGTH, "big") + told + chapter.content
    try:
        write_file(_path(key), hashlib.sha256(key.encode() + rest).digest() + rest)
    except OSError:
        logger.warning("a chapter could not be kept for the next time", exc_info=True)


def prune(now: float | None = None) -> None:
    """Remove what has not been used for KEPT_DAYS, and the longest unused when all together take more than MOST_BYTES."""
    oldest = (time.time() if now is None else now) - KEPT_DAYS * 86_400
    room = MOST_BYTES
    for used, size, path in sorted(_kept(), reverse=True):
        room -= size
        if used < oldest or room < 0:
            path.unlink(missing_ok=True)


def _kept() -> Iterator[tuple[float, int, Path]]:
    folder = _folder()
    for path in folder.glob("*") if folder.is_dir() else ():
        try:
            status = path.stat()
        except OSError:
            continue
        yield status.st_mtime, status.st_size, path


def _path(key: str) -> Path:
    return _folder() / key


def _folder() -> Path:
    """Of this machine, also where reports lie in an object storage: it is only there to be quicker."""
    return Path(settings.MEDIA_ROOT) / FOLDER


def _parts_of(job: Job) -> Iterator[bytes]:
    yield job.printable.html.encode()
    yield json.dumps(dict(job.names), sort_keys=True).encode()
    for name, svg in sorted(job.printable.figures.items()):
        yield name.encode()
        yield svg.encode()
    for name, picture in sorted(job.printable.pictures.items()):
        yield name.encode()
        yield str(picture.kind).encode()
        yield picture.content


@cache
def _ground() -> bytes:
    """What all chapters stand on: the stylesheet, the fonts, our own code and the packages and libraries that draw."""
    known = hashlib.sha256()
    own = [Path(str(module.__file__)) for module in (conformance, engine, fetcher)]
    work = Path(__file__).with_name("chapter_work.py")
    fonts = [fetcher.FONT_DIR / name for name in sorted(fetcher.FONTS)]
    styles = [fetcher.PRINT_DIR / name for name in fetcher.STYLESHEETS]
    for path in (*styles, *fonts, *own, work):
        known.update(hashlib.sha256(path.read_bytes()).digest())
    for package in _PACKAGES:
        known.update(f"{package} {version(package)}\n".encode())
    known.update(_drawing_libraries().encode())
    return known.digest()


def _drawing_libraries() -> str:
    """The version of Pango, and the fonts of the machine that letters are taken from when ours lack them."""
    engine.load_weasyprint()
    from weasyprint.text.ffi import pango

    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
    fonts = sorted(
        f"{path} {path.stat().st_size}" for folder in folders if folder.is_dir() for path in folder.rglob("*.?tf")
    )
    return f"pango {pango.pango_version()}\n" + "\n".join(fonts)
