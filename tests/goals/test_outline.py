"""What is open, what the filters let through, and the addresses that say so."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as some

from goals.looks import Look
from goals.outline import Addresses, Filter, Openness, address, branch, filtered, numbers, shown
from goals.queries import PlanRow


def row(pk: int, depth: int, parent: int | None = None, children: bool = True, **more: object) -> PlanRow:
    values = {
        "pk": pk, "parent_id": parent, "depth": depth, "step_id": depth, "step": "mål", "step_parent_id": None, "owner_kind": "council",
        "track": "goals", "is_activity": False, "gets_activities": True, "title": f"Rad {pk}", "owner_id": 1, "owner": "KF",
        "responsible_id": None, "responsible": "", "state": "decided", "decision": "", "activity_status": "",
        "first_year": 2025, "last_year": 2027, "has_children": children,
    }  # fmt: skip
    return PlanRow(**(values | more))  # type: ignore[arg-type]


ROWS = [
    row(1, 0),
    row(2, 1, 1),
    row(3, 2, 2),
    row(4, 3, 3, children=False),
    row(5, 1, 1, children=False),
    row(6, 0, children=False),
]


def pks(rows: list[PlanRow]) -> list[int]:
    return [each.pk for each in rows]


def test_two_levels_are_open_from_the_beginning() -> None:
    assert pks(shown(ROWS, Openness())) == [1, 2, 3, 5, 6]


def test_a_row_deeper_down_is_opened_by_its_number() -> None:
    assert pks(shown(ROWS, Openness(opened=frozenset({3})))) == [1, 2, 3, 4, 5, 6]


def test_an_open_row_is_closed_by_its_number_with_all_below() -> None:
    assert pks(shown(ROWS, Openness(closed=frozenset({1})))) == [1, 6]
    assert pks(shown(ROWS, Openness(closed=frozenset({2}), everything=True))) == [1, 2, 5, 6]


def test_everything_can_be_open() -> None:
    assert pks(shown(ROWS, Openness(everything=True))) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("text", "found"), [("12,15", {12, 15}), ("", set()), ("a,3,-4, 5,٣,1e9", {3}), ("9" * 40, set())]
)
def test_an_address_typed_by_hand_breaks_nothing(text: str, found: set[int]) -> None:
    assert numbers(text) == found


def test_the_address_keeps_all_else() -> None:
    query = QueryDict("q=skola&ar=2026&oppna=9&sida=2")
    assert address(query, Openness(frozenset({12, 3}), frozenset({1}))) == "?q=skola&ar=2026&sida=2&oppna=3,12&stang=1"
    assert address(QueryDict("oppna=1"), Openness()) == "?"


@given(
    some.sets(some.integers(1, 6)),
    some.sets(some.integers(1, 6)),
    some.booleans(),
    some.sampled_from(ROWS),
    some.booleans(),
)
def test_a_rows_address_opens_it_or_closes_it_and_leaves_the_others(
    opened: set[int], closed: set[int], everything: bool, chosen: PlanRow, filtering: bool
) -> None:
    """Whatever is open: following a row's address changes that row alone, and following it back restores what was seen."""
    query = QueryDict(mutable=True)
    query["ar"] = "2026"
    for name, found in (("oppna", opened), ("stang", closed)):
        if found:
            query[name] = ",".join(map(str, found))
    if everything:
        query["visa"] = "alla"
    before = Openness.of(query, filtering)
    after_query = QueryDict(Addresses(query, before).toggling(chosen, before.is_open(chosen))[1:])
    after = Openness.of(after_query, filtering)
    assert after_query["ar"] == "2026"
    assert after.is_open(chosen) != before.is_open(chosen)
    assert all(after.is_open(each) == before.is_open(each) for each in ROWS if each != chosen)
    again = Openness.of(QueryDict(Addresses(after_query, after).toggling(chosen, after.is_open(chosen))[1:]), filtering)
    assert shown(ROWS, again) == shown(ROWS, before)


def test_a_branch_is_the_row_and_all_below_it() -> None:
    assert pks(branch(ROWS, 2)) == [2, 3, 4]
    assert pks(branch(ROWS, 5)) == [5]
    assert branch(ROWS, 99) == []


def test_no_filter_lets_everything_through() -> None:
    found = filtered(ROWS, Filter(), {})
    assert pks(found.rows) == pks(ROWS)
    assert found.matches == set(pks(ROWS))


def test_what_matches_is_read_in_its_place() -> None:
    found = filtered(ROWS, Filter(text="rad 4"), {})
    assert pks(found.rows) == [1, 2, 3, 4]
    assert found.matches == {4}


def test_a_row_whose_children_are_filtered_away_is_a_leaf() -> None:
    found = filtered(ROWS, Filter(text="rad 2"), {})
    assert [(each.pk, each.has_children) for each in found.rows] == [(1, True), (2, False)]


@pytest.mark.parametrize(
    ("wanted", "matches"),
    [
        (Filter(owners=frozenset({7, 8})), {2}),
        (Filter(step=3), {4}),
        (Filter(track="priorities"), {5}),
        (Filter(responsible=3), {6}),
        (Filter(status="met"), {3}),
        (Filter(status="met", owners=frozenset({8})), set()),
    ],
)
def test_each_filter_and_all_of_them_together(wanted: Filter, matches: set[int]) -> None:
    rows = [
        ROWS[0],
        ROWS[1]._replace(owner_id=8),
        *ROWS[2:4],
        ROWS[4]._replace(track="priorities"),
        ROWS[5]._replace(responsible_id=3),
    ]
    assert filtered(rows, wanted, {3: Look("met", "full", "uppfyllt", "success")}).matches == matches
