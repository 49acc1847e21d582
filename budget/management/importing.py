"""What the commands that bring in files share: the same reading, controls and import as on the page."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from budget.actions.imports import import_actuals
from budget.imports import Reading
from budget.queries.imports import Preview, preview
from budget.sie.encoding import ENCODINGS
from budget.sie.findings import Finding, Severity, SieError
from sala_styr.errors import RuleBroken
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit
from sala_styr.tables import TableError

SIGNS = {Severity.OK: "●", Severity.WARNING: "◐", Severity.ERROR: "○"}


class ImportCommand(BaseCommand):
    """A command brings in one kind of file: it says how it is read."""

    def read(self, file: BinaryIO, name: str, unit: Unit, options: dict[str, Any]) -> Reading:
        """The file as understood. Raises SieError or TableError, with words for people, when it cannot be read."""
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="filen")
        parser.add_argument("--unit", required=True, help="koden för den enhet eller det bolag som filen gäller")
        parser.add_argument("--encoding", choices=ENCODINGS, help="teckenkodning i en SIE-fil, om den gissas fel")
        parser.add_argument("--preview", action="store_true", help="visa bara, skriv inget")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError, so that the exit code is not 0, when the file is refused."""
        unit = Unit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(f"Det finns ingen enhet med koden ”{options['unit']}”.")
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                self._bring_in(self.read(file, path.name, unit, options), unit, options["preview"])
        except OSError as error:
            raise CommandError(f"Filen kan inte öppnas: {error.strerror}.") from error
        except (SieError, TableError, RuleBroken) as error:
            raise CommandError(str(error)) from error

    def _bring_in(self, reading: Reading, unit: Unit, only_preview: bool) -> None:
        found = preview(reading, unit)
        self._show(found)
        if found.already is not None:
            self.stdout.write(f"Filen är redan inläst, {found.already.imported_at:%Y-%m-%d %H:%M}. Inget har ändrats.")
        elif found.errors:
            raise CommandError("Filen läses inte in. " + found.errors[0].message)
        elif only_preview:
            self.stdout.write("Förhandsvisning. Inget har skrivits.")
        else:
            batch = import_actuals(system_actor(), unit, reading).batch
            self.stdout.write(self.style.SUCCESS(f"Inläst: {batch.rows} rader, inläsning nummer {batch.pk}."))

    def _show(self, found: Preview) -> None:
        reading = found.reading
        lines = [
            ("Fil", reading.filename),
            ("Företag", reading.company or "–"),
            ("SIE-typ", reading.sie_type or "–"),
            ("Räkenskapsår", f"{reading.first_day} – {reading.last_day} (år {reading.year})"),
            ("Gäller", f"{found.unit.name} ({found.unit.code})"),
            ("Σ IB", kronor(reading.opening_total)),
            ("Σ UB", kronor(reading.closing_total)),
            ("Σ RES", kronor(reading.result_total)),
            ("Resultat", f"{kronor(found.net)} (+ är överskott)"),
            ("Verifikationer", str(reading.vouchers or 0)),
            ("Rader", str(found.count)),
            ("Nya konton", str(len(found.new_accounts))),
            ("Ersätter", ", ".join(batch.filename for batch in found.replaces) or "inget"),
        ]
        for label, value in lines:
            self.stdout.write(f"{label:<15} {value}")
        for total in found.classes:
            self.stdout.write(f"  klass {total.key}       {kronor(total.amount)}")
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
