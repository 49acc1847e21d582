"""A file of actuals on its way in, and what it is for; kept between the steps as every import keeps its file (sala_styr.tables.uploads)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import BinaryIO, cast

from django.core.files.base import File
from django.http import HttpRequest

from sala_styr.tables.uploads import Shelf

LARGEST = 100 * 1024 * 1024
"""Bytes: half a million rows are a quarter of it. An Excel file has a limit of its own (sala_styr.tables.zip_guard)."""
SHELF = Shelf("inlasning")


@dataclass(frozen=True)
class Upload:
    """What was sent: the file's name, the unit it is for, and how to read it."""

    filename: str
    unit: int
    year: int
    encoding: str = ""
    sign: str = "report"
    columns: int = 0
    """The id of the saved columns that the table is read by; 0 for none."""
    headings: dict[str, str] = field(default_factory=dict)
    """Column → heading, as a person has confirmed it for this file; then no others are read."""
    numbers: str = "plain"
    """How its numbers are written, where that has been confirmed."""


def keep(request: HttpRequest, file: File, upload: Upload) -> str:
    """Keep a file; its fingerprint names it from now on."""
    return SHELF.keep(request, file, asdict(upload))


@contextmanager
def kept(request: HttpRequest, sha: str) -> Iterator[tuple[BinaryIO, Upload] | None]:
    """The file, open while the block lasts, and what was wished, when this very session sent it; None otherwise."""
    found = SHELF.open(request, sha)
    if found is None:
        yield None
        return
    with found[0] as file:
        yield cast(BinaryIO, file.file), Upload(**found[1])


def wish(request: HttpRequest, sha: str, upload: Upload) -> None:
    """Say anew how a kept file is to be read."""
    SHELF.wish(request, sha, asdict(upload))


def forget(request: HttpRequest, sha: str) -> None:
    """Throw the file away."""
    SHELF.forget(request, sha)
