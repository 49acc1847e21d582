"""``manage.py import_sie FILE --unit CODE``: a SIE file from the command line."""

from typing import Any, BinaryIO

from budget.imports import Reading
from budget.imports.from_sie import read_sie
from budget.management.importing import ImportCommand
from budget.queries.dimensions import said_of_dimensions
from budget.queries.structure import structure
from sala_styr.organisation.models import Unit


class Command(ImportCommand):
    help = "Läs in utfall ur en SIE-fil (typ 1–4). Samma fil en gång till ändrar inget."

    def read(self, file: BinaryIO, name: str, unit: Unit, options: dict[str, Any]) -> Reading:
        return read_sie(file.read(), name, options["encoding"], said_of_dimensions(structure(), unit))
