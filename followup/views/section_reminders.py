"""A press in the grid: remind one section, one unit or everybody who is late."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from followup.actions.section_reminders import remind_of_sections
from followup.queries.grid import is_inside, parts_of
from followup.queries.sections import Cell, UnitSections, section_grid
from followup.views.shared import known_actor, period_or_404
from sala_styr.mail.telling import tell
from sala_styr.shell.addresses import safe_next

EVERYBODY = "alla"


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """``vem``: ``alla`` who are late (in the part ``del``), a unit (``12``) or a unit's section (``12-3``)."""
    actor = known_actor(request)
    period = period_or_404(pk)
    _sections, rows = section_grid(period)
    done = remind_of_sections(actor, period, _wanted(request, rows, period.year))
    tell(request, done)
    return redirect(safe_next(request, reverse("followup:sections", args=[period.pk])))


def _wanted(request: HttpRequest, rows: list[UnitSections], year: int) -> list[tuple[UnitSections, list[Cell]]]:
    """The units to remind, each with what it has left; only what is required, unless a single section is asked for."""
    who = request.POST.get("vem", "")
    if who == EVERYBODY:
        part = next((unit for unit in parts_of(year) if str(unit.pk) == request.POST.get("del", "")), None)
        late = [row for row in rows if row.late and (part is None or is_inside(row.unit, part))]
        return [(row, [cell for cell in row.asked if cell.late]) for row in late]
    unit, _dash, section = who.partition("-")
    row = next((row for row in rows if str(row.unit.pk) == unit), None)
    if row is None:
        return []
    left = [cell for cell in row.asked if cell.is_left]
    cells = [cell for cell in left if (str(cell.section.pk) == section if section else cell.section.required)]
    return [(row, cells)] if cells else []
