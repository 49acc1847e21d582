"""Vega's SVG made fit for our pages: one image with a name, nothing that a strict CSP refuses, colours that a page may restyle.

What comes out is built from an allow-list of elements and attributes, with every text escaped, so ``charts`` may call it safe HTML.
"""

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring

DRAWN_LARGER = 13 / 12
"""Vega measures with a bundled font narrower than Inter: texts are laid out this much larger than they are shown, so that they fit."""
FONTS = "Styr Inter, Styr Inter Ext, DejaVu Sans, sans-serif"
"""For print. On a page the class ``chart`` inherits the page's font instead."""
_SVG = "http://www.w3.org/2000/svg"
_TAGS = frozenset({"svg", "g", "path", "rect", "line", "circle", "text", "tspan"})
_GEOMETRY = {
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "dx",
    "dy",
    "cx",
    "cy",
    "r",
    "d",
    "transform",
}
_PAINT = {
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-miterlimit",
    "opacity",
    "fill-opacity",
    "stroke-opacity",
}
_ATTRIBUTES = frozenset(_GEOMETRY | _PAINT | {"text-anchor", "font-size", "font-weight"})
_TEXT_COLOUR = "black"


def clean_svg(drawn: str, title: str, alternative: str, classes: Mapping[str, str]) -> str:
    """The chart as an inline image: role, title and desc; text in the page's own colour; ``classes`` maps a colour to its CSS class.

    Raises ValueError if the drawing holds an element that is not on the list.
    """
    ElementTree.register_namespace("", _SVG)
    root = _copy(fromstring(drawn), classes)
    root.set("role", "img")
    root.set("aria-label", f"{title}. {alternative}")
    root.set("class", "chart")
    root.set("font-family", FONTS)
    heading, description = ElementTree.Element(f"{{{_SVG}}}title"), ElementTree.Element(f"{{{_SVG}}}desc")
    heading.text, description.text = title, alternative
    root[:0] = [heading, description]
    return ElementTree.tostring(root, encoding="unicode")


def _copy(element: ElementTree.Element, classes: Mapping[str, str]) -> ElementTree.Element:
    tag = element.tag.removeprefix(f"{{{_SVG}}}")
    if tag not in _TAGS:
        raise ValueError(f"a chart may not hold <{tag}>")
    copy = ElementTree.Element(element.tag)
    for name, value in element.attrib.items():
        if name in _ATTRIBUTES and (name, value) != ("opacity", "1"):
            copy.set(name, _value(tag, name, value))
    words = [f"{classes[colour]}-{part}" for part in ("fill", "stroke") if (colour := copy.get(part, "")) in classes]
    if words:
        copy.set("class", " ".join(words))
    copy.text = element.text
    for child in element:
        kept = _lines_apart(_copy(child, classes))
        if not _is_empty(kept) and child.get("display") != "none":
            copy.append(kept)
            kept.tail = child.tail
    return copy


def _lines_apart(text: ElementTree.Element) -> ElementTree.Element:
    """A label of several lines as one text per line: WeasyPrint cannot right-align tspans. Labels beside an axis are centred on their middle."""
    lines = list(text)
    if not lines or not text.tag.endswith("}text"):
        return text
    group = ElementTree.Element(f"{{{_SVG}}}g")
    step = float(lines[-1].get("dy", "0"))
    start = -step * (len(lines) - 1) / 2 if text.get("text-anchor") == "end" else 0
    for number, line in enumerate(lines):
        each = ElementTree.SubElement(group, text.tag, text.attrib)
        each.set("transform", f"{text.get('transform', '')} translate(0,{start + number * step:g})".strip())
        each.text = line.text
    return group


def _value(tag: str, name: str, value: str) -> str:
    if name == "font-size":
        return f"{round(float(value.removesuffix('px')) / DRAWN_LARGER, 2):g}px"
    if tag == "text" and name == "fill" and value == _TEXT_COLOUR:
        return "currentColor"
    if name in ("d", "transform"):
        return re.sub(r"\d+\.\d{3,}", lambda match: f"{float(match[0]):.2f}", value)
    return value


def _is_empty(element: ElementTree.Element) -> bool:
    """Groups without content, and the invisible backgrounds that Vega puts behind everything."""
    tag = element.tag.removeprefix(f"{{{_SVG}}}")
    if tag == "g":
        return len(element) == 0
    if tag == "path":
        return not element.get("d") or ("fill" not in element.attrib and "stroke" not in element.attrib)
    return False
