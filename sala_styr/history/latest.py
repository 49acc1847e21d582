"""The newest changes of the whole system, for the auditor."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models

from sala_styr.history.readers import is_news
from sala_styr.history.telling import Change, headline
from sala_styr.organisation.actor import ANONYMOUS, Actor

DEPTH = 10
"""How many times as many rows are read as are shown, where many may be told as one."""


def tracked_models() -> list[type[models.Model]]:
    """Every model with history, in the order of their Swedish names."""
    return sorted((m for m in apps.get_models() if hasattr(m, "history")), key=lambda m: str(m._meta.verbose_name))


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
) -> list[Change]:
    """The ``limit`` newest changes that match, newest first, without before/after. One query per model (a constant).

    What somebody keeps to themselves as yet (``readers.news_for``) is told to ``actor`` only if it is theirs. With ``together``, those that one action
    made of many things at once (an import's new accounts) are told as one, with how many more there are.
    """
    depth = limit * DEPTH if together else limit
    wanted: Iterable[type[models.Model]] = (
        m for m in tracked_models() if not model_label or m._meta.label_lower == model_label
    )
    rows: list[Any] = []
    for model in wanted:
        found = model.history.filter(is_news(actor, model._meta.label_lower)).select_related("history_user")  # type: ignore[attr-defined]
        if user_id:
            found = found.filter(history_user_id=user_id)
        if text:
            found = found.filter(history_change_reason__icontains=text)
        if first:
            found = found.filter(history_date__date__gte=first)
        if last:
            found = found.filter(history_date__date__lte=last)
        rows.extend(found.order_by("-history_date", "-history_id")[:depth])
    rows.sort(key=lambda row: row.history_date, reverse=True)
    return _told_together(rows)[:limit] if together else [headline(row) for row in rows[:limit]]


def _told_together(rows: list[Any]) -> list[Change]:
    groups = (list(group) for _key, group in groupby(rows, key=_occasion))
    return [replace(headline(group[0]), alike=len(group) - 1) for group in groups]


def _occasion(row: Any) -> tuple[Any, ...]:
    """What makes changes one occasion: the same person, reason, kind of thing and minute."""
    minute = row.history_date.replace(second=0, microsecond=0)
    return (row.instance_type, row.history_user_id, row.history_change_reason, row.history_type, minute)
