"""``manage.py compare_exports A B``: do two exports say the same? Ends with 1, naming the first differing row of each table, when not."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sala_styr.errors import RuleBroken
from sala_styr.keeping.comparing import differences


class Command(BaseCommand):
    help = "Jämför två exporter rad för rad. Avslutas med 1 när något skiljer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("first", type=Path)
        parser.add_argument("second", type=Path)

    def handle(self, *args: Any, first: Path, second: Path, **options: Any) -> None:
        try:
            found = list(differences(first, second))
        except RuleBroken as error:
            raise CommandError(str(error)) from error
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} skillnader."]))
        self.stdout.write("De två exporterna är lika.")
