"""``manage.py import_sie FILE --unit CODE``: the same reading, controls and import as on the page, from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budget.actions.imports import import_actuals
from budget.imports.from_sie import read_sie
from budget.queries.imports import Preview, preview
from budget.sie.encoding import ENCODINGS
from budget.sie.findings import Finding, Severity, SieError
from sala_styr.errors import RuleBroken
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit

SIGNS = {Severity.OK: "●", Severity.WARNING: "◐", Severity.ERROR: "○"}


class Command(BaseCommand):
    help = "Läs in utfall ur en SIE-fil (typ 1–4). Samma fil en gång till ändrar inget."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="SIE-filen")
        parser.add_argument("--unit", required=True, help="koden för den enhet eller det bolag som filen gäller")
        parser.add_argument("--encoding", choices=ENCODINGS, help="teckenkodning, om den gissas fel")
        parser.add_argument("--preview", action="store_true", help="visa bara, skriv inget")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError, so that the exit code is not 0, when the file is refused."""
        unit = Unit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(f"Det finns ingen enhet med koden ”{options['unit']}”.")
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"Filen kan inte öppnas: {error.strerror}.") from error
        try:
            reading = read_sie(data, options["file"].name, options["encoding"])
        except SieError as error:
            raise CommandError(str(error)) from error
        found = preview(reading, unit)
        self._show(found)
        if found.already is not None:
            self.stdout.write(f"Filen är redan inläst {found.already.imported_at:%Y-%m-%d %H:%M}. Inget har ändrats.")
            return
        if found.errors:
            raise CommandError("Filen läses inte in. " + found.errors[0].message)
        if options["preview"]:
            self.stdout.write("Förhandsvisning. Inget har skrivits.")
            return
        try:
            outcome = import_actuals(system_actor(), unit, reading)
        except RuleBroken as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            self.style.SUCCESS(f"Inläst: {outcome.batch.rows} rader, inläsning nummer {outcome.batch.pk}.")
        )

    def _show(self, found: Preview) -> None:
        reading = found.reading
        lines = [
            ("Fil", reading.filename),
            ("Företag", reading.company or "–"),
            ("SIE-typ", reading.sie_type),
            ("Räkenskapsår", f"{reading.first_day} – {reading.last_day} (år {reading.year})"),
            ("Gäller", f"{found.unit.name} ({found.unit.code})"),
            ("Σ IB", kronor(reading.opening_total)),
            ("Σ UB", kronor(reading.closing_total)),
            ("Σ RES", kronor(reading.result_total)),
            ("Resultat", f"{kronor(reading.net)} (+ är överskott)"),
            ("Verifikationer", str(reading.vouchers or 0)),
            ("Rader", str(len(reading.figures))),
            ("Nya konton", str(len(found.new_accounts))),
            ("Ersätter", ", ".join(batch.filename for batch in found.replaces) or "inget"),
        ]
        for label, value in lines:
            self.stdout.write(f"{label:<15} {value}")
        for key, amount in reading.by_class.items():
            self.stdout.write(f"  klass {key}       {kronor(amount)}")
        for finding in found.findings:
            self.stdout.write(said(finding))


def kronor(ore: int | None) -> str:
    """Öre as kronor with two decimals."""
    return format_amount(ore, Shown.KR, decimals=2)


def said(finding: Finding) -> str:
    """A finding on one line: sign, line of the file, words."""
    line = f"rad {finding.line}: " if finding.line is not None and not finding.message.startswith("Rad ") else ""
    detail = f" ({finding.detail})" if finding.detail else ""
    return f"{SIGNS[finding.severity]} {line}{finding.message}{detail}"
