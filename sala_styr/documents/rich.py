"""What people write in a report, as parts of its document: runs of text with weight and links, lists, pictures. Frozen, like the rest of the model.

Blocks that the program writes are plain (``model.Paragraph``); these are for words with form in them, made by ``written``.
"""

from dataclasses import dataclass, field
from enum import StrEnum

NOT_SAID = {"said": False}
"""Marks a field that is no part of what a document says, and so is left out of its fingerprint."""


class PictureKind(StrEnum):
    """The file formats that a browser, a PDF and a word processor all show."""

    PNG = "image/png"
    JPEG = "image/jpeg"


@dataclass(frozen=True)
class Run:
    """A piece of a line. ``address``: where a link leads. ``origin``: the path of the page that says where a figure in the text comes from.

    A line break is a ``\\n`` in the text.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    address: str = ""
    origin: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True)
class RichText:
    """A paragraph."""

    runs: Line

    @property
    def text(self) -> str:
        """The words alone."""
        return plain(self.runs)


@dataclass(frozen=True)
class RichList:
    """Points; numbered from 1 when ``ordered``."""

    items: tuple[Line, ...]
    ordered: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of each point alone."""
        return tuple(plain(item) for item in self.items)


@dataclass(frozen=True)
class Picture:
    """A photograph or drawing with the words that stand for it, which are never left out.

    ``sha256`` (hex) stands for its bytes in the document's fingerprint; ``path`` is where a page of ours shows it from.
    """

    content: bytes = field(repr=False, metadata=NOT_SAID)
    kind: PictureKind
    alternative: str
    sha256: str
    caption: str = ""
    path: str = field(default="", metadata=NOT_SAID)

    def __post_init__(self) -> None:
        if not self.alternative.strip():
            raise ValueError("a picture needs words that stand for it")


def plain(runs: Line) -> str:
    """The words of a line; a link's address is not among them."""
    return "".join(run.text for run in runs)
