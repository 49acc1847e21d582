"""Trees: the one door to every change of a tree's structure (django-mptt; ``parent`` is the truth, lft/rght a cache)."""

from sala_styr.trees.check import Fault, check, repair
from sala_styr.trees.many import move_many, plant
from sala_styr.trees.structure import bulk_insert, delete, insert, insert_branch, move, place_beside, tree_lock

__all__ = [
    "Fault",
    "bulk_insert",
    "check",
    "delete",
    "insert",
    "insert_branch",
    "move",
    "move_many",
    "place_beside",
    "plant",
    "repair",
    "tree_lock",
]
