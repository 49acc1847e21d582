"""Many nodes at once in trees that are there already: new ones under old ones, and old ones to other places.

One by one, every insert and move renumbers half the tree. Here the parents are written first and the trees they touch are numbered once, in
Python: five thousand new nodes under five thousand old ones take a second or two.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import connection, models
from django.utils.translation import gettext as _

from sala_styr import history
from sala_styr.errors import RuleBroken
from sala_styr.trees.numbers import Cycle, Place, number_forest
from sala_styr.trees.structure import create_by_level, tree_lock

Node = TypeVar("Node", bound=models.Model)

_LAST = 2_000_000_000
"""Where a new node stands until its tree is numbered: after everything."""


def plant(
    model: type[Node], nodes: Sequence[Node], parents: Sequence[int | None], above: Mapping[int, int]
) -> list[Node]:
    """Insert many new nodes, with history, each last among its siblings, in the order they are given.

    ``parents[i]`` is the index of node i's new parent, or None; ``above[i]`` is then the pk of the old node it hangs under, and without it node i is
    a new root. A parent may stand after its children. Raises Cycle when the new nodes hang on one another in a circle.
    """
    manager: Any = model._default_manager
    with tree_lock(model):
        depths = number_forest(dict(enumerate(parents)))
        old: dict[int, Any] = manager.in_bulk(set(above.values()))
        free = (manager.aggregate(top=models.Max("tree_id"))["top"] or 0) + 1
        for index in sorted(depths, key=lambda each: (depths[each].level, each)):
            node: Any = nodes[index]
            parent_index = parents[index]
            if parent_index is not None:
                node.tree_id = nodes[parent_index].tree_id  # type: ignore[attr-defined]
            elif index in above:
                node.parent, node.tree_id = old[above[index]], old[above[index]].tree_id
            else:
                node.tree_id, free = free, free + 1
            node.lft = node.rght = _LAST + index
            node.level = 0
        create_by_level(model, nodes, parents, dict(sorted(depths.items())))
        places = _number({node.tree_id for node in nodes}, model)  # type: ignore[attr-defined]
        for node in nodes:
            node.tree_id, node.lft, node.rght, node.level = places[node.pk]
    return list(nodes)


def move_many(model: type[Node], parents: Mapping[int, int | None]) -> None:
    """Hang each node (by pk) last under its new parent, with all below it, with history.

    Raises RuleBroken, with nothing moved, when one would come to hang under itself.
    """
    manager: Any = model._default_manager
    with tree_lock(model):
        moved: dict[int, Any] = manager.in_bulk([*parents])
        above: dict[int, Any] = manager.in_bulk({pk for pk in parents.values() if pk is not None})
        trees = {node.tree_id for node in [*moved.values(), *above.values()]}
        for pk, node in moved.items():
            parent_pk = parents[pk]
            node.parent = None if parent_pk is None else above[parent_pk]
        history.bulk_update(model, list(moved.values()), ["parent"])
        try:
            _number(trees, model, last=moved)
        except Cycle as cycle:
            raise RuleBroken(_("Det går inte att flytta något in under sig självt.")) from cycle


def _number(trees: Iterable[int], model: type[models.Model], last: Iterable[int] = ()) -> dict[int, Place]:
    """Number the nodes of ``trees`` anew from their parents, those of ``last`` last among their siblings; write what differs.

    The numbers are a cache, not data: no history is written.
    """
    manager: Any = model._default_manager
    rows = list(
        manager.filter(tree_id__in=set(trees)).values_list("pk", "parent_id", "tree_id", "lft", "rght", "level")
    )
    late = set(last)
    rows.sort(key=lambda row: (row[0] in late, row[2], row[3], row[0]))
    places = number_forest({pk: parent for pk, parent, *_numbers in rows})
    names = _tree_names(rows, places, manager)
    places = {pk: place._replace(tree_id=names[place.tree_id]) for pk, place in places.items()}
    changed = [(*places[pk], pk) for pk, _parent, *numbers in rows if tuple(numbers) != tuple(places[pk])]
    if changed:
        quote = connection.ops.quote_name
        columns = ", ".join(f"{quote(name)} = %s" for name in Place._fields)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE id = %s", changed)
    return places


def _tree_names(rows: Sequence[tuple[Any, ...]], places: Mapping[int, Place], manager: Any) -> dict[int, int]:
    """{number of a tree as counted here: the tree_id its root has already, or a free one where the root has come out of another tree}."""
    names: dict[int, int] = {}
    taken: set[int] = set()
    free = (manager.aggregate(top=models.Max("tree_id"))["top"] or 0) + 1
    for pk, parent, tree_id, *_numbers in rows:
        if parent is None:
            if tree_id in taken:
                tree_id, free = free, free + 1
            taken.add(tree_id)
            names[places[pk].tree_id] = tree_id
    return names
