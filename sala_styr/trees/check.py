"""Is a tree sound? Its numbers are compared with the parents, and the parents themselves are searched for cycles first.

``rebuild()`` of django-mptt ends without an error on a cycle and hides it (ecosystem §5.1). Cutting one is a person's judgement, so a cycle
is named here and never mended.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from sala_styr.trees.numbers import Cycle, Place, number_forest
from sala_styr.trees.structure import tree_lock


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: ``kind`` is ``cycle``, ``orphan`` or ``numbers``."""

    pk: int
    kind: str
    text: str


def _rows(model: type[models.Model]) -> list[tuple[int, int | None, int, int, int, int]]:
    rows = model._default_manager.order_by("tree_id", "lft", "pk")
    return list(rows.values_list("pk", "parent_id", "tree_id", "lft", "rght", "level"))


def check(model: type[models.Model]) -> list[Fault]:
    """Every fault of ``model``'s trees, empty when they are sound. One query."""
    rows = _rows(model)
    parents = {pk: parent for pk, parent, *_numbers in rows}
    orphans = [pk for pk, parent in parents.items() if parent is not None and parent not in parents]
    if orphans:
        return [Fault(pk, "orphan", _("Föräldern till %(pk)s finns inte.") % {"pk": pk}) for pk in orphans]
    try:
        expected = number_forest(parents)
    except Cycle as cycle:
        return [
            Fault(
                pk,
                "cycle",
                _("%(pk)s hänger inte under någon rot: föräldrarna går i cirkel (förälder %(parent)s).")
                % {"pk": pk, "parent": parents[pk]},
            )
            for pk in cycle.members
        ]
    return _number_faults(rows, expected)


def _number_faults(rows: list[tuple[int, int | None, int, int, int, int]], expected: dict[int, Place]) -> list[Fault]:
    """Compare lft, rght and level with the expected ones; of tree_id only that a tree's nodes share one that no other tree has."""
    real_tree: dict[int, int] = {}
    taken: dict[int, int] = {}
    faults = []
    for pk, _parent, tree_id, lft, rght, level in rows:
        place = expected[pk]
        owner = real_tree.setdefault(place.tree_id, tree_id)
        shared = taken.setdefault(tree_id, place.tree_id) != place.tree_id
        if (lft, rght, level) != place[1:] or owner != tree_id or shared:
            text = _("%(pk)s har trädnumren %(got)s men borde ha %(want)s.") % {
                "pk": pk,
                "got": (tree_id, lft, rght, level),
                "want": (owner, *place[1:]),
            }
            faults.append(Fault(pk, "numbers", text))
    return faults


def repair(model: type[models.Model]) -> int:
    """Write the numbers that follow from the parents; return how many nodes were changed. Raises Cycle when the parents themselves are unsound.

    The numbers are a cache, not data: no history is written.
    """
    manager: Any = model._default_manager
    with tree_lock(model):
        rows = _rows(model)
        expected = number_forest({pk: parent for pk, parent, *_numbers in rows})
        wrong = [pk for pk, _parent, *numbers in rows if tuple(numbers) != tuple(expected[pk])]
        nodes = manager.in_bulk(wrong)
        for pk, node in nodes.items():
            node.tree_id, node.lft, node.rght, node.level = expected[pk]
        models.QuerySet.bulk_update(
            manager.all(), list(nodes.values()), ["tree_id", "lft", "rght", "level"], batch_size=1000
        )
        return len(nodes)
