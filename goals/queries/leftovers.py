"""Kvar att koppla: what hangs loose in the plan. Found in the rows that the page has already, without queries of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goals.models import ANSWERING_KINDS, ItemState, OwnerKind
from goals.queries.thread import PlanRow, plan_rows
from sala_styr.organisation.actor import ANONYMOUS

LIVE = frozenset({ItemState.DECIDED.value, ItemState.ACTIVE.value})
"""Plain texts, since thousands of rows are asked."""


@dataclass(frozen=True)
class Leftovers:
    """What needs mending (domain §10, 14 and 15; design §1.1). Drafts and what is ended are left out."""

    without_responsible: tuple[PlanRow, ...] = ()
    """What is followed up but nobody answers for: decided before a responsible person was asked for, or of somebody who has left."""
    unanswered: tuple[PlanRow, ...] = ()
    """What the council has decided and no committee answers to."""
    loose: tuple[PlanRow, ...] = ()
    """What does not answer to anything of the level its own level says, this year."""
    without_activity: tuple[PlanRow, ...] = ()
    """A committee's focus areas that nobody does anything about."""
    without_money: tuple[PlanRow, ...] = ()
    """A committee's focus areas and priorities that no krona is linked to. Empty when money is not known here."""

    @property
    def count(self) -> int:
        return sum(len(getattr(self, name)) for name in self.__dataclass_fields__)


def leftovers(year: int, rows: Sequence[PlanRow] | None = None, money: Mapping[int, Any] | None = None) -> Leftovers:
    """What hangs loose in ``year``. ``rows``: the plan as its reader sees it (what everybody sees); ``money``: {item id: amounts of its branch}."""
    plan = plan_rows(ANONYMOUS, year) if rows is None else rows
    by_pk = {row.pk: row for row in plan}
    live = [row for row in plan if row.state in LIVE]
    answered = {row.parent_id for row in live}
    answering, council = {str(kind) for kind in ANSWERING_KINDS}, OwnerKind.COUNCIL.value
    busy = _above_activities(live, by_pk)
    committee = [row for row in live if row.owner_kind in answering]
    return Leftovers(
        without_responsible=tuple(row for row in live if row.followed_up and row.responsible_id is None),
        unanswered=tuple(row for row in live if row.owner_kind == council and row.pk not in answered),
        loose=tuple(row for row in live if not _hangs_right(row, by_pk)),
        without_activity=tuple(row for row in committee if row.gets_activities and row.pk not in busy),
        without_money=() if money is None else tuple(row for row in committee if not has_money(money.get(row.pk))),
    )


def has_money(value: Any) -> bool:
    """Is any krona linked to the branch? A contributed value has ``whole_branch``; None and 0 are none."""
    return bool(getattr(value, "whole_branch", value))


def _hangs_right(row: PlanRow, plan: Mapping[int, PlanRow]) -> bool:
    """A level that need not answer to anything (Level.parent_required) may stand by itself: invariant 14 is configurable."""
    if row.step_parent_id is None or not row.parent_required:
        return True
    return row.parent_id is not None and plan[row.parent_id].step_id in row.parent_steps


def _above_activities(live: Sequence[PlanRow], plan: Mapping[int, PlanRow]) -> set[int]:
    """The items with an activity somewhere below."""
    busy: set[int] = set()
    for row in live:
        parent = row.parent_id if row.is_activity else None
        while parent is not None and parent not in busy:
            busy.add(parent)
            parent = plan[parent].parent_id
    return busy
