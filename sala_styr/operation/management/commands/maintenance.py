"""``manage.py maintenance on|off|status``: shut the service for a while, or only its writing, and say so beforehand."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from sala_styr.operation.maintenance import State, change, look
from sala_styr.operation.models import MaintenanceState
from sala_styr.organisation.actor import system_actor


class Command(BaseCommand):
    help = "Stänger tjänsten en stund, eller bara det som sparar, och säger till i förväg. Systemförvaltare kommer alltid in."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["on", "off", "status"])
        parser.add_argument("--until", default="", metavar="KL", help="när det är klart, t.ex. 18:00")
        parser.add_argument("--why", default="", help="vad som görs, i en mening som folk läser")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--read-only", action="store_true", help="det går att läsa men inte att spara")
        how.add_argument(
            "--announce", default="", metavar="KL", help="säg bara till: underhållet börjar då, t.ex. 17:30"
        )

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what != "status":
            new = _wanted(**options) if what == "on" else State()
            try:
                change(system_actor(), new)
            except DatabaseError as error:
                raise CommandError(
                    "Databasen nås inte. Den här maskinens processer läser det ur filen; gör om det på var och en av de andra."
                ) from error
        now = look()
        self.stdout.write(f"{MaintenanceState(now.state).label}: {now.words} {now.why}".rstrip(": "))


def _wanted(read_only: bool, announce: str, until: str, why: str, **_more: Any) -> State:
    ends, begins = _clock(until), _clock(announce)
    if announce:
        if begins and ends and ends < begins:
            ends += timedelta(days=1)
        return State(MaintenanceState.ANNOUNCED.value, begins, ends, why)
    return State((MaintenanceState.READ_ONLY if read_only else MaintenanceState.CLOSED).value, None, ends, why)


def _clock(text: str) -> datetime | None:
    """The next time the clock shows that. Raises CommandError."""
    if not text:
        return None
    try:
        wanted = time.fromisoformat(text.replace(".", ":"))
    except ValueError:
        raise CommandError(f"Klockslaget skrivs som 18:00, inte {text}.") from None
    now = timezone.localtime()
    found = datetime.combine(now.date(), wanted, tzinfo=now.tzinfo)
    return found if found > now else found + timedelta(days=1)
