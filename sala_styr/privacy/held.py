"""Everything that is held about a person, found in the models themselves: a new table that points at people is told of without a word here.

Each column that points at a person is a *place*. Of the person's own places (``is_own``) the rows are given whole; of the others, where a person has
done something in the municipality's name, they are named and counted: those rows are public records, and tell of the work, not of the person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from sala_styr.access.models import AccessEvent
from sala_styr.organisation.models import Appointment, User

SECRET = frozenset(
    {"password", "data", "session_key", "secret", "token", "token_secret", "extra_data", "digest", "salt"}
)
"""Columns that open doors: they are named, never given."""
PACKAGES = {
    "usersessions.usersession": _("pågående inloggning"),
    "mfa.authenticator": _("andra steg vid inloggning"),
    "account.emailaddress": _("e-postadress för inloggning"),
    "socialaccount.socialaccount": _("koppling till inloggningstjänsten"),
}
"""What packages call their tables is for programmers."""
OWN = frozenset({"recipient", "user", "person"})
"""A column of this name says whom the row is about, not who wrote it."""


@dataclass(frozen=True)
class Place:
    """A column that points at people: ``is_history`` for the tables that remember."""

    model: type[models.Model]
    column: str
    is_history: bool

    @property
    def is_own(self) -> bool:
        return not self.is_history and (self.column in OWN or issubclass(self.model, Appointment | AccessEvent))

    @property
    def label(self) -> str:
        """As a person reads it: "brev: mottagare"."""
        if named := PACKAGES.get(self.model._meta.label_lower):
            return str(named)
        field: Any = self.model._meta.get_field(self.column)
        return f"{self.model._meta.verbose_name}: {field.verbose_name}"


@dataclass(frozen=True)
class Held:
    """How many rows a place holds about the person."""

    place: Place
    rows: int


def places() -> list[Place]:
    """Every column of every table that points at a person, the person's own first, then by name."""
    return sorted(_places(), key=lambda place: (not place.is_own, place.is_history, place.label))


def _places() -> Iterator[Place]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            if field.remote_field is not None and field.remote_field.model is User:
                yield Place(model, field.name, hasattr(model, "instance_type"))


def held_about(person: User) -> list[Held]:
    """What is held, place by place, without those that hold nothing. One query for all."""
    every = places()
    parts = [
        f"SELECT {number}, COUNT(*) FROM {_quoted(place.model._meta.db_table)} WHERE {_quoted(_column(place))} = %s"
        for number, place in enumerate(every)
    ]
    counts: dict[int, int] = {}
    with connection.cursor() as cursor:
        for first in range(0, len(parts), AT_A_TIME):
            asked = parts[first : first + AT_A_TIME]
            cursor.execute(" UNION ALL ".join(asked), [person.pk] * len(asked))
            counts |= dict(cursor.fetchall())
    return [Held(place, counts[number]) for number, place in enumerate(every) if counts[number]]


AT_A_TIME = 200
"""SQLite takes at most 500 parts of one question."""


def extract(person: User) -> dict[str, Any]:
    """All of it, ready for JSON: the person's row, the person's own rows whole, and the count of every other place (GDPR, articles 15 and 20).

    Values are as text; a missing one is None. What opens doors (passwords, keys) is named as "(hemligt)" and never given.
    """
    found = held_about(person)
    return {
        "person": _row(person),
        "tidigare_uppgifter": [_row(row) for row in User.history.filter(id=person.pk).order_by("history_id")],
        "egna_rader": {
            held.place.label: [
                _row(row)
                for row in held.place.model._default_manager.filter(**{held.place.column: person.pk}).order_by("pk")
            ]
            for held in found
            if held.place.is_own
        },
        "i_tjansten": {
            held.place.label: held.rows for held in found if not held.place.is_own and not held.place.is_history
        },
        "i_historiken": {held.place.label: held.rows for held in found if held.place.is_history},
    }


def _row(row: models.Model) -> dict[str, str | None]:
    return {field.name: _value(row, field) for field in row._meta.concrete_fields}


def _value(row: models.Model, field: Any) -> str | None:
    value = getattr(row, field.attname)
    if value is None:
        return None
    return "(hemligt)" if field.name in SECRET or isinstance(value, bytes | memoryview) else str(value)


def _column(place: Place) -> str:
    field: Any = place.model._meta.get_field(place.column)
    return str(field.column)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
