"""The wordings of a part of the plan: the chain from the first to the newest, and what it was ended or replaced by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goals.models import ItemState, PlanItem
from goals.queries.items import whole_items
from goals.wording import Difference, differences, words_of
from sala_styr.organisation.actor import Actor


@dataclass(frozen=True)
class Version:
    """One wording. ``number`` 1 is the oldest; ``who``, ``when`` and ``why`` say how it came into force, or how the draft began."""

    number: int
    item: PlanItem
    who: str
    when: datetime | None
    why: str

    @property
    def is_draft(self) -> bool:
        return self.item.state == ItemState.DRAFT


def versions_of(item: PlanItem, actor: Actor) -> list[Version]:
    """All wordings that ``actor`` may see, the newest first. Three queries, however many there are."""
    found = whole_items().visible_to(actor).select_related("parent", "area")
    there = {each.pk: each for each in found.filter(pk__in=family_of(item.pk))}
    began = _began(there)
    ordered = sorted(there.values(), key=lambda each: (each.first_year, each.pk))
    return [_version(number, each, began.get(each.pk)) for number, each in enumerate(ordered, start=1)][::-1]


def family_of(pk: int) -> frozenset[int]:
    """The item with all its older and newer wordings. One query."""
    pairs = list(PlanItem.objects.order_by().filter(replaces__isnull=False).values_list("pk", "replaces_id"))
    family = {pk}
    size = 0
    while len(family) > size:
        size = len(family)
        for newer, older in pairs:
            if newer in family or older in family:
                family |= {newer, older}
    return frozenset(family)


def _began(items: Mapping[int, PlanItem]) -> dict[int, Any]:
    """For each item the history row with which it got into force; the first row of one that is still a draft."""
    rows = PlanItem.history.filter(id__in=items).select_related("history_user").order_by("history_date", "history_id")
    began: dict[int, Any] = {}
    for row in rows:
        first = began.get(row.id)
        if first is None or (first.state == ItemState.DRAFT and row.state != ItemState.DRAFT):
            began[row.id] = row
    return began


def _version(number: int, item: PlanItem, row: Any) -> Version:
    if row is None:
        return Version(number, item, "", None, "")
    who = str(row.history_user) if row.history_user else ""
    return Version(number, item, who, row.history_date, row.history_change_reason or "")


def compared(before: PlanItem, after: PlanItem) -> list[Difference]:
    """The two wordings field by field. No query when they came with what they point at."""
    return differences(words_of(before), words_of(after))


def chosen_pair(versions: Iterable[Version], asked_from: str, asked_to: str) -> tuple[Version, Version] | None:
    """The two to compare: those asked for, else the newest and the one before it, always the older first. None when there is only one."""
    listed = list(versions)
    if len(listed) < 2:
        return None
    by_pk = {str(each.item.pk): each for each in listed}
    later = by_pk.get(asked_to, listed[0])
    others = [each for each in listed if each is not later]
    earlier = by_pk.get(asked_from, others[0])
    if earlier is later:
        earlier = others[0]
    return (earlier, later) if earlier.number < later.number else (later, earlier)
