"""Inserting, moving, deleting and numbering, one writer at a time."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit, UnitKind
from sala_styr.trees import bulk_insert, check, delete, insert, insert_branch, move, place_beside, repair
from sala_styr.trees.numbers import Cycle, number_forest
from tests.support.processes import run_manage


def unit(code: str) -> Unit:
    return Unit(code=code, name=code, kind=UnitKind.UNIT)


@pytest.fixture
def family(db: None) -> dict[str, Unit]:
    """a ─ b ─ c and a ─ d."""
    a = insert(unit("a"), None)
    b = insert(unit("b"), a.pk)
    return {"a": a, "b": b, "c": insert(unit("c"), b.pk), "d": insert(unit("d"), a.pk)}


def order() -> list[str]:
    return list(Unit.objects.order_by("tree_id", "lft").values_list("code", flat=True))


def test_a_new_node_comes_last_under_its_parent(family: dict[str, Unit]) -> None:
    insert(unit("e"), family["a"].pk)
    assert order() == ["a", "b", "c", "d", "e"]
    assert check(Unit) == []


def test_each_root_gets_a_tree_of_its_own(family: dict[str, Unit]) -> None:
    other = insert(unit("x"), None)
    assert other.tree_id != Unit.objects.get(code="a").tree_id


def test_a_branch_moves_with_all_below_it(family: dict[str, Unit]) -> None:
    moved = move(Unit, family["b"].pk, family["d"].pk)
    assert moved.parent_id == family["d"].pk
    assert order() == ["a", "d", "b", "c"]
    assert check(Unit) == []


def test_a_branch_can_become_a_tree_of_its_own(family: dict[str, Unit]) -> None:
    move(Unit, family["b"].pk, None)
    assert check(Unit) == []
    assert Unit.objects.get(code="c").get_root().code == "b"


@pytest.mark.parametrize("target", ["b", "c"])
def test_nothing_moves_into_itself(family: dict[str, Unit], target: str) -> None:
    with pytest.raises(RuleBroken, match="under sig självt"):
        move(Unit, family["b"].pk, family[target].pk)
    assert order() == ["a", "b", "c", "d"]


def test_only_a_leaf_can_be_deleted(family: dict[str, Unit]) -> None:
    with pytest.raises(RuleBroken, match="något under"):
        delete(Unit, family["b"].pk)
    delete(Unit, family["c"].pk)
    delete(Unit, family["b"].pk)
    assert order() == ["a", "d"]
    assert check(Unit) == []


def test_saving_a_stale_node_leaves_the_tree_alone(family: dict[str, Unit]) -> None:
    stale = Unit.objects.get(code="d")
    insert(unit("e"), family["b"].pk)
    stale.name = "Nytt namn"
    stale.save()
    assert check(Unit) == []


def test_moving_and_deleting_leave_history(family: dict[str, Unit]) -> None:
    move(Unit, family["c"].pk, family["d"].pk)
    delete(Unit, family["c"].pk)
    kinds = list(Unit.history.filter(code="c").order_by("history_id").values_list("history_type", flat=True))
    assert kinds == ["+", "~", "-"]


def test_many_nodes_at_once_get_the_same_numbers_as_one_by_one(db: None) -> None:
    nodes = [unit(code) for code in "abcdef"]
    bulk_insert(Unit, nodes, [None, 0, 1, 0, None, 4])
    assert check(Unit) == []
    assert order() == ["a", "b", "c", "d", "e", "f"]
    assert Unit.history.count() == 6
    insert(unit("g"), nodes[0].pk)
    assert check(Unit) == []


def test_check_finds_wrong_numbers_and_repair_mends_them(family: dict[str, Unit]) -> None:
    Unit.objects.filter(code="c").update(lft=40, rght=41)
    assert [fault.kind for fault in check(Unit)] == ["numbers"]
    assert repair(Unit) >= 1
    assert check(Unit) == []


def test_check_finds_two_trees_with_one_number(family: dict[str, Unit]) -> None:
    other = insert(unit("x"), None)
    Unit.objects.filter(pk=other.pk).update(tree_id=Unit.objects.get(code="a").tree_id)
    assert {fault.pk for fault in check(Unit)} == {other.pk}


def plant_cycle(family: dict[str, Unit]) -> None:
    """b under c while c is under b: what two crossing moves leave behind."""
    Unit.objects.filter(code="b").update(parent=family["c"])


def test_check_finds_a_cycle_of_parents(family: dict[str, Unit]) -> None:
    plant_cycle(family)
    faults = check(Unit)
    assert {fault.pk for fault in faults} == {family["b"].pk, family["c"].pk}
    assert {fault.kind for fault in faults} == {"cycle"}


def test_rebuild_hides_a_cycle_and_check_still_finds_it(family: dict[str, Unit]) -> None:
    plant_cycle(family)
    Unit.objects.rebuild()
    assert {fault.kind for fault in check(Unit)} == {"cycle"}


def test_repair_refuses_to_guess_about_a_cycle(family: dict[str, Unit]) -> None:
    plant_cycle(family)
    with pytest.raises(Cycle):
        repair(Unit)


def test_a_node_is_placed_before_or_after_a_sibling_with_all_below_it(family: dict[str, Unit]) -> None:
    place_beside(Unit, family["d"].pk, family["b"].pk, after=False)
    assert order() == ["a", "d", "b", "c"]
    place_beside(Unit, family["d"].pk, family["b"].pk, after=True)
    assert order() == ["a", "b", "c", "d"]
    place_beside(Unit, family["b"].pk, family["d"].pk, after=True)
    assert order() == ["a", "d", "b", "c"]
    assert check(Unit) == []


def test_only_a_sibling_is_a_place(family: dict[str, Unit]) -> None:
    for other in ("a", "c"):
        with pytest.raises(RuleBroken):
            place_beside(Unit, family["d"].pk, family[other].pk, after=True)
    assert order() == ["a", "b", "c", "d"]


def test_a_new_order_is_told_in_the_history(family: dict[str, Unit]) -> None:
    before = Unit.history.filter(id=family["d"].pk).count()
    with recording(system_actor(), "Ordnade"):
        place_beside(Unit, family["d"].pk, family["b"].pk, after=False)
    rows = Unit.history.filter(id=family["d"].pk).order_by("-history_id")
    assert (rows.count(), rows[0].history_change_reason) == (before + 1, "Ordnade")


def test_a_whole_branch_is_inserted_at_once(family: dict[str, Unit]) -> None:
    insert_branch(Unit, [unit("x"), unit("y"), unit("z"), unit("w")], [None, 0, 1, 0], family["b"].pk)
    assert order() == ["a", "b", "c", "x", "y", "z", "w", "d"]
    assert check(Unit) == []
    assert Unit.objects.get(code="x").parent_id == family["b"].pk
    assert Unit.history.filter(code="z").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_command_says_what_is_wrong_and_exits_with_an_error() -> None:
    a = insert(unit("a"), None)
    b = insert(unit("b"), a.pk)
    assert run_manage("check_tree").returncode == 0
    Unit.objects.filter(pk=b.pk).update(parent=b)
    result = run_manage("check_tree")
    assert result.returncode != 0
    assert "cirkel" in result.stderr


@pytest.mark.django_db(transaction=True)
def test_the_command_mends_numbers_when_asked() -> None:
    a = insert(unit("a"), None)
    insert(unit("b"), a.pk)
    Unit.objects.update(lft=7)
    assert run_manage("check_tree").returncode != 0
    assert run_manage("check_tree", "--fix").returncode == 0
    assert check(Unit) == []


@st.composite
def forests(draw: st.DrawFn) -> dict[int, int | None]:
    size = draw(st.integers(0, 40))
    return {node: draw(st.none() | st.integers(0, node - 1)) if node else None for node in range(size)}


@given(forests())
def test_numbers_nest_as_the_parents_say(parents: dict[int, int | None]) -> None:
    places = number_forest(parents)
    assert places.keys() == parents.keys()
    for node, place in places.items():
        parent = parents[node]
        below = [n for n in parents if node in set(_above(n, parents))]
        assert place.rght - place.lft == 2 * len(below) + 1
        if parent is not None:
            up = places[parent]
            assert up.tree_id == place.tree_id
            assert up.lft < place.lft < place.rght < up.rght
            assert place.level == up.level + 1


def _above(node: int, parents: dict[int, int | None]) -> Iterator[int]:
    parent = parents[node]
    while parent is not None:
        yield parent
        parent = parents[parent]


@given(forests())
def test_siblings_keep_their_order(parents: dict[int, int | None]) -> None:
    places = number_forest(parents)
    for parent in {*parents.values()} - {None}:
        lefts = [places[node].lft for node, above in parents.items() if above == parent]
        assert all(a < b for a, b in pairwise(lefts))


def test_a_very_deep_tree_is_no_trouble() -> None:
    places = number_forest({node: node - 1 if node else None for node in range(5000)})
    assert places[4999].level == 4999
