"""How a cell of units × sections is written: thousands on a page, so each look is made once and the rest is putting text together."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from followup.models import AssessmentState, Period
from followup.queries.looks import state_look
from followup.queries.section_answers import anchor_of
from followup.queries.sections import Cell, UnitSections
from sala_styr.shell.symbols import pointer


@dataclass(frozen=True)
class WrittenRow:
    """A unit's row with its cells as HTML."""

    row: UnitSections
    depth: int
    cells: SafeString


def written_rows(
    period: Period, rows: Sequence[UnitSections], depths: Sequence[int], reminds: bool = False
) -> list[WrittenRow]:
    """Each row's cells, every cell a way to the section on the unit's page. No query.

    ``reminds``: a late cell can be pressed to remind of it; the row stands in a form then.
    """
    writer = _Writer(period, reminds)
    return [WrittenRow(row, depth, writer.cells(row)) for row, depth in zip(rows, depths, strict=True)]


class _Writer:
    def __init__(self, period: Period, reminds: bool) -> None:
        self.reminds = reminds
        self.base = reverse("followup:unit_period", args=[period.pk, 0]).removesuffix("0/")
        self.looks: dict[tuple[str, bool, bool], SafeString] = {}
        self.anchors: dict[int, str] = {}
        self.titles: dict[int, str] = {}
        self.remind = escape(_("påminn"))
        self.not_asked = format_html(
            '<span class="not-asked"><span aria-hidden="true">·</span><span class="ds-sr-only">{}</span></span>',
            _("frågas inte här"),
        )

    def cells(self, row: UnitSections) -> SafeString:
        """The row's cells after each other."""
        # Every part is escaped where it is made, once; a cell is these parts after each other.
        address, pk, name = f"{self.base}{row.unit.pk}/#", row.unit.pk, escape(row.unit.name)
        cells = [
            f'<td><a href="{address}{self._anchor(cell)}">{self._look(cell)}{self._count(cell)}</a>{self._button(pk, name, cell)}</td>'
            if cell
            else f"<td>{self.not_asked}</td>"
            for cell in row.cells
        ]
        return mark_safe("".join(cells))

    def _button(self, unit: int, name: str, cell: Cell) -> str:
        """A press reminds of this very section. ``name`` is the unit's, escaped."""
        if not self.reminds or not cell.late:
            return ""
        section = cell.section.pk
        if section not in self.titles:
            self.titles[section] = escape(cell.section.title)
        return (
            f' <button class="plain-button remind-cell" type="submit" name="vem" value="{unit}-{section}">{self.remind}'
            f'<span class="ds-sr-only"> {name}, {self.titles[section]}</span></button>'
        )

    def _anchor(self, cell: Cell) -> str:
        if cell.section.pk not in self.anchors:
            self.anchors[cell.section.pk] = escape(anchor_of(cell.section))
        return self.anchors[cell.section.pk]

    def _count(self, cell: Cell) -> str:
        """How many of the things are handed in, while some are not."""
        if cell.things < 2 or not cell.is_left or cell.nothing:
            return ""
        return f' <span class="cell-count">{cell.done}/{cell.things}</span>'

    def _look(self, cell: Cell) -> SafeString:
        key = (cell.state, cell.late, cell.nothing)
        if key not in self.looks:
            self.looks[key] = _look(cell)
        return self.looks[key]


def _look(cell: Cell) -> SafeString:
    """Symbol, word and colour; what is not begun and late is late before all."""
    if cell.late and not cell.state:
        return format_html(
            '<span class="status late" data-color="warning">{}<span>{}</span></span>', pointer("none"), _("sen")
        )
    look = state_look(cell.state)
    word = {"": _("ej börjad"), AssessmentState.RETURNED: _("tillbaka")}.get(cell.state, look.word)
    if cell.nothing and not cell.is_left:
        word = _("inget nytt")
    said = format_html(
        '<span class="status" data-color="{}">{}<span>{}</span></span>', look.tone, pointer(look.symbol), word
    )
    return format_html('{} <span class="late">{}</span>', said, _("sen")) if cell.late else said
