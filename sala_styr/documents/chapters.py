"""A long report laid out chapter by chapter: in several processes, with chapters that have not changed taken from last time, then joined.

A chapter is one of the outermost sections; it begins on a new page. What it looks like does not depend on where it stands, so that a chapter
that grows changes nothing but itself: page numbers, contents and the time of a draft are put in when all lengths are known.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import ceil

from django.conf import settings

from sala_styr.documents import chapter_cache
from sala_styr.documents.chapter_pool import ChapterFailed, ChapterTooLarge, ChapterTooSlow, Limits, lay_out_all
from sala_styr.documents.chapter_work import Job, LaidOut
from sala_styr.documents.engine import lay_out, load_weasyprint
from sala_styr.documents.model import BulletList, Document, Figure, Paragraph, Section, Table, walk
from sala_styr.documents.printing import (
    attached_tables,
    attachments_of,
    chapter,
    contents_of,
    frame,
    names_of_addresses,
    names_of_links,
)
from sala_styr.documents.rich import Picture, RichList, RichText

__all__ = ["ChapterFailed", "ChapterProgress", "ChapterTooLarge", "ChapterTooSlow", "is_long", "render_by_chapters"]

LONG = 20
"""Pages from which chapters in processes of their own are quicker than one process for all."""
_SIGNS, _ROWS, _FIGURE = 2_600, 34, 0.5
_CONTENTS_ROWS = 36
_COVER, _LAST = 1, 1
_STAMPS = 2

ChapterProgress = Callable[[float, str], None]
"""Called with the share that is done, 0 to 1, and the chapter that was reached; an empty heading while nothing new has happened."""


def is_long(document: Document) -> bool:
    """Whether the report is made by chapters: about LONG pages or more in chapters that begin on a page of their own."""
    if settings.SALA_REPORT_PROCESSES < 1 or document.frozen_line or len(document.sections) < 2:
        return False
    return sum(map(about_pages, document.sections)) >= LONG


def about_pages(section: Section) -> float:
    """About how many pages the section takes, whole ones and parts of one."""
    return sum(_about(block) for _level, inner in walk((section,)) for block in inner.blocks) + 0.3


def _about(block: object) -> float:
    if isinstance(block, Table):
        return (len(block.rows) + 3) / _ROWS
    if isinstance(block, Figure):
        return _FIGURE + _about(block.table)
    if isinstance(block, Picture):
        return _FIGURE
    if isinstance(block, Paragraph):
        return len(block.text) / _SIGNS
    if isinstance(block, BulletList):
        return sum(map(len, block.items)) / _SIGNS
    runs = block.runs if isinstance(block, RichText) else ()
    if isinstance(block, RichList):
        runs = tuple(run for item in block.items for run in item)
    return sum(len(run.text) for run in runs) / _SIGNS


def render_by_chapters(document: Document, progress: ChapterProgress | None = None) -> bytes:
    """The document as a PDF. Raises PdfPartsMissing, ChapterFailed (too large, too slow), and whatever ``progress`` raises."""
    load_weasyprint()
    from sala_styr.documents.joining import Part, join

    chapters = _laid_out(document, progress or (lambda _share, _heading: None))
    names, starts, part = _anchors(document), [], 0
    for laid in chapters:
        starts.append(part)
        part += laid.pages
    raw, front = _frame(document, chapters, names, starts)
    parts = [Part(laid.content, each) for laid, each in zip(chapters, names, strict=True)]
    return join(raw, parts, front, names_of_links(document))


def _laid_out(document: Document, progress: ChapterProgress) -> list[LaidOut]:
    """Every chapter, in order; those that are known from before are not laid out again."""
    jobs = _jobs(document)
    ready = {number: laid for number, (key, _job) in enumerate(jobs) if (laid := chapter_cache.fetch(key))}
    weights = [about_pages(section) for section in document.sections]
    reached = {number: weights[number] for number in ready}

    def told(number: int, page: int) -> None:
        heading = ""
        if number >= 0:
            reached[number] = min(weights[number], max(reached.get(number, 0), page))
            heading = document.sections[number].heading
        progress(sum(reached.values()) / sum(weights), heading)

    left = sorted((number for number in range(len(jobs)) if number not in ready), key=lambda each: -weights[each])
    laid_out = lay_out_all([(number, jobs[number][1]) for number in left], _limits(), told)
    for number, laid in laid_out.items():
        chapter_cache.keep(jobs[number][0], laid)
    chapter_cache.prune()
    ready |= laid_out
    return [ready[number] for number in range(len(jobs))]


def _jobs(document: Document) -> list[tuple[str, Job]]:
    """Each chapter's key and job. Two chapters that say the very same are two, with names of their own for their head cells."""
    made: list[tuple[str, Job]] = []
    seen: dict[str, int] = {}
    for section in document.sections:
        job = Job(chapter(document, section), names_of_addresses((section,)), "")
        key = chapter_cache.key_of(job)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            key = f"{key}-{seen[key]}"
        made.append((key, replace(job, prefix=f"{key[:16]}{key[64:]}-")))
    return made


def _limits() -> Limits:
    return Limits(settings.SALA_REPORT_PROCESSES, settings.SALA_REPORT_MEMORY, settings.SALA_REPORT_SECONDS)


def _anchors(document: Document) -> list[dict[str, str]]:
    """For each chapter, what its anchors are called in the whole report: they are numbered in reading order there (``layout``)."""
    names, before = [], 0
    for section in document.sections:
        count = sum(1 for _each in walk((section,)))
        names.append({f"avsnitt-{number}": f"avsnitt-{before + number}" for number in range(1, count + 1)})
        before += count
    return names


def _frame(
    document: Document, chapters: Sequence[LaidOut], names: Sequence[Mapping[str, str]], starts: Sequence[int]
) -> tuple[bytes, int]:
    """The frame, and how many of its pages come first. It is laid out again when the contents were longer than they were thought to be."""
    from sala_styr.documents.conformance import page_count

    attached = attached_tables(document)
    body = sum(laid.pages for laid in chapters)
    front = _COVER + ceil(len(contents_of(document)) / _CONTENTS_ROWS)
    while True:
        pages = {
            known[anchor]: front + start + page + 1
            for laid, known, start in zip(chapters, names, starts, strict=True)
            for anchor, page in laid.anchors.items()
            if anchor in known
        } | {"beslut": front + body + 1}
        raw = lay_out(frame(document, attached, pages), None, attachments_of(document, attached))
        found = page_count(raw) - _LAST - _STAMPS
        if found == front:
            return raw, front
        front = found
