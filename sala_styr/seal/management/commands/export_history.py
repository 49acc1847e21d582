"""``manage.py export_history FILE.zip``: the history with its seals, for verifying elsewhere."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from sala_styr.seal.exporting import export


class Command(BaseCommand):
    help = "Skriver historiken med löv och sigill till en zipfil, som kan kontrolleras utan systemet (verify_offline.py i filen)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="zipfilens namn")

    def handle(self, *args: Any, **options: Any) -> None:
        leaves = export(options["file"])
        self.stdout.write(
            _("%(leaves)s förseglade historikrader i %(file)s.") % {"leaves": leaves, "file": options["file"]}
        )
        self.stdout.write(_("Kontrollera: python3 verify_offline.py %(file)s --root KOD") % {"file": options["file"]})
