"""Reading a finished PDF in tests: its structure by pikepdf, its text by pdftotext."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf


def opened(content: bytes) -> pikepdf.Pdf:
    """The PDF as objects."""
    return pikepdf.open(BytesIO(content))


def text_of(content: bytes, *options: str) -> str:
    """The text in reading order, pages parted by form feeds. Needs poppler-utils."""
    run = subprocess.run(
        ["pdftotext", *options, "-enc", "UTF-8", "-", "-"], input=content, capture_output=True, check=True
    )
    return run.stdout.decode()


def page_texts(content: bytes) -> list[str]:
    """The text of each page."""
    return text_of(content, "-layout").split("\f")[:-1]


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every structure element, in reading order."""

    def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else []:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot)


def of_kind(pdf: pikepdf.Pdf, *kinds: str) -> list[pikepdf.Object]:
    """The structure elements of the given kinds: ``of_kind(pdf, "TH")``."""
    return [element for element in elements(pdf) if str(element.S).lstrip("/") in kinds]


def attachments(pdf: pikepdf.Pdf) -> dict[str, bytes]:
    """The embedded files by name."""
    return {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}


def saved(content: bytes, path: Path) -> Path:
    """The PDF as a file."""
    path.write_bytes(content)
    return path
