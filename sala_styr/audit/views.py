"""The room itself, and the drawing of a sample, which answers with the file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sala_styr.audit.drawing import draw
from sala_styr.audit.forms import AuditSearch, DrawForm
from sala_styr.audit.lists import draw_listing
from sala_styr.audit.models import Draw
from sala_styr.audit.search import Matching
from sala_styr.organisation.rules import require
from sala_styr.shell.paging import page_of
from sala_styr.tables import file_response

ROWS = 50
SHOWN_DRAWS = 10


@require_safe
def room(request: HttpRequest) -> HttpResponse:
    """Every change that matches, a page at a time, and the latest samples. For auditors, controllers and administrators."""
    return _room(request, AuditSearch(request.GET or None), DrawForm())


@require_POST
def sample(request: HttpRequest) -> HttpResponse:
    """Draw a sample of what the address asks for; the answer is the file."""
    form, search = DrawForm(request.POST), AuditSearch(request.GET or None)
    if not form.is_valid() or (search.is_bound and not search.is_valid()):
        return _room(request, search, form, status=422)
    drawn, changes = draw(request.actor, search.wanted(), form.cleaned_data["antal"], form.cleaned_data["fro"])  # type: ignore[attr-defined]
    return file_response(draw_listing(drawn, changes), form.cleaned_data["filslag"])


def _room(request: HttpRequest, search: AuditSearch, form: DrawForm, status: int = 200) -> HttpResponse:
    require(
        request.actor.sees_everything,  # type: ignore[attr-defined]
        _("Granskningen är öppen för revisorer, controllrar och systemförvaltare."),
    )
    matching = Matching(request.actor, search.wanted())  # type: ignore[attr-defined]
    page = page_of(request, matching, ROWS)
    context = {
        "search": search,
        "form": form,
        "page": page,
        "changes": matching.tell(list(page.object_list)),
        "draws": Draw.objects.select_related("drawn_by")[:SHOWN_DRAWS],
    }
    return render(request, "audit/room.html", context, status=status)
