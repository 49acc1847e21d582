"""What the open pages have in common."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe


def open_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """Decorator: anybody may read the page. Only here, and on the form of the accessibility statement, is log-in not asked for."""
    return login_not_required(require_safe(view))


def in_view(asked: list[int], year: int) -> int | None:
    """The year that one means without saying which: this one, else the newest there is; None when there is none."""
    return year if year in asked else next(iter(asked), None)
