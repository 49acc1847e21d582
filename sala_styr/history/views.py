"""Pages of the history: one object's, and the newest of everything for those who read everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sala_styr.history.forms import HistorySearch
from sala_styr.history.latest import latest_changes
from sala_styr.history.lists import change_listing
from sala_styr.history.readers import object_for
from sala_styr.history.telling import history_of
from sala_styr.organisation.rules import require
from sala_styr.tables import as_file, wants_file

SHOWN = 100
MOST_IN_FILE = 2_000
"""A file is not read on a page: it holds more, the newest first."""


@require_safe
def object_history(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """The whole history of one object that this person may read."""
    found = object_for(request.actor, label, pk)  # type: ignore[attr-defined]
    context = {"object": found, "model_name": found._meta.verbose_name, "changes": history_of(found)}
    return render(request, "history/object.html", context)


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """Search among all changes; a file has every saving, also where the page tells of a sitting. For auditors, controllers and administrators."""
    require(request.actor.sees_everything, _("Hela historiken läses av revisorer, controllrar och systemförvaltare."))  # type: ignore[attr-defined]
    form = HistorySearch(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    changes = latest_changes(
        MOST_IN_FILE if wants_file(request) else SHOWN,
        actor=request.actor,  # type: ignore[attr-defined]
        model_label=chosen.get("slag", ""),
        user_id=chosen["vem"].pk if chosen.get("vem") else None,
        text=chosen.get("text", ""),
        first=chosen.get("fran"),
        last=chosen.get("till"),
        each_saving=wants_file(request),
    )
    if file := as_file(request, lambda: change_listing(changes)):
        return file
    return render(request, "history/latest.html", {"form": form, "changes": changes})
