"""A process of its own that changes the organisation's tree again and again: ``python -m tests.trees.writer NUMBER TURNS locked|unlocked``.

Prints how many changes it made. ``unlocked`` takes the lock away, to show what it is for.
"""

import random
import sys
from contextlib import nullcontext
from typing import Any

import django

django.setup()

from django.db import DatabaseError  # noqa: E402
from mptt.exceptions import InvalidMove  # noqa: E402

from sala_styr.errors import RuleBroken  # noqa: E402
from sala_styr.organisation.models import Unit, UnitKind  # noqa: E402
from sala_styr.trees import structure  # noqa: E402


def one_change(number: int, turn: int, luck: random.Random) -> None:
    """Insert, move, reorder, plant a branch or delete, at random, anywhere in the tree."""
    pks = list(Unit.objects.order_by("pk").values_list("pk", flat=True))
    what = luck.random()
    if what < 0.5:
        structure.insert(
            Unit(code=f"{number}-{turn}", name=f"Enhet {number}-{turn}", kind=UnitKind.UNIT), luck.choice(pks)
        )
    elif what < 0.7:
        structure.move(Unit, luck.choice(pks[1:]), luck.choice(pks))
    elif what < 0.8:
        structure.place_beside(Unit, luck.choice(pks[1:]), luck.choice(pks[1:]), after=luck.random() < 0.5)
    elif what < 0.85:
        names = [f"{number}-{turn}{letter}" for letter in "abc"]
        branch = [Unit(code=name, name=f"Enhet {name}", kind=UnitKind.UNIT) for name in names]
        structure.insert_branch(Unit, branch, [None, 0, 0], luck.choice(pks))
    else:
        structure.delete(Unit, luck.choice(pks[1:]))


def main(number: int, turns: int, locked: bool) -> None:
    expected: tuple[type[Exception], ...] = (RuleBroken, Unit.DoesNotExist)
    if not locked:
        unlocked: Any = nullcontext
        structure.tree_lock = lambda model: unlocked()
        expected = (*expected, DatabaseError, InvalidMove)
    luck = random.Random(number)
    made = 0
    for turn in range(turns):
        try:
            one_change(number, turn, luck)
            made += 1
        except expected:
            continue
    sys.stdout.write(str(made))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "locked")
