"""The red thread: the whole plan as an outline or a table, one opened branch of it, and what hangs loose."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goals.exchange.lists import leftover_listing, thread_listing
from goals.leftovers_page import groups_of, matrix_of
from goals.models import PlanItem
from goals.outline import ALL, ALL_FIELD, OPEN_FIELD, address, branch, listed
from goals.queries import PlanRow
from goals.queries.choices import top_steps_to_offer
from goals.rules.bulk import may_change_many
from goals.thread_page import Thread, read_branch, read_thread
from goals.thread_rows import insert
from goals.views.card import chosen_card
from goals.views.fetching import acting
from sala_styr.decisions.queries import year_from, years
from sala_styr.shell.addresses import page_query
from sala_styr.shell.contributions import figures_for
from sala_styr.shell.paging import page_of
from sala_styr.shell.past import day_in
from sala_styr.tables import as_file

AS_FIELD, AS_TABLE = "som", "tabell"
QUESTIONS_A_PAGE = 25


@require_safe
def thread(request: HttpRequest) -> HttpResponse:
    """From the vision to the activity, with owner, decision, how it goes and kronor. The address keeps filters and what is open."""
    year = year_from(request)
    read = read_thread(request, request.GET, year)
    if file := as_file(request, lambda: thread_listing(acting(request), read, request.GET.get("sort", ""))):
        return file
    context = {
        "thread": read,
        "year": year,
        "years": [each.year for each in years()],
        "shown_as": AS_TABLE if request.GET.get(AS_FIELD) == AS_TABLE else "",
        "all_open": request.GET.get(ALL_FIELD) == ALL,
        "tops": [] if read.day else top_steps_to_offer(acting(request), year, {row.step_id for row in read.rows}),
    }
    if read.day is None and not context["shown_as"]:
        context["card"] = chosen_card(request)
    if context["shown_as"]:
        context["page"] = page = page_of(request, read.table(request.GET.get("sort", "")), 100)
        page.object_list = read.with_excerpts(list(page.object_list))
        context["many"] = read.day is None and may_change_many(acting(request))
    whole = render(request, "goals/thread.html", context)
    has_outline = bool(read.found.matches) and not context["shown_as"]
    return insert(whole, read.outline()) if has_outline else whole


@require_safe
def thread_branch(request: HttpRequest, pk: int) -> HttpResponse:
    """One row with what belongs to it, opened or closed (``?oppen=ja``), for htmx: the very part that the whole page has at the new address.

    Which page it is a part of, htmx tells. Without it one comes to the whole page, with the row opened.
    """
    if not request.htmx.current_url:  # type: ignore[attr-defined]
        return _whole_page(request, pk)
    is_open = request.GET.get("oppen") == "ja"
    query = page_query(request)
    asked: Any = request
    asked.GET = query  # the year, too, is the page's
    read = _read_near(request, query, pk)
    row = _row_or_404(read, pk)
    after = read.at(QueryDict(address(query, read.openness.with_row(row, is_open))[1:]))
    response = HttpResponse(after.branch(pk))
    response["HX-Push-Url"] = reverse("goals:thread") + address(after.query, after.openness)
    return response


def _read_near(request: HttpRequest, query: QueryDict, pk: int) -> Thread:
    """What it takes to show the branch: of a past day the whole plan, in which there may be what is gone today."""
    if day_in(query):
        return read_thread(request, query, year_from(request))
    item = PlanItem.objects.visible_to(acting(request)).filter(pk=pk).first()
    if item is None:
        raise Http404
    return read_branch(request, query, year_from(request), item)


def _row_or_404(read: Thread, pk: int) -> PlanRow:
    """The row, if it is among those that the filters let through."""
    found = branch(read.found.rows, pk)
    if not found:
        raise Http404
    return found[0]


def _whole_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page with the row and all above it opened."""
    read = read_thread(request, request.GET, year_from(request))
    _row_or_404(read, pk)
    parents = {row.pk: row.parent_id for row in read.rows}
    above, at = {pk}, parents[pk]
    while at is not None:
        above.add(at)
        at = parents[at]
    return redirect(f"{reverse('goals:thread')}?ar={read.year}&{OPEN_FIELD}={listed(above)}#p{pk}")


@require_safe
def thread_leftovers(request: HttpRequest) -> HttpResponse:
    """Kvar att koppla: what hangs loose in the plan, each with the way to mend it."""
    year = year_from(request)
    read = read_thread(request, request.GET, year)
    actor, today = acting(request), read.day or timezone.localdate()
    groups = groups_of(read, actor, today, figures_for("way_to_detail_budget", request, year) or "")
    if file := as_file(request, lambda: leftover_listing(groups, year)):
        return file
    matrix = matrix_of(year, read.rows) if read.day is None else None
    page = page_of(request, matrix.questions if matrix else [], QUESTIONS_A_PAGE)
    context = {
        "year": year,
        "years": [each.year for each in years()],
        "is_empty": not read.rows,
        "groups": groups,
        "matrix": matrix,
        "page": page,
        "matrix_rows": matrix.rows(page.object_list, actor) if matrix else [],
    }
    return render(request, "goals/leftovers.html", context)
