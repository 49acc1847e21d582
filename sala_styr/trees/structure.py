"""Inserting, moving and deleting nodes, safely when several processes do it at the same time.

Unlocked, two writers corrupt django-mptt's numbers in every run, and two crossing moves can make a cycle in ``parent`` itself (ecosystem §5.1).
So every structure write takes one lock per model first in its transaction, and reads the nodes after it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar
from zlib import crc32

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from sala_styr import history
from sala_styr.errors import RuleBroken
from sala_styr.trees.numbers import Place, number_forest

Node = TypeVar("Node", bound=models.Model)

LOCK_SPACE = 1981  # Sala's municipality code: keeps our advisory locks apart from other programs'


@contextmanager
def tree_lock(model: type[models.Model]) -> Iterator[None]:
    """A transaction that alone may change the structure of ``model``'s trees until it ends.

    PostgreSQL: an advisory transaction lock. SQLite: transactions begin IMMEDIATE (settings), so they are already one at a time.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            key = crc32(model._meta.db_table.encode()) & 0x7FFFFFFF
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, key])
        yield


def insert(node: Node, parent_pk: int | None) -> Node:
    """Save the new ``node`` as the last child of ``parent_pk`` (None: a new root). Returns it with its place in the tree."""
    model: Any = type(node)
    with tree_lock(model):
        parent = None if parent_pk is None else model.objects.get(pk=parent_pk)
        model.objects.insert_node(node, parent, position="last-child", save=True)
    return node


def move(model: type[Node], pk: int, new_parent_pk: int | None) -> Node:
    """Move the node with all below it to last under ``new_parent_pk``. Raises RuleBroken when that lies inside the node itself."""
    manager: Any = model._default_manager
    with tree_lock(model):
        node = manager.get(pk=pk)
        parent = None if new_parent_pk is None else manager.get(pk=new_parent_pk)
        if parent is not None and (parent.pk == node.pk or parent.is_descendant_of(node)):
            raise RuleBroken(_("Det går inte att flytta något in under sig självt."))
        node.parent = parent
        node.save()
        return manager.get(pk=pk)


def place_beside(model: type[Node], pk: int, neighbour_pk: int, *, after: bool) -> Node:
    """Let the node, with all below it, stand right before or after a sibling. Raises RuleBroken when they do not hang on the same parent.

    The order is the tree's own and nothing that is kept of a node; the history still tells who changed it.
    """
    manager: Any = model._default_manager
    with tree_lock(model):
        node, neighbour = manager.get(pk=pk), manager.get(pk=neighbour_pk)
        if node.parent_id is None or node.parent_id != neighbour.parent_id:
            raise RuleBroken(_("De hör inte till samma del längre. Läs om sidan och försök igen."))
        if node.pk != neighbour.pk:
            node.move_to(neighbour, "right" if after else "left")
        return manager.get(pk=pk)


def delete(model: type[Node], pk: int) -> None:
    """Delete a leaf. Raises RuleBroken when something lies below it: nothing disappears unseen."""
    manager: Any = model._default_manager
    with tree_lock(model):
        node = manager.get(pk=pk)
        if manager.filter(parent_id=pk).exists():
            raise RuleBroken(_("Det finns något under det här. Flytta eller ta bort det först."))
        node.delete()


def insert_branch(model: type[Node], nodes: Sequence[Node], parents: Sequence[int | None], under_pk: int) -> list[Node]:
    """Insert a whole new branch as the last child of ``under_pk``, with history. ``nodes[0]`` is its top; ``parents`` as in ``bulk_insert``."""
    manager: Any = model._default_manager
    with tree_lock(model):
        above: Any = manager.get(pk=under_pk)
        numbers = number_forest(dict(enumerate(parents)))
        manager._create_space(2 * len(nodes), above.rght - 1, above.tree_id)
        shift = above.rght - 1
        nodes[0].parent = above  # type: ignore[attr-defined]
        _create_numbered(
            model,
            nodes,
            parents,
            {
                index: Place(above.tree_id, place.lft + shift, place.rght + shift, place.level + above.level + 1)
                for index, place in numbers.items()
            },
        )
    return list(nodes)


def bulk_insert(model: type[Node], nodes: Sequence[Node], parents: Sequence[int | None]) -> list[Node]:
    """Insert many new nodes at once, with history; ``parents[i]`` is the index in ``nodes`` of node i's parent, or None for a root.

    The tree numbers are computed here, so ten thousand nodes take a second instead of many minutes (ecosystem §5.2). A parent must stand before its children.
    """
    manager: Any = model._default_manager
    with tree_lock(model):
        first_tree = (manager.aggregate(top=models.Max("tree_id"))["top"] or 0) + 1
        numbers = number_forest(dict(enumerate(parents)), first_tree=first_tree)
        _create_numbered(model, nodes, parents, numbers)
    return list(nodes)


def _create_numbered(
    model: type[Node], nodes: Sequence[Node], parents: Sequence[int | None], numbers: Mapping[int, Place]
) -> None:
    """Save the nodes with their places in the tree."""
    for index, place in numbers.items():
        node: Any = nodes[index]
        node.tree_id, node.lft, node.rght, node.level = place
    create_by_level(model, nodes, parents, numbers)


def create_by_level(
    model: type[Node], nodes: Sequence[Node], parents: Sequence[int | None], places: Mapping[int, Place]
) -> None:
    """Save the nodes, with history, level by level: a parent has its key before its children point to it. Inside the tree's lock."""
    by_level: dict[int, list[int]] = {}
    for index, place in places.items():
        by_level.setdefault(place.level, []).append(index)
    for level in sorted(by_level):
        for index in by_level[level]:
            parent_index = parents[index]
            if parent_index is not None:
                nodes[index].parent = nodes[parent_index]  # type: ignore[attr-defined]
        history.bulk_create(model, [nodes[index] for index in by_level[level]])
