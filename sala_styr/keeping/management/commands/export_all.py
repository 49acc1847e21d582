"""``manage.py export_all FILE.zip``: everything in open formats, to leave with, to archive, or to compare."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sala_styr.errors import RuleBroken
from sala_styr.files import StoreAway
from sala_styr.keeping.exporting import export_all


class Command(BaseCommand):
    help = "Skriver all information i öppna format (JSON Lines, CSV och filerna) till en ZIP-fil."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="filen som skrivs; den får inte finnas")
        parser.add_argument(
            "--with-passwords", action="store_true", help="ta med lösenordens kontrollsummor och andra nycklar"
        )

    def handle(self, *args: Any, file: Path, with_passwords: bool, **options: Any) -> None:
        try:
            made = export_all(file, secrets=with_passwords)
        except FileExistsError as error:
            raise CommandError(f"{file} finns redan. Välj ett annat namn.") from error
        except (RuleBroken, StoreAway) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file}: {made.tables} tabeller, {made.rows} rader, {made.files} filer.")
        if made.missing:
            raise CommandError(
                f"Exporten är gjord, men {len(made.missing)} filer som databasen pekar på finns inte: {', '.join(made.missing[:5])}. Kör check_reports.",
                returncode=2,
            )
