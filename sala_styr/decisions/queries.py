"""Questions about years and decisions."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from sala_styr.decisions.models import Decision, Year, YearState
from sala_styr.kept.remembered import read_kept
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import POLITICAL_KINDS, Role, Unit


def years() -> list[Year]:
    """All years, the earliest first. One query, once for a page that only reads."""
    return list(read_kept("years", (Year,), lambda: tuple(Year.objects.order_by("year"))))


def current_year() -> int:
    """The calendar's year when it is open here, else the newest open year, else the calendar's year. One query, that of ``years``."""
    today = timezone.localdate().year
    open_years = [each.year for each in years() if each.state == YearState.OPEN]
    return today if today in open_years or not open_years else open_years[-1]


def all_closed(first_year: int, last_year: int) -> bool:
    """Is every year from the first to the last one closed? A year that nobody has made is not. One query, that of ``years``."""
    return closed_years().issuperset(range(first_year, last_year + 1))


def closed_years() -> frozenset[int]:
    """The years that are closed. One query, that of ``years``."""
    return frozenset(each.year for each in years() if each.state == YearState.CLOSED)


def is_at_work(year: int) -> bool:
    """Is the year there, and not closed? One query, that of ``years``."""
    return any(each.year == year and each.state != YearState.CLOSED for each in years())


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


def search_decisions(body: Unit | None = None, text: str = "") -> QuerySet[Decision]:
    """Decisions, newest first, of ``body`` and with ``text`` in title or registry number, or as their paragraph."""
    found = Decision.objects.select_related("body")
    if body:
        found = found.filter(body=body)
    if text:
        match = Q(title__icontains=text) | Q(registry_number__icontains=text)
        number = text.strip().removeprefix("§").strip()
        if number.isascii() and number.isdigit():
            match |= Q(paragraph=int(number[:6]))
        found = found.filter(match)
    return found


def bodies_for(actor: Actor) -> QuerySet[Unit]:
    """The political bodies whose decisions ``actor`` may register (see ``rules.may_register_decision``)."""
    bodies = Unit.objects.filter(kind__in=POLITICAL_KINDS).order_by("tree_id", "lft")
    if actor.system:
        return bodies
    return bodies.filter(pk__in=actor.held_ids(Role.CHAIR) | actor.covered_ids(Role.CONTROLLER))
