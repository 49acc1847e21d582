"""The shapes that the example's contents are written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Place:
    """A unit of the organisation. ``size`` is its weight when the committee's frame is distributed: about its net cost of 2026 in tkr.

    ``profile`` names the mix of accounts in its detail budget. ``became`` is the code of the unit that it continues as.
    """

    code: str
    name: str
    kind: str
    profile: str = ""
    size: int = 0
    below: tuple["Place", ...] = ()
    short: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    became: str = ""


@dataclass(frozen=True)
class Item:
    """A part of the plan. ``step`` is the level's key in the steering model, ``key`` a name by which money and texts find the item.

    ``costs`` is {year: tkr} on ``account`` in the owner's detail budget (a positive figure is a cost).
    """

    step: str
    owner: str
    title: str
    text: str = ""
    years: tuple[int, int] = (2024, 2027)
    decision: str = ""
    key: str = ""
    below: tuple["Item", ...] = ()
    replaces: str = ""
    start: date | None = None
    end: date | None = None
    status: str = ""
    account: str = ""
    costs: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Minute:
    """A decision: body, day, paragraph, diary number and title."""

    body: str
    day: date
    paragraph: int
    registry: str
    title: str


def focus(owner: str, title: str, text: str, decision: str, *below: Item, **more: Any) -> Item:
    """A committee's focus area."""
    return Item("focus", owner, title, text, decision=decision, below=below, **more)


def strategy(owner: str, title: str, text: str, *below: Item, **more: Any) -> Item:
    """A service's strategy."""
    return Item("strategy", owner, title, text, below=below, **more)


def activity(owner: str, title: str, first: str, last: str, status: str, text: str = "", **more: Any) -> Item:
    """An activity between two days (ISO); it is valid in the years that these touch."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return Item("activity", owner, title, text, (start.year, end.year), start=start, end=end, status=status, **more)
