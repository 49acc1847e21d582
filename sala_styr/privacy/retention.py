"""How long things are kept, and taking away what is past its time.

The usual times are here; an administrator says others in pages, within what is reasonable. What each kind is, and how its rows are found, is said by the
app that has them (``keeps``). What is taken away leaves a row that says how many, and in the history a row that says that something was taken away,
without what it said. What is decided or published is never weeded here: it is a public record (arkivlagen 1990:782).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.privacy.models import Kept, RetentionRule, Weeding
from sala_styr.seal import allowing_rewrite

LEAST, MOST = 3, 120
"""Months that an administrator may choose between."""
AT_A_TIME = 500


@dataclass(frozen=True)
class Keeping:
    """``past``: the rows that were done with before a moment. ``words``: their fields that hold somebody's words or address, by name."""

    what: Kept
    usual: int
    past: Callable[[datetime], models.QuerySet[models.Model]]
    words: tuple[str, ...]


_keepings: dict[Kept, Keeping] = {}


def keeps(keeping: Keeping) -> None:
    """Say of a kind how its rows are found. Raises ValueError for a second one."""
    if keeping.what in _keepings:
        raise ValueError(f"two say how {keeping.what} is kept")
    _keepings[keeping.what] = keeping


def months() -> dict[Kept, int]:
    """For how long each kind is kept: what has been chosen, else the usual. One query."""
    chosen = dict(RetentionRule.objects.values_list("what", "months"))
    return {what: chosen.get(what.value, keeping.usual) for what, keeping in _keepings.items()}


def limits(now: datetime | None = None) -> dict[Kept, datetime]:
    """What is older than this is past its time, for each kind."""
    at = now or timezone.now()
    return {what: at - relativedelta(months=count) for what, count in months().items()}


def waiting(now: datetime | None = None) -> dict[Kept, int]:
    """How many rows of each kind are past their time. A query for each kind."""
    return {what: _keepings[what].past(limit).count() for what, limit in limits(now).items()}


def weed(actor: Actor, now: datetime | None = None) -> list[Weeding]:
    """Take away everything that is past its time, some hundred at a time, each lot with its note of how many, whole or not at all. The notes."""
    done = []
    for what, limit in limits(now).items():
        reason = _("Gallrade: %(what)s") % {"what": what.label}
        while lot := list(_keepings[what].past(limit).order_by("pk")[:AT_A_TIME]):
            with recording(actor, reason), allowing_rewrite(actor, reason):
                take_away(what, lot)
                done.append(Weeding.objects.create(what=what, older_than=limit, removed=len(lot)))
    return done


def take_away(what: Kept, lot: Sequence[models.Model]) -> None:
    """Remove the rows, and their words from the history: it still says that they were there and went. Called where the history may be rewritten."""
    if not lot:
        return
    keys = [row.pk for row in lot]
    history = type(lot[0]).history.model.objects.filter(id__in=keys)  # type: ignore[attr-defined]
    for row in lot:
        row.delete()
    history.exclude(history_type="-").delete()
    history.update(**dict.fromkeys(_keepings[what].words, ""))
