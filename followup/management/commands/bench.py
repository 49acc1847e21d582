"""``manage.py bench``: print the measurements of the pages that must be quick, as ratios to a floor."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from followup.bench.run import Settings, run
from sala_styr.shell.settling import settle


class Command(BaseCommand):
    help = "Mäter de sidor som ska vara snabba, i en egen tillfällig databas."
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", type=int, default=12, help="den stora databasens storlek, som i demo --size (12)")
        parser.add_argument("--runs", type=int, default=9, help="antal körningar med klockan (9)")

    def handle(self, *args: Any, size: int, runs: int, **options: Any) -> None:
        settle()  # as the processes that serve pages do
        for line in run(Settings(size, runs)):
            self.stdout.write(line)
            self.stdout.flush()
