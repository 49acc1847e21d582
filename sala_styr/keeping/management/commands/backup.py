"""``manage.py backup DIR [--keep N]``: the database and the files of one moment in one package. ``--check FILE`` looks at one without restoring it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sala_styr.errors import RuleBroken
from sala_styr.files import StoreAway
from sala_styr.keeping.backing_up import back_up, remove_oldest
from sala_styr.keeping.restoring import check


class Command(BaseCommand):
    help = "Säkerhetskopierar databasen och filerna till en mapp, eller kontrollerar en kopia (--check)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="mappen som kopian läggs i")
        parser.add_argument(
            "--keep", type=int, metavar="N", help="behåll de N nyaste kopiorna i mappen och ta bort de äldre"
        )
        parser.add_argument("--check", type=Path, metavar="FILE", help="kontrollera en kopia utan att återställa den")

    def handle(self, *args: Any, folder: Path | None, keep: int | None, check: Path | None, **options: Any) -> None:
        if (folder is None) == (check is None):
            raise CommandError(
                "Säg vilken mapp kopian ska läggas i, eller vilken kopia som ska kontrolleras (--check FILE)."
            )
        if keep is not None and keep < 1:
            raise CommandError("--keep behöver vara minst 1.")
        try:
            if check is not None:
                self._check(check)
            elif folder is not None:
                self._make(folder, keep)
        except (RuleBroken, StoreAway) as error:
            raise CommandError(str(error)) from error

    def _make(self, folder: Path, keep: int | None) -> None:
        made = back_up(folder)
        size = made.path.stat().st_size / 1024**2
        self.stdout.write(f"{made.path}: {made.tables} tabeller, {made.rows} rader, {made.files} filer, {size:.1f} MB.")
        for path in remove_oldest(folder, keep) if keep else ():
            self.stdout.write(f"Tog bort {path}")
        if made.missing:
            raise CommandError(
                f"Kopian är gjord, men {len(made.missing)} filer som databasen pekar på finns inte: {', '.join(made.missing[:5])}. Kör check_reports.",
                returncode=2,
            )

    def _check(self, path: Path) -> None:
        found = check(path)
        if found.faults:
            raise CommandError("\n".join([*found.faults, f"{path} är inte hel och kan inte återställas."]))
        self.stdout.write(f"{path} är hel: {found.tables} tabeller, {found.rows} rader, {found.files} filer.")
