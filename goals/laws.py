"""A law reference as people write it, read into its parts: ``skollagen (2010:800) 1 kap. 4 §``."""

import re
from typing import NamedTuple

SFS = re.compile(r"\d{4}:\d{1,4}")
CHAPTER = re.compile(r"\d{1,3} ?[a-z]?")
PARAGRAPH = re.compile(r"\d{1,3} ?[a-z]?(?:[–-]\d{1,3} ?[a-z]?)?")

_WRITTEN = re.compile(
    rf"(?P<name>.+?)\s*\((?:SFS\s*)?(?P<sfs>{SFS.pattern})\)"
    rf"(?:,?\s*(?P<chapter>{CHAPTER.pattern})\s*kap\.?)?(?:,?\s*(?P<paragraph>{PARAGRAPH.pattern})\s*§+)?[.,;]?"
)


class Law(NamedTuple):
    """A law that gives a task. What is no law of its own (a curriculum) has a name alone."""

    name: str
    sfs: str = ""
    chapter: str = ""
    paragraph: str = ""


def read_law(line: str) -> Law:
    """The parts of what was written on one line. What is not written as a law keeps its whole text as the name: nothing is lost."""
    text = " ".join(line.split())
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return Law(text)
    return Law(*(found[part] or "" for part in ("name", "sfs", "chapter", "paragraph")))
