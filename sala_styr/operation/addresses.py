"""Who asks: the client's address, through the proxy that stands before us."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

_FROM_PROXY = {"", "127.0.0.1", "::1"}


def client_address(request: HttpRequest) -> str:
    """The address that asked. Our own proxy (on this machine, or at a unix socket) is believed when it names another, and only its own word:
    the last in X-Forwarded-For, since those before it came from the client (RFC 7239 §8.1). Empty when nobody says."""
    peer: str = request.META.get("REMOTE_ADDR", "")
    forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if peer in _FROM_PROXY and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return peer


def may_read_metrics(request: HttpRequest) -> bool:
    """An address that is allowed (``SALA_METRICS_ALLOW``), or the token (``SALA_METRICS_TOKEN``) as bearer."""
    token: str = settings.SALA_METRICS_TOKEN
    sent = request.headers.get("Authorization", "")
    if token and constant_time_compare(sent, f"Bearer {token}"):
        return True
    return client_address(request) in settings.SALA_METRICS_ALLOW
