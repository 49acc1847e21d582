"""When things are done: the days of the plan's items, and the steps on the way."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from goals.models import PlanItem, SubStep
from goals.queries.as_of import whole_plan_on


class Days(NamedTuple):
    """When an item starts and shall be ready; None where it is not said."""

    start: date | None
    end: date | None


class Step(NamedTuple):
    """A step of an activity."""

    text: str
    due: date | None
    done_on: date | None


def days_in(year: int, day: date | None = None) -> dict[int, Days]:
    """The days of every item of ``year`` that has any; as they were when ``day`` ended, if that is said. One query."""
    items = PlanItem.objects.in_year(year) if day is None else whole_plan_on(year, day)
    dated = items.filter(Q(start_date__isnull=False) | Q(end_date__isnull=False))
    rows = dated.order_by().values_list("id", "start_date", "end_date")
    return {pk: Days(start, end) for pk, start, end in rows}


def steps_of(items: Iterable[int]) -> dict[int, list[Step]]:
    """The steps of each of ``items``, in their order. One query."""
    found: dict[int, list[Step]] = {}
    rows = SubStep.objects.filter(item__in=list(items)).order_by("item", "order", "pk")
    for item, text, due, done_on in rows.values_list("item_id", "text", "due", "done_on"):
        found.setdefault(item, []).append(Step(text, due, done_on))
    return found


def descriptions(items: Iterable[int], year: int, day: date | None = None) -> dict[int, str]:
    """The descriptions of ``items`` that have one; as they were when ``day`` ended, if that is said. One query."""
    plan = PlanItem.objects.in_year(year) if day is None else whole_plan_on(year, day)
    return dict(plan.filter(id__in=list(items)).exclude(description="").order_by().values_list("id", "description"))
