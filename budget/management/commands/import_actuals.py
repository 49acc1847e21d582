"""``manage.py import_actuals FILE --unit CODE --year YEAR``: a SIE, CSV or XLSX file from the command line, told apart by what is in it."""

from argparse import ArgumentParser
from typing import Any, BinaryIO

from budget.imports import Reading, read_file
from budget.management.importing import ImportCommand
from budget.queries.dimensions import said_of_dimensions
from budget.queries.structure import structure
from sala_styr.organisation.models import Unit


class Command(ImportCommand):
    help = "Läs in utfall ur en SIE-, CSV- eller Excelfil. Samma fil en gång till ändrar inget."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--year", type=int, required=True, help="året som en CSV- eller Excelfil gäller")
        parser.add_argument(
            "--sign",
            choices=["report", "ledger"],
            default="report",
            help="tecken i CSV och Excel: report (intäkt +) eller ledger (bokföringens, kostnad +)",
        )

    def read(self, file: BinaryIO, name: str, unit: Unit, options: dict[str, Any]) -> Reading:
        said = said_of_dimensions(structure(), unit)
        wishes = {"encoding": options["encoding"], "sign": options["sign"]}
        return read_file(file, name, options["year"], said=said, **wishes)
