"""What the template has changed since the report was begun: taken in, or not, one by one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sala_styr.writing.actions import outline as verbs
from sala_styr.writing.template_changes import Change, differences, told
from sala_styr.writing.views.outline import arranged


@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Each difference with what the report says and what the template says now."""
    _actor, report = arranged(request, pk)
    rows = [
        {"each": each, "told": words, "is_new": each.change == Change.NEW, "is_gone": each.change == Change.GONE}
        for each, words in told(differences(report))
    ]
    return render(request, "writing/changes.html", {"report": report, "rows": rows})


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """``gor``: ta or behall; ``vad`` is the difference's key."""
    actor, report = arranged(request, pk)
    key = request.POST.get("vad", "")
    if request.POST.get("gor") == "ta":
        verbs.take_in(actor, report, key)
        messages.success(request, _("Ändringen är intagen i rapporten."))
    else:
        verbs.keep_own(actor, report, key)
        messages.success(request, _("Rapporten är som den var. Ändringen visas inte igen."))
    return redirect("writing:changes", pk)
