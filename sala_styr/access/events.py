"""Writing in the log of log-ins. One line an event; old lines go when new log-ins are written (``settings.ACCESS_LOG_DAYS``)."""

from datetime import timedelta
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from sala_styr.access.models import AccessEvent, EventKind
from sala_styr.operation.addresses import client_address


def note(
    kind: EventKind, request: HttpRequest | None = None, *, user: Any = None, by: Any = None, way: str = ""
) -> None:
    """Write that ``kind`` happened to ``user``. ``way`` in our own words only, never what somebody typed."""
    known = user if getattr(user, "pk", None) is not None else None
    AccessEvent.objects.create(kind=kind, user=known, by=by, way=str(way)[:60], address=_address(request))
    if kind == EventKind.LOGIN:
        forget_old()


def forget_old() -> int:
    """Remove the lines that are older than what is kept, and return how many they were."""
    limit = timezone.now() - timedelta(days=settings.ACCESS_LOG_DAYS)
    return AccessEvent.objects.filter(at__lt=limit).delete()[0]


def _address(request: HttpRequest | None) -> str | None:
    """The client's address when it is one: a unix socket without proxy has none."""
    try:
        return str(ip_address(client_address(request))) if request is not None else None
    except ValueError:
        return None
