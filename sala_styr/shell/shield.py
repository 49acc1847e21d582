"""What every answer says to the browser about itself, and how much may be sent to us (OWASP ASVS 5.0: 3.4, 3.5.8, 5.2.1, 14.3.2; docs/asvs.md).

The content policy is django-csp's and the rest is Django's own SecurityMiddleware's; here is what neither of them knows of.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sala_styr.operation.failures import page

UNUSED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation"),
    *("gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "screen-wake-lock"),
    *("serial", "usb", "xr-spatial-tracking"),
)
"""What a browser can give a page and our pages never ask for."""
PERMISSIONS = ", ".join(f"{name}=()" for name in UNUSED)
PRIVATE = "private, no-store"
ELSEWHERE = "Access-Control-Allow-Origin"

LARGEST_BODY = 105 * 1024 * 1024
"""Bytes: the largest file that any form takes (budget/uploads.py: 100 MB) and the form around it."""
LARGEST_BODY_OF_STRANGERS = 1024 * 1024
"""Bytes that somebody without a session may send: a log-in, a remark, an answer from the log-in service."""


def has_session(request: HttpRequest) -> bool:
    """Did the request bring a session? Whether it is still good is not asked: that would cost a query, also where none is needed."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


class ShieldMiddleware:
    """Outside everything that answers, also whitenoise and the pages of errors.

    No page may use the camera and the like, no other site may load what is ours (but open data), and what somebody who is logged in
    has seen does not stay in the browser, whatever the view said.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        if ELSEWHERE not in response:
            response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not _is_static(request) and (has_session(request) or settings.SESSION_COOKIE_NAME in response.cookies):
            response["Cache-Control"] = PRIVATE
        return response


class BodyLimitMiddleware:
    """Refuses a body that is larger than anything we take, before a byte of it is read: 413.

    Django reads no more than Content-Length says (none: nothing), so what is stated can be believed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        stated = request.META.get("CONTENT_LENGTH") or "0"
        limit = LARGEST_BODY if has_session(request) else LARGEST_BODY_OF_STRANGERS
        if stated.isdecimal() and int(stated[:20]) > limit:
            return page(request, "413.html", 413, limit=limit // (1024 * 1024))
        return self.get_response(request)


def _is_static(request: HttpRequest) -> bool:
    return request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/")
