"""Make one queued report: what the background task starts, in a process of its own."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sala_styr.documents.making import make


class Command(BaseCommand):
    help = "Gör en rapport som ligger i kön. Startas av bakgrundsarbetaren."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("report_id", type=int)

    def handle(self, *args: Any, report_id: int, **options: Any) -> None:
        """A failure is written on the report itself, so the command ends well in that case too."""
        make(report_id)
