"""How often something may be asked for: so many times within so many seconds, counted over all processes.

Each time takes one of the key's places in the cache and holds it for the whole span, by ``cache.add``, which is atomic where the cache is shared
(``DatabaseCache`` in production): two who try at the same moment never get the same place. When all are taken the answer is how long until the first
is free. Nothing of who asks is readable in the keys.
"""

import hashlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from sala_styr.operation.addresses import client_address
from sala_styr.operation.failures import too_many

View = Callable[..., Any]


@dataclass(frozen=True)
class Limit:
    """``times`` within ``seconds``. ``name`` keeps its places apart from other limits'."""

    name: str
    times: int
    seconds: int

    def _places(self, key: str) -> list[str]:
        digest = hashlib.sha256(f"{self.name}\0{key}".encode()).hexdigest()
        return [f"limit:{self.name}:{digest}:{place}" for place in range(self.times)]

    def take(self, key: str) -> int:
        """Take a place. 0 when there was one, else the seconds until one is free."""
        until = time.time() + self.seconds
        places = self._places(key)
        if any(cache.add(place, until, self.seconds) for place in places):
            return 0
        held = cache.get_many(places).values()
        return max(1, math.ceil(min(held, default=until) - time.time()))

    def give_back(self, key: str) -> None:
        """All places are free again: it was the right person."""
        cache.delete_many(self._places(key))


LOGIN = Limit("login", 5, 15 * 60)
RESET = Limit("reset", 5, 15 * 60)


def limited(limit: Limit) -> Callable[[View], View]:
    """Decorator: what is posted to the view (everything, where it only answers GET) takes a place of the address; 429 when there is none."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            wait = limit.take(who(request)) if request.method == "POST" else 0
            return too_many(request, wait) if wait else view(request, *args, **kwargs)

        return answer

    return decorate


def who(request: HttpRequest) -> str:
    """The person, or for strangers the address."""
    return f"user:{request.user.pk}" if request.user.is_authenticated else f"address:{client_address(request)}"
