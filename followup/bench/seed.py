"""A plan of many years with a long history, poured straight into the measurement's own database (quality §1.4, B8).

Ten years of five thousand items that each have been written twenty times are a million rows of history: by our own actions it would take an hour,
by this half a minute. What is poured is what the actions would have left: parents before children, tree numbers, one row of history for each writing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from followup.bench.bulk import pour
from goals.models import ActivityStatus, ItemState, Level, PlanItem
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import Unit, User
from sala_styr.trees.numbers import number_forest

SHAPE = (("vision", 1), ("goal", 12), ("focus", 4), ("strategy", 10), ("activity", 9))
"""The chain, and how many of each level answer to one of the level above: 5 000 items or a little more."""
STATUSES = tuple(ActivityStatus.values)


@dataclass(frozen=True)
class Seeded:
    """One item as it was poured; ``written`` is the moment of its first writing."""

    pk: int
    parent: int | None
    step: Level
    owner: int
    year: int
    written: datetime


ITEM_COLUMNS = (
    *("id", "step_id", "parent_id", "owner_id", "responsible_id", "title", "description", "first_year", "last_year"),
    *("state", "decision_id", "activity_status", "version"),
)
TREE_COLUMNS = ("tree_id", "lft", "rght", "level")
HISTORY_COLUMNS = ("history_date", "history_type", "history_user_id", "history_change_reason")


def seed_plan(first_year: int, years: int, versions: int, shape: Sequence[tuple[str, int]] = SHAPE) -> int:
    """Pour a plan for each of ``years``, every item written ``versions`` times; return how many rows of history it made.

    One item in fifty has been valid longer than it is now, and one in fifty has been deleted again: the history alone knows them.
    """
    maker = _Maker(shape)
    items = [item for number in range(years) for item in maker.of_year(first_year + number)]
    rows, count = maker.rows(items, versions), len(items) * versions
    pour(PlanItem, (*ITEM_COLUMNS, *TREE_COLUMNS), maker.current(items, versions))
    history: Any = PlanItem.history.model
    pour(history, (*ITEM_COLUMNS, *HISTORY_COLUMNS), rows)
    return count


class _Maker:
    """Makes the items of each year out of the levels, units and people that are there."""

    def __init__(self, shape: Sequence[tuple[str, int]]) -> None:
        self.shape = shape
        self.levels = {level.key: level for level in Level.objects.filter(key__in=[key for key, _count in shape])}
        self.owners = {
            level.key: list(Unit.objects.filter(kind__in=level.unit_kinds).order_by("pk").values_list("pk", flat=True))
            for level in self.levels.values()
        }
        self.decisions = dict(Decision.objects.order_by().values_list("body_id", "pk"))
        self.people = list(User.objects.order_by("pk").values_list("pk", flat=True)[:50])
        self.next_pk = (PlanItem.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        self.first_tree = (PlanItem.objects.order_by("-tree_id").values_list("tree_id", flat=True).first() or 0) + 1

    def of_year(self, year: int) -> Iterator[Seeded]:
        """The plan of one year, parents before children."""
        chance = Random(year)
        above: list[int | None] = [None]
        for key, count in self.shape:
            level, made = self.levels[key], []
            for parent in above:
                for _number in range(count):
                    owner = chance.choice(self.owners[key])
                    written = datetime(year - 1, 9, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(100_000))
                    yield Seeded(self.next_pk, parent, level, owner, year, written)
                    made.append(self.next_pk)
                    self.next_pk += 1
            above = list(made)

    def values(self, item: Seeded, version: int, last_year: int) -> tuple[Any, ...]:
        """What the item said in its ``version``."""
        decision = self.decisions.get(item.owner) if item.step.needs_decision and version > 2 else None
        draft = item.step.needs_decision and decision is None
        state = ItemState.DRAFT if draft else ItemState.DECIDED if decision else ItemState.ACTIVE
        return (
            item.pk, item.step.pk, item.parent, item.owner, self.people[item.pk % len(self.people)],
            f"{item.step.singular.capitalize()} {item.pk}, skriven {version} gånger", "Vad vi vill uppnå. " * 12,
            item.year, last_year, str(state), decision,
            STATUSES[version % len(STATUSES)] if item.step.is_activity else "", version,
        )  # fmt: skip

    def current(self, items: list[Seeded], versions: int) -> Iterator[tuple[Any, ...]]:
        """The items as they are now, with their places in the tree; without those that have been deleted."""
        there = [item for item in items if not _is_deleted(item)]
        places = number_forest({item.pk: item.parent for item in there}, self.first_tree)
        for item in there:
            yield (*self.values(item, versions, item.year), *places[item.pk])

    def rows(self, items: list[Seeded], versions: int) -> Iterator[tuple[Any, ...]]:
        """Every writing of every item, in the order of time within each item."""
        for item in items:
            for version in range(1, versions + 1):
                last_year = item.year + 1 if _was_longer(item) and version < versions else item.year
                gone = _is_deleted(item) and version == versions
                kind = "+" if version == 1 else "-" if gone else "~"
                when = item.written + timedelta(days=19 * (version - 1))
                yield (
                    *self.values(item, version, last_year),
                    when,
                    kind,
                    self.people[version % len(self.people)],
                    "Mätning",
                )


def _is_deleted(item: Seeded) -> bool:
    return item.step.is_activity and item.pk % 50 == 7


def _was_longer(item: Seeded) -> bool:
    return item.step.is_activity and item.pk % 50 == 9
