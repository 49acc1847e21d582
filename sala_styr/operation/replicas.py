"""Reading from replicas, and never anything older than what one has written oneself.

A question goes to a replica only when all of this holds:
- the request reads (GET, HEAD), and nothing has been written in it yet;
- no transaction is under way: what is read there must be of one piece with what is written;
- it is not about who one is and what one may: log-ins, appointments and sessions are the primary's, so that a right that is taken away is gone at once;
- the replica answered when this process last looked, and lags no more than ``LAG``;
- whoever asks has not written lately, or the replica has come as far as that. After a request that wrote, the place in the primary's log (LSN) goes
  with the browser in a signed cookie, until a replica has replayed it.

A replica that goes away in the middle of a page costs that page one more try: it is made again, by the primary.
"""

import logging
import random
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import DatabaseError, connections, models
from django.http import HttpRequest, HttpResponse

from sala_styr.operation import watch
from sala_styr.operation.databases import REPLICA
from sala_styr.operation.failures import passes_by_itself

COOKIE = "__Host-styr_skrev" if settings.PRODUCTION else "styr_skrev"
"""As the other cookies: only from this very host, over TLS, where it is real (RFC 6265bis §4.1.3.2)."""
COOKIE_SECONDS = 600
"""No replica is that late and still used (``LAG``)."""
LAG = 30.0
"""Seconds a replica may be behind and still be read from."""
PRIMARY_ONLY = {"sessions", "organisation", "operation", "auth", "admin", "django_tasks_db"}
READS = ("GET", "HEAD")
# "Canceling statement due to conflict with recovery" (PostgreSQL, 26.4.2): serialization_failure, or deadlock_detected.
_GAVE_UP = ("40001", "40P01")
_SIGNED = signing.TimestampSigner(salt="sala_styr.operation.replicas")
logger = logging.getLogger(__name__)


@dataclass
class Reading:
    """A request that may read from ``replica``, and whether something has been written in it."""

    replica: str
    used: bool = False
    wrote: bool = False


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)
_fresh: dict[str, int] = {}
"""The replicas that can be read from, and how far each had come (LSN as a number) when this process last looked."""


def replicas() -> list[str]:
    """The names of the replicas there are."""
    return [name for name in settings.DATABASES if name.startswith(REPLICA)]


class ReplicaRouter:
    """Django's router: reads by the rules above, writes to the primary."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:
        """A replica, or None for the primary."""
        now = _reading.get()
        if now is None or now.wrote or model._meta.app_label in PRIMARY_ONLY:
            return None
        if connections["default"].in_atomic_block:
            return None
        now.used = True
        return now.replica

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        """The primary; from then on it is read from too."""
        now = _reading.get()
        if now is not None:
            now.wrote = True
        return "default"

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        """They are the same database, by several names."""
        return True

    def allow_migrate(self, name: str, app_label: str, **hints: Any) -> bool:
        """What the primary does, the replicas get."""
        return not name.startswith(REPLICA)


class ReplicaMiddleware:
    """Lets requests that read use a replica, and remembers with the browser how far one must have come."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not replicas():
            return self.get_response(request)
        watch.ensure()
        chosen = choose(request) if request.method in READS else None
        if chosen is None:
            response = self.get_response(request)
            if request.method not in READS:
                remember(response)
            return response
        now = Reading(chosen)
        token = _reading.set(now)
        try:
            response = self.get_response(request)
        finally:
            _reading.reset(token)
        if isinstance(response, _AgainByPrimary):
            return self.get_response(request)
        if now.wrote:
            remember(response)
        elif COOKIE in request.COOKIES:
            response.delete_cookie(COOKIE)  # the replica has come that far
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A replica that went away meanwhile, or gave up a question for what it had to take in: the page is made again, by the primary."""
        now = _reading.get()
        if now is None or not now.used or now.wrote:
            return None
        if passes_by_itself(exception):
            logger.warning("a replica went away: %s", now.replica)
            _fresh.pop(now.replica, None)
        elif getattr(exception.__cause__, "sqlstate", None) not in _GAVE_UP:
            return None
        return _AgainByPrimary()


class _AgainByPrimary(HttpResponse):
    """Never sent."""


def choose(request: HttpRequest) -> str | None:
    """A replica that this browser may read from; None for the primary."""
    needed = written_by(request)
    able = [name for name, place in list(_fresh.items()) if place >= needed or (needed and _place(name) >= needed)]
    return random.choice(able) if able else None


def written_by(request: HttpRequest) -> int:
    """How far a replica must have come for this browser: 0 when it has not written lately. What is not ours asks for nothing."""
    try:
        return int(_SIGNED.unsign(request.COOKIES.get(COOKIE, ""), max_age=COOKIE_SECONDS))
    except (signing.BadSignature, ValueError):
        return 0


def remember(response: HttpResponse) -> None:
    """Send the primary's place in its log with the browser. When that cannot be asked nothing was written either."""
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
            place = int(cursor.fetchone()[0])
    except DatabaseError:
        logger.warning("the primary's place could not be asked for", exc_info=True)
        return
    response.set_cookie(
        COOKIE,
        _SIGNED.sign(str(place)),
        max_age=COOKIE_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def look() -> None:
    """Which replicas can be read from, and how far they have come (watch.py)."""
    for name in replicas():
        place = _place(name)
        if place:
            _fresh[name] = place
        elif _fresh.pop(name, None) is not None:
            logger.warning("%s is not read from: it is away, late, or no replica any more", name)


def _place(name: str) -> int:
    """How far a replica has come; 0 when it is away, later than ``LAG``, or has been promoted and is no replica."""
    try:
        with connections[name].cursor() as cursor:
            cursor.execute(
                "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() - '0/0'::pg_lsn,"
                " CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0"
                " ELSE extract(epoch FROM now() - pg_last_xact_replay_timestamp()) END"
            )
            copies, place, late = cursor.fetchone()
    except DatabaseError:
        return 0
    return int(place) if copies and place is not None and (late or 0) <= LAG else 0


watch.look_at(look)
