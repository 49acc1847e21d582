"""The small parts of a Word file, as XML: paragraphs, runs, links, fields. python-docx has the package; its own ways to a cell are too slow for long tables."""

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
Element = Any
"""An lxml element of python-docx's own classes."""


def element(tag: str, *children: Element, **values: object) -> Element:
    """``element("w:pStyle", val="Caption")``: attributes are in the namespace w; those that are None are left out."""
    made = OxmlElement(tag)
    for name, value in values.items():
        if value is not None:
            made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def printable(text: str) -> str:
    """Without what XML cannot hold; the wide question mark of "kan inte bedömas" is in no Western font."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\uff1f", "?")


def run(text: str, *, strong: bool = False, emphasis: bool = False, style: str = "") -> Element:
    """A piece of text in one dress; a line break in it is kept."""
    made = element("w:r")
    dress = [
        *([element("w:rStyle", val=style)] if style else []),
        *([element("w:b")] if strong else []),
        *([element("w:i")] if emphasis else []),
    ]
    if dress:
        made.append(element("w:rPr", *dress))
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            made.append(element("w:br"))
        if line:
            made.append(_text(line))
    return made


def _text(line: str) -> Element:
    made = element("w:t")
    made.text = line
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def paragraph(style: str, *content: Element, properties: tuple[Element, ...] = ()) -> Element:
    """A paragraph in a style. ``properties`` in the order of the schema: keepNext, pageBreakBefore, numPr …"""
    return element("w:p", element("w:pPr", element("w:pStyle", val=style), *properties), *content)


def link(relation: str, *content: Element) -> Element:
    """A link to the address that the relation names."""
    made = element("w:hyperlink", *content, history="1")
    made.set(qn("r:id"), relation)
    return made


def inner_link(bookmark: str, *content: Element) -> Element:
    """A link to a place in the document."""
    return element("w:hyperlink", *content, anchor=bookmark, history="1")


def bookmarked(number: int, name: str, *content: Element) -> tuple[Element, ...]:
    """The content with a bookmark round it."""
    return (
        element("w:bookmarkStart", id=str(number), name=name),
        *content,
        element("w:bookmarkEnd", id=str(number)),
    )


def field_begin(instruction: str) -> tuple[Element, ...]:
    """A field's beginning: what follows, up to ``field_end``, is what it says until a word processor works it out anew."""
    code = element("w:instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return (_mark("begin"), element("w:r", code), _mark("separate"))


def field_end() -> Element:
    """A field's end."""
    return _mark("end")


def field(instruction: str, shown: str) -> tuple[Element, ...]:
    """A whole field, such as the page's number."""
    return (*field_begin(instruction), run(shown), field_end())


def tab() -> Element:
    """A tab between two runs."""
    return element("w:r", element("w:tab"))


def _mark(kind: str) -> Element:
    return element("w:r", element("w:fldChar", fldCharType=kind))
