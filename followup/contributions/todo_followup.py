"""To do in the follow-up: what to assess, and what others have handed in to be read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followup.models import Period
from followup.queries.todo import ToAssess, assessments_to_judge, things_to_assess, units_to_judge
from followup.queries.unit_period import thing_rows
from followup.todo import Todo, dresses, todo_kind
from followup.views.entries import Entry
from goals.models import CoreMission, PlanItem
from sala_styr.organisation.actor import Actor


@todo_kind("assess", gettext_lazy("Bedömningar att skriva"), 10)
def to_assess(actor: Actor, today: date) -> Iterable[Todo]:
    """What the person is to assess in the open periods. Ten queries at most."""
    for row in things_to_assess(actor, today):
        yield Todo(
            key=f"assess:{row.period.pk}:{row.key}",
            title=_("Grunduppdraget, %(unit)s") % {"unit": row.unit} if row.is_mission else row.title,
            url=reverse("followup:assess", args=[row.period.pk, row.key]),
            due=row.period.due,
            detail=_where(row),
            template="followup/todo/assess.html",
            context={"period": row.period, "because": row.because},
        )


def _where(row: ToAssess) -> str:
    parts = [str(row.period)] if row.is_mission else [row.level.capitalize(), row.unit, str(row.period)]
    if row.because:
        parts.append(_("tillbaka för komplettering"))
    return " · ".join(parts)


@dresses("assess")
def with_fields(actor: Actor, todos: Sequence[Todo]) -> Mapping[str, dict[str, Any]]:
    """The fields of those that are shown. Two queries, and five a period."""
    keys = [todo.key.split(":")[2] for todo in todos]
    items = PlanItem.objects.select_related("step", "owner", "responsible").in_bulk(_numbers(keys, "del"))
    missions = CoreMission.objects.select_related("unit__parent").in_bulk(_numbers(keys, "uppdrag"))
    found: dict[str, dict[str, Any]] = {}
    for period, keys in _by_period(todos).items():
        of_kind = {"del": items, "uppdrag": missions}
        things = [of_kind[kind][int(pk)] for kind, _dash, pk in (key.partition("-") for key in keys)]
        for row in thing_rows(actor, period, things):
            if row.may_write:
                found[f"assess:{period.pk}:{row.key}"] = {"entry": Entry(row, period)}
    return found


def _numbers(keys: Iterable[str], kind: str) -> list[int]:
    return [int(key.removeprefix(f"{kind}-")) for key in keys if key.startswith(f"{kind}-")]


def _by_period(todos: Iterable[Todo]) -> dict[Period, list[str]]:
    found: dict[Period, list[str]] = {}
    for todo in todos:
        found.setdefault(todo.context["period"], []).append(todo.key.split(":")[2])
    return found


@todo_kind("judge", gettext_lazy("Bedömningar att läsa och godkänna"), 20, first=assessments_to_judge)
def to_judge(actor: Actor, today: date) -> Iterable[Todo]:
    """What units have handed in, a row for each unit and period. One query."""
    for row in units_to_judge(actor):
        words = ngettext(
            "%(unit)s har lämnat in %(n)d bedömning", "%(unit)s har lämnat in %(n)d bedömningar", row.count
        )
        yield Todo(
            key=f"judge:{row.period_id}:{row.unit_id}",
            title=words % {"unit": row.unit, "n": row.count},
            url=reverse("followup:unit_period", args=[row.period_id, row.unit_id]),
            due=row.due,
            detail=f"{row.period} {row.year}",
            action=_("Läs och godkänn"),
        )
