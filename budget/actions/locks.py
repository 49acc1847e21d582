"""One at a time: sums that must hold are checked and written under a lock, or two people could each take the last krona."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils.translation import gettext as _

from budget.queries.decided import budget_decision
from sala_styr.decisions.models import Year, YearState
from sala_styr.errors import RuleBroken

LOCK_SPACE = 1982
"""Beside the trees' own (1981): keeps our advisory locks apart from theirs and from other programs'."""


@contextmanager
def year_lock(year: int) -> Iterator[None]:
    """A transaction that alone may change the frames, detail budgets and actuals of ``year`` until it ends.

    PostgreSQL: an advisory transaction lock. SQLite: transactions begin IMMEDIATE (settings), so they are already one at a time.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, year])
        yield


def require_year_not_closed(year: int) -> None:
    """Raise RuleBroken when the year's accounts are closed."""
    if Year.objects.filter(year=year, state=YearState.CLOSED).exists():
        raise RuleBroken(
            _("%(year)s är avslutat, så inget kan ändras i det. En controller kan öppna året igen.") % {"year": year}
        )


def require_budget_open(year: int) -> None:
    """Raises RuleBroken when the budget of ``year`` is decided: its frames and result budget are then changed by amendments only. One query."""
    found = budget_decision(year)
    if found is not None and found.is_decided:
        raise RuleBroken(
            _(
                "Budgeten för %(year)s är beslutad (%(decision)s). Ändra den med ett tilläggsanslag, en omfördelning eller en teknisk justering."
            )
            % {"year": year, "decision": found.decision}
        )
