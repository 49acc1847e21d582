"""Many nodes at once in trees that are there already."""

import random
import time

import pytest

from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit, UnitKind
from sala_styr.trees import bulk_insert, check, insert, move_many, plant
from sala_styr.trees.numbers import Cycle


def unit(code: str) -> Unit:
    return Unit(code=code, name=code, kind=UnitKind.UNIT)


@pytest.fixture
def family(db: None) -> dict[str, Unit]:
    """a ─ b ─ c, a ─ d, and x alone."""
    a = insert(unit("a"), None)
    b = insert(unit("b"), a.pk)
    return {"a": a, "b": b, "c": insert(unit("c"), b.pk), "d": insert(unit("d"), a.pk), "x": insert(unit("x"), None)}


def order() -> list[str]:
    return list(Unit.objects.order_by("tree_id", "lft").values_list("code", flat=True))


def test_new_nodes_come_last_under_old_ones_and_under_each_other(family: dict[str, Unit]) -> None:
    nodes = [unit(code) for code in ("e", "f", "g", "h")]
    plant(Unit, nodes, [None, 0, None, None], {0: family["b"].pk, 2: family["a"].pk})
    assert order() == ["a", "b", "c", "e", "f", "d", "g", "x", "h"]
    assert check(Unit) == []
    assert Unit.objects.get(code="f").parent == nodes[0]
    assert [(node.tree_id, node.lft) for node in nodes] == [
        (each.tree_id, each.lft) for each in (Unit.objects.get(pk=node.pk) for node in nodes)
    ]


def test_a_parent_may_stand_after_its_children(family: dict[str, Unit]) -> None:
    plant(Unit, [unit("barn"), unit("mor")], [1, None], {1: family["d"].pk})
    assert order() == ["a", "b", "c", "d", "mor", "barn", "x"]
    assert check(Unit) == []


def test_new_nodes_that_hang_on_each_other_in_a_circle_are_refused(family: dict[str, Unit]) -> None:
    with pytest.raises(Cycle):
        plant(Unit, [unit("e"), unit("f")], [1, 0], {})
    assert order() == ["a", "b", "c", "d", "x"]


def test_each_new_node_has_its_history(family: dict[str, Unit]) -> None:
    plant(Unit, [unit("e"), unit("f")], [None, 0], {0: family["b"].pk})
    assert Unit.history.filter(code__in=["e", "f"], history_type="+").count() == 2


def test_nodes_move_with_all_below_them_between_trees(family: dict[str, Unit]) -> None:
    move_many(Unit, {family["b"].pk: family["x"].pk, family["d"].pk: None})
    assert check(Unit) == []
    assert Unit.objects.get(code="c").get_root().code == "x"
    assert Unit.objects.get(code="d").get_root().code == "d"
    assert len(set(Unit.objects.filter(parent=None).values_list("tree_id", flat=True))) == 3
    assert Unit.history.filter(code="b", history_type="~").count() == 1


def test_siblings_can_change_places_with_their_parents(family: dict[str, Unit]) -> None:
    move_many(Unit, {family["c"].pk: family["a"].pk, family["b"].pk: family["c"].pk})
    assert check(Unit) == []
    assert order() == ["a", "d", "c", "b", "x"]


@pytest.mark.django_db(transaction=True)
def test_nothing_moves_into_itself(family: dict[str, Unit]) -> None:
    with pytest.raises(RuleBroken, match="under sig självt"):
        move_many(Unit, {family["b"].pk: family["d"].pk, family["d"].pk: family["c"].pk})
    assert order() == ["a", "b", "c", "d", "x"]
    assert check(Unit) == []


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_planted_and_moved_the_tree_is_sound(db: None, seed: int) -> None:
    chance = random.Random(seed)
    old = bulk_insert(
        Unit, [unit(f"o{n}") for n in range(30)], [None, None, *(chance.randrange(n) for n in range(2, 30))]
    )
    parents = [None if chance.random() < 0.4 else chance.randrange(n) if n else None for n in range(30)]
    above = {n: chance.choice(old).pk for n, parent in enumerate(parents) if parent is None and chance.random() < 0.8}
    new = plant(Unit, [unit(f"n{n}") for n in range(30)], parents, above)
    assert check(Unit) == []
    leaves = [node for node in new if not Unit.objects.filter(parent=node).exists()]
    kept = [node for node in old if node not in leaves]
    move_many(Unit, {leaf.pk: chance.choice(kept).pk for leaf in leaves})
    assert check(Unit) == []


def test_thousands_take_seconds(db: None) -> None:
    old = bulk_insert(Unit, [unit(f"o{n}") for n in range(3000)], [None, *(n // 5 for n in range(2999))])
    begun = time.perf_counter()
    plant(Unit, [unit(f"n{n}") for n in range(3000)], [None] * 3000, {n: old[n].pk for n in range(3000)})
    assert time.perf_counter() - begun < 15
    assert check(Unit) == []
