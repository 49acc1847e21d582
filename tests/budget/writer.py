"""A process of its own that writes money while others do the same: ``python -m tests.budget.writer allocate|import|forecast TURNS locked|unlocked``.

Prints how many of its attempts were let through. ``unlocked`` takes the year's lock away, to show what it is for.
"""

import sys
from contextlib import contextmanager

import django

django.setup()

from django.db import transaction  # noqa: E402

from budget.actions import forecast, imports, ledger  # noqa: E402
from budget.imports import read_file  # noqa: E402
from budget.models import EntryKind  # noqa: E402
from sala_styr.errors import RuleBroken  # noqa: E402
from sala_styr.organisation.actor import system_actor  # noqa: E402
from sala_styr.organisation.models import Unit  # noqa: E402

YEAR = 2026
KRONA = 100


def allocate() -> bool:
    """Pass one krona on from verksamhet A to A1, while there is one."""
    source, target = Unit.objects.get(code="verksA"), Unit.objects.get(code="A1")
    try:
        ledger.record_entry(
            system_actor(), ledger.EntryDraft(YEAR, EntryKind.ALLOCATION, source, target, KRONA, "En krona")
        )
    except RuleBroken:
        return False
    return True


def bring_in() -> bool:
    """Bring in the one and only file."""
    reading = read_file(b"konto;period;belopp\n5010;202601;-1\n", "utfall.csv", YEAR)
    return imports.import_actuals(system_actor(), Unit.objects.get(code="koncern"), reading).is_new


def judge() -> bool:
    """Give one more forecast for A1."""
    forecast.give_forecast(system_actor(), Unit.objects.get(code="A1"), YEAR, 8, -KRONA, "Så")
    return True


@contextmanager
def no_lock(year: int):  # type: ignore[no-untyped-def]
    """What is left when the lock is taken away: an ordinary transaction."""
    with transaction.atomic():
        yield


def main(what: str, turns: int, locked: bool) -> None:
    """Try ``turns`` times and print how often it went through."""
    if not locked:
        for module in (ledger, imports, forecast):
            module.year_lock = no_lock  # type: ignore[attr-defined]
    attempt = {"allocate": allocate, "import": bring_in, "forecast": judge}[what]
    sys.stdout.write(str(sum(attempt() for _ in range(turns))))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3] == "locked")
