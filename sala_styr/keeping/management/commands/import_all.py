"""``manage.py import_all FILE.zip``: read an export into an empty installation of the same version."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sala_styr.errors import RuleBroken
from sala_styr.files import StoreAway
from sala_styr.keeping.importing import import_all


class Command(BaseCommand):
    help = "Läser in en export (export_all) i en tom installation. Allt eller inget."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="exporten")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            made = import_all(file)
        except (RuleBroken, StoreAway) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Läste in {made.tables} tabeller, {made.rows} rader och {made.files} filer.")
