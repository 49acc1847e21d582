"""``manage.py person_extract NAME --out FILE.json``: all that is held about a person, for whoever has asked for it (GDPR, article 15)."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import User
from sala_styr.privacy.actions import note_extract
from sala_styr.privacy.held import extract


class Command(BaseCommand):
    help = "Skriver allt som finns om en person i en JSON-fil."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--out", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(f"Ingen heter {options['username']} i systemet.")
        Path(options["out"]).write_text(json.dumps(extract(person), ensure_ascii=False, indent=2))
        note_extract(system_actor(), person)
        self.stdout.write(f"Skrev {options['out']}. Lämna filen bara till den som den handlar om.")
