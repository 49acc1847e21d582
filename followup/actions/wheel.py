"""Steering the year wheel: its steps, what is special for one year, and what a person notes as done."""

import calendar
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from followup.models import WheelFeed, WheelPart, WheelStep, WheelYear
from followup.queries.wheel_parts import is_shared, units_by_kind
from followup.queries.wheel_progress import COUNTED_BY_UNIT
from followup.rules import may_note_done, may_note_part, may_steer_wheel
from followup.wheel_standard import STANDARD
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.history import bulk_create, recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require, require_own_hand

STEP_FIELDS = (
    "name",
    "track",
    "start_month",
    "month",
    "day",
    "on_working_day",
    "period_kind",
    "years",
    "about",
    "first_year",
    "last_year",
    "law",
    "text",
    "owner",
    "owner_kind",
    "role",
    "work",
    "is_asked",
    "is_public",
)
A_LEAP_YEAR = 2024


def load_standard(actor: Actor) -> int:
    """Put in the law's days and the customary steps that are not there yet. Returns how many. Raises Refused for others than controllers."""
    _require_controller(actor)
    with recording(actor, _("La in lagens dagar och vanliga steg")):
        there = set(WheelStep.objects.select_for_update().exclude(key="").values_list("key", flat=True))
        new = [step.row() for step in STANDARD if step.key not in there]
        bulk_create(WheelStep, new)
    return len(new)


def add_step(actor: Actor, **fields: Any) -> WheelStep:
    """Add a step. Raises Refused for others than controllers, RuleBroken for a day or years that do not exist."""
    _require_controller(actor)
    step = WheelStep(**_known(fields))
    _sound(step)
    with recording(actor, _("Lade till steget i årshjulet")):
        step.save()
    return step


def change_step(actor: Actor, step: WheelStep, version: int, **fields: Any) -> WheelStep:
    """Change a step for all years. Raises as ``add_step``, and EditConflict when somebody else has changed it meanwhile."""
    _require_controller(actor)
    with recording(actor, _("Ändrade steget i årshjulet")):
        found = WheelStep.objects.select_for_update().get(pk=step.pk)
        if found.version != version:
            raise EditConflict(
                _("Någon annan har ändrat steget sedan du öppnade sidan. Inget av ditt har sparats ännu.")
            )
        for name, value in _known(fields).items():
            setattr(found, name, value)
        _sound(found)
        found.version += 1
        found.save()
    return found


def set_year(actor: Actor, step: WheelStep, year: int, *, day: date | None, left_out: bool, reason: str) -> WheelYear:
    """Say what is special for ``step`` in ``year``: another day, or that it is not done. Raises Refused for others than controllers."""
    _require_controller(actor)
    reason = reason.strip()
    if left_out and not reason:
        raise RuleBroken(_("Skriv varför steget inte görs det året, så att den som undrar får veta."), field="reason")
    if day is not None and day.year != year:
        raise RuleBroken(_("Dagen behöver ligga under %(year)s.") % {"year": year}, field="day")
    with recording(actor, _("Ändrade steget för %(year)s") % {"year": year}):
        row = _of_year(step, year)
        row.day, row.left_out, row.reason = day, left_out, reason
        row.save()
    return row


def note_done(actor: Actor, step: WheelStep, year: int, *, on: date, note: str) -> WheelYear:
    """Note that the step was done ``on`` a day, and where one can read it. Not for work that many do.

    Raises Refused for others than who answers for it and controllers, RuleBroken for a day to come or where the work itself tells.
    """
    _require_note(actor, step, year)
    _require_notable(step, on)
    with recording(actor, _("Noterade steget som klart")):
        row = _of_year(step, year)
        row.done_on, row.done_note = on, note.strip()
        row.save()
    return row


def note_part_done(actor: Actor, step: WheelStep, year: int, unit: Unit, *, on: date, note: str) -> WheelPart:
    """Note that ``unit`` has done its part of a step that several answer for, each for itself. Written anew it replaces what stood there.

    Raises Refused for others than who answers for it there and controllers, RuleBroken as ``note_done``, or for a step that one unit does.
    """
    require(
        may_note_part(actor, step, unit),
        _("Att steget är klart för %(unit)s noteras av den som svarar för det där.") % {"unit": unit.name},
    )
    _require_notable(step, on)
    if not is_shared(step, units_by_kind([step.owner_kind], year).get(step.owner_kind, {})):
        raise RuleBroken(_("Det här steget noteras i sin helhet."))
    with recording(actor, _("Noterade steget som klart för %(unit)s") % {"unit": unit.label}):
        WheelStep.objects.select_for_update().get(pk=step.pk)
        part = WheelPart.objects.filter(step=step, year=year, unit=unit).first()
        part = part or WheelPart(step=step, year=year, unit=unit)
        part.done_on, part.done_note = on, note.strip()
        part.save()
    return part


def take_back_part(actor: Actor, step: WheelStep, year: int, unit: Unit) -> None:
    """The unit's part was not done after all. Nothing happens when it is not noted. Raises Refused as ``note_part_done``."""
    require(
        may_note_part(actor, step, unit),
        _("Att steget är klart för %(unit)s noteras av den som svarar för det där.") % {"unit": unit.name},
    )
    with recording(actor, _("Tog tillbaka att steget är klart")):
        part = WheelPart.objects.select_for_update().filter(step=step, year=year, unit=unit).first()
        if part is not None:
            part.delete()


def take_back_done(actor: Actor, step: WheelStep, year: int) -> None:
    """It was not done after all. Nothing happens when it is not noted."""
    _require_note(actor, step, year)
    with recording(actor, _("Tog tillbaka att steget är klart")):
        row = WheelYear.objects.select_for_update().filter(step=step, year=year, done_on__isnull=False).first()
        if row is not None:
            row.done_on, row.done_note = None, ""
            row.save()


def renew_feed(actor: Actor) -> WheelFeed:
    """Give the person a calendar address of their own, or a new one: then the old one is useless."""
    require_own_hand(actor)
    require(actor.is_known and actor.user is not None, _("Kalendern är för dem som har ett uppdrag i kommunen."))
    with recording(actor, _("Skapade en ny kalenderadress")):
        feed = WheelFeed.objects.select_for_update().filter(user=actor.user).first() or WheelFeed(user=actor.user)
        feed.key = secrets.token_hex(16)
        feed.save()
    return feed


def _of_year(step: WheelStep, year: int) -> WheelYear:
    """The year's row, made when it is not there; the step is locked, so that two cannot both make it."""
    WheelStep.objects.select_for_update().get(pk=step.pk)
    return WheelYear.objects.filter(step=step, year=year).first() or WheelYear(step=step, year=year)


def _require_controller(actor: Actor) -> None:
    require(may_steer_wheel(actor), _("Årshjulet sköts av en controller."))


def _require_notable(step: WheelStep, on: date) -> None:
    if step.work in COUNTED_BY_UNIT:
        raise RuleBroken(_("Hur långt det här steget har kommit läses ur arbetet självt."))
    if on > timezone.localdate():
        raise RuleBroken(_("Den dagen har inte kommit än."), field="on")


def _require_note(actor: Actor, step: WheelStep, year: int) -> None:
    units = list(Unit.objects.in_year(year).filter(pk__in=actor.held_ids()))
    alone = not step.owner_kind or _is_alone(step.owner_kind, year)
    allowed = may_note_done(actor, step, units if alone else [])
    require(allowed, _("Att steget är klart noteras av den som svarar för det eller av en controller."))


def _is_alone(kind: str, year: int) -> bool:
    return len(units_by_kind([kind], year)[kind]) == 1


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(fields) - set(STEP_FIELDS)
    if unknown:
        raise ValueError(f"not fields of a step: {sorted(unknown)}")
    return {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}


def _sound(step: WheelStep) -> None:
    if not step.name:
        raise RuleBroken(_("Ge steget ett namn, till exempel Budgetdialog med nämnderna."), field="name")
    last = calendar.monthrange(A_LEAP_YEAR, step.month)[1]
    if step.day is not None and not 1 <= step.day <= last:
        raise RuleBroken(_("Månaden har inte den dagen."), field="day")
    if step.start_month is not None and step.start_month > step.month:
        raise RuleBroken(_("Steget behöver börja före eller i den månad då det ska vara klart."), field="start_month")
    if step.first_year and step.last_year and step.last_year < step.first_year:
        raise RuleBroken(_("Det sista året behöver vara efter det första."), field="last_year")
    if (step.owner or step.owner_kind) and not step.role:
        raise RuleBroken(_("Säg också vem där som svarar för steget."), field="role")
    if step.role and not (step.owner or step.owner_kind):
        raise RuleBroken(_("Säg också var: en enhet, eller alla av ett slag."), field="owner_kind")
