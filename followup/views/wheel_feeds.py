"""The year wheel for calendar programs: one of public days, and one of the person's own."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from followup.actions.wheel import renew_feed
from followup.models import Dialogue, WheelFeed
from followup.queries.dialogues import own_units
from followup.queries.places import units_held
from followup.queries.wheel import Occurrence, wheel_of
from followup.rules.wheel import answers_for
from followup.views.shared import known_actor
from followup.wheel_calendar import calendar_of, feed_of, token_of
from sala_styr.organisation.actor import Actor, actor_for
from sala_styr.organisation.models import Unit
from sala_styr.shell.once import once


@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """The two addresses, and how they are used."""
    actor = known_actor(request)
    feed = WheelFeed.objects.filter(user=actor.user).first()
    context = {
        "public": request.build_absolute_uri(reverse("followup:wheel_feed")),
        "own": request.build_absolute_uri(reverse("followup:my_wheel_feed", args=[token_of(feed)])) if feed else "",
    }
    return render(request, "followup/wheel_calendars.html", context)


@require_POST
@once
def renew(request: HttpRequest) -> HttpResponse:
    """Give the person an address, or a new one."""
    renew_feed(known_actor(request))
    return redirect("followup:wheel_calendars")


@require_safe
@login_not_required
def public_feed(request: HttpRequest) -> HttpResponse:
    """The days of this year and the next that are public. Anybody may read it."""
    steps = [step for step in _two_years() if step.step.is_public]
    return _answer(request, _("Kommunens årshjul"), steps, [])


@require_safe
@login_not_required
def personal_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What the person answers for, the law's days and their own dialogues. Who has the address may read; 404 for one that has been replaced."""
    feed = feed_of(token)
    actor = actor_for(feed.user) if feed else None
    if actor is None or not actor.is_known:
        raise Http404
    units = units_held(actor)
    steps = [step for step in _two_years() if step.is_law or _is_mine(actor, step, units)]
    return _answer(request, _("Mitt årshjul"), steps, _dialogues(actor))


def _two_years() -> list[Occurrence]:
    year = timezone.localdate().year
    both = [*wheel_of(year, with_progress=False), *wheel_of(year + 1, with_progress=False)]
    return [step for step in both if not step.left_out]


def _is_mine(actor: Actor, step: Occurrence, units: Iterable[Unit]) -> bool:
    return any(answers_for(actor, step.step, unit) for unit in units)


def _dialogues(actor: Actor) -> list[Dialogue]:
    """Those of this year and the next where the person takes part or speaks for a side. One query."""
    mine = Q(participants__user=actor.user) | Q(upper_id__in=own_units(actor)) | Q(lower_id__in=own_units(actor))
    found = Dialogue.objects.filter(mine, day__year__gte=timezone.localdate().year).distinct()
    return list(found.select_related("upper", "lower").order_by("day", "pk"))


def _answer(
    request: HttpRequest, name: str, steps: Iterable[Occurrence], dialogues: Iterable[Dialogue]
) -> HttpResponse:
    base = request.build_absolute_uri("/")
    wheel_url = request.build_absolute_uri(reverse("followup:wheel"))
    of_steps = [(step, f"{wheel_url}?ar={step.year}#{step.anchor}") for step in steps]
    of_dialogues = [
        (each, request.build_absolute_uri(reverse("followup:dialogue", args=[each.pk]))) for each in dialogues
    ]
    written = calendar_of(name, base, of_steps, of_dialogues, timezone.now())
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="arshjul.ics"'
    response["Cache-Control"] = "private, no-cache"
    return response
