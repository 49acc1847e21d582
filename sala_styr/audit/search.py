"""Which changes match: out of every model's history in one question, whatever their number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import F, IntegerField, Q, Value

from sala_styr.history.latest import NEWEST_FIRST, HistoryRow, history_models, tracked_models
from sala_styr.history.readers import is_news
from sala_styr.history.telling import Change, change_of
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, User

OUTSIDE = "Ändrat utanför programmet"
"""What the reason begins with where no action of the programme wrote (``history.recording``, and the database's own watch)."""


@dataclass(frozen=True)
class Wanted:
    """The conditions; empty ones ask for nothing. ``until``: no later than this moment."""

    kind: str = ""
    number: int | None = None
    user: int | None = None
    unit: int | None = None
    text: str = ""
    first: date | None = None
    last: date | None = None
    outside: bool = False
    until: datetime | None = None

    def told(self) -> dict[str, Any]:
        """Those that ask for something, as JSON can say them."""
        given = {name: value for name, value in vars(self).items() if value and name != "until"}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}


class Matching:
    """The changes that match, newest first: counted, sliced and gone through. One query for each of these."""

    def __init__(self, actor: Actor, wanted: Wanted) -> None:
        every = [m for m in tracked_models() if wanted.kind in ("", m._meta.label_lower)]
        self.models = [m for m in every if not wanted.unit or unit_fields(m)]
        self._parts = [_part(place, model, actor, wanted) for place, model in enumerate(self.models)]

    def count(self) -> int:
        return int(self._all().count()) if self._parts else 0

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, place: slice) -> list[HistoryRow]:
        if not self._parts:
            return []
        return [HistoryRow(*row) for row in self._all().order_by(*NEWEST_FIRST)[place]]

    def each(self) -> Iterator[tuple[str, int]]:
        """(the model's label, history_id) of every one, in no order; without having them all in memory."""
        labels = [model._meta.label_lower for model in self.models]
        for row in self._all().iterator(chunk_size=2_000) if self._parts else ():
            yield labels[row[0]], row[2]

    def tell(self, rows: list[HistoryRow]) -> list[Change]:
        """The rows as they are shown. One query, for the names."""
        who = User.objects.in_bulk({row.history_user_id for row in rows} - {None})
        return [change_of(self.models[row.place], row, row.pk, str(who.get(row.history_user_id, ""))) for row in rows]

    def _all(self) -> Any:
        return self._parts[0].union(*self._parts[1:], all=True) if len(self._parts) > 1 else self._parts[0]


def unit_fields(model: type[models.Model]) -> list[str]:
    """The columns of a model that name a unit; the key itself for units."""
    found = [str(f.attname) for f in model._meta.concrete_fields if f.remote_field and f.remote_field.model is Unit]
    return [*found, "id"] if model is Unit else found


def _part(place: int, model: type[models.Model], actor: Actor, wanted: Wanted) -> Any:
    rows: Any = history_models()[model]._default_manager
    pk: Any = model._meta.pk
    columns = (Value(place, IntegerField()), F(pk.attname), *HistoryRow._fields[2:])
    matching = rows.filter(is_news(actor, model._meta.label_lower)).filter(_condition(model, pk.attname, wanted))
    return matching.order_by().values_list(*columns)


def _condition(model: type[models.Model], key: str, wanted: Wanted) -> Q:
    asked: Mapping[str, Any] = {
        key: wanted.number,
        "history_user_id": wanted.user,
        "history_change_reason__icontains": wanted.text,
        "history_change_reason__startswith": OUTSIDE if wanted.outside else "",
        "history_date__date__gte": wanted.first,
        "history_date__date__lte": wanted.last,
        "history_date__lte": wanted.until,
    }
    found = Q(**{name: value for name, value in asked.items() if value})
    if wanted.unit:
        found &= Q(*((name, wanted.unit) for name in unit_fields(model)), _connector=Q.OR)
    return found
