"""``manage.py import_sie FILE --unit CODE``: a SIE file from the command line."""

from typing import Any, BinaryIO

from budget.imports import Reading
from budget.imports.from_sie import read_sie
from budget.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Läs in utfall ur en SIE-fil (typ 1–4). Samma fil en gång till ändrar inget."

    def read(self, file: BinaryIO, name: str, options: dict[str, Any]) -> Reading:
        return read_sie(file.read(), name, options["encoding"])
