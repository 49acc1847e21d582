"""``manage.py seal_history``: seal what has happened, now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from sala_styr.seal.models import Cause
from sala_styr.seal.sealing import seal


class Command(BaseCommand):
    help = "Förseglar historiken som den är nu och skriver ut sigillets kod."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--about", default="", help="vad sigillet gäller")

    def handle(self, *args: Any, **options: Any) -> None:
        made = seal(Cause.BY_HAND, options["about"])
        if made is None:
            self.stdout.write(_("Det finns ingen historik att försegla ännu."))
            return
        told = {"code": made.code, "when": f"{made.made_at:%Y-%m-%d %H:%M}", "size": made.size, "digest": made.digest}
        self.stdout.write(_("Sigill %(code)s, %(when)s UTC, %(size)s historikrader") % told)
        self.stdout.write(made.digest)
