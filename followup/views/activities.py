"""The five-minute update: all my activities in one form, each saved by itself or all at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from followup.actions.activities import update_activity as act
from followup.forms.activities import ActivityForm
from followup.models import ActivityNote
from followup.queries.activities import last_notes, my_activities, my_activity
from followup.views.shared import known_actor
from followup.views.todo import again_in_list
from goals.models import PlanItem
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.shell.addresses import safe_next
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of

A_PAGE = 50
ONLY_MINE = "namn"


class ActivityRow:
    """An activity with its form, what was last said of it, and whether it was saved just now."""

    def __init__(self, item: PlanItem, last: ActivityNote | None, data: Any = None) -> None:
        self.item, self.last = item, last
        self.form = ActivityForm(item, data)
        self.saved = False

    def keep(self, actor: Actor) -> bool:
        """Save what was typed. True when nothing needs to be put right; ``saved`` says whether anything was new."""
        if not self.form.is_valid():
            return False
        try:
            self.saved = act(actor, self.item, **self.form.cleaned_data)
        except RuleBroken as error:
            self.form.add_error(error.field if error.field in self.form.fields else None, str(error))
            return False
        return True


@require_http_methods(["GET", "POST"])
@once
def activities(request: HttpRequest) -> HttpResponse:
    """All my activities (``?visa=namn``: only those with my name). ``spara`` names the one that is saved, without it all are."""
    actor = known_actor(request)
    named = request.GET.get("visa") == ONLY_MINE
    page = page_of(request, my_activities(actor, named_only=named), A_PAGE)
    last = last_notes([item.pk for item in page.object_list])
    data = request.POST if request.method == "POST" else None
    rows = [ActivityRow(item, last.get(item.pk), data) for item in page.object_list]
    if data is not None:
        chosen = data.get("spara", "")
        asked = [row for row in rows if row.form.was_sent and chosen in ("", str(row.item.pk))]
        sound = sum(row.keep(actor) for row in asked) == len(asked)
        if request.htmx and asked:  # type: ignore[attr-defined]
            return _row_again(request, asked[0])
        if sound:
            messages.success(request, _told(asked))
            return redirect(request.get_full_path())
    sent = [row.form for row in rows if row.form.is_bound]
    faulty = next((form for form in sent if form.errors), None)
    context = {"page": page, "rows": rows, "named": named, "forms": sent, "faulty": faulty}
    return render(request, "followup/activities.html", context, status=422 if data is not None else 200)


def _told(rows: list[ActivityRow]) -> str:
    count = sum(row.saved for row in rows)
    if not count:
        return _("Inget hade ändrats, så inget behövde sparas.")
    return ngettext("%(n)d aktivitet är uppdaterad.", "%(n)d aktiviteter är uppdaterade.", count) % {"n": count}


def _row_again(request: HttpRequest, row: ActivityRow) -> HttpResponse:
    """The row as it is now, for htmx to put in its place."""
    status = 422
    if not row.form.errors:
        fresh = ActivityRow(row.item, last_notes([row.item.pk]).get(row.item.pk))
        fresh.item.refresh_from_db(fields=["activity_status", "version"])
        fresh = ActivityRow(fresh.item, fresh.last)
        fresh.saved, row, status = True, fresh, 200
    return render(request, "followup/parts/activity_row.html", {"row": row}, status=status)


@require_POST
def update_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity, from a row of the to-do list."""
    actor = known_actor(request)
    item = my_activity(actor, pk)
    if item is None:
        raise Http404
    row = ActivityRow(item, None, request.POST)
    if row.keep(actor):
        messages.success(request, _("Sparat.") if row.saved else _("Inget hade ändrats."))
        return redirect(safe_next(request, reverse("followup:activities")))
    again = again_in_list(request, form=row.form)
    if again is not None:
        return again
    context = {"page": None, "rows": [row], "forms": [row.form], "faulty": row.form}
    return render(request, "followup/activities.html", context, status=422)
