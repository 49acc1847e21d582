"""What the history says of an object, for tests of actions."""

from typing import Any

from django.db import models


def newest(obj: models.Model) -> Any:
    """The newest history row of ``obj``."""
    return type(obj).history.filter(id=obj.pk).order_by("-history_id").first()  # type: ignore[attr-defined]


def count(obj: models.Model) -> int:
    return type(obj).history.filter(id=obj.pk).count()  # type: ignore[attr-defined,no-any-return]


def said(obj: models.Model) -> tuple[str, str]:
    """Who made the newest change, and why."""
    row = newest(obj)
    return row.history_user.username, row.history_change_reason
