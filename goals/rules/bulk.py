"""What stands in the way of changing one field of one part of the plan, when many are changed at once. A calm word, or "" for nothing."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.models import ItemState, PlanItem
from goals.rules.plan import may_write, who_may_write
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS


class BulkField(models.TextChoices):
    """What can be changed for many at once."""

    RESPONSIBLE = "responsible", gettext_lazy("Ansvarig")
    OWNER = "owner", gettext_lazy("Ägare")
    STATUS = "activity_status", gettext_lazy("Genomförande")
    LAST_YEAR = "last_year", gettext_lazy("Till och med år")
    AREA = "area", gettext_lazy("Område")


@dataclass(frozen=True)
class Circumstances:
    """What a whole set of items is judged by: who asks, which years are closed, and the statuses that can be chosen for an item."""

    actor: Actor
    closed: Collection[int]
    statuses: Callable[[PlanItem], Collection[str]]

    def all_closed(self, first_year: int, last_year: int) -> bool:
        return all(year in self.closed for year in range(first_year, last_year + 1))


def may_change_many(actor: Actor) -> bool:
    """Those who write somewhere in the plan."""
    return actor.system or bool(actor.held_ids(*ELECTED) or actor.covered_ids(*OFFICIALS))


def why_not(item: PlanItem, field: str, value: Any, at: Circumstances) -> str:
    """Why the field of this item cannot get this value by this person now. No query when the item came with what it points at."""
    if not may_write(at.actor, item.step, item.owner_id):
        return who_may_write(item.step, item.owner)
    return _state(item, field, at) or _value(item, field, value, at)


def _state(item: PlanItem, field: str, at: Circumstances) -> str:
    if item.state == ItemState.ENDED:
        return _("Det är avslutat.")
    if field == BulkField.STATUS:
        return ""
    if item.state != ItemState.DRAFT and at.all_closed(item.first_year, item.last_year):
        return _("Åren är avslutade. Rätta som en ny lydelse.")
    if item.state == ItemState.DECIDED and field != BulkField.RESPONSIBLE:
        return _("Det är beslutat. Gör en ny lydelse.")
    return ""


def _value(item: PlanItem, field: str, value: Any, at: Circumstances) -> str:
    if field == BulkField.OWNER:
        return _owner(item, value, at.actor)
    if field == BulkField.STATUS:
        return _status(item, value, at.statuses(item))
    if field == BulkField.LAST_YEAR:
        return _last_year(item, value, at)
    if (
        field == BulkField.AREA
        and value is not None
        and value.grouping.steering_model_id != item.step.steering_model_id
    ):
        return _("Området hör till en annan styrmodell.")
    if field == BulkField.RESPONSIBLE and value is None and item.state == ItemState.DECIDED:
        return _("Det som är beslutat behöver en ansvarig.")
    return ""


def _owner(item: PlanItem, owner: Any, actor: Actor) -> str:
    """The new owner has to be of the kind that the level says, and one that the person writes for too."""
    if owner.kind not in item.step.unit_kinds:
        return _("%(owner)s kan inte äga %(what)s. Ägaren behöver vara %(kind)s.") % {
            "owner": owner.name,
            "what": item.step.singular,
            "kind": item.step.get_owner_kind_display(),
        }
    return "" if may_write(actor, item.step, owner.pk) else who_may_write(item.step, owner)


def _status(item: PlanItem, key: str, possible: Collection[str]) -> str:
    if not item.step.is_activity:
        return _("Det har inget genomförandeläge.")
    if item.state != ItemState.ACTIVE:
        return _("Det gäller inte ännu.")
    return "" if key in possible else _("Läget finns inte i dess skala.")


def only_closed() -> str:
    """What is said where something would stand in closed years only."""
    return _("Åren är avslutade. Minst ett av dem behöver vara ett år som inte är det.")


def _last_year(item: PlanItem, year: int, at: Circumstances) -> str:
    if year < item.first_year:
        return _("Det börjar %(year)s. Det sista året kan inte ligga före.") % {"year": item.first_year}
    if item.parent and not (item.first_year <= item.parent.last_year and year >= item.parent.first_year):
        return _("Åren behöver ha minst ett år gemensamt med ”%(title)s”.") % {"title": item.parent.title}
    return only_closed() if at.all_closed(item.first_year, year) else ""
