"""What things were called and said at the end of a day, out of their history."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone


def end_of(day: date) -> datetime:
    """The first moment after ``day``: what was written before it belongs to the day or an earlier one."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def newest_before(model: type[models.Model], key: Any, moment: datetime) -> "models.QuerySet[Any]":
    """The history rows of the object ``key`` (a value or an OuterRef) that were written before ``moment``, newest first."""
    rows = model.history.filter(**{model._meta.pk.attname: key}, history_date__lt=moment)  # type: ignore[attr-defined]
    return rows.order_by("-history_date", "-history_id")  # type: ignore[no-any-return]


def as_it_was(model: type[models.Model], ids: Iterable[Any], day: date) -> dict[Any, Any]:
    """{key: the history row in force when ``day`` ended}, or the object of today where its history does not reach so far back.

    A history row has the fields of the object itself. One query; a second where something is younger than the day, a third where it is gone.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    objects = model._default_manager.filter(pk__in=wanted).order_by()
    newest = newest_before(model, OuterRef("pk"), end_of(day)).values("history_id")[:1]
    history: Any = model.history.model  # type: ignore[attr-defined]
    rows = history.objects.filter(history_id__in=objects.annotate(newest=Subquery(newest)).values("newest"))
    found: dict[Any, Any] = {getattr(row, model._meta.pk.attname): row for row in rows.order_by()}
    if missing := wanted - found.keys():
        found |= model._default_manager.in_bulk(list(missing))
    if gone := wanted - found.keys():
        last_words = model.history.filter(**{f"{model._meta.pk.attname}__in": gone})  # type: ignore[attr-defined]
        found |= {
            getattr(row, model._meta.pk.attname): row for row in last_words.order_by("history_date", "history_id")
        }
    return found
