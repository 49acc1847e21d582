"""The newest changes of the whole system, for the auditor: out of every model's history in one question to the database."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from itertools import groupby, islice
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import F, IntegerField, Q, Value

from sala_styr.history.readers import is_news
from sala_styr.history.sittings import is_written_in_sittings, sittings
from sala_styr.history.telling import Change, change_of
from sala_styr.organisation.actor import ANONYMOUS, Actor
from sala_styr.organisation.models import User

DEPTH = 10
"""How many times as many rows are read as are shown, where many may be told as one."""

NEWEST_FIRST = ("-history_date", "-history_id")


class HistoryRow(NamedTuple):
    """As much of a history row as a headline says. ``place``: its model's among those that are asked."""

    place: int
    pk: Any
    history_id: int
    history_date: datetime
    history_type: str
    history_user_id: int | None
    history_change_reason: str | None


@dataclass(frozen=True, slots=True)
class _Told:
    """Rows told as one: a sitting, and so many more things that one action changed."""

    rows: Sequence[HistoryRow]
    alike: int = 0


def tracked_models() -> list[type[models.Model]]:
    """Every model with history, in the order of their Swedish names."""
    return sorted(history_models(), key=lambda m: str(m._meta.verbose_name))


@cache
def history_models() -> dict[type[models.Model], type[models.Model]]:
    """{model: the model of its history}. Kept, because each look at ``model.history`` makes a new class: two hundred of them are a fifth of a second."""
    return {model: model.history.model for model in apps.get_models() if hasattr(model, "history")}


def latest_changes(
    limit: int = 50,
    *,
    actor: Actor = ANONYMOUS,
    model_label: str = "",
    user_id: int | None = None,
    text: str = "",
    first: date | None = None,
    last: date | None = None,
    together: bool = False,
    each_saving: bool = False,
) -> list[Change]:
    """The ``limit`` newest changes that match, newest first, without before/after. Two queries.

    What somebody keeps to themselves as yet (``readers.news_for``) is told to ``actor`` only if it is theirs. With ``together``, those that one action
    made of many things at once (an import's new accounts) are told as one, with how many more there are. What saves itself is told by sitting,
    unless ``each_saving`` is asked for.
    """
    depth = limit if each_saving else limit * DEPTH
    kinds = [m for m in tracked_models() if model_label in ("", m._meta.label_lower)]
    if not kinds:
        return []
    rows = _newest(kinds, _matching(user_id, text, first, last), actor, depth, whole=None if together else depth)
    found = [_Told([row]) for row in rows] if each_saving else [_Told(each) for each in _by_sitting(kinds, rows)]
    shown = list(islice(_by_occasion(found), limit)) if together else found[:limit]
    who = User.objects.in_bulk({told.rows[0].history_user_id for told in shown} - {None})
    return [_headline(kinds, told, who) for told in shown]


def _matching(user_id: int | None, text: str, first: date | None, last: date | None) -> Q:
    found = Q()
    if user_id:
        found &= Q(history_user_id=user_id)
    if text:
        found &= Q(history_change_reason__icontains=text)
    if first:
        found &= Q(history_date__date__gte=first)
    if last:
        found &= Q(history_date__date__lte=last)
    return found


def _newest(
    kinds: Sequence[type[models.Model]], wanted: Q, actor: Actor, depth: int, whole: int | None
) -> list[HistoryRow]:
    """The newest rows of all the models' histories, at most ``depth`` of each, and ``whole`` in all. One query."""
    parts = [_of_model(place, model, wanted, actor, depth) for place, model in enumerate(kinds)]
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return [HistoryRow(*row) for row in rows.order_by(*NEWEST_FIRST)[:whole]]


def _of_model(place: int, model: type[models.Model], wanted: Q, actor: Actor, depth: int) -> Any:
    """One model's part. Its newest are chosen in a question within the question: SQLite cuts no part of a union short by itself."""
    rows: Any = history_models()[model]._default_manager
    matching = rows.filter(is_news(actor, model._meta.label_lower)).filter(wanted)
    newest = matching.order_by(*NEWEST_FIRST).values("history_id")[:depth]
    pk: Any = model._meta.pk
    columns = (Value(place, IntegerField()), F(pk.attname), *HistoryRow._fields[2:])
    return rows.filter(history_id__in=newest).order_by().values_list(*columns)


def _by_sitting(kinds: Sequence[type[models.Model]], rows: Sequence[HistoryRow]) -> list[list[HistoryRow]]:
    writes = [is_written_in_sittings(model._meta.label_lower) for model in kinds]

    def thing(row: HistoryRow) -> Hashable:
        return (row.place, row.pk) if writes[row.place] else None

    return sittings(rows, thing)


def _by_occasion(found: Sequence[_Told]) -> Any:
    for _key, group in groupby(found, key=_occasion):
        alike = list(group)
        yield replace(alike[0], alike=len(alike) - 1)


def _occasion(told: _Told) -> tuple[Any, ...]:
    """What makes changes one occasion: the same person, reason, kind of thing and minute."""
    row = told.rows[0]
    minute = row.history_date.replace(second=0, microsecond=0)
    return (row.place, row.history_user_id, row.history_change_reason, row.history_type, minute)


def _headline(kinds: Sequence[type[models.Model]], told: _Told, who: dict[int, User]) -> Change:
    row = told.rows[0]
    name = str(who[row.history_user_id]) if row.history_user_id in who else ""
    change = change_of(kinds[row.place], row, row.pk, name)
    since = told.rows[-1].history_date if len(told.rows) > 1 else None
    return replace(change, alike=told.alike, saves=len(told.rows), since=since)
