"""Who has not written: the units' reports of one time, unit by unit and section by section."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.tables import Column, Kind, Listing, text_column
from sala_styr.writing.models import ReportSection, ReportTemplate, SectionState, WrittenReport
from sala_styr.writing.rules import readable_reports
from sala_styr.writing.waiting import days_late, left_in
from sala_styr.writing.wording import span


@dataclass(frozen=True)
class Time:
    """What the reports are of: a template's, of a year to the end of a month."""

    template: ReportTemplate
    year: int
    month: int

    @property
    def key(self) -> str:
        """For an address: ``3-2026-12``."""
        return f"{self.template.pk}-{self.year}-{self.month}"

    def __str__(self) -> str:
        return f"{self.template.name} {span(self.year, self.month)}"


@dataclass(frozen=True)
class GridCell:
    """A unit's section. ``late``: how many days."""

    section: ReportSection
    late: int

    @property
    def late_words(self) -> str:
        """How late in words; "" where it is not."""
        return late_words(self.late) if self.late else ""


@dataclass(frozen=True)
class GridRow:
    """A unit with its report (None: not begun) and a cell for each of the grid's headings; None where its report has no such section."""

    unit: Unit
    report: WrittenReport | None
    cells: tuple[GridCell | None, ...]

    @property
    def left(self) -> list[ReportSection]:
        """What has still to be written and handed in."""
        return left_in(cell.section for cell in self.cells if cell is not None)

    @property
    def late(self) -> list[ReportSection]:
        """What of it has passed its day."""
        return [cell.section for cell in self.cells if cell is not None and cell.late]


@dataclass(frozen=True)
class Grid:
    """``headings``: the sections that somebody writes, in the template's order and then those that some report has of its own."""

    headings: tuple[str, ...]
    rows: tuple[GridRow, ...]


def times_of(actor: Actor) -> list[Time]:
    """The times of which units have begun reports that the person may read, the latest first. One query."""
    rows = readable_reports(actor).filter(unit__isnull=False).select_related("template")
    found = rows.order_by("-year", "-month", "template__name", "template_id")
    return list(
        {
            (each.template_id, each.year, each.month): Time(each.template, each.year, each.month) for each in found
        }.values()
    )


def grid_of(actor: Actor, time: Time, today: date) -> Grid:
    """Every unit that writes such a report, begun or not. Three queries, however many."""
    texts = ReportSection.objects.filter(has_text=True).select_related("owner_unit")
    reports = {
        each.unit_id: each
        for each in readable_reports(actor)
        .filter(template=time.template, year=time.year, month=time.month, unit__isnull=False)
        .select_related("template", "unit")
        .prefetch_related(Prefetch("sections", texts, to_attr="texts"))
    }
    units = Unit.objects.in_year(time.year).filter(kind__in=time.template.unit_kinds)
    writers = {unit.pk: unit for unit in units.order_by("tree_id", "lft")}
    writers |= {pk: report.unit for pk, report in reports.items() if pk not in writers and report.unit is not None}
    names = _headings(reports.values())
    rows = (_row(unit, reports.get(pk), list(names), today) for pk, unit in writers.items())
    return Grid(tuple(names.values()), tuple(rows))


def _key(section: ReportSection) -> str:
    """What makes two reports' sections the same: the template's section that they come from, else the heading."""
    return str(section.copied_from) if section.copied_from is not None else section.heading


def _headings(reports: Iterable[WrittenReport]) -> dict[str, str]:
    """The columns by key, in the order of the report that has most of them, then what others have besides."""
    found: dict[str, str] = {}
    for report in sorted(reports, key=lambda each: -len(each.texts)):  # type: ignore[attr-defined]
        for section in report.texts:  # type: ignore[attr-defined]
            found.setdefault(_key(section), section.heading)
    return found


def _row(unit: Unit, report: WrittenReport | None, keys: Sequence[str], today: date) -> GridRow:
    sections: dict[str, ReportSection] = {}
    for section in report.texts if report is not None else ():  # type: ignore[attr-defined]
        section.report = report
        sections.setdefault(_key(section), section)
    cells = (
        GridCell(found, 0 if report is None or report.decision_id else days_late(found, today))
        if (found := sections.get(key))
        else None
        for key in keys
    )
    return GridRow(unit, report, tuple(cells))


def grid_listing(time: Time, grid: Grid) -> Listing:
    """The grid as a file: each cell its state in words; empty where the report has no such section."""
    columns = (*text_column(_("Kod"), _("Enhet"), *grid.headings), Column(_("Försenade"), Kind.NUMBER))
    rows = ((row.unit.code, row.unit.name, *map(_word, row.cells), len(row.late)) for row in grid.rows)
    return Listing(_("Vem har skrivit, %(time)s") % {"time": time}, columns, rows)


def _word(cell: GridCell | None) -> str | None:
    if cell is None:
        return None
    word = str(SectionState(cell.section.state).label)
    return f"{word}, {late_words(cell.late)}" if cell.late else word


def late_words(days: int) -> str:
    """``3 dagar sent``."""
    return ngettext("%(n)d dag sent", "%(n)d dagar sent", days) % {"n": days}
