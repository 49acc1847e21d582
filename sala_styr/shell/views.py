"""The pages that belong to no app: first page, log-in in the example, language."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_POST, require_safe

from sala_styr.shell.addresses import safe_next, way_back
from sala_styr.shell.contributions import panels
from sala_styr.shell.example import example_user
from sala_styr.shell.language import remember_language
from sala_styr.shell.refusals import among_messages, is_by_htmx
from sala_styr.shell.roles import chosen_role, start_roles


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The first page, made for the person's work; each app contributes its part."""
    role = chosen_role(request)
    sections = panels(role.slot, request) if role else []
    return render(request, "shell/start.html", {"role": role, "roles": start_roles(request), "sections": sections})


@login_not_required
@require_POST
def login_example(request: HttpRequest) -> HttpResponse:
    """Log in as one of the example's people. Not there outside the example."""
    user = example_user(request.POST.get("roll", ""))
    if user is None:
        raise Http404
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(safe_next(request))


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Speak the other language from now on, and return to the same page."""
    back = safe_next(request, default=way_back(request))
    try:
        return remember_language(HttpResponseRedirect(back), request.POST.get("language", ""))
    except ValueError:
        return HttpResponseBadRequest()


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address whatever the page says."""
    return redirect(static("img/favicon.svg"))


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's seal did not match: usually a page left open over a log-out, or cookies turned off."""
    if is_by_htmx(request):
        return among_messages(render(request, "shell/logged_out_piece.html", status=403))
    return render(request, "shell/csrf_failure.html", {"back": way_back(request)}, status=403)
