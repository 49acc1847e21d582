"""Acting for somebody: the session holds the number of a consent, and each request asks whether it still holds.

The helper stays logged in as themselves. ``request.actor`` is the person, with ``helped``; ``request.user`` is the helper: so what is a person's own by
their log-in is the helper's own, and closed meanwhile (``rules.is_closed``). ``request.help`` is the consent.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from sala_styr.access.models import EventKind
from sala_styr.helping.events import note_help
from sala_styr.helping.models import HelpConsent
from sala_styr.helping.queries import consents, why_not
from sala_styr.helping.rules import is_closed
from sala_styr.history.recording import helping
from sala_styr.organisation.actor import Actor, actor_for
from sala_styr.shell.refusals import among_messages, is_by_htmx, typed_values

HELPING = "helping"
"""In the helper's session: the number of the consent by which they act."""


def helped_actor(consent: HelpConsent) -> Actor:
    """The person as the acting person, with who helps. Two queries."""
    return replace(actor_for(consent.person), helped=consent.as_help())


class HelpMiddleware:
    """Stands right after the one that gives ``request.actor``. One query a request while somebody helps, none else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = request.session.get(HELPING)
        if number is None or not request.user.is_authenticated:
            return self.get_response(request)
        consent = consents().get(pk=number, helper=request.user)
        request.help_over = why_not(consent)  # type: ignore[attr-defined]
        request.help = consent  # type: ignore[attr-defined]
        if request.help_over:  # type: ignore[attr-defined]
            return self.get_response(request)
        request.actor = SimpleLazyObject(lambda: helped_actor(consent))  # type: ignore[attr-defined]
        with helping(consent.as_help()):
            response = self.get_response(request)
        if response.status_code == 403:
            note_help(EventKind.HELP_REFUSED, consent, request)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Nothing is done when the help is over, not even in the helper's own name: it was meant to be the other's. And what is closed is closed."""
        consent: HelpConsent | None = getattr(request, "help", None)
        match = request.resolver_match
        if consent is None or match is None:
            return None
        why = request.help_over  # type: ignore[attr-defined]
        if why:
            return None if match.view_name == "logout" else _over(request, consent, why)
        if not is_closed(match.view_name):
            return None
        own = _(
            "Det här rör bara %(person)s, och öppnas inte av den som hjälper till. Sluta hjälpa om det är ditt eget du söker."
        )
        return _page(request, _("Det här går inte att öppna nu"), own % {"person": consent.person})


def _over(request: HttpRequest, consent: HelpConsent, why: str) -> HttpResponse:
    """Themselves again from here on. What came with the request was meant for the person, so it is done for nobody, and given back."""
    del request.session[HELPING]
    request.help = None  # type: ignore[attr-defined]
    rotate_token(request)
    note_help(EventKind.HELP_ENDED, consent, request)
    told = _("Du hjälper inte %(person)s längre: %(why)s. Inget är sparat nu. Härifrån är du dig själv igen.")
    return _page(request, _("Hjälpen är slut"), told % {"person": consent.person, "why": why})


def _page(request: HttpRequest, title: str, words: str) -> HttpResponse:
    if is_by_htmx(request):
        return among_messages(render(request, "shell/refusal_piece.html", {"reason": words}, status=403))
    typed = typed_values(request) if request.method == "POST" else []
    return render(request, "helping/closed.html", {"heading": title, "words": words, "typed": typed}, status=403)
