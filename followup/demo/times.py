"""Rows that were written when the example says so, not all of them in the moment of the loading."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from sala_styr.organisation.models import User


@contextmanager
def given_times(*fields: Any) -> Iterator[None]:
    """Let the given automatic date fields keep the values that rows are made with. For a command that runs alone."""
    kept = [(field, field.auto_now, field.auto_now_add) for field in fields]
    try:
        for field in fields:
            field.auto_now = field.auto_now_add = False
        yield
    finally:
        for field, auto_now, auto_now_add in kept:
            field.auto_now, field.auto_now_add = auto_now, auto_now_add


def remember(row: Any, when: date | datetime, by: User | None) -> datetime:
    """Let the history of ``row`` say that it was written ``when``, though never later than now, and ``by`` whom; the reason says that it is an example.

    Returns the moment.
    """
    moment = when if isinstance(when, datetime) else office_hour(when, Random(f"{when}{row}"))
    row._history_date = min(moment, timezone.now())
    row._history_user = by
    return min(moment, timezone.now())


def office_hour(day: date, chance: Random) -> datetime:
    """Some minute of the working day ``day``; a weekend becomes the Friday before."""
    day -= timedelta(days=max(0, day.weekday() - 4))
    return timezone.make_aware(datetime.combine(day, time(8 + chance.randrange(9), chance.randrange(60))))
