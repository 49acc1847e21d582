"""``manage.py report arsredovisning --year 2025 --out FILE.pdf``: make a written report at once as a draft, or fetch the decided one."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sala_styr.documents.kinds import Order, find_kind
from sala_styr.documents.live import WHOLE_YEAR
from sala_styr.documents.making import Made, produce
from sala_styr.documents.pdf import PdfPartsMissing
from sala_styr.documents.store import FileChanged, read_checked
from sala_styr.errors import RuleBroken
from sala_styr.files import StoreAway
from sala_styr.files.disk import write_file
from sala_styr.writing.models import WrittenReport
from sala_styr.writing.queries import frozen_of


class Command(BaseCommand):
    help = (
        "Gör en rapport som PDF. Det blir ett utkast; med --decided hämtas den senast beslutade filen, byte för byte."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("template", help="mallens kortnamn, t.ex. arsredovisning")
        parser.add_argument("--year", type=int, required=True, help="år")
        parser.add_argument("--month", type=int, default=WHOLE_YEAR, help="till och med månad, 1 till 12")
        parser.add_argument("--unit", default="", help="enhetens kortnamn, för rapporter som enheterna skriver")
        parser.add_argument("--out", type=Path, required=True, help="filen som skrivs")
        parser.add_argument(
            "--decided", action="store_true", help="hämta den beslutade filen i stället för att göra ett utkast"
        )

    def handle(self, *args: Any, out: Path, decided: bool, **options: Any) -> None:
        began = time.perf_counter()
        try:
            report = _find(**{name: options[name] for name in ("template", "year", "month", "unit")})
            made = _decided(report) if decided else self._draft(report)
            write_file(out, made.content)
        except (RuleBroken, PdfPartsMissing, StoreAway) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Filen {out} kan inte skrivas: {error.strerror or error}.") from error
        seconds = f"{time.perf_counter() - began:.1f}".replace(".", ",")
        self.stdout.write(
            f"{out}: {made.pages} sidor, {len(made.content)} byte, {seconds} s\nsha256 {made.sha256}\nuppgifternas kod {made.data_id}"
        )

    def _draft(self, report: WrittenReport) -> Made:
        return produce(find_kind(report.template.kind), Order(report.year, report.pk), None, self._tell)

    def _tell(self, percent: int, step: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{percent} % {step}", ending="" if percent < 97 else "\n")


def _find(template: str, year: int, month: int, unit: str) -> WrittenReport:
    """The report meant. Raises RuleBroken, which says which there are that year."""
    reports = WrittenReport.objects.filter(year=year).select_related("template", "unit")
    for each in reports:
        if (each.template.key, each.month, each.unit.label if each.unit else "") == (template, month, unit):
            return each
    known = "; ".join(f"{each.template.key}: {each.title}" for each in reports) or "inga"
    raise RuleBroken(f"Rapporten ”{template}” är inte påbörjad för den tiden. De som finns för {year}: {known}.")


def _decided(report: WrittenReport) -> Made:
    found = frozen_of(report)
    if found is None:
        raise RuleBroken(f"{report} har ingen beslutad version.")
    try:
        content = read_checked(str(found.file.name), found.sha256)
    except FileChanged as error:
        raise RuleBroken(
            "Den beslutade filen på servern är inte den som sparades. Hämta den från säkerhetskopian."
        ) from error
    return Made(content, found.pages or 0, found.sha256, found.data_id)
