"""A package: a ZIP with a manifest that tells the size and SHA-256 of everything else in it. Streamed in and out: no member is ever in memory.

It is written under another name, synced to the disk and then given its own: a package that has its name is whole. Only its owner may read it.
"""

import errno
import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from sala_styr.errors import RuleBroken
from sala_styr.files.disk import sync_folder

MANIFEST = "manifest.json"
PIECE = 1024 * 1024
PACKED_ALREADY = (".pdf", ".docx", ".xlsx", ".png", ".jpg", ".dump", ".zip")


class Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class _Counting:
    """A member that is being written: counts and reckons what goes through it."""

    def __init__(self, sink: IO[bytes]) -> None:
        self._sink = sink
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> int:
        self._digest.update(piece)
        self.size += len(piece)
        return self._sink.write(piece)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class Writing:
    """A package on its way out. ``members``: {name: {"size", "sha256"}} of what has been written."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self.members: dict[str, dict[str, Any]] = {}

    @contextmanager
    def member(self, name: str) -> Iterator[_Counting]:
        """Write one member piece by piece."""
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED_ALREADY) else zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        with self._packed.open(info, "w", force_zip64=True) as sink:
            counting = _Counting(sink)
            yield counting
        self.members[name] = {"size": counting.size, "sha256": counting.sha256}

    def copy(self, name: str, source: Readable) -> None:
        """Write one member from an open file."""
        with self.member(name) as sink:
            pour(source, sink)

    def text(self, name: str, content: str) -> None:
        """Write one short text."""
        with self.member(name) as sink:
            sink.write(content.encode())


@contextmanager
def writing(target: Path, manifest: dict[str, Any]) -> Iterator[Writing]:
    """A new package at ``target``; ``manifest``, which may be filled in meanwhile, is written last.

    Raises FileExistsError when it is there already, and RuleBroken when the disk is full: nothing half-written is left.
    """
    if target.exists():
        raise FileExistsError(target)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with _only_for_me(temporary) as file:
            with zipfile.ZipFile(file, "w", allowZip64=True) as packed:
                out = Writing(packed)
                yield out
                manifest["members"] = dict(sorted(out.members.items()))
                packed.writestr(MANIFEST, as_json(manifest))
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, target)
        sync_folder(target.parent)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_is_full(target.parent) from error
        raise
    finally:
        temporary.unlink(missing_ok=True)


def disk_is_full(folder: Path) -> RuleBroken:
    """What is said when there is no room."""
    return RuleBroken(
        f"Disken är full: kopian fick inte plats i {folder}. Ingenting halvskrivet ligger kvar. Gör plats eller välj en annan mapp, och kör igen."
    )


def as_json(data: Any) -> str:
    """JSON as people read it."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


class Reading:
    """A package that has been opened. ``manifest`` is trusted only as far as ``faults`` says nothing."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self.manifest: dict[str, Any] = json.loads(packed.read(MANIFEST))

    def open(self, name: str) -> IO[bytes]:
        """A member, to be read piece by piece."""
        return self._packed.open(name)

    def names(self, prefix: str) -> list[str]:
        """The members whose names begin so, as the manifest lists them."""
        return [name for name in self.manifest["members"] if name.startswith(prefix)]

    def faults(self) -> list[str]:
        """What does not agree with the manifest: one sentence for each member. Everything is read."""
        members = self.manifest["members"]
        there = set(self._packed.namelist()) - {MANIFEST}
        found = [f"{name} saknas i filen." for name in sorted(members.keys() - there)]
        found += [
            f"{name} ligger i filen men nämns inte i innehållsförteckningen." for name in sorted(there - members.keys())
        ]
        for name in sorted(there & members.keys()):
            try:
                sha256 = self._reckoned(name)
            except (zipfile.BadZipFile, OSError, EOFError) as error:
                found.append(f"{name} går inte att läsa: {error}")
                continue
            if sha256 != members[name]["sha256"]:
                found.append(f"{name} är inte den fil som sparades: kontrollsumman är en annan.")
        return found

    def _reckoned(self, name: str) -> str:
        with self.open(name) as source:
            return hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]


@contextmanager
def reading(path: Path, kind: str) -> Iterator[Reading]:
    """Open a package of ``kind`` (what its manifest says it is). Raises RuleBroken when it is no such thing."""
    try:
        with zipfile.ZipFile(path) as packed:
            opened = Reading(packed)
            if opened.manifest.get("is") != kind:
                raise RuleBroken(f"{path} är något annat än det som väntades ({kind}).")
            yield opened
    except FileNotFoundError as error:
        raise RuleBroken(f"Filen {path} finns inte.") from error
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError) as error:
        raise RuleBroken(f"{path} är inte en hel fil av rätt slag: {error}") from error


def pour(source: Readable, sink: Any) -> None:
    """Copy from one open file to another, piece by piece."""
    while piece := source.read(PIECE):
        sink.write(piece)


@contextmanager
def _only_for_me(path: Path) -> Iterator[IO[bytes]]:
    """A new file that only its owner may read: it holds what people have written and how they log in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        yield file
