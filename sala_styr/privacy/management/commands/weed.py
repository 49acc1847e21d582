"""``manage.py weed``: take away what is past its time (docs/privacy.md). ``run_due`` does it too."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sala_styr.organisation.actor import system_actor
from sala_styr.privacy.retention import waiting, weed


class Command(BaseCommand):
    help = "Tar bort det som har sparats så länge som reglerna säger."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="säg bara hur mycket det är")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            for what, count in waiting().items():
                self.stdout.write(f"{what.label}: {count}")
            return
        for done in weed(system_actor()):
            self.stdout.write(f"Tog bort {done.removed}: {done.get_what_display()}")
