"""When an action says no (sala_styr.errors) and the view let it pass: a calm page with the reason and a way back, never a server error.

A request from htmx gets a small piece that is put among the page's messages, so that nothing typed on the page is lost.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.shell.addresses import way_back
from sala_styr.shell.once import ONCE_FIELD

UNSAVED = "osparat"
MESSAGES_PLACE = "#meddelanden"
_SECRET_FIELDS = ("csrfmiddlewaretoken", ONCE_FIELD, "password", "new_password", "old_password")


def typed_values(request: HttpRequest) -> list[tuple[str, str]]:
    """What the person had typed, so that they can copy it when somebody else saved first. Never passwords."""
    pairs = ((name, value) for name, values in request.POST.lists() for value in values)
    return [(name, value) for name, value in pairs if value.strip() and not name.startswith(_SECRET_FIELDS)]


def is_by_htmx(request: HttpRequest) -> bool:
    """Did htmx ask, to put the answer into a page that is there already?"""
    return bool(getattr(request, "htmx", False))


def among_messages(response: HttpResponse) -> HttpResponse:
    """Let htmx put ``response`` among the page's messages, whatever it was asked to replace."""
    response["HX-Retarget"] = MESSAGES_PLACE
    response["HX-Reswap"] = "innerHTML"
    response["HX-Push-Url"] = "false"
    return response


def _answer(request: HttpRequest, template: str, status: int, **context: object) -> HttpResponse:
    if is_by_htmx(request):
        return among_messages(render(request, "shell/refusal_piece.html", context, status=status))
    return render(request, template, {"back": way_back(request), **context}, status=status)


def _leads_to_log_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response["Location"].startswith(resolve_url(settings.LOGIN_URL))


class RefusalMiddleware:
    """Turns ``Refused`` into 403, ``RuleBroken`` and ``EditConflict`` into 409, an htmx request that met the log-in into a message
    (any other that was to save something is told so on the log-in page),
    and an address that only takes what a form sends into a page that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_by_htmx(request) and _leads_to_log_in(response):
            return among_messages(render(request, "shell/logged_out_piece.html", status=403))
        if request.method == "POST" and _leads_to_log_in(response) and "?next=" in response["Location"]:
            response["Location"] += f"&{UNSAVED}=1"
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            # Most often the way back from the log-in to what a form was about to send: an empty page would say nothing.
            page = render(request, "shell/only_sent.html", {"back": way_back(request)}, status=response.status_code)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer the exceptions that are not bugs; leave all others alone."""
        return refusal(request, exception)


def refusal(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The calm answer to an exception that is not a bug; None for all others."""
    if isinstance(exception, Refused):
        return _answer(request, "403.html", 403, reason=str(exception))
    if isinstance(exception, EditConflict):
        return _answer(request, "shell/conflict.html", 409, reason=str(exception), typed=typed_values(request))
    if isinstance(exception, RuleBroken):
        return _answer(request, "shell/rule_broken.html", 409, reason=str(exception))
    return None
