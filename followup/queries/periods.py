"""Questions about the periods of a year."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import timezone

from followup.models import Period
from sala_styr.kept.remembered import read_kept

WRITTEN_FROM = timedelta(days=31)
"""How long before a period's last day its assessments are asked for: an assessment in March of the full year would be idle."""


def periods_of(year: int) -> list[Period]:
    """The periods of ``year``, the earliest first. One query."""
    return list(Period.objects.filter(year=year))


def period_in_view(periods: Iterable[Period], today: date | None = None) -> Period | None:
    """The period one means without saying which: the latest that it is time to write for, else the first; None when there are none."""
    today = today or timezone.localdate()
    in_order = sorted(periods, key=lambda period: (period.last_day, period.pk))
    begun = [period for period in in_order if is_time_to_write(period, today)]
    return begun[-1] if begun else next(iter(in_order), None)


def is_time_to_write(period: Period, today: date | None = None) -> bool:
    """Is the period at its end, or past it?"""
    return (today or timezone.localdate()) >= period.last_day - WRITTEN_FROM


def periods_to_write(today: date | None = None) -> list[Period]:
    """The open periods that it is time to write for, in any year, the most urgent first. One query, the first time a page asks."""
    today = today or timezone.localdate()
    found = Period.objects.filter(is_open=True, last_day__lte=today + WRITTEN_FROM).order_by("due", "last_day", "pk")
    return list(read_kept(f"periods-to-write-{today}", (Period,), lambda: tuple(found)))


def earlier_period(period: Period) -> Period | None:
    """The period before ``period``, also in the year before. One query."""
    return Period.objects.filter(last_day__lt=period.last_day).order_by("-last_day", "-pk").first()
