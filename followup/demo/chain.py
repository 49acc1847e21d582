"""From the example's plan to plan items in one tree, with owner, responsible person and decision."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.core.management import call_command

from followup.demo.content.shapes import Item
from followup.demo.decisions import Decisions
from followup.demo.organisation import Units
from followup.demo.people import People
from followup.demo.times import remember
from goals.models import ItemState, Level, PlanItem
from sala_styr import history, trees
from sala_styr.decisions.models import Decision
from sala_styr.organisation.models import User

STEERING_MODEL = "sala"
DRAFTED = date(2026, 11, 12)
BEFORE = dict.fromkeys(("done", "delayed", "paused"), "ongoing")
CHANGED_ON = {"delayed": date(2026, 11, 3), "paused": date(2026, 9, 14)}
"""When an activity was found to be late or was paused; it is done on its last day."""


@dataclass
class Plan:
    """The plan items, beside the texts they were made of, in tree order."""

    pairs: list[tuple[Item, PlanItem]] = field(default_factory=list)

    def named(self, key: str) -> PlanItem:
        """The item with this key in the example's texts."""
        return self._by_key[key]

    def owned_by(self, code: str) -> list[tuple[Item, PlanItem]]:
        """The items of the unit with this code, with their texts."""
        return self._by_owner.get(code, [])

    @cached_property
    def _by_owner(self) -> dict[str, list[tuple[Item, PlanItem]]]:
        found: dict[str, list[tuple[Item, PlanItem]]] = {}
        for text, item in self.pairs:
            found.setdefault(text.owner, []).append((text, item))
        return found

    @cached_property
    def _by_key(self) -> dict[str, PlanItem]:
        return {text.key: item for text, item in self.pairs if text.key}


def load_plan(units: Units, people: People, decisions: Decisions, text: Item) -> Plan:
    """Load the steering model and insert the whole plan, ``text`` and all below it, as one tree."""
    call_command("steering_model", "load", STEERING_MODEL, verbosity=0, stdout=_Silence())
    steps = {level.key: level for level in Level.objects.all()}
    texts = list(_walk(text))
    maker = _Maker(units, people, decisions, steps)
    nodes = [maker.make(each) for each, _parent in texts]
    trees.bulk_insert(PlanItem, nodes, [parent for _text, parent in texts])
    plan = Plan([(each, node) for (each, _parent), node in zip(texts, nodes, strict=True)])
    _carry_on(plan)
    _replace_older_versions(plan)
    return plan


class _Silence:
    """Somewhere for a command to write that nobody reads."""

    def write(self, text: str) -> int:
        return len(text)


def _walk(root: Item) -> Iterator[tuple[Item, int | None]]:
    """Every text with the place in this very list of the one above it, parents first."""
    stack: list[tuple[Item, int | None]] = [(root, None)]
    number = 0
    while stack:
        text, parent = stack.pop()
        yield text, parent
        stack.extend((child, number) for child in reversed(text.below))
        number += 1


@dataclass(frozen=True)
class _Maker:
    units: Units
    people: People
    decisions: Decisions
    steps: dict[str, Level]

    def make(self, text: Item) -> PlanItem:
        """The plan item of a text, not yet saved."""
        step = self.steps[text.step]
        decision = self.decisions[text.decision] if text.decision else None
        political = ItemState.DECIDED if decision else ItemState.DRAFT
        item = PlanItem(
            step=step,
            owner=self.units[text.owner],
            responsible=self.people.head_of(text.owner),
            title=text.title,
            description=text.text,
            first_year=text.years[0],
            last_year=text.years[1],
            state=political if step.needs_decision else ItemState.ACTIVE,
            decision=decision,
            start_date=text.start,
            end_date=text.end,
            activity_status=BEFORE.get(text.status, text.status),
        )
        remember(item, self._written_on(text, decision), self._author(text))
        return item

    def _author(self, text: Item) -> User:
        return self.people.chairs["KF"] if text.owner == "KF" else self.people.head_of(text.owner)

    @staticmethod
    def _written_on(text: Item, decision: Decision | None) -> date:
        """The day of the decision; a while before an activity starts; early in its first year; a draft lately."""
        if decision:
            return decision.date
        if text.start:
            return text.start - timedelta(days=25)
        return min(date(text.years[0], 1, 15), DRAFTED)


def _carry_on(plan: Plan) -> None:
    """What has come further since it was written: the activities that are done, late or paused, each from its own day."""
    changed = []
    for text, item in plan.pairs:
        if text.status in BEFORE:
            item.activity_status = text.status
            remember(item, CHANGED_ON.get(text.status) or text.end or DRAFTED, item.responsible)
            changed.append(item)
    history.bulk_update(PlanItem, changed, ["activity_status"])


def _replace_older_versions(plan: Plan) -> None:
    """A new version names the old, and its decision is what ended the old."""
    changed = []
    for text, item in plan.pairs:
        if text.replaces:
            item.replaces = plan.named(text.replaces)
            item.replaces.end_decision = item.decision
            for version in (item, item.replaces):
                remember(version, item._history_date + timedelta(minutes=5), item._history_user)
            changed += [item, item.replaces]
    history.bulk_update(PlanItem, changed, ["replaces", "end_decision"])
