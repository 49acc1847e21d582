"""The hint while one writes: the text so far, looked over. Nothing is stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goals.hints import hints_in

LONGEST = 5000


@require_POST
def hint(request: HttpRequest) -> HttpResponse:
    """The hints for the title and description as they stand in the form."""
    words = "\n".join(request.POST.get(name, "")[:LONGEST] for name in ("title", "description"))
    return render(request, "goals/hints.html", {"hints": hints_in(words)})
