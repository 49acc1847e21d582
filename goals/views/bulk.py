"""Changing many parts of the plan at once: choose, look at each before and after, say yes, and undo."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from goals.actions.bulk import MOST, BulkResult, change_many, undo_many
from goals.forms.bulk import BulkForm, ConfirmForm, write_rows
from goals.models import PlanItem
from goals.queries.bulk import BulkRow, done_between, preview, told, whole_rows
from goals.rules.bulk import BulkField, may_change_many
from goals.thread_page import read_thread
from goals.views.fetching import acting
from sala_styr.decisions.queries import year_from
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require
from sala_styr.shell.paging import PAGE_FIELD, page_of

ALL_FIELD, ITEM_FIELD = "alla", "del"
ROWS_A_PAGE = 200
WHY_KEY = "bulk_left_out"
"""Where the session keeps why things were left out of the latest change."""
OWN_FIELDS = frozenset({ALL_FIELD, ITEM_FIELD, PAGE_FIELD, "falt", *BulkField.values})


@require_GET
def bulk(request: HttpRequest) -> HttpResponse:
    """What is chosen (``?del=12&del=15``, or ``?alla=ja`` with the table's own filters), what to change, and what it would do with each."""
    items = _chosen(request)
    form = BulkForm(
        request.GET if "falt" in request.GET else None, actor=acting(request), year=year_from(request), items=items
    )
    context = _context(request, items, form)
    if form.is_bound and form.is_valid():
        rows = preview(acting(request), items, form.field, form.value)
        confirm = ConfirmForm(initial={"rader": write_rows(row.item for row in rows if row.will_change)})
        context |= _judged(request, form, rows) | {"confirm": confirm}
        return render(request, "goals/bulk_preview.html", context)
    return render(request, "goals/bulk.html", context, status=422 if form.is_bound else 200)


@require_POST
def bulk_change(request: HttpRequest) -> HttpResponse:
    """The yes. What was shown comes with it: the items with their versions, the field and the value."""
    require(may_change_many(acting(request)), _("Det här görs av dem som skriver i planen."))
    confirm = ConfirmForm(request.POST)
    pairs = confirm.cleaned_data.get("rader", []) if confirm.is_valid() else _pairs_anyway(confirm)
    items = list(whole_rows(acting(request), [pk for pk, _version in pairs]))
    form = BulkForm(request.POST, actor=acting(request), year=year_from(request), items=items)
    if not form.is_valid():
        raise RuleBroken(_("Sidan är inte hel. Börja om från tabellen."))
    if not confirm.is_valid():
        rows = preview(acting(request), items, form.field, form.value)
        context = _context(request, items, form) | _judged(request, form, rows) | {"confirm": confirm}
        return render(request, "goals/bulk_preview.html", context, status=422)
    result = change_many(acting(request), form.field, form.value, pairs, confirm.cleaned_data["reason"])
    return _answer(request, result)


@require_safe
def bulk_done(request: HttpRequest, first: int, last: int) -> HttpResponse:
    """What was changed, each before and after, what was left out (``?utan=``), and the way to undo it."""
    done = done_between(acting(request), first, last)
    if not done:
        raise Http404
    items = whole_rows(acting(request), _numbers(request.GET.get("utan", "").split(",")))
    why = request.session.get(WHY_KEY, {}).get(_span(first, last), {})
    left_out = [(item, why.get(str(item.pk), "")) for item in items]
    context = {
        "page": page_of(request, told(acting(request), done), ROWS_A_PAGE),
        "reason": done[0].row.history_change_reason,
        "left_out": left_out,
        "can_undo": any(each.is_newest for each in done),
        "first": first,
        "last": last,
    }
    return render(request, "goals/bulk_done.html", context)


@require_http_methods(["POST"])
def bulk_undo(request: HttpRequest, first: int, last: int) -> HttpResponse:
    """The opposite change, where nothing has happened since."""
    if not done_between(acting(request), first, last):
        raise Http404
    return _answer(request, undo_many(acting(request), first, last))


def _answer(request: HttpRequest, result: BulkResult) -> HttpResponse:
    if not result.changed:
        nothing = _("Inget ändrades: allt var så redan, eller så hann någon annan före.")
        reasons = dict.fromkeys(why for _item, why in result.left_out)
        messages.warning(request, " ".join([nothing, *list(reasons)[:3]]))
        return redirect("goals:thread")
    address = reverse("goals:bulk_done", args=[result.first, result.last])
    left_out = ",".join(str(item.pk) for item, _why in result.left_out[:ROWS_A_PAGE])
    if left_out:
        # Only the latest: the reasons are for the one who has just said yes, and the page is whole without them.
        reasons = {str(item.pk): why for item, why in result.left_out[:ROWS_A_PAGE]}
        request.session[WHY_KEY] = {_span(result.first, result.last): reasons}
    return redirect(f"{address}?utan={left_out}" if left_out else address)


def _span(first: int, last: int) -> str:
    return f"{first}-{last}"


def _chosen(request: HttpRequest) -> list[PlanItem]:
    """The chosen items. Raises RuleBroken when there are none, or too many for one time."""
    actor: Actor = acting(request)
    require(may_change_many(actor), _("Det här görs av dem som skriver i planen."))
    if request.GET.get(ALL_FIELD):
        pks = [row.pk for row in read_thread(request, request.GET, year_from(request)).matching]
    else:
        pks = _numbers(request.GET.getlist(ITEM_FIELD))
    if len(pks) > MOST:
        raise RuleBroken(_("Det är fler än %(most)s delar. Välj färre åt gången.") % {"most": MOST})
    items = list(whole_rows(actor, pks))
    if not items:
        raise RuleBroken(_("Inget är valt. Kryssa för det som ska ändras i tabellen och försök igen."))
    return items


def _context(request: HttpRequest, items: list[PlanItem], form: BulkForm) -> dict[str, object]:
    back = request.GET.copy()
    for name in OWN_FIELDS:
        back.pop(name, None)
    back["som"] = "tabell"
    return {
        "items": items,
        "form": form,
        "year": year_from(request),
        "back": f"{reverse('goals:thread')}?{back.urlencode()}",
        "kept": _kept(request.GET),
    }


def _kept(query: QueryDict) -> list[tuple[str, str]]:
    """What says which items are chosen, to be sent along with what to change."""
    return [
        (name, value)
        for name, values in query.lists()
        if name not in ("falt", PAGE_FIELD, *BulkField.values)
        for value in values
    ]


def _judged(request: HttpRequest, form: BulkForm, rows: list[BulkRow]) -> dict[str, object]:
    """What cannot be changed comes first: that is what one wants to see before one says yes."""
    rows = sorted(rows, key=lambda row: (not row.why_not, row.is_same))
    return {
        "page": page_of(request, rows, ROWS_A_PAGE),
        "field_label": BulkField(form.field).label,
        "field": form.field,
        "value": form.raw,
        "will_change": sum(row.will_change for row in rows),
        "stopped": [row for row in rows if row.why_not],
        "same": sum(row.is_same for row in rows),
    }


def _pairs_anyway(confirm: ConfirmForm) -> list[tuple[int, int]]:
    """The chosen items though the reason is missing, so that the page can be shown again."""
    pairs: list[tuple[int, int]] = confirm.cleaned_data.get("rader", [])
    return pairs


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19]
