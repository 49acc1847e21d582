"""Many parts of the plan at once: what a change would do with each, and what one did."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from goals.models import Area, PlanItem
from goals.models.plan_item import PlanItemQuerySet
from goals.queries.scales import activity_scale
from goals.rules.bulk import BulkField, Circumstances, why_not
from sala_styr.decisions.queries import closed_years
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, Unit, User

POINTS_AT: dict[str, Any] = {BulkField.RESPONSIBLE: User, BulkField.OWNER: Unit, BulkField.AREA: Area}


@dataclass(frozen=True)
class BulkRow:
    """One item and what would happen to it. ``why_not`` is "" where it will be changed; ``is_same`` where it is so already."""

    item: PlanItem
    before: str
    after: str
    why_not: str
    is_same: bool

    @property
    def will_change(self) -> bool:
        return not self.why_not and not self.is_same


def preview(actor: Actor, items: Iterable[PlanItem], field: str, value: Any) -> list[BulkRow]:
    """What the change would do with each. Two queries besides the items' own."""
    at = circumstances(actor)
    rows = []
    for item in items:
        is_same = getattr(item, field) == value
        rows.append(
            BulkRow(
                item,
                said(item, field, getattr(item, field)),
                said(item, field, value),
                "" if is_same else why_not(item, field, value, at),
                is_same,
            )
        )
    return rows


def whole_rows(actor: Actor, pks: Iterable[int]) -> PlanItemQuerySet:
    """The items that ``actor`` may see with all that is needed to judge and tell a change, in the thread's order. One query."""
    items: PlanItemQuerySet = PlanItem.objects.visible_to(actor).filter(pk__in=set(pks))
    related = ("step__steering_model", "owner", "responsible", "parent", "area__grouping")
    return items.select_related(*related).order_by("tree_id", "lft")


def circumstances(actor: Actor) -> Circumstances:
    """What a set of items is judged by. One query."""
    return Circumstances(actor, closed_years(), statuses_for)


def statuses_for(item: PlanItem) -> frozenset[str]:
    """The statuses that can be chosen for the item."""
    return frozenset(step.key for step in activity_scale(item).offered(item.activity_status))


def said(item: PlanItem, field: str, value: Any) -> str:
    """A value in words; "" where there is none."""
    if field == BulkField.STATUS:
        return activity_scale(item)[value].word if value else ""
    return "" if value is None else str(value)


def owners_to_write_for(actor: Actor, year: int) -> Any:
    """The units that ``actor`` may make owner of something."""
    units = Unit.objects.in_year(year).order_by("tree_id", "lft")
    return units if actor.system else units.filter(pk__in=actor.held_ids(*ELECTED) | actor.covered_ids(*OFFICIALS))


def areas_among(items: Sequence[PlanItem]) -> Any:
    """The areas of the models that the items belong to."""
    areas = Area.objects.filter(grouping__steering_model__in={item.step.steering_model_id for item in items})
    return areas.select_related("grouping").order_by("grouping__order", "order", "pk")


def statuses_among(items: Sequence[PlanItem]) -> list[tuple[str, str]]:
    """What the activities among the items can be said to be, each once: (key, word)."""
    found: dict[str, str] = {}
    for item in items:
        if item.step.is_activity:
            found |= {step.key: step.word for step in activity_scale(item).offered() if step.key not in found}
    return list(found.items())


# What was done


@dataclass(frozen=True)
class Done:
    """One item that a bulk change changed: its history row, the one before it, and whether nothing has happened to it since."""

    row: Any
    before: Any
    is_newest: bool

    @property
    def field(self) -> str:
        """The field that was changed; "" when none of ours was."""
        names = {name: f"{name}_id" if name in POINTS_AT else str(name) for name in BulkField.values}
        differing = (
            n for n, attribute in names.items() if getattr(self.row, attribute) != getattr(self.before, attribute)
        )
        return next(differing, "")

    @property
    def value_before(self) -> Any:
        """What it was, as the row keeps it: a number where it points at something."""
        return getattr(self.before, f"{self.field}_id" if self.field in POINTS_AT else self.field)

    @property
    def value_after(self) -> Any:
        """What it became, as the row keeps it."""
        return getattr(self.row, f"{self.field}_id" if self.field in POINTS_AT else self.field)


def done_between(actor: Actor, first: int, last: int) -> list[Done]:
    """What ``actor`` changed in one go: the history rows from ``first`` to ``last`` with the same reason as the first. Three queries."""
    rows = PlanItem.history.filter(
        history_id__gte=first, history_id__lte=last, history_user=actor.hand, history_type="~"
    )
    begun = rows.filter(history_id=first).first()
    if begun is None or actor.user is None:
        return []
    found = list(rows.filter(history_change_reason=begun.history_change_reason).order_by("history_id"))
    ids = [row.id for row in found]
    newest = dict(PlanItem.history.filter(id__in=ids).order_by().values_list("id").annotate(Max("history_id")))
    before = {row.id: row for row in PlanItem.history.filter(id__in=ids, history_id__lt=first).order_by("history_id")}
    return [Done(row, before[row.id], newest[row.id] == row.history_id) for row in found if row.id in before]


@dataclass(frozen=True)
class ToldChange:
    """One item that was changed, in words."""

    item: PlanItem
    label: str
    before: str
    after: str
    is_newest: bool


def told(actor: Actor, done: Sequence[Done]) -> list[ToldChange]:
    """What was changed, in words, as far as ``actor`` may see the items. Four queries at most."""
    items = {item.pk: item for item in whole_rows(actor, [each.row.id for each in done])}
    values = pointed_at(done)
    return [
        ToldChange(
            items[each.row.id],
            str(BulkField(each.field).label),
            said(items[each.row.id], each.field, values(each.field, each.value_before)),
            said(items[each.row.id], each.field, values(each.field, each.value_after)),
            each.is_newest,
        )
        for each in done
        if each.field and each.row.id in items
    ]


def pointed_at(done: Sequence[Done]) -> Callable[[str, Any], Any]:
    """What a row's value is: the object where the field points at one, else the value itself. One query a kind that is there."""
    found: dict[str, dict[int, Any]] = {}
    for name, model in POINTS_AT.items():
        pks = {pk for each in done if each.field == name for pk in (each.value_before, each.value_after)} - {None}
        found[name] = model.objects.in_bulk(pks) if pks else {}

    def value(field: str, kept: Any) -> Any:
        return found[field].get(kept) if field in found else kept

    return value
