"""``manage.py archive_report PK FOLDER`` writes a decided report's package for the e-archive; ``--check FOLDER`` tells whether a package is whole."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sala_styr.documents.archive import archive_package, verify_package, write_folder
from sala_styr.documents.models import Report
from sala_styr.errors import RuleBroken


class Command(BaseCommand):
    help = "Skriver en beslutad rapports arkivpaket (FGS Paketstruktur 2.0) i en mapp, eller kontrollerar ett paket."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("report", type=int, nargs="?", help="rapportens nummer")
        parser.add_argument("folder", type=Path, nargs="?", help="mappen som paketets mapp skrivs i")
        parser.add_argument("--office", action="store_true", help="ta med Word- och Excelfilerna")
        parser.add_argument("--check", type=Path, metavar="MAPP", help="kontrollera paketet i mappen")

    def handle(
        self,
        *args: Any,
        report: int | None,
        folder: Path | None,
        office: bool,
        check: Path | None,
        **options: Any,
    ) -> None:
        if check is not None:
            self._check(check)
        elif report is None or folder is None:
            raise CommandError("Skriv rapportens nummer och en mapp, eller --check och paketets mapp.")
        else:
            self._write(report, folder, office)

    def _check(self, folder: Path) -> None:
        faults = verify_package(folder)
        if faults:
            raise CommandError("\n".join([f"Paketet {folder} är inte helt:", *faults]))
        self.stdout.write(f"{folder}: paketet är helt, varje kontrollsumma stämmer.")

    def _write(self, pk: int, folder: Path, office: bool) -> None:
        found = Report.objects.select_related("decision__body", "corrects__decision__body").filter(pk=pk).first()
        if found is None:
            raise CommandError(f"Det finns ingen rapport med numret {pk}.")
        try:
            package = archive_package(found, office=office)
            target = write_folder(package, folder)
        except RuleBroken as error:
            raise CommandError(str(error)) from error
        except FileExistsError as error:
            raise CommandError(
                f"{folder / package.name} finns redan. Ta bort den, eller välj en annan mapp."
            ) from error
        except OSError as error:
            raise CommandError(f"Paketet kan inte skrivas i {folder}: {error.strerror or error}.") from error
        size = sum(len(file.content) for file in package.files)
        self.stdout.write(f"{target}: {len(package.files)} filer, {size} byte")
