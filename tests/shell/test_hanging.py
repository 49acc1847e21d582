"""A page asks once what hangs on its thing, and asks the dearer questions only where there is something."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.models import ParentLink, PlanItem, SubStep
from goals.queries.items import stands_alone
from sala_styr.kept import remembered
from sala_styr.organisation.models import Unit
from sala_styr.shell import hanging as hanging_module
from sala_styr.shell.hanging import hanging, hangs
from tests.cast import Cast


@pytest.fixture
def chain(cast: Cast) -> dict[str, PlanItem]:
    return cast.chain()


def test_every_kind_that_is_there_is_told_with_one_query(chain: dict[str, PlanItem]) -> None:
    activity, goal = chain["activity"], chain["goal"]
    SubStep.objects.create(item=activity, text="Ring", order=1)
    ParentLink.objects.create(item=activity, above=goal)
    with CaptureQueriesContext(connection) as queries:
        assert {"steps", "links"} <= hanging("plan_item", activity.pk)
    assert len(queries) == 1
    assert {"links", "children"} <= hanging("plan_item", goal.pk)
    assert "steps" not in hanging("plan_item", goal.pk)


def test_it_is_asked_once_a_page_and_anew_where_something_is_written(chain: dict[str, PlanItem]) -> None:
    for method, asked in (("GET", 1), ("POST", 2)):
        remembered.begin(environ={"REQUEST_METHOD": method})
        with CaptureQueriesContext(connection) as queries:
            assert hanging("plan_item", chain["activity"].pk) == hanging("plan_item", chain["activity"].pk)
        remembered.end()
        assert len(queries) == asked


def test_nothing_is_asked_for_a_page_of_which_nobody_has_said_anything(
    monkeypatch: pytest.MonkeyPatch, db: Any
) -> None:
    monkeypatch.setattr(hanging_module, "_kinds", {})
    with CaptureQueriesContext(connection) as queries:
        assert hanging("unit", 1) == frozenset()
    assert not queries


def test_any_of_the_fields_will_do(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> None:
    monkeypatch.setattr(hanging_module, "_kinds", {})
    hangs("unit", "around", Unit, "parent", "predecessor")
    assert hanging("unit", cast["A"].pk) == {"around"}
    assert hanging("unit", cast["A1"].pk) == frozenset()
    Unit.objects.filter(pk=cast["A2"].pk).update(predecessor=cast["A1"])
    assert hanging("unit", cast["A1"].pk) == {"around"}


def test_what_has_children_or_another_wording_does_not_stand_alone(cast: Cast, chain: dict[str, PlanItem]) -> None:
    assert stands_alone(chain["activity"])
    assert not stands_alone(chain["strategy"])
    newer = cast.item("activity", "A1", parent=chain["strategy"], replaces=chain["activity"])
    assert not stands_alone(chain["activity"])
    assert not stands_alone(newer)
