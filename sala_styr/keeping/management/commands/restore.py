"""``manage.py restore FILE [--replace]``: lay a backup into the database in force and say what was found."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sala_styr.errors import RuleBroken
from sala_styr.files import StoreAway
from sala_styr.keeping.restoring import MUST_HOLD, restore


class Command(BaseCommand):
    help = "Återställer en säkerhetskopia till databasen i DATABASE_URL och filerna i SALA_MEDIA_DIR, och kontrollerar allt efteråt."
    # The database may be empty, or anything at all: what it should be is in the package.
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="kopian")
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--into-empty", action="store_true", help="bara till en tom databas (så är det om inget sägs)")
        way.add_argument("--replace", action="store_true", help="byt ut det som finns i databasen")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        try:
            found = restore(file, replace=replace)
        except (RuleBroken, StoreAway) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Återställde {found.tables} tabeller, {found.rows} rader och {found.files} filer.")
        for name, said in found.told:
            self.stdout.write(f"{name}:\n    " + said.replace("\n", "\n    "))
        if found.newer:
            checks = ", ".join(("manage.py migrate", *MUST_HOLD))
            self.stdout.write(f"Programmet är nyare än kopian. Innan det startas, kör i tur och ordning: {checks}.")
        if found.faults:
            raise CommandError("\n".join(["Allt stämmer inte efter återställningen:", *found.faults]))
        self.stdout.write(self.style.SUCCESS("Varje tabell är den som säkerhetskopierades."))
