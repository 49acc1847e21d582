"""The newest changes of the whole system, for the auditor."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models

from sala_styr.history.telling import Change, headline


def tracked_models() -> list[type[models.Model]]:
    """Every model with history, in the order of their Swedish names."""
    return sorted((m for m in apps.get_models() if hasattr(m, "history")), key=lambda m: str(m._meta.verbose_name))


def latest_changes(
    limit: int = 50,
    *,
    model_label: str = "",
    user_id: int | None = None,
    text: str = "",
    first: date | None = None,
    last: date | None = None,
) -> list[Change]:
    """The ``limit`` newest changes that match, newest first, without before/after. One query per model (a constant)."""
    wanted: Iterable[type[models.Model]] = (
        m for m in tracked_models() if not model_label or m._meta.label_lower == model_label
    )
    rows: list[Any] = []
    for model in wanted:
        found = model.history.select_related("history_user")  # type: ignore[attr-defined]
        if user_id:
            found = found.filter(history_user_id=user_id)
        if text:
            found = found.filter(history_change_reason__icontains=text)
        if first:
            found = found.filter(history_date__date__gte=first)
        if last:
            found = found.filter(history_date__date__lte=last)
        rows.extend(found.order_by("-history_date", "-history_id")[:limit])
    rows.sort(key=lambda row: row.history_date, reverse=True)
    return [headline(row) for row in rows[:limit]]
