"""Inserting, moving and deleting nodes, safely when several processes do it at the same time.

Unlocked, two writers corrupt django-mptt's numbers in every run, and two crossing moves can make a cycle in ``parent`` itself (ecosystem §5.1).
So every structure write takes one lock per model first in its transaction, and reads the nodes after it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar
from zlib import crc32

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from sala_styr import history
from sala_styr.errors import RuleBroken
from sala_styr.trees.numbers import number_forest

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


def delete(model: type[Node], pk: int) -> None:
    """Delete a leaf. Raises RuleBroken when something lies below it: nothing disappears unseen."""
    manager: Any = model._default_manager
    with tree_lock(model):
        node = manager.get(pk=pk)
        if manager.filter(parent_id=pk).exists():
            raise RuleBroken(_("Det finns något under det här. Flytta eller ta bort det först."))
        node.delete()


def bulk_insert(model: type[Node], nodes: Sequence[Node], parents: Sequence[int | None]) -> list[Node]:
    """Insert many new nodes at once, with history; ``parents[i]`` is the index in ``nodes`` of node i's parent, or None for a root.

    The tree numbers are computed here, so ten thousand nodes take a second instead of many minutes (ecosystem §5.2). A parent must stand before its children.
    """
    manager: Any = model._default_manager
    with tree_lock(model):
        first_tree = (manager.aggregate(top=models.Max("tree_id"))["top"] or 0) + 1
        numbers = number_forest(dict(enumerate(parents)), first_tree=first_tree)
        by_level: dict[int, list[int]] = {}
        for index, place in numbers.items():
            node: Any = nodes[index]
            node.tree_id, node.lft, node.rght, node.level = place
            by_level.setdefault(place.level, []).append(index)
        for level in sorted(by_level):
            for index in by_level[level]:
                parent_index = parents[index]
                if parent_index is not None:
                    nodes[index].parent = nodes[parent_index]  # type: ignore[attr-defined]
            history.bulk_create(model, [nodes[index] for index in by_level[level]])
    return list(nodes)
