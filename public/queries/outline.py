"""The public plan put together for reading: the vision, then the council's parts with what answers to each. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from public.queries.plan import PublicItem


@dataclass(frozen=True)
class Branch:
    """A part of the plan with what answers to it."""

    item: PublicItem
    below: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True)
class OutlineGroup:
    """Parts of one level, or of one owner, under a heading."""

    heading: str
    items: list[PublicItem] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)

    @classmethod
    def of(cls, items: Iterable[PublicItem]) -> "list[OutlineGroup]":
        """By owner, in the order in which owners first come; within each in the plan's order."""
        groups: dict[str, OutlineGroup] = {}
        for item in items:
            groups.setdefault(item.owner, cls(item.owner)).items.append(item)
        return list(groups.values())


@dataclass(frozen=True)
class Outline:
    """``visions`` stand for themselves; ``groups`` are the parts right below, by level."""

    visions: list[PublicItem]
    groups: list[OutlineGroup]

    @property
    def council_groups(self) -> list[OutlineGroup]:
        """What the council itself has decided, without what answers to it."""
        own = [(group.heading, [b for b in group.branches if b.item.is_council]) for group in self.groups]
        return [OutlineGroup(heading, [b.item for b in branches], branches) for heading, branches in own if branches]


def outline(plan: Iterable[PublicItem]) -> Outline:
    """The plan, which comes in reading order, as an outline."""
    branches: dict[int, Branch] = {}
    visions: list[PublicItem] = []
    groups: dict[str, OutlineGroup] = {}
    for item in plan:
        branch = branches[item.pk] = Branch(item)
        above = branches.get(item.parent or 0)
        if item.is_vision:
            visions.append(item)
        elif above is None or above.item.is_vision:
            group = groups.setdefault(item.steps, OutlineGroup(item.steps))
            group.items.append(item)
            group.branches.append(branch)
        else:
            above.below.append(branch)
    return Outline(visions, list(groups.values()))
