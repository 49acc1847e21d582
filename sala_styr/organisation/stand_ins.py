"""Who stands in for whom: finding, giving and taking back. A stand-in has the absent person's rights for the days, and the history names both."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import LENT_ROLES, Appointment, Role, StandIn, User
from sala_styr.organisation.rules import require, require_own_hand

LONGEST = timedelta(days=366)


def may_lend(actor: Actor, appointment: Appointment) -> bool:
    """One's own appointment, or anybody's for a controller. What the elected, auditors and administrators have is not lent."""
    if appointment.role not in LENT_ROLES:
        return False
    return actor.has(Role.CONTROLLER) or (actor.user is not None and appointment.user_id == actor.user.pk)


def lendable(actor: Actor, day: date) -> "QuerySet[Appointment]":
    """The appointments that ``actor`` may give a stand-in, by unit. Lazy."""
    found = Appointment.objects.filter(role__in=LENT_ROLES, valid_to=None) | Appointment.objects.filter(
        role__in=LENT_ROLES, valid_to__gte=day
    )
    if not actor.has(Role.CONTROLLER):
        found = found.filter(user=actor.user)
    return found.select_related("user", "unit").order_by("unit__tree_id", "unit__lft", "pk")


def candidates(day: date) -> "QuerySet[User]":
    """Who can stand in: those who work here, never somebody who is only elected or audits. Lazy."""
    working = Appointment.objects.filter(role__in=LENT_ROLES).on(day).values("user")
    return User.objects.filter(is_active=True, pk__in=working).order_by("last_name", "first_name", "pk")


def stand_ins_for(actor: Actor) -> "QuerySet[StandIn]":
    """What ``actor`` may see: all for those who read everything, else where one is away or stands in. The latest first. Lazy."""
    found = StandIn.objects.select_related("appointment__user", "appointment__unit", "substitute")
    if actor.sees_everything:
        return found
    return (found.filter(substitute=actor.user) | found.filter(appointment__user=actor.user)).distinct()


def appoint_stand_in(
    actor: Actor, appointment: Appointment, substitute: User, valid_from: date, valid_to: date
) -> StandIn:
    """Let ``substitute`` have the rights of ``appointment`` from a day to a day.

    Raises Refused for others than the absent person and controllers; RuleBroken for oneself, days that do not fit, somebody who does not work
    here, or days for which there is a stand-in already.
    """
    require_own_hand(actor)
    require(
        may_lend(actor, appointment),
        _("Ersättare utses av den som är borta, eller av en controller."),
    )
    today = timezone.localdate()
    if substitute.pk == appointment.user_id:
        raise RuleBroken(_("Välj någon annan än den som är borta."), field="substitute")
    if actor.user is not None and substitute.pk == actor.user.pk:
        raise RuleBroken(
            _("Du kan inte utse dig själv till ersättare. Be den som är borta, eller en annan controller."),
            field="substitute",
        )
    if valid_from < today:
        raise RuleBroken(_("Välj tidigast i dag: det som redan är gjort gjordes utan ersättare."), field="valid_from")
    if valid_to < valid_from or valid_to - valid_from > LONGEST:
        raise RuleBroken(_("Välj en sista dag efter den första, högst ett år senare."), field="valid_to")
    if not candidates(valid_from).filter(pk=substitute.pk).exists():
        raise RuleBroken(_("Välj någon som är chef, medarbetare eller controller."), field="substitute")
    with recording(actor, _("Utsåg en ersättare")):
        locked = Appointment.objects.select_for_update().get(pk=appointment.pk)
        if StandIn.objects.filter(appointment=locked, valid_from__lte=valid_to, valid_to__gte=valid_from).exists():
            raise RuleBroken(
                _("Det finns redan en ersättare någon av de dagarna. Avsluta den först."), field="valid_from"
            )
        return StandIn.objects.create(
            appointment=locked, substitute=substitute, valid_from=valid_from, valid_to=valid_to
        )


def end_stand_in(actor: Actor, stand_in: StandIn) -> None:
    """Take the rights back at once. What was done stays. Raises Refused as above, RuleBroken when it is over already."""
    require_own_hand(actor)
    require(
        may_lend(actor, stand_in.appointment),
        _("Ersättare avslutas av den som var borta, eller av en controller."),
    )
    today = timezone.localdate()
    with recording(actor, _("Avslutade ersättaren")):
        found = StandIn.objects.select_for_update().get(pk=stand_in.pk)
        if found.valid_to < today:
            raise RuleBroken(_("Den tiden är redan över."))
        if found.valid_from >= today:
            found.delete()
        else:
            found.valid_to = today - timedelta(days=1)
            found.save(update_fields=["valid_to"])
