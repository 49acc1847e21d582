"""Questions about years and decisions."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils import timezone

from sala_styr.decisions.models import Decision, Year, YearState
from sala_styr.organisation.models import Unit


def years() -> list[Year]:
    """All years, the earliest first. One query."""
    return list(Year.objects.order_by("year"))


def current_year() -> int:
    """The calendar's year when it is open here, else the newest open year, else the calendar's year. One query."""
    today = timezone.localdate().year
    open_years = list(Year.objects.filter(state=YearState.OPEN).order_by("-year").values_list("year", flat=True))
    if today in open_years or not open_years:
        return today
    return open_years[0]


def year_from(request: HttpRequest) -> int:
    """The year in use: ``?ar=`` in the address when it is a year of ours, else the current one."""
    asked = request.GET.get("ar", "")
    if asked.isascii() and asked.isdigit() and 1990 <= int(asked) <= 2100:
        return int(asked)
    return current_year()


def decisions_of(bodies: Iterable[Unit | int]) -> list[Decision]:
    """Decisions of ``bodies``, newest first. One query."""
    ids = [body.pk if isinstance(body, Unit) else body for body in bodies]
    return list(Decision.objects.filter(body_id__in=ids).select_related("body"))
