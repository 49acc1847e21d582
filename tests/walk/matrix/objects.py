"""Whose an object is, and one object of each owner for every place in an address.

The owner is found the way the models say: the shortest way of foreign keys from the object to a unit. Then the unit is the person's own, a sibling
below the same committee, the committee itself (or its office), another committee's, or none of these: the whole municipality's.
"""

from collections import deque
from functools import cache, cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from goals.models import PlanItem
from sala_styr.organisation.models import Unit, User
from tests.walk.matrix.people import COMMITTEE, OTHER_COMMITTEE, OWN_UNIT

OWNERS = ("own", "sibling", "committee", "other", "whole")
LONGEST_WAY = 4


@cache
def way_to(model: type[models.Model], goal: type[models.Model]) -> str | None:
    """The shortest way of foreign keys from ``model`` to ``goal`` as Django writes it; "" when it is the model itself, None when there is none."""
    queue: deque[tuple[type[models.Model], tuple[str, ...]]] = deque([(model, ())])
    while queue:
        here, way = queue.popleft()
        if here is goal:
            return "__".join(way)
        if len(way) < LONGEST_WAY:
            queue.extend((step.related_model, (*way, step.name)) for step in _steps(here))
    return None


def _steps(model: type[models.Model]) -> list[Any]:
    """The foreign keys of a model that say where it belongs: not who wrote it or which decision it has."""
    left_out = {"organisation.User", "decisions.Decision"}
    keys = [f for f in model._meta.get_fields() if isinstance(f, models.ForeignKey) and f.related_model is not model]
    return [key for key in keys if key.related_model._meta.label not in left_out]


class Owners:
    """The units of each owner in the example municipality, and their objects. Each question is asked of the database once."""

    def __init__(self) -> None:
        self._found: dict[type[models.Model], dict[str, int]] = {}

    @cached_property
    def ids(self) -> dict[str, frozenset[int]]:
        named = {unit.name: unit for unit in Unit.objects.filter(name__in=(OWN_UNIT, COMMITTEE, OTHER_COMMITTEE))}
        own, committee, other = (named[name] for name in (OWN_UNIT, COMMITTEE, OTHER_COMMITTEE))
        below = set(committee.get_descendants().filter(kind="unit").values_list("pk", flat=True)) - {own.pk}
        over = set(committee.get_descendants(include_self=True).values_list("pk", flat=True)) - below - {own.pk}
        others = set(other.get_descendants(include_self=True).values_list("pk", flat=True))
        rest = set(Unit.objects.values_list("pk", flat=True)) - below - over - others - {own.pk}
        sets = (frozenset({own.pk}), frozenset(below), frozenset(over), frozenset(others), frozenset(rest))
        return dict(zip(OWNERS, sets, strict=True))

    def of(self, model: type[models.Model]) -> dict[str, int]:
        """One object's key for each owner that has any; ``whole`` alone for what belongs to no unit. States of a plan are told apart."""
        if model not in self._found:
            self._found[model] = self._look_up(model)
        return self._found[model]

    def _look_up(self, model: type[models.Model]) -> dict[str, int]:
        if model is PlanItem:
            return self._items()
        way = way_to(model, Unit)
        rows = model._default_manager.order_by("pk")
        if model is User:
            return self._people()
        if way is None:
            return {"whole": first} if (first := rows.values_list("pk", flat=True).first()) else {}
        return self._first_of(rows, way or "pk")

    def _first_of(self, rows: Any, way: str, name: str = "") -> dict[str, int]:
        found = {}
        for owner, ids in self.ids.items():
            hit = rows.filter(**{f"{way}__in": ids}).values_list("pk", flat=True).first()
            if hit:
                found[f"{owner}{name}"] = hit
        return found

    def _items(self) -> dict[str, int]:
        """Plan items: what politicians have decided, their drafts, and what officials own."""
        rows = PlanItem.objects.order_by("pk")
        return {
            **self._first_of(rows.filter(state="decided"), "owner", "-decided"),
            **self._first_of(rows.filter(state="draft"), "owner", "-draft"),
            **self._first_of(rows.filter(state="active"), "owner", "-active"),
        }

    def _people(self) -> dict[str, int]:
        """Somebody with an appointment in each place."""
        rows = User.objects.order_by("pk")
        return {
            owner: pk
            for owner, ids in self.ids.items()
            if (pk := rows.filter(Q(appointments__unit__in=ids)).values_list("pk", flat=True).first())
        }
