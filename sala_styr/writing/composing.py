"""A written report as a document: what people have written, then what is shown live, section by section; the units' reports flow in where they are gathered.

Page, PDF, Word and Excel are all made from this one document. It only reads.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.documents.live import Figures, Parts, Scope, blocks_in, find_block, reading
from sala_styr.documents.model import DEEPEST, Block, Document, Paragraph, ParagraphKind, Section
from sala_styr.documents.rich import Picture, PictureKind, RichText, Run
from sala_styr.documents.written import LiveFigure, parse
from sala_styr.writing.models import OwnerRole, ReportPicture, ReportSection, WrittenReport
from sala_styr.writing.queries import gathered_reports
from sala_styr.writing.wording import report_title

Tell = Callable[[int, str], None]


def compose(report: WrittenReport, tell: Tell | None = None) -> Document:
    """The whole report. ``tell`` is called with per cent and what is read. Queries: four, and what the live blocks ask."""
    rows = list(report.sections.select_related("owner_unit"))
    gathered = gathered_reports(report, {row.gathers_id for row in rows if row.gathers_id})
    composer = _Composer(report, rows, gathered, tell or _silent)
    with reading():
        sections = composer.sections()
    lines = (_("Dnr %(number)s") % {"number": report.registry_number},) if report.registry_number else ()
    return Document(
        title=report_title(report),
        subtitle=report.template.description.split("\n")[0],
        municipality=settings.MUNICIPALITY_NAME,
        generated_at=timezone.localtime(),
        sections=sections,
        references=lines,
    )


def compose_section(section: ReportSection) -> tuple[Section, tuple[str, ...]]:
    """One section alone, without those that lie in it, and what its writer should look at."""
    composer = _Composer(section.report, [section], [], _silent)
    with reading():
        made = composer.section(section, DEEPEST - 2)
    return made, tuple(composer.faults)


def _silent(_percent: int, _step: str) -> None:
    """Tell nobody: a part of a report has no progress of its own."""


class _Composer:
    """Knows one report's rows while its document is made."""

    def __init__(
        self, report: WrittenReport, rows: Sequence[ReportSection], gathered: Sequence[WrittenReport], tell: Tell
    ) -> None:
        self.report, self.rows, self.gathered, self.tell = report, rows, gathered, tell
        self.scope = Scope(report.year, report.month, report.unit)
        self.pictures = {picture.number: partial(_picture, picture) for picture in report.pictures.all()}
        self.figure = Figures(self.scope)
        self.faults: list[str] = []

    def sections(self, room: int = DEEPEST) -> tuple[Section, ...]:
        """The outermost sections in order; ``room`` is how many levels there are for them."""
        own = [row for row in self.rows if row.parent_id is None]
        made = []
        for number, row in enumerate(own):
            self.tell(100 * number // len(own), row.heading)
            made.append(self.section(row, room))
        return tuple(made)

    def section(self, row: ReportSection, room: int) -> Section:
        """A section with all that lies in it. ``room``: how many levels there are for it and what lies in it, at least 1."""
        blocks, inner = self._text(row, room - 1)
        shown = self._live(row)
        if inner:  # what is shown stands after all that is written, so each has a heading of its own
            shown = [_under_title(title, parts) for title, parts in shown]
        parts = [part for _title, each in shown for part in each]
        blocks = (*blocks, *(part for part in parts if not isinstance(part, Section)))
        inner = (
            *inner,
            *(part for part in parts if isinstance(part, Section)),
            *(self.section(each, max(room - 1, 1)) for each in self.rows if each.parent_id == row.pk),
            *self._units(row, max(room - 1, 1)),
        )
        fitted_blocks, fitted = fit(blocks, inner, room - 1)
        return Section(row.heading, fitted_blocks, fitted, row.owner_unit.name if row.owner_unit else "")

    def _text(self, row: ReportSection, room: int) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
        if not row.has_text:
            return (), ()
        if not row.text.strip():
            return ((Paragraph(_missing(row), ParagraphKind.NOTE),) if row.required else ()), ()
        shown = {number: build() for number, build in self.pictures.items() if f"(bild:{number})" in row.text}
        sources: dict[str, str] = {}

        def figure(name: str) -> LiveFigure | None:
            found = self.figure(name)
            if found is not None and found.source:
                sources[found.source] = found.text
            return found

        written = parse(row.text, heading=row.heading, pictures=shown, figures=figure, room=room)
        self.faults += written.faults
        return _with_sources(written.blocks, written.sections, sources)

    def _live(self, row: ReportSection) -> list[tuple[str, Parts]]:
        """What is shown, each by its title."""
        shown: list[tuple[str, Parts]] = []
        for name in row.blocks:
            found = find_block(name)
            if found is None:
                lost = _("Det som skulle visas här (%(name)s) finns inte längre i systemet.") % {"name": name}
                shown.append(("", (Paragraph(lost, ParagraphKind.NOTE),)))
                self.faults.append(lost)
                continue
            parts = found.build(self.scope)
            if not parts and not found.optional:
                nothing = _("%(title)s: det finns inga uppgifter för %(time)s.")
                words = nothing % {"title": found.title, "time": self.scope.year}
                parts = (Paragraph(words, ParagraphKind.NOTE),)
            if parts:
                shown.append((str(found.title), parts))
        return shown

    def _units(self, row: ReportSection, room: int) -> tuple[Section, ...]:
        """The units' reports that this section gathers, one section each."""
        made = []
        for each in self.gathered if row.gathers_id else ():
            if each.template_id == row.gathers_id and each.unit is not None:
                inside = _Composer(each, list(each.sections.all()), [], _silent)
                blocks, inner = fit((), inside.sections(max(room - 1, 1)), room - 1)
                made.append(Section(each.unit.name, blocks, inner, each.unit.name))
                self.faults += inside.faults
        return tuple(made)


def _under_title(title: str, parts: Parts) -> tuple[str, Parts]:
    """The parts as one section; what has no title stays as it is."""
    if not title:
        return title, parts
    inner = tuple(part for part in parts if isinstance(part, Section))
    return title, (Section(title, blocks_in(parts), inner),)


def fit(
    blocks: tuple[Block, ...], sections: tuple[Section, ...], room: int
) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """The same with sections at most ``room`` levels deep: what lies deeper follows as blocks under a line in bold."""
    if room > 0:
        return blocks, tuple(_fitted(section, room) for section in sections)
    for section in sections:
        inner, _none = fit(section.blocks, section.sections, 0)
        blocks = (*blocks, RichText((Run(section.heading, strong=True),)), *inner)
    return blocks, ()


def _fitted(section: Section, room: int) -> Section:
    return Section(section.heading, *fit(section.blocks, section.sections, room - 1), section.owner)


def _with_sources(
    blocks: tuple[Block, ...], sections: tuple[Section, ...], sources: Mapping[str, str]
) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """A line last in the text that says where its live figures come from, for who reads on paper."""
    if not sources:
        return blocks, sections
    if sections:
        *before, last = sections
        inner, own = _with_sources(last.blocks, last.sections, sources)
        return blocks, (*before, replace(last, blocks=inner, sections=own))
    told = "; ".join(f"{text}: {source}" for source, text in sources.items())
    return (*blocks, Paragraph(_("Siffror ur systemet: %(told)s.") % {"told": told}, ParagraphKind.NOTE)), ()


def _missing(row: ReportSection) -> str:
    return _("Det här avsnittet är inte skrivet ännu. Det skrivs av %(owner)s.") % {"owner": owner_words(row)}


def owner_words(row: ReportSection) -> str:
    """Who writes the section: "ordföranden i kommunstyrelsen", "Skolkontoret", "kommunens controller"."""
    unit = row.owner_unit or row.report.unit
    if unit is None or row.owner_role == OwnerRole.CONTROLLER:
        return _("kommunens controller")
    if row.owner_role == OwnerRole.CHAIR:
        return _("ordföranden i %(unit)s") % {"unit": unit.name}
    return unit.name


def picture_bytes(picture: ReportPicture) -> bytes:
    """The picture itself. Raises FileNotFoundError, and StoreAway."""
    with default_storage.open(picture.path) as file:
        content: bytes = file.read()
    return content


def _picture(picture: ReportPicture) -> Picture:
    return Picture(
        picture_bytes(picture),
        PictureKind(picture.kind),
        picture.alternative,
        picture.sha256,
        picture.caption,
        reverse("writing:picture", args=[picture.report_id, picture.number]),
    )
