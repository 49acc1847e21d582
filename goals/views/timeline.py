"""When things are done: the plan as a timeline."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from goals.exchange.lists import thread_listing
from goals.thread_page import read_thread
from goals.timeline_page import BY_FOCUS, BY_UNIT, GROUPS_A_PAGE, ROWS_A_PAGE, Timeline
from goals.timeline_svg import BY_MONTH, BY_QUARTER, Scale
from goals.views.fetching import acting
from sala_styr.decisions.queries import year_from, years
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """Activities as bars, by unit or focus area, by month or quarter. The address says which, and what is looked for."""
    year = year_from(request)
    kind = BY_QUARTER if request.GET.get("skala") == BY_QUARTER else BY_MONTH
    opened = request.GET.get("oppen", "")
    read = read_thread(request, request.GET, year)
    if file := as_file(request, lambda: thread_listing(acting(request), read, "")):
        return file
    shown = Timeline(
        read,
        Scale(year, kind),
        BY_FOCUS if request.GET.get("grupp") == BY_FOCUS else BY_UNIT,
        read.day or timezone.localdate(),
        request.GET.get("alla") == "ja",
        int(opened) if opened.isascii() and opened.isdigit() and len(opened) < 19 else None,
    )
    context = {"timeline": shown, "thread": shown.thread, "year": year, "years": [each.year for each in years()]}
    return render(request, "goals/timeline.html", context | _part(request, shown))


def _part(request: HttpRequest, shown: Timeline) -> dict[str, object]:
    """The groups to show on this page, each with its drawn rows (none where they are only summed up), and the pager's page."""
    group = shown.open_group
    if group is not None:
        page = page_of(request, group.rows, ROWS_A_PAGE)
        return {"page": page, "parts": [(group, list(shown.drawn(list(page.object_list)).values()))]}
    if shown.is_summed:
        page = page_of(request, shown.groups, GROUPS_A_PAGE)
        return {"page": page, "parts": [(each, []) for each in page.object_list]}
    drawn = shown.drawn(shown.rows)
    return {"page": None, "parts": [(each, [drawn[row.pk] for row in each.rows]) for each in shown.groups]}
