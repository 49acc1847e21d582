"""A law reference as people write it, read into its parts: ``skollagen (2010:800) 1 kap. 4 §``."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

SFS = re.compile(r"\d{4}:\d{1,4}")
CHAPTER = re.compile(r"\d{1,3}(?: ?[a-z])?")
PARAGRAPH = re.compile(r"\d{1,3}(?: ?[a-z])?(?:[–-]\d{1,3}(?: ?[a-z])?)?")

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


def fault_of(law: Law) -> tuple[str, str] | None:
    """What needs to be put right, as (field, sentence); None when it is a law, or something with a name alone."""
    if not law.name:
        return "name", _("Skriv lagens namn, till exempel skollagen.")
    if law.sfs and not SFS.fullmatch(law.sfs):
        return "sfs", _("Skriv SFS-numret som år, kolon och nummer, till exempel 2010:800.")
    if law.chapter and not CHAPTER.fullmatch(law.chapter):
        return "chapter", _("Skriv kapitlets nummer, till exempel 1 eller 2 a.")
    if law.paragraph and not PARAGRAPH.fullmatch(law.paragraph):
        return "paragraph", _("Skriv paragrafens nummer, till exempel 4, 4 a eller 4–6.")
    if not law.sfs and (law.chapter or law.paragraph):
        return "sfs", _("Skriv SFS-numret också, så att det syns vilken lag kapitlet och paragrafen står i.")
    return None
