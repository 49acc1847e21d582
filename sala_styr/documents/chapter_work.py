"""One chapter laid out, and the messages between the report's process and those that lay out chapters (``chapter_child``)."""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

import pikepdf

from sala_styr.documents.conformance import saved, tidy
from sala_styr.documents.engine import Printable, lay_out

_HEAD = 8


@dataclass(frozen=True)
class Job:
    """A chapter to lay out. ``names`` says what its links are called; ``prefix`` makes the names of its head cells its own."""

    printable: Printable
    names: Mapping[str, str]
    prefix: str


@dataclass(frozen=True)
class LaidOut:
    """A chapter as a PDF, mended but for what is said of the whole file. ``anchors``: the page of each, counted from 0 in the chapter."""

    content: bytes
    pages: int
    anchors: Mapping[str, int]


def lay_out_chapter(job: Job, told: Callable[[int], None] | None = None) -> LaidOut:
    """Lay the chapter out. ``told`` gets each page's number as it is reached."""
    raw = lay_out(job.printable, (lambda step, page: told(page) if step == "layout" else None) if told else None)
    with pikepdf.open(BytesIO(raw)) as pdf:
        tidy(pdf, job.names, job.prefix)
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        names = pdf.Root.Names.Dests.Names
        anchors = {str(names[i]): places[names[i + 1][0].objgen] for i in range(0, len(names), 2)}
        return LaidOut(saved(pdf), len(places), anchors)


def send(stream: BinaryIO, message: object) -> None:
    """Write one message: its length and a pickle."""
    content = pickle.dumps(message)
    stream.write(len(content).to_bytes(_HEAD, "big") + content)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read one message; None when the other end is gone."""
    head = stream.read(_HEAD)
    if len(head) < _HEAD:
        return None
    length = int.from_bytes(head, "big")
    content = stream.read(length)
    return pickle.loads(content) if len(content) == length else None
