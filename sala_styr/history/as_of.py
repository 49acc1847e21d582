"""What things were called and said at the end of a day, out of their history."""

from collections.abc import Iterable, Sequence
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
    return rows.order_by("-history_date", "-history_id")


def as_it_was(model: type[models.Model], ids: Iterable[Any], day: date, fields: Sequence[str]) -> dict[Any, Any]:
    """{key: a named tuple with the key and ``fields`` as they were when ``day`` ended}; of today where the history does not reach so far back.

    Two queries, so that their number does not hang on what is found; a third for what is gone. None when nothing is asked for.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    names = (model._meta.pk.attname, *fields)
    objects = model._default_manager.filter(pk__in=wanted).order_by()
    newest = newest_before(model, OuterRef("pk"), end_of(day)).values("history_id")[:1]
    history: Any = model.history.model.objects.order_by()  # type: ignore[attr-defined]
    rows = history.filter(history_id__in=objects.annotate(newest=Subquery(newest)).values("newest"))
    found: dict[Any, Any] = {row[0]: row for row in objects.values_list(*names, named=True)}
    found |= {row[0]: row for row in rows.values_list(*names, named=True)}
    if gone := wanted - found.keys():
        last_words = history.filter(**{f"{names[0]}__in": gone}).order_by("history_date", "history_id")
        found |= {row[0]: row for row in last_words.values_list(*names, named=True)}
    return found
