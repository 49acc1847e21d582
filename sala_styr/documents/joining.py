"""Chapters that were laid out by themselves, put into their frame as one file: pages, tags, bookmarks, links, page numbers."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from sala_styr.documents.conformance import identify, saved, tidy
from sala_styr.documents.stamps import take_stamps

LINK = "kapitel:"
"""How a link in the frame is written whose anchor lies in a chapter (``print/document.html``)."""
_STAMP_PAGES = 2


@dataclass(frozen=True)
class Part:
    """A chapter's PDF (``chapter_work.LaidOut``), and the names that its anchors have in the whole report."""

    content: bytes
    anchors: Mapping[str, str]


def join(raw_frame: bytes, parts: Sequence[Part], front: int, names: Mapping[str, str]) -> bytes:
    """The whole file. ``front`` is how many of the frame's pages come before the chapters; ``names`` what links are called.

    Tags stay in reading order; each part's head cells keep names of their own. The same parts always give the same bytes.
    """
    with ExitStack() as open_files:
        pdf = open_files.enter_context(pikepdf.open(BytesIO(raw_frame)))
        opened = [open_files.enter_context(pikepdf.open(BytesIO(part.content))) for part in parts]
        tidy(pdf, names)
        stamps = take_stamps(pdf, pdf.pages[-2], pdf.pages[-1])
        report = _Report(pdf, front)
        for source, part in zip(opened, parts, strict=True):
            report.add(source, part.anchors)
        report.close(names)
        for number, page in enumerate(pdf.pages, start=1):
            if number > 1:  # the cover has no number
                stamps.put_on(pdf, page, number, len(pdf.pages))
        identify(pdf)
        return saved(pdf)


class _Report:
    """The frame while chapters are put into it."""

    def __init__(self, pdf: pikepdf.Pdf, front: int) -> None:
        self.pdf = pdf
        self.place = front
        self.root = pdf.Root.StructTreeRoot
        self.document = self.root.K[0]
        self.numbers = _pairs(self.root.ParentTree.Nums)
        self._drop_stamp_pages()
        last = {page.obj.objgen for page in list(pdf.pages)[front:]}
        kids = list(self.document.K)
        self.before = [kid for kid in kids if kid.Pg.objgen not in last]
        self.after = [kid for kid in kids if kid.Pg.objgen in last]
        self.middle: list[pikepdf.Object] = []
        self.contents_page = pdf.pages[1].obj
        self.ground = self.contents_page.Resources.ColorSpace
        self.anchors = dict(_named(pdf))
        outlines = _siblings(pdf.Root.Outlines.First)
        self.outlines = [each for each in outlines if each.Dest[0].objgen not in last]
        self.last_outlines = [each for each in outlines if each.Dest[0].objgen in last]

    def _drop_stamp_pages(self) -> None:
        gone = [page.obj for page in list(self.pdf.pages)[-_STAMP_PAGES:]]
        pages = {page.objgen for page in gone}
        keys = {int(page.StructParents) for page in gone}
        self.document.K = pikepdf.Array([kid for kid in self.document.K if kid.Pg.objgen not in pages])
        self.numbers = {key: value for key, value in self.numbers.items() if key not in keys}
        del self.pdf.pages[-_STAMP_PAGES:]

    def add(self, source: pikepdf.Pdf, names: Mapping[str, str]) -> None:
        """Put the next chapter's pages, tags and bookmarks where it belongs."""
        places = {page.obj.objgen: self.place + number for number, page in enumerate(source.pages)}
        for each in source.pages:
            self.pdf.pages.insert(self.place, each)
            self.place += 1
        base = max(self.numbers) + 1
        for place in places.values():
            page_object = self.pdf.pages[place].obj
            page_object.StructParents = base + int(page_object.StructParents)
            page_object.Resources.ColorSpace = self.ground
            for annotation in page_object.get("/Annots", []):
                annotation.StructParent = base + int(annotation.StructParent)
        tree = self.pdf.copy_foreign(source.Root.StructTreeRoot)
        for kid in tree.K[0].K:
            kid.P = self.document
            self.middle.append(kid)
        self.numbers |= {base + key: value for key, value in _pairs(tree.ParentTree.Nums).items()}
        self.outlines += _siblings(self.pdf.copy_foreign(source.Root.Outlines).First)
        for name, (goal, *where) in _named(source):
            if name in names:
                self.anchors[names[name]] = [self.pdf.pages[places[goal.objgen]].obj, *where]

    def close(self, names: Mapping[str, str]) -> None:
        """Write down what was gathered."""
        self.document.K = pikepdf.Array([*self.before, *self.middle, *self.after])
        self.root.ParentTree = self.pdf.make_indirect(
            pikepdf.Dictionary(Nums=[each for key in sorted(self.numbers) for each in (key, self.numbers[key])])
        )
        _link(self.pdf, [*self.outlines, *self.last_outlines])
        listed = [each for name in sorted(self.anchors) for each in (pikepdf.String(name), self.anchors[name])]
        self.pdf.Root.Names.Dests = pikepdf.Dictionary(Names=listed)
        for page in self.pdf.pages:
            for annotation in page.obj.get("/Annots", []):
                address = str(annotation.A.URI) if "/A" in annotation else ""
                if address.startswith(LINK):
                    anchor = address.removeprefix(LINK)
                    del annotation.A
                    annotation.Dest, annotation.Contents = pikepdf.String(anchor), pikepdf.String(names[anchor])


def _pairs(numbers: pikepdf.Object) -> dict[int, pikepdf.Object]:
    listed = list(numbers)
    return {int(key): value for key, value in zip(listed[::2], listed[1::2], strict=True)}


def _named(pdf: pikepdf.Pdf) -> list[tuple[str, list[pikepdf.Object]]]:
    """Every named destination: page, fit and place."""
    listed = list(pdf.Root.Names.Dests.Names)
    return [(str(name), list(where)) for name, where in zip(listed[::2], listed[1::2], strict=True)]


def _siblings(first: pikepdf.Object) -> list[pikepdf.Object]:
    found = [first]
    while "/Next" in found[-1]:
        found.append(found[-1].Next)
    return found


def _link(pdf: pikepdf.Pdf, items: list[pikepdf.Object]) -> None:
    """Make ``items`` the outermost bookmarks."""
    outlines = pdf.Root.Outlines
    outlines.First, outlines.Last = items[0], items[-1]
    outlines.Count = len(items) + sum(max(0, int(each.get("/Count", 0))) for each in items)
    for number, each in enumerate(items):
        each.Parent = outlines
        for word, at in (("/Prev", number - 1), ("/Next", number + 1)):
            if 0 <= at < len(items):
                each[word] = items[at]
            elif word in each:
                del each[word]
