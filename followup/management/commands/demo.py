"""``manage.py demo``: fill an empty database with the example municipality."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from followup.demo.load import load
from followup.demo.summary import summary
from sala_styr.organisation.models import Unit


class Command(BaseCommand):
    help = "Läser in exempelkommunen i en tom databas."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="gör ingenting när databasen redan har innehåll")
        parser.add_argument("--size", type=int, default=1, metavar="N", help="N gånger så mycket, för mätningar (1)")

    def handle(self, *args: Any, if_empty: bool, size: int, **options: Any) -> None:
        if size < 1:
            raise CommandError(_("Storleken behöver vara minst 1."))
        if Unit.objects.exists():
            message = _("Databasen har redan en organisation. Exempelkommunen läses bara in i en tom databas.")
            if not if_empty:
                raise CommandError(message)
            self.stdout.write(message)
            return
        load(size)
        for line in summary():
            self.stdout.write(line)
