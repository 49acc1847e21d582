"""How deficits are restored (KL 11:12–13): when each arose, what restored it in which order, when it is due, and how it stands. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

RESTORE_WITHIN = 3
"""Years after the deficit's own (KL 11:12)."""


class DeficitState(StrEnum):
    """``DUE``: this is the last year. ``OVERDUE``: it should have been restored before."""

    RESTORED = "restored"
    OPEN = "open"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Restored:
    """What the surplus of a year restored: öre, positive."""

    year: int
    amount: int


@dataclass(frozen=True, slots=True)
class DeficitStory:
    """A negative balanskravsresultat: the year it arose, its amount (negative), and what restored it in order."""

    year: int
    amount: int
    restored: tuple[Restored, ...] = ()

    @property
    def left(self) -> int:
        """What is left to restore: 0 or negative."""
        return self.amount + sum(each.amount for each in self.restored)

    @property
    def due(self) -> int:
        """The last year to restore it in."""
        return self.year + RESTORE_WITHIN

    def state(self, year: int) -> DeficitState:
        """How it stands as ``year`` ends."""
        if not self.left:
            return DeficitState.RESTORED
        if year < self.due:
            return DeficitState.OPEN
        return DeficitState.DUE if year == self.due else DeficitState.OVERDUE


def restoration(
    balanced: Mapping[int, int | None], brought: Mapping[int, int], through: int
) -> tuple[DeficitStory, ...]:
    """Every deficit with what restored it by the end of ``through``, oldest first. A surplus restores the oldest first.

    ``balanced``: balanskravsresultat by year. ``brought``: deficits (negative) that the system began with in a year; they count as the year before's.
    """
    stories: list[DeficitStory] = []
    for year in sorted({*balanced, *brought}):
        if year > through:
            break
        if brought.get(year):
            stories = sorted([DeficitStory(year - 1, brought[year]), *stories], key=lambda story: story.year)
        result = balanced.get(year) or 0
        stories = [*stories, DeficitStory(year, result)] if result < 0 else _restored(stories, year, result)
    return tuple(stories)


def _restored(stories: list[DeficitStory], year: int, surplus: int) -> list[DeficitStory]:
    told = []
    for story in stories:
        covered = min(surplus, -story.left)
        surplus -= covered
        told.append(replace(story, restored=(*story.restored, Restored(year, covered))) if covered else story)
    return told
