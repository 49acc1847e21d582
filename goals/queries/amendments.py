"""Plan amendments: what each change proposes, and what has happened in the plan since its copy was taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet

from goals.merging import Fate, fate
from goals.models import Amendment, AmendmentChange, Area, ItemState, Level, PlanItem
from goals.models.amendment import prepares_for
from goals.queries.choices import owners_for
from goals.queries.items import whole_items
from goals.wording import WORDING, Difference, changed, differences, in_words
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, User

ENDED = "ended"
DAYS = frozenset({"start_date", "end_date"})
POINTERS: dict[str, Any] = {"parent": PlanItem, "responsible": User, "area": Area}

Snapshot = Mapping[str, Any]


# Amendments and what they can be about


def amendments(actor: Actor, year: int) -> list[Amendment]:
    """The amendments of ``year`` that ``actor`` may read, those being prepared first. One query."""
    found = Amendment.objects.visible_to(actor).filter(year=year).select_related("owner", "decision__body", "opened_by")
    order = {"open": 0, "merged": 1, "dropped": 2}
    counted = found.annotate(size=Count("changes")).order_by("-pk")
    return sorted(counted, key=lambda each: order[each.state])


def visible_amendment(actor: Actor, pk: int) -> Amendment | None:
    """The amendment if ``actor`` may read it. One query."""
    found = Amendment.objects.visible_to(actor).select_related("owner", "decision__body", "opened_by")
    return found.filter(pk=pk).first()


def owners_to_prepare_for(actor: Actor, year: int) -> QuerySet[Unit]:
    """The bodies and units for which ``actor`` may prepare an amendment, in the organisation's order."""
    units: QuerySet[Unit] = Unit.objects.in_year(year).order_by("tree_id", "lft")
    return units if actor.system else units.filter(pk__in=prepares_for(actor))


def parents_of(actor: Actor, step: Level, year: int) -> QuerySet[PlanItem]:
    """What an item of the level can be proposed to answer to, from ``year`` on."""
    above = PlanItem.objects.visible_to(actor).filter(answered_by(step), last_year__gte=year)
    found: QuerySet[PlanItem] = above.exclude(state=ItemState.ENDED).select_related("owner").order_by("tree_id", "lft")
    return found


def of_owner(owner: Unit) -> QuerySet[PlanItem]:
    """What an amendment of ``owner`` may be about: a body's own items; a unit's own and those of the units below it."""
    items: QuerySet[PlanItem] = PlanItem.objects.exclude(state=ItemState.ENDED)
    if owner.is_political:
        return items.filter(owner=owner)
    return items.filter(owner__tree_id=owner.tree_id, owner__lft__gte=owner.lft, owner__rght__lte=owner.rght)


def takeable(actor: Actor, amendment: Amendment) -> list[PlanItem]:
    """What can be taken into the amendment: the owner's items of its year and later, not taken yet and not replaced. Two queries."""
    replaced = PlanItem.objects.exclude(state=ItemState.DRAFT).filter(replaces__isnull=False).values("replaces_id")
    taken = amendment.changes.filter(item__isnull=False).values("item_id")
    found = (
        of_owner(amendment.owner)
        .filter(last_year__gte=amendment.year)
        .exclude(pk__in=replaced)
        .exclude(pk__in=taken)
        .exclude(state=ItemState.DRAFT, replaces__isnull=False)
        .select_related("step", "owner")
        .order_by("tree_id", "lft")
    )
    return list(found)


def places_for_new(actor: Actor, amendment: Amendment) -> list[tuple[Level, PlanItem | None]]:
    """Where something new can be proposed: (level, what it answers to; None for the top), in the thread's order. A few queries a level."""
    places: list[tuple[Level, PlanItem | None]] = []
    for step in Level.objects.in_force(amendment.year).select_related("parent"):
        if not owners_for(actor, step, amendment.year).filter(pk=amendment.owner_id).exists():
            continue
        if step.parent_id is None or not step.parent_required:
            places.append((step, None))
        if step.parent_id is not None:
            above = PlanItem.objects.in_year(amendment.year).visible_to(actor).filter(answered_by(step))
            places += [(step, item) for item in above.exclude(state=ItemState.ENDED).order_by("tree_id", "lft")]
    return places


def answered_by(step: Level) -> Q:
    """What an item of the level may answer to: items of the level above, in its own model or in the one before it (``Level.answers_to``)."""
    if step.parent is None:
        return Q(pk__in=())
    other_model = ~Q(step__steering_model=step.steering_model_id) & Q(step__key=step.parent.key)
    return Q(step_id=step.parent_id) | other_model


# Wordings as stored in an amendment, and in words


def snapshot(item: PlanItem) -> dict[str, Any]:
    """What the item says now, as it is kept in a change."""
    values = {
        name: getattr(item, f"{name}_id") if name in POINTERS else stored(name, getattr(item, name)) for name in WORDING
    }
    return values | {ENDED: item.state == ItemState.ENDED}


def stored(name: str, value: Any) -> Any:
    """A field's value as it is kept in a change: days as text, what is pointed at as its number."""
    if value is None:
        return None
    if name in DAYS:
        return value.isoformat()
    return value.pk if name in POINTERS else value


def loaded(name: str, value: Any) -> Any:
    """The other way round; what is pointed at stays a number."""
    return date.fromisoformat(value) if name in DAYS and value else value


def fill(item: PlanItem, said: Snapshot) -> PlanItem:
    """Write a wording on the item; its place in the tree is the tree's own matter."""
    for name in WORDING:
        if name != "parent":
            setattr(item, f"{name}_id" if name in POINTERS else name, loaded(name, said.get(name)))
    return item


def as_item(change: AmendmentChange) -> PlanItem:
    """What is proposed, as an item that is not saved: to be shown beside what somebody typed."""
    item = fill(PlanItem(step=change.step), change.proposed)
    item.parent_id = change.proposed.get("parent")
    return item


@dataclass(frozen=True)
class Names:
    """What the numbers in snapshots point at, in words."""

    words: Mapping[tuple[str, int], str]

    @classmethod
    def of(cls, snapshots: Iterable[Snapshot]) -> "Names":
        """Three queries at most, however many snapshots."""
        wanted: dict[str, set[int]] = {name: set() for name in POINTERS}
        for each in snapshots:
            for name in POINTERS:
                if each.get(name) is not None:
                    wanted[name].add(each[name])
        return cls(
            {
                (name, row.pk): str(row)
                for name, model in POINTERS.items()
                if wanted[name]
                for row in model.objects.filter(pk__in=wanted[name])
            }
        )

    def say(self, said: Snapshot) -> dict[str, str]:
        """A snapshot in words."""
        return {name: self._word(name, said.get(name)) for name in WORDING}

    def _word(self, name: str, value: Any) -> str:
        if name in POINTERS:
            return "" if value is None else self.words.get((name, value), "")
        return in_words(loaded(name, value))


def proposed_fields(change: AmendmentChange) -> list[str]:
    """The fields that the change proposes something else for than what was. The year a new wording begins is no proposal by itself."""
    names = [name for name in (*WORDING, ENDED) if change.proposed.get(name) != change.base.get(name)]
    return [] if names == ["first_year"] and change.step.needs_decision else names


# The whole amendment as a difference


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else has changed in the plan since the copy was taken. ``is_asked``: the amendment wants something else in the same field."""

    difference: Difference
    fate: Fate

    @property
    def is_asked(self) -> bool:
        return self.fate is Fate.ASKED

    @property
    def is_alike(self) -> bool:
        return self.fate is Fate.ALIKE


@dataclass(frozen=True)
class ChangeRow:
    """One change as it is shown. ``current`` is the wording that stands in the plan now; None for what is new."""

    change: AmendmentChange
    current: PlanItem | None
    proposes: tuple[Difference, ...]
    meanwhile: tuple[Meanwhile, ...]

    @property
    def is_new(self) -> bool:
        return not self.change.base

    @property
    def is_end(self) -> bool:
        return bool(self.change.proposed.get(ENDED))

    @cached_property
    def is_empty(self) -> bool:
        """Does it propose nothing yet?"""
        return not self.is_new and not proposed_fields(self.change)

    @property
    def is_blocked(self) -> bool:
        """Has it been ended in the plan, so that no change of its text can be let in?"""
        return self.current is not None and self.current.state == ItemState.ENDED and not self.is_end

    @property
    def is_decided(self) -> bool:
        """Does it change what a body has decided, and so need a decision and the chair?"""
        if self.is_empty:
            return False
        if self.current is None or self.is_new:
            return self.change.step.needs_decision
        return self.current.state == ItemState.DECIDED

    @property
    def asked(self) -> list[Meanwhile]:
        return [each for each in self.meanwhile if each.is_asked]

    @property
    def unasked(self) -> list[Difference]:
        """What is proposed and needs no answer."""
        asked = {each.difference.name for each in self.asked}
        return [each for each in self.proposes if each.name not in asked]

    def ours(self, each: Meanwhile) -> Difference:
        """What the amendment wants in a field that the plan has changed too."""
        return next(mine for mine in self.proposes if mine.name == each.difference.name)


def change_rows(amendment: Amendment) -> list[ChangeRow]:
    """Every change of the amendment with what differs from its base, and the base from the plan now. At most six queries, however many changes."""
    changes = list(
        amendment.changes.select_related("step", "item__owner", "item__step", "parent").order_by(
            "item__tree_id", "item__lft", "pk"
        )
    )
    current = current_wordings(change.item_id for change in changes)
    now = {pk: snapshot(item) for pk, item in current.items()}
    names = Names.of([said for change in changes for said in (change.base, change.proposed)] + list(now.values()))
    return [_row(change, current.get(change.item_id or 0), now.get(change.item_id or 0), names) for change in changes]


def _row(change: AmendmentChange, current: PlanItem | None, now: Snapshot | None, names: Names) -> ChangeRow:
    proposed = names.say(change.proposed)
    if current is None or now is None or not change.base:
        return ChangeRow(change, current, tuple(differences({}, proposed)), ())
    base = names.say(change.base)
    meanwhile = [
        Meanwhile(each, fate(change.base.get(each.name), now.get(each.name), change.proposed.get(each.name)))
        for each in changed(base, names.say(now))
    ]
    return ChangeRow(change, current, tuple(changed(base, proposed)), tuple(meanwhile))


def current_wordings(pks: Iterable[int | None]) -> dict[int, PlanItem]:
    """For each item the wording that stands in the plan now: itself, or the newest that has replaced it and is no draft. Two queries."""
    wanted = {pk for pk in pks if pk is not None}
    newest = newest_wordings()
    found = {pk: newest.get(pk, pk) for pk in wanted}
    items = {item.pk: item for item in whole_items().filter(pk__in=found.values())}
    return {pk: items[now] for pk, now in found.items()}


def newest_wordings() -> dict[int, int]:
    """For each item that has been replaced: the newest wording of it. One query."""
    pairs = PlanItem.objects.order_by("pk").filter(replaces__isnull=False).exclude(state=ItemState.DRAFT)
    after = dict(pairs.values_list("replaces_id", "pk"))
    newest: dict[int, int] = {}
    for old in after:
        at = old
        while at in after:
            at = after[at]
        newest[old] = at
    return newest
