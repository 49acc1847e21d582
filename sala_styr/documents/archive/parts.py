"""A file of a package, and XML written so that the same content gives the same bytes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from sala_styr.documents.store import fingerprint

Element = ElementTree.Element
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, and what it advises against; nobody writes it."""


@dataclass(frozen=True)
class ArchiveFile:
    """A file by its path in the package. ``group``: where METS lists it; ``format``: the format's name, version and key in PRONOM."""

    path: str
    content: bytes
    type: str
    group: str
    format: tuple[str, str, str] = ("", "", "")

    @property
    def sha256(self) -> str:
        """In hex."""
        return fingerprint(self.content)


def legal(text: str) -> str:
    """The text without the signs that XML cannot hold."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def add(parent: Element, name: str, text: str | None = None, attributes: Mapping[str, str] | None = None) -> Element:
    """A child element; attributes that are empty are left out."""
    kept = {key: legal(value) for key, value in (attributes or {}).items() if value}
    child = ElementTree.SubElement(parent, name, kept)
    child.text = legal(text) if text is not None else None
    return child


def written(root: Element) -> bytes:
    """The XML text in UTF-8 with its declaration. Namespaces are attributes of the root, and names carry their prefixes: no list of prefixes is shared."""
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="utf-8") + b"\n"
