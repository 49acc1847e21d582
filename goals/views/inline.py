"""Working in the tree: a row is changed, added and put in order where it stands. For htmx; without it one comes to the ordinary pages.

Which page a row is a part of, htmx tells (see ``thread.thread_branch``). What an answer says and where the focus goes is told to
static/styr/js/tree-work.js by the event ``rad``.
"""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from goals import actions, rules
from goals.actions.plan import require_open
from goals.forms import PlanFilterForm, differing
from goals.forms.inline import NewRowForm, RowForm, row_fields, take_in
from goals.models import Level, PlanItem
from goals.outline import address
from goals.queries import visible_item
from goals.queries.choices import owners_for, people, steps_below
from goals.queries.planning import last_changed_by, opened_as, proposed_responsible, proposed_years
from goals.thread_page import Thread, read_branch
from goals.views.card import show_card
from goals.views.changing import done
from goals.views.editing import chosen_step, created_text, who_may_add
from goals.views.fetching import acting, item_address, item_or_404, item_year
from sala_styr.decisions.queries import year_from
from sala_styr.errors import EditConflict
from sala_styr.organisation.rules import require
from sala_styr.shell.addresses import page_query
from sala_styr.shell.once import once

NARROW = "smal"
"""Said by the page where there is no room for a card."""


@require_safe
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """The row as it is read: what Esc brings back."""
    found = item_or_404(request, pk)
    if not _by_htmx(request):
        return redirect(item_address(found))
    return _line(request, found, "")


@require_http_methods(["GET", "POST"])
def row_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write in the row. Where one may not, its card is shown instead."""
    found = item_or_404(request, pk)
    if not _by_htmx(request):
        return redirect("goals:edit", pk=pk)
    if request.method == "GET" and not rules.offered(acting(request), found).edit:
        narrow = NARROW in request.GET
        return HttpResponseClientRedirect(item_address(found)) if narrow else show_card(request, found, focus=True)
    require(rules.may_write(acting(request), found.step, found.owner_id), rules.who_may_write(found.step, found.owner))
    require_open(found)
    names = row_fields(found.step)
    initial = {name: getattr(found, name) for name in names} | {"version": found.version}
    form = RowForm(request.POST or None, initial=initial, step=found.step, people=people(), auto_id=f"rad{pk}-%s")

    def act() -> None:
        values = dict(form.cleaned_data)
        actions.edit_item(acting(request), found, values.pop("version"), **values)

    try:
        if form.is_valid() and done(form, act):
            return _line(request, visible_item(acting(request), pk) or found, _("Sparat."))
    except EditConflict:
        return _both(request, form, pk)
    if form.is_bound:
        return render(request, "goals/inline_edit.html", {"form": form, "item": found}, status=422)
    page = render(request, "goals/inline_edit.html", {"form": form, "item": found})
    return _put(page, f"#p{pk} > .thread-row", "outerHTML")


def _both(request: HttpRequest, form: RowForm, pk: int) -> HttpResponse:
    """Somebody was first: what they changed elsewhere is taken in, and where both wrote both texts are shown, to choose between."""
    stored = item_or_404(request, pk)
    names = row_fields(stored.step)
    opened = opened_as(stored, form.cleaned_data["version"])
    taken = take_in(form, opened, stored, names)
    conflict = differing(form, stored, names, opened)
    if not conflict:  # the same was sent twice, or both wrote the same
        return _line(request, stored, _("Sparat."))
    form.show_version(stored.version)
    context = {"form": form, "item": stored, "conflict": conflict, "taken": taken, "change": last_changed_by(stored)}
    return render(request, "goals/inline_edit.html", context, status=409)


@require_http_methods(["GET", "POST"])
@once
def row_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new row under ``pk``, or with ``?bredvid=ja`` beside it, of the same level."""
    beside = "bredvid" in request.GET
    found = item_or_404(request, pk)
    above = visible_item(acting(request), found.parent_id) if beside and found.parent_id else found
    if not _by_htmx(request) or above is None:
        return redirect("goals:create", pk=above.pk if above else pk)
    steps = steps_below(acting(request), above, item_year(request, above))
    steps = [step for step in steps if step.pk == found.step_id] if beside else steps
    require(bool(steps), who_may_add(above))
    return _create_in(request, found, above, steps, chosen_step(request, steps))


def _create_in(request: HttpRequest, found: PlanItem, above: PlanItem, steps: list[Level], step: Level) -> HttpResponse:
    actor = acting(request)
    years = proposed_years(step, above, _page_year(request))
    owners = owners_for(actor, step, years[0])
    initial = {"owner": above.owner_id, "responsible": proposed_responsible(actor, step)}
    initial |= {"first_year": years[0], "last_year": years[1]}
    form = NewRowForm(
        request.POST or None,
        initial=initial,
        step=step,
        people=people(),
        owners=owners,
        years=years,
        auto_id=f"ny{found.pk}-%s",
    )
    made: list[PlanItem] = []

    def act() -> None:
        made.append(actions.create_item(actor, step=step, parent=above, **form.values()))

    if form.is_valid() and done(form, act):
        return opened(request, above, made[0], created_text(made[0]))
    context = {
        "form": form,
        "found": found,
        "above": above,
        "step": step,
        "steps": steps,
        "sent": request.get_full_path(),
    }
    if form.is_bound:
        return render(request, "goals/inline_new.html", context, status=422)
    page = render(request, "goals/inline_new.html", context)
    if "byt" in request.GET:  # another level in the form that is there
        return page
    beside = "bredvid" in request.GET
    return _put(
        page, f"#p{found.pk}" if beside else f"#p{found.pk} > .thread-row", "beforeend" if beside else "afterend"
    )


@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down among the siblings that are seen."""
    found = item_or_404(request, pk)
    require(rules.may_write(acting(request), found.step, found.owner_id), rules.who_may_write(found.step, found.owner))
    up = request.POST.get("hall") == "upp"
    query = _page_query(request)
    read = _read(request, query, found.parent or found)
    rows = {each.pk: each for each in read.rows}
    if pk not in rows:
        raise Http404
    here = rows[pk]
    siblings = [each.pk for each in read.rows if (each.parent_id, each.step_id) == (here.parent_id, here.step_id)]
    at = siblings.index(pk) + (-1 if up else 1)
    said = _("Den står redan först.") if up else _("Den står redan sist.")
    if 0 <= at < len(siblings):
        neighbour = PlanItem.objects.get(pk=siblings[at])
        actions.order_item(acting(request), found, neighbour, after=not up)
        said = _("Flyttad uppåt.") if up else _("Flyttad nedåt.")
    if not _by_htmx(request):
        return redirect(f"{item_address(found)}?ar={read.year}")
    above = item_or_404(request, found.parent_id) if found.parent_id else found
    return opened(request, above, found, said)


def _by_htmx(request: HttpRequest) -> bool:
    return bool(request.htmx and request.htmx.current_url)  # type: ignore[attr-defined]


def _page_query(request: HttpRequest) -> QueryDict:
    """What the address of the page says that the row is a part of."""
    return page_query(request) if _by_htmx(request) else request.GET


def _page_year(request: HttpRequest) -> int:
    return _in_page(request, _page_query(request))


def _in_page(request: HttpRequest, query: QueryDict) -> int:
    """The year of the page that the row is a part of."""
    asked: Any = request
    own, asked.GET = request.GET, query
    try:
        return year_from(request)
    finally:
        asked.GET = own


def _read(request: HttpRequest, query: QueryDict, top: PlanItem) -> Thread:
    """The branch of ``top`` at the page's address. Not filtered: what one works with is seen whether it matches or not."""
    bare = query.copy()
    for name in PlanFilterForm.base_fields:
        bare.pop(name, None)
    year = _in_page(request, query)
    return read_branch(request, bare, year, top).at(query)


def shown_under(request: HttpRequest, item: PlanItem) -> int | None:
    """What the row stands under on the page: what it answers to or, where that is not there this year, the nearest above."""
    read = _read(request, _page_query(request), item)
    return next((each.parent_id for each in read.rows if each.pk == item.pk), item.parent_id)


def _line(request: HttpRequest, item: PlanItem, said: str) -> HttpResponse:
    """The row alone, without what belongs to it."""
    read = _read(request, _page_query(request), item)
    found = [each for each in read.rows if each.pk == item.pk]
    if not found:  # it is not in the page's year any longer
        return HttpResponseClientRefresh()
    return _told(HttpResponse(read.writer.line(found[0])), item.pk, said)


def opened(
    request: HttpRequest, above: PlanItem, item: PlanItem, said: str, top: PlanItem | None = None
) -> HttpResponse:
    """The branch of ``top`` (or of ``above`` itself), with ``above`` opened, put in its place in the page; the focus on ``item``."""
    query, top = _page_query(request), top or above
    top.refresh_from_db(fields=["lft", "rght", "tree_id"])
    read = _read(request, query, top)
    there = {each.pk: each for each in read.rows}
    if not {top.pk, above.pk, item.pk} <= there.keys():
        return HttpResponseClientRefresh()
    openness, at = read.openness, above.pk
    while at != top.pk:  # the way down to it is open already where one has just stood there
        openness, at = openness.with_row(there[at], True), there[at].parent_id or top.pk
    new_address = address(query, openness.with_row(there[top.pk], True))
    after = read.at(QueryDict(new_address[1:]))
    response = HttpResponse(after.branch(top.pk))
    response["HX-Retarget"], response["HX-Reswap"] = f"#p{top.pk}", "outerHTML"
    response["HX-Replace-Url"] = reverse("goals:thread") + new_address
    return _told(response, item.pk, said)


def _put(response: HttpResponse, place: str, how: str) -> HttpResponse:
    """Say where it goes when it comes: the row that asked may have been replaced meanwhile."""
    response["HX-Retarget"], response["HX-Reswap"] = place, how
    return response


def _told(response: HttpResponse, pk: int, said: str) -> HttpResponse:
    """Say it to those who hear the page, and put the focus on the row."""
    response["HX-Trigger-After-Settle"] = json.dumps({"rad": {"pk": pk, "sagt": said}})
    return response
