"""Publishing a closed period's follow-up or a decided report, and withdrawing it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import Period
from public.models import Publication
from public.rules import can_be_published, may_publish
from sala_styr.documents.models import Report
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require, require_own_hand

REASON_LENGTH = 300


def publish(actor: Actor, thing: Period | Report) -> Publication:
    """Let everybody read it from now on. What is published already stays as it is.

    Raises Refused for others than controllers, RuleBroken for a period that is open and for a report that is no decided one.
    """
    require_own_hand(actor)
    _require_publisher(actor)
    with recording(actor, _("Publicerade på de öppna sidorna")):
        fresh = type(thing)._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)
        if not can_be_published(fresh):
            raise RuleBroken(_why_not(fresh))
        of = {"period": fresh} if isinstance(fresh, Period) else {"report": fresh}
        there = Publication.objects.in_force().filter(**of).first()
        return there or Publication.objects.create(**of, published_by=actor.user)


def withdraw(actor: Actor, publication: Publication, because: str) -> Publication:
    """Show it no longer. The address then says so, with the reason, which anybody may read.

    Raises Refused for others than controllers, RuleBroken without a reason. What is withdrawn already stays as it is.
    """
    require_own_hand(actor)
    _require_publisher(actor)
    because = because.strip()
    if not because:
        raise RuleBroken(_("Skriv varför, så att den som söker sig till sidan förstår."), field="because")
    if len(because) > REASON_LENGTH:
        raise RuleBroken(_("Skälet får plats med 300 tecken. Korta det lite."), field="because")
    with recording(actor, _("Drog tillbaka en publicering")):
        fresh = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
        if fresh.withdrawn_at is None:
            fresh.withdrawn_at, fresh.withdrawn_by, fresh.withdrawn_because = timezone.now(), actor.user, because
            fresh.save()
    return fresh


def _require_publisher(actor: Actor) -> None:
    require(may_publish(actor), _("Det som visas för alla publiceras av en controller."))


def _why_not(thing: Period | Report) -> str:
    if isinstance(thing, Period):
        return _("Perioden är öppen för bedömningar. Stäng den först, så att det som publiceras står fast.")
    return _("Bara en beslutad rapport som är klar kan publiceras.")
