"""The whole plan of a year as one person sees it, in the order it is read: the red thread.

Few narrow queries and the tree put together in Python: measured, this is twice as fast as one query with all its joins, and the number
of queries is the same for 50 items as for 5 000.
"""

from collections.abc import Mapping
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import DateField, IntegerField, Q, Value
from django.db.models.functions import Cast

from goals.models import ItemState, Level, ParentLink, PlanItem
from goals.models.plan_item import PlanItemQuerySet
from goals.queries.as_of import Names, in_todays_order, items_on, known_places, levels_on, may_see_state, places_today
from goals.queries.lineage import Place, parents_in_year
from sala_styr.decisions.models import Decision, decision_reference
from sala_styr.kept.remembered import read_before, remember_read
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit, User, person_name, unit_label


class PlanRow(NamedTuple):
    """One item of the plan, for reading. ``parent_id`` is the nearest item above that this person sees this year; ``depth`` counts from it.

    A named tuple and not a dataclass: five thousand of them are made for a page, and this is six times faster.
    """

    pk: int
    parent_id: int | None
    depth: int
    step_id: int
    step: str
    step_parent_id: int | None
    owner_kind: str
    track: str
    is_activity: bool
    gets_activities: bool
    title: str
    owner_id: int
    owner: str
    responsible_id: int | None
    responsible: str
    state: str
    decision: str
    activity_status: str
    first_year: int
    last_year: int
    has_children: bool
    followed_up: bool = True
    parent_required: bool = True
    parent_steps: frozenset[int] = frozenset()
    """The levels that its own may answer to: one, and where the model has been changed those of the same key in the models before it."""
    model_id: int = 0
    linked: tuple[tuple[int, str], ...] = ()
    """(Key, title) of what answers to it though it stands elsewhere."""


class Labels(NamedTuple):
    """What owners, persons and decisions are called, and what answers to an item though it stands elsewhere."""

    words: Mapping[tuple[str, int], str]
    links: Mapping[int, tuple[tuple[int, str], ...]]


Stored = tuple[Any, ...]
COLUMNS = (
    *("pk", "parent_id", "replaces_id", "step_id", "title", "owner_id", "responsible_id", "state", "decision_id"),
    *("activity_status", "first_year", "last_year"),
)
TREE_PLACE = ("tree_id", "lft")
"""Read after the columns: what the plan is sorted by."""
PK, PARENT, REPLACES, STEP, OWNER, PERSON, STATE, DECISION, TREE, LEFT = 0, 1, 2, 3, 5, 6, 7, 8, 12, 13
_UNIT, _PERSON, _DECISION, _LINK = "u", "p", "d", "l"
# Cast, since PostgreSQL takes an empty column for text where no row before it says what it is: in a plan without decisions, say.
_NO_DAY, _NO_NUMBER = Cast(Value(None), DateField()), Cast(Value(None), IntegerField())


def plan_rows(actor: Actor, year: int, day: date | None = None) -> list[PlanRow]:
    """The whole plan of ``year`` that ``actor`` may see, in tree order, goals before priorities; as it stood when ``day`` ended, if that is said.

    An item whose parent is not there (another year, a draft of others) is lifted to the nearest one above that is, or to the top.
    Three queries; a fourth where something is lifted or has been revised. Of another day eleven, or up to fifteen (see ``goals.queries.as_of``).
    """
    if day is not None:
        return _rows_on(actor, year, day)
    seen = PlanItem.objects.in_year(year).visible_to(actor).order_by()
    # Sorted here, where rows that mostly lie in order already take a millisecond: PostgreSQL takes five, as long as for all else of the query.
    items = _current(sorted(seen.values_list(*COLUMNS, *TREE_PLACE), key=itemgetter(TREE, LEFT)))
    parents = _parents(items)
    remember_read(_read_name(year), (items, parents))
    return _rows(items, parents, _steps(), _labels(items, actor, year))


def _read_name(year: int) -> str:
    return f"the plan of {year}"


def _rows_on(actor: Actor, year: int, day: date) -> list[PlanRow]:
    """The plan as it stood, without what ``actor`` may not see today: nobody reads more by going back."""
    now = places_today(year)
    stored = items_on(actor, year, day).values_list(
        "id", *COLUMNS[1:], Value(0), Value(0)
    )  # the key of a history row is another
    items = _current([row for row in stored if row[PK] not in now or may_see_state(actor, *now[row[PK]][2:])])
    order = in_todays_order((row[PK] for row in items), now)
    items.sort(key=lambda row: order[row[PK]])
    places = {row[PK]: Place(row[PARENT], row[REPLACES], row[STATE] == ItemState.DRAFT) for row in items}
    own = {pk: place.parent_id for pk, place in places.items()}
    hangs = all(parent is None or parent in own for parent in own.values())
    parents = own if hangs else parents_in_year(places, known_places(places))
    steps = levels_on(day, {row[STEP] for row in items})
    in_order = _sorted(items, parents, {pk: step.order for pk, step in steps.items()})
    return _rows(in_order, parents, steps, _labels_on(day, items))


def _labels_on(day: date, items: list[Stored]) -> Labels:
    """What owners, persons and decisions were called. Links besides the tree are not told of the past."""
    owners, people, decisions = ({row[at] for row in items} - {None} for at in (OWNER, PERSON, DECISION))
    names = Names(day, owners, people, decisions)
    words = {
        **{(_UNIT, pk): names.unit(pk) for pk in owners},
        **{(_PERSON, pk): names.person(pk) for pk in people},
        **{(_DECISION, pk): names.decision(pk) for pk in decisions},
    }
    return Labels(words, {})


def plan_branch(actor: Actor, year: int, item: PlanItem) -> list[PlanRow] | None:
    """``item`` with all above and all below it, as ``plan_rows`` has them; None where only the whole plan can tell.

    That is where something has been revised, or hangs on what is not there: then what belongs together does not lie together.
    """
    near = Q(lft__gte=item.lft, rght__lte=item.rght) | Q(lft__lt=item.lft, rght__gt=item.rght)
    tree = PlanItem.objects.in_year(year).filter(near, tree_id=item.tree_id)
    items = list(tree.visible_to(actor).order_by("lft").values_list(*COLUMNS, *TREE_PLACE))
    there = {row[PK] for row in items}
    loose = any((row[PARENT] is not None and row[PARENT] not in there) or row[REPLACES] is not None for row in items)
    if loose or PlanItem.objects.filter(replaces__in=PlanItem.objects.filter(near, tree_id=item.tree_id)).exists():
        return None
    return _rows(items, {row[PK]: row[PARENT] for row in items}, _steps(), _labels(items, actor, year))


def branch_of(item: PlanItem) -> PlanItemQuerySet:
    """The item and everything that lies below it, whatever the year. Lazy."""
    found: PlanItemQuerySet = PlanItem.objects.filter(tree_id=item.tree_id, lft__gte=item.lft, rght__lte=item.rght)
    return found.order_by()


def branch_parents(year: int, within: PlanItem | None = None) -> dict[int, int | None]:
    """For every item of ``year``'s plan but drafts: the item above it that year. For summing branches. One query, or two (see plan_rows).

    ``within``: only for that item, as the top, and what lies below it. No query where the same page has read the whole plan, and nothing hangs on drafts.
    """
    read = read_before(_read_name(year)) if within is None else None
    if read is not None and (found := _without_drafts(*read)) is not None:
        return found
    items = branch_of(within) if within else PlanItem.objects.order_by()
    decided = items.in_year(year).exclude(state=ItemState.DRAFT)
    top = within.pk if within else None
    rows = list(decided.values_list("pk", "parent_id", "replaces_id"))
    replaced = {row[2] for row in rows if row[2] is not None}
    own = {pk: None if pk == top else above for pk, above, _older in rows if pk not in replaced}
    if all(above is None or above in own for above in own.values()):
        return own  # mostly so, and quicker seen than worked out
    return parents_in_year(
        {pk: Place(None if pk == top else above, older, False) for pk, above, older in rows if pk not in replaced}
    )


def _without_drafts(items: list[Stored], parents: Mapping[int, int | None]) -> dict[int, int | None] | None:
    """The parents as those see them who see no drafts; None where something hangs on a draft, which may stand in for what is decided."""
    drafts = {row[PK] for row in items if row[STATE] == ItemState.DRAFT}
    found = {row[PK]: parents[row[PK]] for row in items if row[PK] not in drafts}
    return None if drafts and not drafts.isdisjoint(found.values()) else found


def _parents(items: list[Stored]) -> Mapping[int, int | None]:
    """What each item answers to this year. Mostly its own parent, which is quicker seen than worked out."""
    own = {row[PK]: row[PARENT] for row in items}
    if all(parent is None or parent in own for parent in own.values()):
        return own
    return parents_in_year({row[PK]: Place(row[PARENT], row[REPLACES], row[STATE] == ItemState.DRAFT) for row in items})


def _current(rows: list[Stored]) -> list[Stored]:
    """Leave out what a decided newer version has replaced within the same year."""
    replaced = {row[REPLACES] for row in rows if row[REPLACES] is not None and row[STATE] != ItemState.DRAFT}
    return [row for row in rows if row[PK] not in replaced] if replaced else rows


def _steps() -> dict[int, Level]:
    return {level.pk: level for level in Level.objects.order_by()}


def _labels(items: list[Stored], actor: Actor, year: int) -> Labels:
    """What owners, responsible persons and decisions are called, and the links besides the tree: one query for the four."""
    people_ids = {row[PERSON] for row in items if row[PERSON] is not None}
    decision_ids = {row[DECISION] for row in items if row[DECISION] is not None}
    decisions = (
        Decision.objects.filter(pk__in=decision_ids)
        .order_by()
        .values_list(Value(_DECISION), "pk", "body__short_name", "body__name", "date", "paragraph", "registry_number")
    )
    people = (
        User.objects.filter(pk__in=people_ids)
        .order_by()
        .values_list(Value(_PERSON), "pk", "first_name", "last_name", _NO_DAY, _NO_NUMBER, "username")
    )
    units = Unit.objects.order_by().values_list(
        Value(_UNIT), "pk", "short_name", "name", _NO_DAY, _NO_NUMBER, Value("")
    )
    seen = PlanItem.objects.in_year(year).visible_to(actor).order_by().values("pk")
    links = (
        ParentLink.objects.filter(item__in=seen)
        .order_by()
        .values_list(Value(_LINK), "above_id", "item__title", Value(""), _NO_DAY, "item_id", Value(""))
    )
    words: dict[tuple[str, int], str] = {}
    linked: dict[int, tuple[tuple[int, str], ...]] = {}
    for kind, pk, *names in decisions.union(people, units, links, all=True):
        if kind == _LINK:
            title, _nothing, _no_day, item_id, _no_more = names
            linked[pk] = (*linked.get(pk, ()), (item_id, title))
        else:
            words[kind, pk] = _label(kind, *names)
    return Labels(words, linked)


def _label(kind: str, first: str, second: str, day: Any, paragraph: Any, last: str) -> str:
    """As the models themselves say it, without making one of each."""
    if kind == _UNIT:
        return unit_label(first, second)
    if kind == _PERSON:
        return person_name(first, second, last)
    return decision_reference(unit_label(first, second), day, paragraph, last)


def _rows(
    items: list[Stored],
    parents: Mapping[int, int | None],
    steps: Mapping[int, Level],
    labels: Labels,
) -> list[PlanRow]:
    """The rows in reading order, each with its words."""
    called, links = labels
    acted_on = _above_activities(steps)
    words = {
        pk: (step.singular, step.parent_id, step.owner_kind, step.track, step.is_activity, pk in acted_on)
        for pk, step in steps.items()
    }
    manners = {
        pk: (step.followed_up, step.parent_required, _parent_steps(step, steps), step.steering_model_id)
        for pk, step in steps.items()
    }
    has_children = set(parents.values())
    depths: dict[int | None, int] = {None: -1}
    rows: list[PlanRow] = []
    made_of = (
        tuple.__new__
    )  # as PlanRow(…) does it, but without a function of Python's own in between: a third less for each of thousands
    for (
        pk,
        _parent,
        _replaces,
        step_id,
        title,
        owner_id,
        person_id,
        state,
        decision_id,
        status,
        first,
        last,
        _tree,
        _left,
    ) in _in_order(items, parents, steps):
        parent_id = parents[pk]
        depths[pk] = depth = depths[parent_id] + 1
        values = (
            pk, parent_id, depth, step_id, *words[step_id], title, owner_id, called[_UNIT, owner_id],
            person_id, called[_PERSON, person_id] if person_id else "",
            state, called[_DECISION, decision_id] if decision_id else "", status, first, last, pk in has_children,
            *manners[step_id], links.get(pk, ()),
        )  # fmt: skip
        rows.append(made_of(PlanRow, values))
    return rows


def _in_order(items: list[Stored], parents: Mapping[int, int | None], steps: Mapping[int, Level]) -> list[Stored]:
    """Parents before children, siblings by level. They mostly come so from the database, which is quicker seen than done."""
    order = {pk: step.order for pk, step in steps.items()}
    reached: dict[int | None, int] = {None: -1}
    for row in items:
        parent_id, place = parents[row[PK]], order[row[STEP]]
        if parent_id != row[PARENT] or place < reached[parent_id]:
            return _sorted(items, parents, order)
        reached[parent_id] = place
        reached[row[PK]] = -1
    return items


def _sorted(items: list[Stored], parents: Mapping[int, int | None], order: Mapping[int, int]) -> list[Stored]:
    children: dict[int | None, list[Stored]] = {}
    for row in items:
        children.setdefault(parents[row[PK]], []).append(row)
    for siblings in children.values():
        siblings.sort(key=lambda row: order[row[STEP]])
    found: list[Stored] = []
    waiting = children.get(None, [])[::-1]
    while waiting:
        row = waiting.pop()
        found.append(row)
        waiting.extend(reversed(children.get(row[PK], [])))
    return found


def _parent_steps(step: Level, steps: Mapping[int, Level]) -> frozenset[int]:
    """As ``Level.answers_to`` has it, without asking the database."""
    if step.parent_id is None:
        return frozenset()
    key, model = steps[step.parent_id].key, step.steering_model_id
    same = (pk for pk, other in steps.items() if other.key == key and other.steering_model_id != model)
    return frozenset([step.parent_id, *same])


def _above_activities(steps: Mapping[int, Level]) -> set[int]:
    """The levels that activities answer to, directly or through others: those of the goals' track, not of the priorities'."""
    above: set[int] = set()
    for step in steps.values():
        parent_id = step.parent_id if step.is_activity else None
        while parent_id is not None:
            above.add(parent_id)
            parent_id = steps[parent_id].parent_id
    return above
