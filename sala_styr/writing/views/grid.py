"""Who has not written: units × sections of one time, as page and file, and the press that reminds."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from sala_styr.mail.telling import tell
from sala_styr.organisation.models import Role
from sala_styr.shell.addresses import safe_next
from sala_styr.tables import as_file
from sala_styr.writing.actions.reminding import remind_writers
from sala_styr.writing.grid import Grid, Time, grid_listing, grid_of, times_of
from sala_styr.writing.models import ReportSection, SectionState
from sala_styr.writing.rules import readable_reports
from sala_styr.writing.views import known
from sala_styr.writing.views.desk import MARKS

EVERYBODY, LATE = "alla", "sena"


@require_safe
def grid(request: HttpRequest) -> HttpResponse:
    """The units' reports of one time, ``?tid=`` which (the latest); eight queries. As a file too."""
    actor = known(request)
    times = times_of(actor)
    time = _chosen(times, request.GET.get("tid", ""))
    found = grid_of(actor, time, timezone.localdate()) if time is not None else Grid((), ())
    if time is not None and (file := as_file(request, lambda: grid_listing(time, found))):
        return file
    reminds = actor.has(Role.CONTROLLER)
    context = {
        "times": times,
        "time": time,
        "grid": found,
        "rows": [
            {
                "row": row,
                "cells": [
                    (cell, MARKS[SectionState(cell.section.state)] if cell is not None else "") for cell in row.cells
                ],
                "left": len(row.left),
            }
            for row in found.rows
        ],
        "late": sum(len(row.late) for row in found.rows),
        "left": sum(len(row.left) for row in found.rows),
        "reminds": reminds,
    }
    return render(request, "writing/grid.html", context)


def _chosen(times: list[Time], key: str) -> Time | None:
    """The time asked for, or the latest. Raises Http404 for one that is not there."""
    if not key:
        return times[0] if times else None
    found = next((each for each in times if each.key == key), None)
    if found is None:
        raise Http404
    return found


@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """``vem``: ``alla`` with something left, ``sena``, or a report's id; of the time ``tid``."""
    actor = known(request)
    time = _chosen(times_of(actor), request.POST.get("tid", ""))
    if time is None:
        raise Http404
    rows = grid_of(actor, time, timezone.localdate()).rows
    who = request.POST.get("vem", "")
    if who == LATE:
        sections = [section for row in rows for section in row.late]
    else:
        asked = [row for row in rows if row.report and who in (EVERYBODY, str(row.report.pk))]
        sections = [section for row in asked for section in row.left]
    tell(request, remind_writers(actor, sections))
    return redirect(safe_next(request, f"{reverse('writing:grid')}?tid={time.key}"))


@require_POST
def remind_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who have something left in one report; ``avsnitt``: only that section."""
    actor = known(request)
    report = get_object_or_404(readable_reports(actor), pk=pk)
    rows = ReportSection.objects.filter(report=report).select_related("report__template", "report__unit", "owner_unit")
    only = request.POST.get("avsnitt", "")
    if only:
        rows = rows.filter(pk=int(only) if only.isdecimal() else 0)
    tell(request, remind_writers(actor, rows))
    return redirect("writing:report", pk)
