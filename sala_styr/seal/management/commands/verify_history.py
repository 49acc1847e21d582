"""``manage.py verify_history``: has anybody bent the history? Says what was looked at and names the first fault, or all. Exit code 1 for a fault."""

import sys
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from sala_styr.seal.codes import normal
from sala_styr.seal.verifying import Verification, verify


class Command(BaseCommand):
    help = "Kontrollerar att historiken är hel: sigillkedjan, varje historikrad, varje tabell mot sin historik och varje inläsning."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--root",
            action="append",
            default=[],
            help="kod eller kontrollsumma som förvarats utanför, eller en fil med sådana",
        )
        parser.add_argument(
            "--since", type=date.fromisoformat, help="läs bara rader som förseglats från och med den dagen"
        )
        parser.add_argument("--all", action="store_true", help="visa alla fel, inte bara det första")

    def handle(self, *args: Any, **options: Any) -> None:
        roots = [root for said in options["root"] for root in _roots(said)]
        seen = Verification()
        findings = verify(roots, options["since"], seen)
        found = 0
        for finding in findings if options["all"] else islice(findings, 1):
            found += 1
            self.stderr.write(_("FEL: %(finding)s") % {"finding": finding})
        self._tell(seen, found, len(roots))
        if found:
            sys.exit(1)

    def _tell(self, seen: Verification, found: int, roots: int) -> None:
        told = {
            "seals": seen.seals,
            "leaves": seen.counted.leaves,
            "tables": seen.tables,
            "batches": seen.batches,
            "waiting": seen.waiting,
            "rewritten": seen.counted.rewritten,
            "in_part": seen.counted.in_part,
            "roots": roots,
        }
        if not found:
            self.stdout.write(
                _(
                    "Historiken är hel: %(seals)s sigill, %(leaves)s historikrader, %(tables)s tabeller och %(batches)s inläsningar stämmer."
                )
                % told
            )
        if roots and not found:
            self.stdout.write(_("%(roots)s sigill som förvarats utanför finns i kedjan.") % told)
        elif not roots:
            self.stdout.write(
                _("Utan ett sigill som förvarats utanför (--root) syns inte om hela kedjan är omskriven.")
            )
        if seen.counted.rewritten:
            self.stdout.write(_("%(rewritten)s rader är lovligt omskrivna eller raderade.") % told)
        if seen.counted.in_part:
            self.stdout.write(
                _("%(in_part)s rader kunde bara jämföras delvis: en uppgradering har tagit bort fält.") % told
            )
        if seen.waiting:
            self.stdout.write(_("%(waiting)s rader väntar på att förseglas.") % told)
        if seen.newest:
            self.stdout.write(_("Senaste sigillet: %(code)s") % {"code": seen.newest.code})


def _roots(said: str) -> list[str]:
    """A code, or the codes that begin the lines of a file."""
    if normal(said):
        return [said]
    path = Path(said)
    if not path.is_file():
        raise CommandError(_("%(said)s är varken ett sigills kod, en kontrollsumma eller en fil.") % {"said": said})
    lines = [line.split()[0] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for line in lines:
        if not normal(line):
            raise CommandError(_("%(said)s i %(file)s är inget sigills kod.") % {"said": line, "file": said})
    return lines
