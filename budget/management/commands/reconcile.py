"""``manage.py reconcile --year Y``: the lines of the page Avstämning av siffror; ends with an error when one is red."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budget.queries.check import Check, Part, Verdict
from budget.queries.decided import budget_decision, level_of
from budget.queries.reconcile import reconcile
from sala_styr.decisions.queries import current_year
from sala_styr.money import MISSING, format_amount
from sala_styr.money import Unit as Shown

SIGNS = {Verdict.TIES: "●", Verdict.BROKEN: "○", Verdict.LOOK: "◐", Verdict.NOTHING: "–"}
WIDTH = 20
MOST_PARTS = 20


class Command(BaseCommand):
    help = "Stäm av siffrorna för ett år: varje rad visar båda sidorna och skillnaden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, help="året (annars det pågående)")
        parser.add_argument("--json", action="store_true", help="som JSON, belopp i öre, alla delar med")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError, so that the exit code is not 0, when a line is red."""
        year = options["year"] or current_year()
        checks = reconcile(year)
        red = [check for check in checks if check.is_red]
        if options["json"]:
            self.stdout.write(json.dumps(as_data(year, checks), ensure_ascii=False, indent=1))
        else:
            for line in printed(year, checks):
                self.stdout.write(line)
        if red:
            raise CommandError(f"{len(red)} av {len(checks)} rader stämmer inte.")
        if not options["json"]:
            self.stdout.write(self.style.SUCCESS(_closing(checks)))


def _closing(checks: list[Check]) -> str:
    """What it comes to, when nothing is red."""
    compared = sum(not check.is_empty for check in checks)
    look = sum(check.is_warning for check in checks)
    if not compared:
        return "Inget att jämföra än."
    return f"{compared - look} rader går ihop" + (f", {look} att se över." if look else ".")


def printed(year: int, checks: list[Check]) -> Iterator[str]:
    """The whole reconciliation as lines of text: figures in columns, the name last."""
    decided = budget_decision(year)
    words = f"beslutad, {decided.decision}" if decided and decided.is_decided else "öppen"
    yield f"Avstämning av siffror {year}, kronor. Budgeten är {words}."
    yield f"    {'nr':>2} {'ena sidan':>{WIDTH}}   {'andra sidan':>{WIDTH}} {'skillnad':>{WIDTH}}  kontroll"
    for check in checks:
        yield from lines_of(check)


def lines_of(check: Check) -> Iterator[str]:
    """A check as it is printed: the verdict, the two sides and the name; below, what is missing, or why it does not tie and which parts."""
    sides = (
        f"{shown(check, check.left):>{WIDTH}} {check.relation} {shown(check, check.right):>{WIDTH}}"
        f" {shown(check, check.difference):>{WIDTH}}"
    )
    yield f"{SIGNS[check.verdict]}   {check.number:>2} {sides}  {check.name}"
    if check.is_empty:
        yield f"{'':>7}Inget att jämföra än. {check.missing}".rstrip()
    if not check.ok:
        yield f"{'':>7}{check.left_label} {check.relation} {check.right_label} ({level_of(check)})"
    if check.detail:
        yield f"{'':>7}{check.detail}"
    for part in check.broken_parts[:MOST_PARTS]:
        yield f"{'':>7}○ {part.label}: {shown(check, part.left)} mot {shown(check, part.right)}"
    if len(check.broken_parts) > MOST_PARTS:
        yield f"{'':>7}… och {len(check.broken_parts) - MOST_PARTS} till"


def shown(check: Check, value: int | None) -> str:
    """A side as it is printed."""
    if value is None:
        return MISSING
    return str(value) if check.is_count else format_amount(value, Shown.KR, decimals=2)


def as_data(year: int, checks: list[Check]) -> dict[str, Any]:
    """The same for programs: amounts are öre in report sign, numbers of things where ``is_count``."""
    return {
        "year": year,
        "unit": "öre",
        "red": sum(check.is_red for check in checks),
        "warnings": sum(check.is_warning for check in checks),
        "checks": [
            {
                "number": check.number,
                "name": check.name,
                "verdict": check.verdict.value,
                "severity": check.severity.value,
                "level": level_of(check),
                "left_label": check.left_label,
                "left": check.left,
                "relation": check.relation,
                "right_label": check.right_label,
                "right": check.right,
                "difference": check.difference,
                "is_count": check.is_count,
                "detail": check.detail or (check.missing if check.is_empty else ""),
                "parts": [_part(part) for part in check.parts],
            }
            for check in checks
        ],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "label": part.label,
        "left": part.left,
        "right": part.right,
        "difference": part.difference,
        "ok": part.ok,
        "terms": dict(part.terms),
    }
