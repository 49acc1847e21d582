"""The arithmetic of nested sets: from parents to (tree, left, right, level)."""

from collections.abc import Mapping
from typing import NamedTuple


class Place(NamedTuple):
    tree_id: int
    lft: int
    rght: int
    level: int


class Cycle(Exception):
    """The parents go round in a circle. ``members`` are the nodes that no root leads to."""

    def __init__(self, members: list[int]) -> None:
        super().__init__(members)
        self.members = members


def number_forest(parents: Mapping[int, int | None], first_tree: int = 1) -> dict[int, Place]:
    """Number every node of ``parents`` ({node: its parent or None}); siblings keep the mapping's order.

    Raises Cycle when some nodes hang under no root. Linear, and without recursion: depth is no limit.
    """
    children: dict[int | None, list[int]] = {}
    for node, parent in parents.items():
        children.setdefault(parent, []).append(node)
    places: dict[int, Place] = {}
    for offset, root in enumerate(children.get(None, [])):
        _number_tree(root, children, first_tree + offset, places)
    if len(places) != len(parents):
        raise Cycle([node for node in parents if node not in places])
    return places


def _number_tree(root: int, children: Mapping[int | None, list[int]], tree_id: int, places: dict[int, Place]) -> None:
    counter = 1
    left: dict[int, int] = {}
    stack: list[tuple[int, int, bool]] = [(root, 0, False)]
    while stack:
        node, level, leaving = stack.pop()
        if leaving:
            places[node] = Place(tree_id, left[node], counter, level)
        else:
            left[node] = counter
            stack.append((node, level, True))
            stack.extend((child, level + 1, False) for child in reversed(children.get(node, [])))
        counter += 1
