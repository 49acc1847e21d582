"""A process of its own that writes money while others do the same: ``python -m tests.budget.writer allocate|import|forecast TURNS locked|FOLDER``.

Prints how many of its attempts were let through. With a FOLDER for its processes to meet in the year's lock is taken away, to show what it is for.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

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
PROCESSES = 4
PATIENCE = 120.0


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


def without_lock(folder: Path) -> Callable[[int], AbstractContextManager[None]]:
    """What is left when the lock is taken away: an ordinary transaction, that ends when all the processes have come as far in theirs."""

    @contextmanager
    def no_lock(year: int) -> Iterator[None]:
        with transaction.atomic():
            yield
            (folder / str(os.getpid())).touch()
            latest = time.monotonic() + PATIENCE
            while len(list(folder.iterdir())) < PROCESSES:
                if time.monotonic() > latest:
                    raise TimeoutError("the others did not come")
                time.sleep(0.01)

    return no_lock


def main(what: str, turns: int, how: str) -> None:
    """Try ``turns`` times and print how often it went through."""
    if how != "locked":
        for module in (ledger, imports, forecast):
            module.year_lock = without_lock(Path(how))  # type: ignore[attr-defined]
    attempt = {"allocate": allocate, "import": bring_in, "forecast": judge}[what]
    sys.stdout.write(str(sum(attempt() for _ in range(turns))))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
