"""How a cell of units × sections is written: thousands on a page, so each look is made once and the rest is putting text together."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from followup.models import AssessmentState, Period
from followup.queries.looks import STATE_LOOK, state_look
from followup.queries.section_answers import anchor_of
from followup.queries.sections import Cell, UnitSections
from sala_styr.shell.symbols import pointer


@dataclass(frozen=True)
class WrittenRow:
    """A unit's row with its cells as HTML."""

    row: UnitSections
    depth: int
    cells: SafeString


def written_rows(period: Period, rows: Sequence[UnitSections], depths: Sequence[int]) -> list[WrittenRow]:
    """Each row's cells, every cell a way to the section on the unit's page. No query."""
    writer = _Writer(period)
    return [WrittenRow(row, depth, writer.cells(row)) for row, depth in zip(rows, depths, strict=True)]


class _Writer:
    def __init__(self, period: Period) -> None:
        self.base = reverse("followup:unit_period", args=[period.pk, 0]).removesuffix("0/")
        self.looks: dict[tuple[str, bool, bool], str] = {}
        self.anchors: dict[int, str] = {}
        self.not_asked = format_html(
            '<td class="not-asked"><span aria-hidden="true">·</span><span class="ds-sr-only">{}</span></td>',
            _("frågas inte här"),
        )

    def cells(self, row: UnitSections) -> SafeString:
        """Safe: the addresses are of numbers and of our own words, the looks are made by ``format_html``."""
        address = f'<td><a href="{self.base}{row.unit.pk}/#'
        return mark_safe(
            "".join(
                self.not_asked
                if cell is None
                else f'{address}{self._anchor(cell)}">{self._look(cell)}{self._count(cell)}</a></td>'
                for cell in row.cells
            )
        )

    def _anchor(self, cell: Cell) -> str:
        if cell.section.pk not in self.anchors:
            self.anchors[cell.section.pk] = anchor_of(cell.section)
        return self.anchors[cell.section.pk]

    @staticmethod
    def _count(cell: Cell) -> str:
        """How many of the things are handed in, while some are not."""
        if cell.things < 2 or not cell.is_left or cell.nothing:
            return ""
        return f' <span class="cell-count">{cell.done}/{cell.things}</span>'

    def _look(self, cell: Cell) -> str:
        key = (cell.state, cell.late, cell.nothing)
        if key not in self.looks:
            look = state_look(cell.state)
            word = _("inget") if cell.nothing and not cell.is_left else look.word
            if cell.state == AssessmentState.RETURNED:
                word = _("tillbaka")
            self.looks[key] = str(
                format_html(
                    '<span class="status" data-color="{}">{}<span>{}</span></span>{}',
                    look.tone,
                    pointer(STATE_LOOK[cell.state][0]),
                    word,
                    format_html(' <span class="late">{}</span>', _("sen")) if cell.late else "",
                )
            )
        return self.looks[key]
