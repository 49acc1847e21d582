"""The red thread's narrow reading of the assessments says the same as the full one."""

import pytest
from pytest_django import DjangoAssertNumQueries

from followup.queries.assessments import latest_assessments
from followup.queries.thread import latest_looks
from sala_styr.organisation.actor import ANONYMOUS, Actor, actor_for, system_actor
from sala_styr.organisation.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def somebody(name: str) -> Actor:
    return actor_for(User.objects.get(username=name))


@pytest.mark.parametrize("name", ["exempel-politiker", "exempel-chef", "exempel-revisor"])
@pytest.mark.parametrize("year", [2025, 2026])
def test_each_person_sees_the_same_looks(
    name: str, year: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actor = somebody(name)
    whole = latest_assessments(actor, year)
    with django_assert_num_queries(3):
        looks = latest_looks(actor, year)
    assert looks.keys() == whole.keys()
    assert whole
    for item, row in whole.items():
        look = looks[item]
        assert (look.status, look.word, look.symbol, look.tone) == (row.status, row.word, row.symbol, row.tone)
        assert (look.trend_symbol, look.trend_word, look.state) == (row.trend_symbol, row.trend_word, row.state)


def test_drafts_show_only_to_those_who_write_them() -> None:
    assert latest_looks(system_actor(), 2026) != latest_looks(somebody("exempel-politiker"), 2026)
    assert latest_looks(ANONYMOUS, 2026) == {}
