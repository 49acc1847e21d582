"""``manage.py report annual --year 2025 --out FILE.pdf``: make a report at once, or fetch the decided one."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from sala_styr.documents.kinds import find_kind
from sala_styr.documents.making import Made, produce
from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.pdf import PdfPartsMissing
from sala_styr.documents.store import FileChanged, read_checked, write_file
from sala_styr.errors import RuleBroken


class Command(BaseCommand):
    help = (
        "Gör en rapport som PDF. Det blir ett utkast; med --decided hämtas den senast beslutade filen, byte för byte."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", help="rapportens slag, t.ex. annual")
        parser.add_argument("--year", type=int, required=True, help="år")
        parser.add_argument("--out", type=Path, required=True, help="filen som skrivs")
        parser.add_argument(
            "--decided", action="store_true", help="hämta den beslutade filen i stället för att göra ett utkast"
        )

    def handle(self, *args: Any, kind: str, year: int, out: Path, decided: bool, **options: Any) -> None:
        began = time.perf_counter()
        try:
            found = find_kind(kind)
            made = _decided(kind, year) if decided else produce(found, year, None, self._tell)
            write_file(out, made.content)
        except (RuleBroken, PdfPartsMissing) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Filen {out} kan inte skrivas: {error.strerror or error}.") from error
        seconds = f"{time.perf_counter() - began:.1f}".replace(".", ",")
        self.stdout.write(
            f"{out}: {made.pages} sidor, {len(made.content)} byte, {seconds} s\nsha256 {made.sha256}\nuppgifternas kod {made.data_id}"
        )

    def _tell(self, percent: int, step: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{percent} % {step}", ending="" if percent < 97 else "\n")


def _decided(kind: str, year: int) -> Made:
    rows: QuerySet[Report] = Report.objects.filter(kind=kind, year=year, draft=False, state=ReportState.DONE)
    report = rows.first()
    if report is None:
        raise RuleBroken(f"Det finns ingen beslutad rapport av slaget {kind} för {year}.")
    try:
        content = read_checked(str(report.file.name), report.sha256)
    except FileChanged as error:
        raise RuleBroken(
            "Den beslutade filen på servern är inte den som sparades. Hämta den från säkerhetskopian."
        ) from error
    return Made(content, report.pages or 0, report.sha256, report.data_id)
