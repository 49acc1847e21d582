"""A file of actuals on its way in, and what it is for; kept between the steps as every import keeps its file (sala_styr.tables.uploads)."""

from dataclasses import asdict, dataclass

from django.http import HttpRequest

from sala_styr.tables.uploads import LARGEST, Shelf

__all__ = ["LARGEST", "Upload", "fetch", "forget", "keep"]

SHELF = Shelf("inlasning")


@dataclass(frozen=True)
class Upload:
    """What was sent: the file's name, the unit it is for, and how to read it."""

    filename: str
    unit: int
    year: int
    encoding: str = ""
    sign: str = "report"


def keep(request: HttpRequest, data: bytes, upload: Upload) -> str:
    """Keep a file; its fingerprint names it from now on."""
    return SHELF.keep(request, data, asdict(upload))


def fetch(request: HttpRequest, sha: str) -> tuple[bytes, Upload] | None:
    """The file and what was wished, when this very session sent it; None otherwise."""
    found = SHELF.fetch(request, sha)
    return None if found is None else (found[0], Upload(**found[1]))


def forget(request: HttpRequest, sha: str) -> None:
    """Throw the file away."""
    SHELF.forget(request, sha)
