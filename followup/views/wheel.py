"""The year wheel: the drawing and the same as a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from followup.models import WheelTrack
from followup.queries.places import units_held
from followup.queries.wheel import (
    BEGUN,
    CLOSED,
    COMING,
    DONE,
    LATE,
    NOW,
    Occurrence,
    has_steps,
    is_election_year,
    wheel_of,
)
from followup.rules import may_note_done, may_note_part, may_steer_wheel
from followup.views.shared import known_actor
from followup.wheel_ring import draw
from sala_styr.decisions.queries import year_from, years
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit

LOOKS = {
    DONE: ("full", gettext_lazy("klart"), "success"),
    CLOSED: ("check", gettext_lazy("stängt"), "neutral"),
    BEGUN: ("half", gettext_lazy("pågår"), "info"),
    NOW: ("empty", gettext_lazy("dags nu"), "info"),
    LATE: ("attention", gettext_lazy("dagen har gått"), "warning"),
    COMING: ("empty", gettext_lazy("kommer"), "neutral"),
}


@dataclass(frozen=True)
class Row:
    """A step in the list: how it stands in sign and word, whether this person may note it as done, and for which units their part of it."""

    step: Occurrence
    look: tuple[str, str | Promise, str]
    may_note: bool
    parts: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class MonthOfSteps:
    """A month of the list."""

    number: int
    name: str
    rows: list[Row]


@require_safe
def wheel(request: HttpRequest) -> HttpResponse:
    """The wheel of a year: ``?ar=``; ``?spar=`` narrows list and drawing to a track."""
    actor, year, today = known_actor(request), year_from(request), timezone.localdate()
    everything = wheel_of(year, today)
    track = request.GET.get("spar", "")
    shown = [each for each in everything if track not in WheelTrack.values or each.step.track == track]
    left_out = [each for each in shown if each.left_out]
    context = {
        "year": year,
        "years": sorted({*(each.year for each in years()), year}),
        "election": is_election_year(year),
        "drawing": draw(year, shown, today),
        "months": _months(actor, year, [each for each in shown if not each.left_out]),
        "count": len(shown) - len(left_out),
        "next_up": _next_up(shown, year, today),
        "left_out": left_out,
        "tracks": WheelTrack.choices,
        "track": track,
        "may_steer": may_steer_wheel(actor),
        "any": bool(everything) or has_steps(),
        "today": today,
    }
    return render(request, "followup/wheel.html", context)


def _months(actor: Actor, year: int, steps: Iterable[Occurrence]) -> list[MonthOfSteps]:
    units, found = units_held(actor), list(steps)
    return [
        MonthOfSteps(
            number,
            date_format(date(year, number, 1), "F"),
            [_row(actor, each, units) for each in found if each.day.month == number],
        )
        for number in range(1, 13)
    ]


def _row(actor: Actor, each: Occurrence, units: list[Unit]) -> Row:
    may_note = each.may_be_noted and may_note_done(actor, each.step, units if each.is_alone else [])
    left = [unit for unit in units if unit.pk in each.progress.left and may_note_part(actor, each.step, unit)]
    return Row(each, LOOKS[each.state], may_note, tuple(left) if each.may_be_noted else ())


def _next_up(steps: Iterable[Occurrence], year: int, today: date) -> Occurrence | None:
    """What comes next in the year that goes on."""
    if year != today.year:
        return None
    return next((each for each in steps if each.day >= today and not each.is_over and not each.left_out), None)
