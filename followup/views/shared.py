"""What several pages of the follow-up need: who asks, and what they ask about."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from followup.models import Period
from followup.queries.things import Thing
from goals.models import CoreMission
from goals.queries import visible_item
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require


def known_actor(request: HttpRequest) -> Actor:
    """The acting person. Raises Refused for somebody without an appointment."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    require(actor.is_known, _("Uppföljningen läses av dem som har ett uppdrag i kommunen."))
    return actor


def period_or_404(pk: int) -> Period:
    return get_object_or_404(Period, pk=pk)


def unit_or_404(pk: int, year: int) -> Unit:
    """A unit that exists in the year."""
    return get_object_or_404(Unit.objects.in_year(year).select_related("parent"), pk=pk)


def thing_or_404(actor: Actor, key: str) -> Thing:
    """What ``key`` names (``del-12``, ``uppdrag-3``), if ``actor`` may see it."""
    kind, _dash, number = key.partition("-")
    if not (number.isascii() and number.isdigit()):
        raise Http404
    if kind == "del":
        item = visible_item(actor, int(number))
        if item is not None:
            return item
    elif kind == "uppdrag":
        return get_object_or_404(CoreMission.objects.select_related("unit__parent"), pk=int(number))
    raise Http404
