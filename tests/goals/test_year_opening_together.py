"""R11: a year is opened while others go on working in the old one. Nobody is stopped, nothing is lost, and the tree is sound afterwards."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from goals import actions
from goals.models import PlanItem
from sala_styr import trees
from sala_styr.organisation.actor import Actor
from tests.cast import Cast, build_cast
from tests.goals.big_plan import grow

EDITORS = 6
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


def edit_until(done: Event, actor: Actor, pk: int) -> int:
    """Change the title again and again, as somebody does who knows of no new year; how many times."""
    times = 0
    try:
        while not done.is_set() or times == 0:
            item = PlanItem.objects.select_related("step", "owner").get(pk=pk)
            actions.edit_item(actor, item, item.version, title=f"Ändring {times + 1}")
            times += 1
    finally:
        connection.close()
    return times


def test_a_year_is_opened_while_others_edit_the_old_one(people: Cast) -> None:
    grow(people, 3)
    PlanItem.objects.update(last_year=2026)
    activities = list(PlanItem.objects.filter(step__key="activity").order_by("pk")[:EDITORS])
    manager, controller = people.actor("manager_a1"), people.actor("controller")
    done = Event()
    with ThreadPoolExecutor(EDITORS) as pool:
        editing = [pool.submit(edit_until, done, manager, item.pk) for item in activities]
        opened = actions.open_year(controller, 2027)
        done.set()
        times = [each.result(timeout=60) for each in editing]
    assert (
        opened.taken
        == PlanItem.objects.filter(first_year=2027).count()
        == PlanItem.objects.filter(last_year=2026).count()
    )
    for item, count in zip(activities, times, strict=True):
        stored = PlanItem.objects.get(pk=item.pk)
        assert (stored.title, stored.version) == (f"Ändring {count}", 1 + count)
        copy = PlanItem.objects.get(copied_from=item)
        assert copy.title in {item.title, *(f"Ändring {number}" for number in range(1, count + 1))}
    assert trees.check(PlanItem) == []
