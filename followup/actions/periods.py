"""Making, changing, opening and closing the periods of a year."""

from datetime import date

from django.utils.translation import gettext as _

from followup.models import DueRule, Period, PeriodSection
from followup.rules import may_steer_periods
from followup.section_defaults import default_due_rules, default_sections
from sala_styr.errors import RuleBroken
from sala_styr.history import bulk_create, recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require


def create_period(
    actor: Actor, *, year: int, kind: str, name: str, first_day: date, last_day: date, due: date
) -> Period:
    """Add an open period to ``year``. Raises Refused for others than controllers, RuleBroken for days that do not fit or a name taken."""
    _require_controller(actor)
    period = Period(year=year, kind=kind, name=name.strip(), first_day=first_day, last_day=last_day, due=due)
    _sound(period)
    with recording(actor, _("Lade till uppföljningsperioden")):
        period.save()
        ask_the_usual(period)
    return period


def ask_the_usual(period: Period) -> None:
    """Give ``period``, which asks nothing yet, the usual sections and days of each level. Inside the recording in force."""
    if not PeriodSection.objects.filter(period=period).exists():
        bulk_create(PeriodSection, default_sections(period))
    if not DueRule.objects.filter(period=period).exists():
        bulk_create(DueRule, default_due_rules(period))


def change_period(
    actor: Actor, period: Period, *, kind: str, name: str, first_day: date, last_day: date, due: date
) -> Period:
    """Change kind, name and days. Raises as ``create_period``."""
    _require_controller(actor)
    with recording(actor, _("Ändrade uppföljningsperioden")):
        period = Period.objects.select_for_update().get(pk=period.pk)
        period.kind, period.name = kind, name.strip()
        period.first_day, period.last_day, period.due = first_day, last_day, due
        _sound(period)
        period.save()
    return period


def set_period_open(actor: Actor, period: Period, is_open: bool) -> Period:
    """Open it for writing, or close it: then what is handed in stands. Nothing happens when it is so already."""
    _require_controller(actor)
    with recording(actor, _("Öppnade perioden") if is_open else _("Stängde perioden")):
        period = Period.objects.select_for_update().get(pk=period.pk)
        if period.is_open != is_open:
            period.is_open = is_open
            period.save(update_fields=["is_open"])
        if is_open:
            ask_the_usual(period)
    return period


def _require_controller(actor: Actor) -> None:
    require(may_steer_periods(actor), _("Uppföljningens perioder sköts av en controller."))


def _sound(period: Period) -> None:
    if not period.name:
        raise RuleBroken(_("Ge perioden ett namn, till exempel Delår augusti."), field="name")
    if period.last_day <= period.first_day:
        raise RuleBroken(_("Periodens sista dag behöver ligga efter den första."), field="last_day")
    if period.last_day.year != period.year:
        raise RuleBroken(_("Perioden behöver sluta under %(year)s.") % {"year": period.year}, field="last_day")
    if period.due < period.last_day:
        raise RuleBroken(_("Dagen att lämna senast behöver ligga på periodens sista dag eller efter den."), field="due")
    others = Period.objects.filter(year=period.year).exclude(pk=period.pk)
    if others.filter(name__iexact=period.name).exists():
        raise RuleBroken(_("%(year)s har redan en period med det namnet.") % {"year": period.year}, field="name")
