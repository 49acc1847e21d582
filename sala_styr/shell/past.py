"""Looking at the past: ``?dag=2026-03-01`` shows a page as it stood when that day ended.

A page that can be shown so asks ``past_day`` for the day. The base page then draws the band that says so, and the year chooser offers the way to
another day. A page that does not ask shows today, whatever its address says, and no band.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

DAY_FIELD = "dag"
FIRST_DAY = date(1990, 1, 1)


@dataclass(frozen=True)
class Moment:
    """A day worth going to, and why: a decision that was made."""

    day: date
    words: str
    title: str = ""


@dataclass(frozen=True)
class Past:
    """How a page stands in time. ``day`` is None for now; ``moments`` are fetched only where they are shown."""

    day: date | None
    moments: Callable[[], Sequence[Moment]]
    more_url: str = ""
    changes_url: str = ""
    """Where all such days are, and where one sees what has changed since."""


def day_in(query: Any) -> date | None:
    """The past day that an address names; None for today, for a day to come and for what is no day."""
    try:
        day = date.fromisoformat(query.get(DAY_FIELD, ""))
    except ValueError:
        return None
    return day if FIRST_DAY <= day < timezone.localdate() else None


def past_day(
    request: HttpRequest, moments: Callable[[], Sequence[Moment]], more_url: str = "", changes_url: str = ""
) -> date | None:
    """The day that this page is to be shown for, None for now. From here on the page says so itself."""
    day = day_in(request.GET)
    request.past = Past(day, moments, more_url, changes_url)  # type: ignore[attr-defined]
    return day


def shown_day(request: HttpRequest) -> date | None:
    """The past day that the page shows, if it does."""
    past: Past | None = getattr(request, "past", None)
    return past.day if past else None
