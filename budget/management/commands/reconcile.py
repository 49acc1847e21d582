"""``manage.py reconcile --year Y``: the lines of the page Avstämning av siffror; ends with an error when one is red."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budget.queries.check import Check
from budget.queries.reconcile import reconcile
from sala_styr.decisions.queries import current_year
from sala_styr.money import MISSING, format_amount
from sala_styr.money import Unit as Shown


class Command(BaseCommand):
    help = "Stäm av siffrorna för ett år: varje rad visar båda sidorna och skillnaden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, help="året (annars det pågående)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError, so that the exit code is not 0, when a line is red."""
        year = options["year"] or current_year()
        checks = reconcile(year)
        self.stdout.write(f"Avstämning av siffror {year}, kronor")
        for check in checks:
            for line in lines_of(check):
                self.stdout.write(line)
        red = [check for check in checks if check.is_red]
        if red:
            raise CommandError(f"{len(red)} av {len(checks)} rader stämmer inte.")
        self.stdout.write(self.style.SUCCESS(f"Alla {len(checks)} rader går ihop."))


def lines_of(check: Check) -> list[str]:
    """A check as it is printed: the verdict and name, the two sides, and the parts that do not tie."""
    sign = "–" if check.is_empty else "●" if check.ok else "○" if check.is_red else "◐"
    lines = [f"{sign} {check.number:>2}. {check.name}"]
    if check.is_empty:
        lines.append("       Inget att stämma av ännu.")
    else:
        lines.append(f"       {check.left_label}: {shown(check, check.left)}")
        lines.append(f"     {check.relation} {check.right_label}: {shown(check, check.right)}")
        if check.difference:
            lines.append(f"       Skillnad: {shown(check, check.difference)}")
    if check.detail:
        lines.append(f"       {check.detail}")
    lines += [
        f"       ○ {part.label}: {shown(check, part.left)} mot {shown(check, part.right)}"
        for part in check.broken_parts[:20]
    ]
    return lines


def shown(check: Check, value: int | None) -> str:
    """A side as it is printed."""
    if value is None:
        return MISSING
    return str(value) if check.is_count else format_amount(value, Shown.KR, decimals=2)
