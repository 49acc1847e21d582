"""``manage.py check_reports``: every stored file of every report against its fingerprint, and files that no report knows of. ``--clean`` removes the latter."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sala_styr.documents.stored import Standing, finished_reports, leftovers, remove_leftovers, stored_files

WORDS = {Standing.CHANGED: "är inte den fil som sparades", Standing.MISSING: "saknas"}


class Command(BaseCommand):
    help = "Kontrollerar varje sparad rapportfil mot sitt fingeravtryck. Avslutas med 1 när någon inte stämmer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--clean",
            action="store_true",
            help="ta bort filer som ingen rapport känner till och som är äldre än ett dygn",
        )

    def handle(self, *args: Any, clean: bool, **options: Any) -> None:
        faults, reports, files = [], 0, 0
        for report in finished_reports():
            reports += 1
            for file in stored_files(report):
                files += 1
                if not file.is_whole:
                    mark = "BESLUTAD " if report.is_frozen else ""
                    faults.append(f"{mark}{report} (nummer {report.pk}): {file.path} {WORDS[file.standing]}")
        self._leftovers(clean)
        self.stdout.write(f"{reports} rapporter, {files} filer kontrollerade, {len(faults)} stämmer inte.")
        if faults:
            raise CommandError("\n".join([*faults, "Hämta filerna från säkerhetskopian."]))

    def _leftovers(self, clean: bool) -> None:
        found = leftovers()
        for path in found:
            self.stdout.write(f"Ingen rapport känner till {path}")
        if clean:
            removed = remove_leftovers(found)
            self.stdout.write(f"{len(removed)} filer togs bort, {len(found) - len(removed)} är yngre än ett dygn.")
        elif found:
            self.stdout.write("Ta bort dem med --clean. De som är yngre än ett dygn får ligga kvar.")
