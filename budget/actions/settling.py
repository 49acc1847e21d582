"""Shares of lines kept true while lines are written: their amounts are the line's to the öre, and they go and come back with it.

A line's shares come and go as a whole set of 100 %. So what a saving took away can be found again: the newest set that was removed.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from budget.models import DetailLine, LineLink, LineShare
from goals.models import PlanItem
from sala_styr.errors import RuleBroken
from sala_styr.history import bulk_create, bulk_update
from sala_styr.money import spread

WHOLE = 10_000
"""100 %, in hundredths of a percent."""


def settle_shares(lines: Sequence[DetailLine]) -> None:
    """After lines have been written: shares follow their line's amount, go with a line that is no longer shared, and come back with one that is again.

    At most three queries and those of what is written, however many lines.
    """
    kept: dict[int, list[LineShare]] = {}
    for share in LineShare.objects.filter(line__in=[line.pk for line in lines]).order_by("line_id", "pk"):
        kept.setdefault(share.line_id, []).append(share)
    shared = [line for line in lines if line.link == LineLink.SHARED]
    loose = [line.pk for line in lines if line.link != LineLink.SHARED and line.pk in kept]
    if loose:
        LineShare.objects.filter(line__in=loose).delete()
    moved = [share for line in shared if line.pk in kept for share in _moved(line, kept[line.pk])]
    if moved:
        bulk_update(LineShare, moved, ["amount"])
    gone = [line for line in shared if line.pk not in kept]
    if gone:
        bulk_create(LineShare, [share for line, parts in _newest_sets(gone) for share in cut(line, parts)])


def share_like(copies: Iterable[tuple[int, DetailLine]]) -> None:
    """Give each new line the shares that the line with the number has. Two queries."""
    by_line = dict(copies)
    found = LineShare.objects.filter(line__in=by_line).select_related("plan_item").order_by("line_id", "pk")
    rows: list[LineShare] = []
    for line_id, shares in groupby(found, key=lambda share: share.line_id):
        rows += cut(by_line[line_id], [(share.plan_item, share.share) for share in shares])
    bulk_create(LineShare, rows)


def cut(line: DetailLine, parts: Sequence[tuple[PlanItem, int]]) -> list[LineShare]:
    """The line's shares, not saved: (part of the plan, hundredths of a percent) with amounts by largest remainder."""
    amounts = spread(line.amount, [share for _item, share in parts])
    return [
        LineShare(line=line, year=line.year, plan_item=item, share=share, amount=amount)
        for (item, share), amount in zip(parts, amounts, strict=True)
    ]


def _moved(line: DetailLine, shares: Sequence[LineShare]) -> list[LineShare]:
    """The shares whose amount is another, now that the line's is."""
    changed = []
    for share, amount in zip(shares, spread(line.amount, [each.share for each in shares]), strict=True):
        if share.amount != amount:
            share.amount = amount
            changed.append(share)
    return changed


def _newest_sets(lines: Sequence[DetailLine]) -> list[tuple[DetailLine, list[tuple[PlanItem, int]]]]:
    """Each line's newest set that was taken away. Raises RuleBroken where there is none, or a part of it is no longer there."""
    rows = LineShare.history.filter(line_id__in=[line.pk for line in lines], history_type="-").order_by("-history_id")
    taken: dict[int, list[tuple[int, int, int]]] = {}
    for line_id, place, item_id, share in rows.values_list("line_id", "id", "plan_item_id", "share"):
        parts = taken.setdefault(line_id, [])
        if sum(each for _place, _item, each in parts) < WHOLE:
            parts.append((place, item_id, share))
    items = PlanItem.objects.in_bulk({item for parts in taken.values() for _place, item, _share in parts})
    if any(line.pk not in taken or any(part[1] not in items for part in taken[line.pk]) for line in lines):
        raise RuleBroken(_("Raden delas inte mellan delar av planen. Dela den på radens sida."), field="plan_item")
    return [(line, [(items[item], share) for _place, item, share in sorted(taken[line.pk])]) for line in lines]
