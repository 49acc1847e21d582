"""``manage.py kolada import FILE…`` and ``manage.py kolada fetch``: what the pages do, for those who have a terminal or a timer. Safe to run twice."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from goals.actions.kolada import bring_in, fetch_now
from goals.kolada.shapes import KoladaFormatError, Package, read
from goals.models import KoladaFetch
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import system_actor


class Command(BaseCommand):
    help = "Läser in uppgifter från Kolada: ur filer (import FIL …) eller från dess API (fetch)."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and with which files."""
        parts = parser.add_subparsers(dest="what", required=True)
        parts.add_parser("fetch", help="hämta från API:t det som indikatorerna behöver")
        files = parts.add_parser("import", help="läs in JSON-filer som har hämtats från API:t")
        files.add_argument("files", nargs="+", type=Path, metavar="FIL")

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring in, and say what came."""
        try:
            found = fetch_now(system_actor()) if options["what"] == "fetch" else self._import(options["files"])
        except (RuleBroken, KoladaFormatError, OSError) as wrong:
            raise CommandError(str(wrong)) from wrong
        if found.problem:
            raise CommandError(found.problem)
        self.stdout.write(
            f"Inläst från {found.source}: {found.values_new} nya, {found.values_changed} ändrade, "
            f"{found.values_missing} saknade värden."
        )

    def _import(self, files: list[Path]) -> KoladaFetch:
        package, fingerprint = Package(), hashlib.sha256()
        for file in files:
            data = file.read_bytes()
            fingerprint.update(data)
            package += read(data, file.name)[0]
        return bring_in(system_actor(), package, ", ".join(file.name for file in files), fingerprint.hexdigest())
