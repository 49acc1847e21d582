"""Every cell: an address with a real object in its place, asked for and sent to by one person, and what came of it.

Nothing is drawn (what a page says is the walks' concern) and nothing stays: each request is rolled back. The statements that it sent to
the database are looked at, so that a refusal that wrote something, or a reading that did, is seen.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from django.urls.resolvers import RegexPattern

from goals.thread_rows import PLACE
from tests.walk.matrix.objects import Owners
from tests.walk.matrix.places import ANYWHERE, WORDS, WRITTEN, beginning, model_at

WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(?P<table>\w+)', re.IGNORECASE)
NOT_COUNTED = {"django_session"}
ALLOWED = {200, 204, 301, 302, 303, 304, 400, 409, 422}
REFUSED = {401, 403, 404}


@dataclass(frozen=True)
class Door:
    """An address of the application with one object in its place."""

    name: str
    owner: str
    path: str

    @property
    def key(self) -> str:
        return f"{self.name} {self.owner}".strip()


@dataclass
class Answer:
    """How one request ended: ``allowed`` None where the address does not take the method or broke down; the tables that were written to."""

    status: int
    allowed: bool | None
    wrote: list[str] = field(default_factory=list)


def doors(owners: Owners) -> Iterator[Door]:
    """Every door of ours; the housekeeping pages of Django's admin too. Raises AssertionError for a place that nobody has said what it is."""
    yield from _walk(get_resolver(), "", "", {}, owners)


def _walk(resolver: URLResolver, space: str, route: str, converters: dict[str, Any], owners: Owners) -> Iterator[Door]:
    for entry in resolver.url_patterns:
        here, places = route + str(entry.pattern), {**converters, **entry.pattern.converters}
        places |= entry.pattern.regex.groupindex if isinstance(entry.pattern, RegexPattern) else {}
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, inner, here, places, owners)
        elif entry.name:
            yield from _of_pattern(entry, space, here, places, owners)


def _of_pattern(entry: URLPattern, space: str, route: str, places: dict[str, Any], owners: Owners) -> Iterator[Door]:
    name = f"{space}{entry.name}"
    if isinstance(entry.pattern, RegexPattern) and not entry.pattern.regex.groupindex:
        yield Door(
            name, "", reverse(name, args=[1] * entry.pattern.regex.groups)
        )  # simple-history's own pages in the admin
        return
    for owner, values in _fillings(name, route, list(places), owners):
        try:
            yield Door(name, owner, reverse(name, kwargs=values))
        except NoReverseMatch:
            raise AssertionError(
                f"{name} ({route}) cannot be reached with {values}: see tests/walk/matrix/places.py"
            ) from None


def _fillings(name: str, route: str, places: list[str], owners: Owners) -> Iterator[tuple[str, dict[str, Any]]]:
    """What to put in the places: one filling for each owner of the last object that is named."""
    if name.startswith("admin:"):
        yield from _admin_fillings(places)
        return
    fixed: dict[str, Any] = {}
    choices: dict[str, dict[str, str]] = {}
    for place in places:
        start = beginning(route, place)
        model = model_at(start)
        if model:
            choices[place] = {whose: WRITTEN.get(start, "{}").format(pk) for whose, pk in owners.of(model).items()}
        elif start in WORDS or place in ANYWHERE:
            fixed[place] = WORDS.get(start, ANYWHERE.get(place))
        else:
            raise AssertionError(f"say in tests/walk/matrix/places.py what {start!r} names")
    if not choices:
        yield "", fixed
        return
    *outer, last = choices
    fixed |= {place: next(iter(choices[place].values()), 1) for place in outer}
    for owner, pk in (choices[last] or {"none": 1}).items():
        yield owner, {**fixed, last: pk}


def _admin_fillings(places: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Who may come in is the same for all objects there, so the first will do."""
    yield "", {place: {"app_label": "goals", "url": "finns-inte"}.get(place, 1) for place in places}


@contextmanager
def nothing_drawn() -> Iterator[None]:
    """Templates answer nothing but the mark that the red thread looks for: who may come in is decided before a page is drawn."""
    with patch(
        "django.template.backends.django.Template.render", lambda self, context=None, request=None: PLACE.decode()
    ):
        yield


def ask(client: Client, path: str, method: str, form: dict[str, str] | None = None) -> Answer:
    """Send one request, with a form filled in or with nothing, and roll back all it did. Whoever was logged in still is."""
    wrote: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = WRITES.match(sql)
        if found and found["table"] not in NOT_COUNTED:
            wrote.append(found["table"])
        return execute(sql, params, many, context)

    kept = client.cookies.output(header="", sep="\n")
    with transaction.atomic(), connection.execute_wrapper(look):
        response = client.generic(method, path) if form is None else client.post(path, form)
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(kept)  # the door that logs one out is one of them
    return Answer(response.status_code, _allowed(response), wrote)


def _allowed(response: Any) -> bool | None:
    if response.status_code == 405:
        return None
    if response.status_code in REFUSED:
        return False
    if response.status_code in (301, 302) and response["Location"].startswith(
        (reverse(settings.LOGIN_URL), "/admin/login/")
    ):
        return False
    return response.status_code in ALLOWED or None
