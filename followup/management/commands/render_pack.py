"""Make the PDF of one pack: what the background task starts, in a process of its own."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from followup.reports.pack_file import make_file


class Command(BaseCommand):
    help = "Gör PDF-filen av ett dialogunderlag. Startas av bakgrundsarbetaren."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pack_id", type=int)

    def handle(self, *args: Any, pack_id: int, **options: Any) -> None:
        make_file(pack_id)
