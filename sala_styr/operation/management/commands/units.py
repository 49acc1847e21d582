"""``manage.py units --out DIR --domain styr.example``: the files that set the service up on this machine (docs/operation.md)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sala_styr.operation.units import Machine, files

SECRET_FILE = "env"


class Command(BaseCommand):
    help = "Skriver systemd-enheter, nginx-inställningar och en miljöfil för att köra tjänsten på riktigt på en maskin."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="mappen som filerna skrivs i")
        parser.add_argument("--domain", required=True, help="värdnamnet som folk använder, t.ex. styr.example")
        parser.add_argument("--code", default=str(settings.BASE_DIR), help="där programmet ligger")
        parser.add_argument("--data", default="/var/lib/sala-styr", help="där filerna ska ligga")
        parser.add_argument("--backups", default="/var/backups/sala-styr", help="där säkerhetskopiorna ska ligga")
        parser.add_argument("--user", default="styr", help="systemanvändaren som tjänsten kör som")
        parser.add_argument("--processes", type=int, default=4, help="webbprocesser")
        parser.add_argument("--threads", type=int, default=4, help="trådar i varje webbprocess")
        parser.add_argument("--workers", type=int, default=2, help="bakgrundsarbetare")
        parser.add_argument("--memory", default="2G", help="minne för webbprocesserna tillsammans")
        parser.add_argument("--certificate", default="", help="certifikatkedjan (letsencrypts plats)")
        parser.add_argument("--key", default="", help="certifikatets nyckel")

    def handle(self, *args: Any, out: Path, **options: Any) -> None:
        chosen = {name: options[name] for name in Machine.__dataclass_fields__}
        machine = Machine(**chosen)
        try:
            made = files(machine)
        except ValueError as error:
            raise CommandError(f"Det går inte att skriva i en enhetsfil: {error}") from error
        for name, text in made.items():
            self._write(out / name, text, secret=name == SECRET_FILE)
        instances = " ".join(f"sala-styr-worker@{number}" for number in range(1, machine.workers + 1))
        self.stdout.write(
            f"Skrev {len(made)} filer i {out}. Nästa steg står i docs/operation.md; tjänsterna sätts igång med:\n"
            f"systemctl enable --now sala-styr-web {instances} sala-styr-due.timer sala-styr-backup.timer"
        )

    def _write(self, path: Path, text: str, *, secret: bool) -> None:
        """A file that holds the key is never written over: those who are logged in would be logged out, and signed addresses die."""
        if secret and path.exists():
            self.stdout.write(f"{path} finns redan och lämnas som den är.")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600 if secret else 0o644)
        path.write_text(text, encoding="utf-8")
