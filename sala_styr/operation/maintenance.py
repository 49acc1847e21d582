"""Maintenance: announced, reading only, or closed. Set by ``manage.py maintenance``; every process sees it within seconds (watch.py).

It is a row in the database, and a copy in a file of this machine's data folder for when the database is what is being mended.
"""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.history import recording
from sala_styr.operation.models import Maintenance, MaintenanceState
from sala_styr.organisation.actor import Actor

FILE = "underhall.json"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class State:
    """What is so now."""

    state: str = MaintenanceState.OFF.value
    begins: datetime | None = None
    until: datetime | None = None
    why: str = ""

    @property
    def words(self) -> str:
        """What is said to people; nothing when it is off."""
        if self.state == MaintenanceState.ANNOUNCED:
            return _("Underhåll %(from)s%(to)s. Spara det du har på gång innan dess.") % {
                "from": _when(self.begins),
                "to": _("–%(time)s") % {"time": _clock(self.until)} if self.until else "",
            }
        until = _(" till klockan %(time)s") % {"time": _clock(self.until)} if self.until else ""
        if self.state == MaintenanceState.READ_ONLY:
            return _("Underhåll pågår%(until)s: det går att läsa men inte att spara.") % {"until": until}
        if self.state == MaintenanceState.CLOSED:
            return _("Underhåll pågår%(until)s.") % {"until": until}
        return ""

    @property
    def seconds_left(self) -> int:
        """When to try again: at the end, or in some minutes when nobody knows or it is late."""
        left = (self.until - timezone.now()).total_seconds() if self.until else 0
        return int(left) if left > 0 else 300


_seen = State()


def seen() -> State:
    """What this process saw last. Asks nothing."""
    return _seen


def look() -> State:
    """Look in the database, or in the file when it cannot be asked."""
    global _seen
    try:
        row = Maintenance.objects.filter(pk=Maintenance.ROW).first()
    except DatabaseError:
        _seen = _from_file() or _seen
    else:
        _seen = State(row.state, row.begins, row.until, row.why) if row else State()
    return _seen


def change(actor: Actor, new: State) -> None:
    """Say it in the file, and in the database. Raises DatabaseError when only the file could be written."""
    _to_file(new)
    with recording(actor, _("Underhåll: %(state)s") % {"state": MaintenanceState(new.state).label}):
        row = Maintenance.objects.select_for_update().filter(pk=Maintenance.ROW).first() or Maintenance(
            pk=Maintenance.ROW
        )
        row.state, row.begins, row.until, row.why = new.state, new.begins, new.until, new.why
        row.save()
    look()


def _file() -> Path:
    return Path(settings.DATA_DIR) / FILE


def _to_file(new: State) -> None:
    told = {"state": new.state, "why": new.why}
    told |= {name: value.isoformat() for name in ("begins", "until") if (value := getattr(new, name))}
    _file().parent.mkdir(parents=True, exist_ok=True)
    _file().write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _from_file() -> State | None:
    try:
        told = json.loads(_file().read_text(encoding="utf-8"))
        days = {name: datetime.fromisoformat(told[name]) for name in ("begins", "until") if name in told}
        return State(MaintenanceState(told["state"]).value, why=str(told["why"]), **days)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError):
        logger.warning("the file that tells of maintenance cannot be read", exc_info=True)
        return None


def _clock(when: datetime | None) -> str:
    return timezone.localtime(when).strftime("%H.%M") if when else ""


def _when(begins: datetime | None) -> str:
    if begins is None:
        return _("snart")
    local = timezone.localtime(begins)
    if local.date() == timezone.localdate():
        return _("i dag klockan %(time)s") % {"time": _clock(begins)}
    return _("den %(day)s klockan %(time)s") % {"day": f"{local.day}/{local.month}", "time": _clock(begins)}
