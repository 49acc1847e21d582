"""Who has answered what in a period: units × sections."""

from collections import Counter
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followup.exports import section_listing
from followup.models import PeriodSection
from followup.queries.grid import COMMITTEE_LEVEL, is_inside, parts_of
from followup.queries.looks import state_columns
from followup.queries.periods import periods_of
from followup.queries.sections import UnitSections, section_grid
from followup.rules import may_steer_periods
from followup.section_cells import written_rows
from followup.views.shared import known_actor, period_or_404
from sala_styr.shell.paging import page_of
from sala_styr.shell.symbols import sprite
from sala_styr.tables import as_file

LATE, LEFT = "sena", "kvar"
AT_ONCE = 400
"""Rows on a page: a municipality's units together, so that the eye can go down a column."""


@require_safe
def sections(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid; ``?del=`` narrows it to a committee or company, ``?visa=sena`` or ``kvar`` to those who have something to do. Fourteen queries."""
    actor = known_actor(request)
    period = period_or_404(pk)
    asked, everybody = section_grid(period)
    parts = parts_of(period.year)
    part = next((unit for unit in parts if str(unit.pk) == request.GET.get("del", "")), None)
    rows = [row for row in everybody if part is None or is_inside(row.unit, part)]
    shows = request.GET.get("visa", "")
    shown = [row for row in rows if _is_shown(row, shows)]
    if file := as_file(request, lambda: section_listing(period, asked, shown)):
        return file
    page = page_of(request, shown, AT_ONCE)
    on_page: Sequence[UnitSections] = list(page)
    depths = [0 if shows else min(max(row.unit.level - COMMITTEE_LEVEL, 0), 3) for row in on_page]
    reminds = period.is_open and may_steer_periods(actor)
    context = {
        "period": period,
        "periods": periods_of(period.year),
        "sections": asked,
        "rows": written_rows(period, on_page, depths, reminds),
        "page": page,
        "parts": parts,
        "part": part,
        "shows": shows,
        "counts": _counts(rows),
        "late": sum(row.late for row in rows),
        "late_units": sum(row.late > 0 for row in rows),
        "left": _left(asked, shown),
        "reminds": reminds,
        "may_steer": may_steer_periods(actor),
        "sprite": sprite(),
    }
    return render(request, "followup/sections.html", context)


def _is_shown(row: UnitSections, shows: str) -> bool:
    return (shows != LATE or row.late > 0) and (shows != LEFT or row.left > 0)


def _counts(rows: Sequence[UnitSections]) -> list[dict[str, object]]:
    """How many answers there are in each state, with its look."""
    found = Counter(cell.state for row in rows for cell in row.asked)
    return [{"look": look, "count": found[look.state]} for look in state_columns()]


def _left(sections: Sequence[PeriodSection], rows: Sequence[UnitSections]) -> list[int]:
    """How many units have still to answer in each section."""
    return [
        sum(cell.is_left for row in rows if (cell := row.cells[place]) is not None) for place in range(len(sections))
    ]
