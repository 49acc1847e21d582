"""Which language the page speaks: the person's own choice, else Swedish. The browser's Accept-Language is not asked.

A municipality's words are Swedish words; a browser set to English says nothing about the person at a shared computer.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

CHOICE_LASTS = 365 * 24 * 60 * 60  # seconds


def chosen_language(request: HttpRequest) -> str:
    """The language this person chose, or the default when they chose none or something we do not speak."""
    choice = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return choice if choice in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def remember_language(response: HttpResponseRedirect, language: str) -> HttpResponseRedirect:
    """Keep the choice in a cookie for a year. Raises ValueError for a language we do not speak."""
    if language not in dict(settings.LANGUAGES):
        raise ValueError(language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=CHOICE_LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


class LanguageMiddleware:
    """Speak the chosen language during the request and say so in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = chosen_language(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response
