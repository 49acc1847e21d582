"""Writing the letters that remind, once each, and the settings of when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from followup.models import Occasion, Reminded, ReminderRule, Weekday
from followup.queries.reminders import Parcel, next_working_day, parcels_of_the_day, parcels_of_the_week
from followup.rules import may_remind
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.mail.actions import send_mail_to
from sala_styr.mail.composing import absolute
from sala_styr.mail.cover import REMINDERS, Cover, cover_on
from sala_styr.mail.delivery import deliver
from sala_styr.mail.models import Message
from sala_styr.mail.nudges import Nudge, nudge
from sala_styr.organisation.actor import Actor, system_actor
from sala_styr.organisation.models import Role, Unit
from sala_styr.organisation.rules import require
from sala_styr.workdays import is_working_day

LEFT_BEHIND = timedelta(minutes=2)
"""A letter that has waited this long has lost its worker, and is sent by ``run_due`` itself."""


def reminder_rule() -> ReminderRule:
    """When reminders go out; the usual until somebody has chosen."""
    return ReminderRule.objects.filter(pk=1).first() or ReminderRule(pk=1)


def choose_when(actor: Actor, *, weekday: int, hour: int, day_before: bool) -> ReminderRule:
    """Say when reminders go out. Raises Refused and RuleBroken."""
    require(actor.has(Role.CONTROLLER), _("När påminnelser går ut bestäms av controllern."))
    if weekday not in Weekday.values or not 0 <= hour <= 23:
        raise RuleBroken(_("Välj en vardag och ett klockslag mellan 0 och 23."))
    with recording(actor, _("Valde när påminnelser går ut")):
        rule = _kept_rule()
        rule.weekday, rule.hour, rule.day_before = weekday, hour, day_before
        rule.save()
    return rule


def _kept_rule() -> ReminderRule:
    made, _new = ReminderRule.objects.get_or_create(pk=1)
    return made


@dataclass(frozen=True)
class DueRun:
    """What a run did: letters written for the week and for the day, and letters left behind that were sent."""

    week: int
    day: int
    sent: int


def run_due(now: datetime | None = None) -> DueRun:
    """Write what is due now and send what was left behind. Safe to run twice, at the same time too: each letter has a key that is made once."""
    moment = timezone.localtime(now) if now is not None else timezone.localtime()
    today = moment.date()
    with recording(system_actor(), _("Började påminna")):
        rule = _kept_rule()
    week = day = 0
    if is_working_day(today) and moment.hour >= rule.hour:
        monday = today - timedelta(days=today.weekday())
        week_is_due = today.weekday() >= rule.weekday and (rule.week_done is None or rule.week_done < monday)
        day_is_due = rule.day_before and (rule.day_done is None or rule.day_done < today)
        with override("sv"):
            cover = cover_on(today) if week_is_due or day_is_due else None
            if cover is not None and week_is_due:
                week = _write_week(cover, today, monday)
            if cover is not None and day_is_due:
                day = _write_day(cover, today)
    return DueRun(week, day, send_left_behind(now))


def send_left_behind(now: datetime | None = None) -> int:
    """Send the letters that have waited so long in the queue that no worker seems to have them. Returns how many left."""
    before = (now or timezone.now()) - LEFT_BEHIND
    retried = Q(not_before__isnull=False)
    waiting = Message.objects.waiting().filter(retried | Q(queued_at__lt=before))
    return deliver(list(waiting.order_by("pk").values_list("pk", flat=True)))


def _write_week(cover: Cover, today: date, monday: date) -> int:
    year, number, _day = today.isocalendar()
    tomorrow = next_working_day(today)
    written = 0
    for parcel in parcels_of_the_week(cover, today):
        count = len(parcel.things)
        subject = ngettext("Att göra: %(count)s sak väntar på dig", "Att göra: %(count)s saker väntar på dig", count)
        # What is due tomorrow is in this letter, so there is no second one about it.
        eves = [thing for thing in parcel.things if today <= thing.due <= tomorrow]
        also = [(thing.todo.key, Occasion.EVE, thing.due) for thing in eves]
        written += _write(parcel, subject % {"count": count}, f"week:{year}-{number:02d}", also)
    # How far the run has come is not a change of the rule: no history.
    ReminderRule.objects.filter(pk=1).filter(Q(week_done__isnull=True) | Q(week_done__lt=monday)).update(
        week_done=monday
    )
    return written


def _write_day(cover: Cover, today: date) -> int:
    written = 0
    for parcel in parcels_of_the_day(cover, today):
        count = len(parcel.things)
        one = _("Snart dags: %(title)s") % {"title": parcel.things[0].todo.title}
        subject = one if count == 1 else _("Snart dags: %(count)s saker") % {"count": count}
        written += _write(parcel, subject, f"day:{today.isoformat()}")
    ReminderRule.objects.filter(pk=1).filter(Q(day_done__isnull=True) | Q(day_done__lt=today)).update(day_done=today)
    return written


def _write(parcel: Parcel, subject: str, key: str, also: Iterable[tuple[str, Occasion, date]] = ()) -> int:
    """The letter and the note of what it told, together or neither. Returns how many letters were written: 0 or 1."""
    context = {"parcel": parcel, "ways_out": parcel.ways_out(), "start_url": absolute("/")}
    with transaction.atomic():
        messages = send_mail_to([parcel.receiver], subject, "reminders", context, key=key, kind=REMINDERS)
        if not messages:
            return 0
        told = [(thing.todo.key, thing.occasion, thing.due) for thing in parcel.things]
        Reminded.objects.bulk_create(
            [
                Reminded(receiver=parcel.receiver, todo=todo, occasion=occasion, due=due, message=messages[0])
                for todo, occasion, due in [*told, *also]
            ],
            ignore_conflicts=True,
        )
    return 1


def remind_unit(
    actor: Actor, unit: Unit, *, about: str, title: str, url: str, due: date | None = None, today: date | None = None
) -> Nudge:
    """Remind those who lead ``unit`` of one thing at once, or those who stand in for them; at most once a day.

    ``about`` names the thing for ever (``section:12:34``), ``title`` says it in words and ``url`` is where it is done. Raises Refused, and
    RuleBroken when nobody leads the unit or those who do have no address.
    """
    require(may_remind(actor, unit), _("Påminner gör controllern eller en chef över enheten."))
    today = today or timezone.localdate()
    cover = cover_on(today)
    leaders = cover.leaders.get((unit.pk, Role.MANAGER)) or cover.leaders.get((unit.pk, Role.CHAIR)) or []
    if not leaders:
        raise RuleBroken(_("%(unit)s har ingen chef eller ordförande i systemet att påminna.") % {"unit": unit.name})
    return nudge(actor, leaders, cover, about=about, title=title, url=url, whose=unit, due=due, today=today)
