"""What has changed in the plan between two days: for each item what it was and what it became, who did it, when and why.

Two states of every item that was written in between are laid beside each other (``goals.queries.as_of``): what differs is the change, however many
times it was written. The number of queries is the same for one change as for a thousand; the words are only fetched for the page that is shown.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from goals.models import ItemState, PlanItem
from goals.queries.as_of import history, may_see_state, newest_of_changed
from sala_styr.history.as_of import end_of
from sala_styr.history.telling import Change, FieldChange, headline, tell
from sala_styr.organisation.actor import Actor


class Kind(TextChoices):
    """What happened to an item. Several may have happened to the same one."""

    ADDED = "nytt", _("tillkom")
    DECIDED = "beslut", _("beslutades")
    CHANGED = "text", _("ändrades")
    MOVED = "flytt", _("flyttades")
    ENDED = "slut", _("avslutades")
    REMOVED = "bort", _("togs bort")


TEXTS = (
    *("title", "description", "step_id", "owner_id", "responsible_id", "first_year", "last_year", "area_id"),
    *("start_date", "end_date", "activity_status"),
)
STATE_FIELDS = (
    "history_id",
    "id",
    "history_date",
    "history_type",
    "state",
    "parent_id",
    "decision_id",
    "end_decision_id",
)
HIDDEN = frozenset({"replaces", "copied_from", "parent"})
"""Fields that point to other items: told in words of their own, and only where one may read what they point to."""


@dataclass(frozen=True)
class Changed:
    """One item with what it was before and what it is after, as far as this person may see; at least one of the two is there."""

    pk: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    when: datetime

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What happened, the weightiest first."""
        was, now = self.before, self.after
        if was is None or now is None:
            return (Kind.REMOVED,) if now is None else (Kind.ADDED, *self._decided(None, now))
        found = list(self._decided(was, now))
        if now["state"] == ItemState.ENDED != was["state"] or now["end_decision_id"] != was["end_decision_id"]:
            found.append(Kind.ENDED)
        if now["parent_id"] != was["parent_id"]:
            found.append(Kind.MOVED)
        if any(now[name] != was[name] for name in TEXTS):
            found.append(Kind.CHANGED)
        return tuple(found)

    @staticmethod
    def _decided(was: dict[str, Any] | None, now: dict[str, Any]) -> tuple[Kind, ...]:
        new = now["decision_id"] is not None and (was is None or now["decision_id"] != was["decision_id"])
        return (Kind.DECIDED,) if new else ()

    @property
    def latest(self) -> dict[str, Any]:
        """What the item last was."""
        state = self.after or self.before
        assert state is not None
        return state


@dataclass(frozen=True)
class Told:
    """A change in words, for a page. ``moved`` says from what to what; ``is_there`` whether the item can be opened today."""

    pk: int
    title: str
    step: str
    owner: str
    kinds: tuple[Kind, ...]
    fields: tuple[FieldChange, ...]
    moved: tuple[str, str] | None
    events: tuple[Change, ...]
    when: datetime
    is_there: bool


def changes_between(
    actor: Actor,
    year: int,
    since: date,
    until: date,
    *,
    owners: Collection[int] = (),
    kinds: Collection[str] = (),
) -> list[Changed]:
    """What changed in the plan of ``year`` after ``since`` had ended and before ``until`` had, the newest first. Three queries.

    ``owners``: only what these units own or owned; ``kinds``: only what something of this happened to.
    """
    start, stop = end_of(since), end_of(until)
    after = _states(start, stop, stop)
    before = _states(start, stop, start)
    hidden = _hidden_today(actor)
    found = (
        Changed(pk, _seen(actor, before.get(pk), year), _seen(actor, state, year), state["history_date"])
        for pk, state in after.items()
        if pk not in hidden
    )
    wanted = (each for each in found if _is_wanted(each, set(owners), set(kinds)))
    return sorted(wanted, key=lambda each: (each.when, each.pk), reverse=True)


def _states(start: datetime, stop: datetime, at: datetime) -> dict[int, dict[str, Any]]:
    """What every item that was written between ``start`` and ``stop`` was at ``at``. One query."""
    rows = newest_of_changed(start, stop, at).values(*STATE_FIELDS, *TEXTS)
    return {row["id"]: row for row in rows}


def _seen(actor: Actor, state: dict[str, Any] | None, year: int) -> dict[str, Any] | None:
    """The state, if the item was there, in the plan of the year, and not a draft of others."""
    if state is None or state["history_type"] == "-" or not state["first_year"] <= year <= state["last_year"]:
        return None
    return state if may_see_state(actor, state["state"], state["owner_id"]) else None


def _hidden_today(actor: Actor) -> set[int]:
    """Drafts of others today: what they once were is not told either. One query, none for those who read everything."""
    if actor.sees_everything:
        return set()
    drafts = PlanItem.objects.filter(state=ItemState.DRAFT).order_by().values_list("pk", "owner_id")
    return {pk for pk, owner in drafts if not may_see_state(actor, ItemState.DRAFT, owner)}


def _is_wanted(change: Changed, owners: set[int], kinds: set[str]) -> bool:
    states = [state for state in (change.before, change.after) if state]
    if not states or not change.kinds:
        return False
    return (not owners or any(state["owner_id"] in owners for state in states)) and (
        not kinds or bool(kinds.intersection(change.kinds))
    )


def told(actor: Actor, changes: Sequence[Changed], since: date, until: date) -> list[Told]:
    """The changes of one page in words, in their order. At most ten queries, however many they are."""
    if not changes:
        return []
    rows = _rows(changes, since, until)
    by_pk = {row.history_id: row for row in rows}
    pairs = {each.pk: (_row(each.after, by_pk), _row(each.before, by_pk)) for each in changes}
    both = {pk: pair for pk, pair in pairs.items() if None not in pair}
    fields = dict(zip(both, (each.fields for each in tell(list(both.values()))), strict=True))
    titles = _titles(actor, changes)
    events = _events(actor, rows, since)
    return [
        Told(
            each.pk,
            each.latest["title"],
            _row(each.latest, by_pk).step.singular,
            _row(each.latest, by_pk).owner.name,
            each.kinds,
            tuple(field for field in fields.get(each.pk, ()) if field.label not in _hidden_labels()),
            _moved(each, titles),
            tuple(events.get(each.pk, ())),
            each.when,
            each.pk in titles,
        )
        for each in changes
    ]


def _rows(changes: Sequence[Changed], since: date, until: date) -> list[Any]:
    """The states before and after, and every writing in between. One query."""
    states = [state["history_id"] for each in changes for state in (each.before, each.after) if state]
    between = Q(id__in=[each.pk for each in changes], history_date__gte=end_of(since), history_date__lt=end_of(until))
    rows = history().filter(Q(history_id__in=states) | between).select_related("history_user", "step", "owner")
    return list(rows.order_by("-history_date", "-history_id"))


def _row(state: dict[str, Any] | None, rows: dict[int, Any]) -> Any:
    return rows[state["history_id"]] if state else None


def _titles(actor: Actor, changes: Sequence[Changed]) -> dict[int, str]:
    """What this person may read today of the items and of what they hang or hung on. One query."""
    wanted = {each.pk for each in changes}
    wanted |= {state["parent_id"] for each in changes for state in (each.before, each.after) if state}
    items = PlanItem.objects.visible_to(actor).filter(pk__in=wanted - {None}).order_by()
    return dict(items.values_list("pk", "title"))


def _moved(change: Changed, titles: dict[int, str]) -> tuple[str, str] | None:
    if Kind.MOVED not in change.kinds or change.before is None or change.after is None:
        return None
    return titles.get(change.before["parent_id"], ""), titles.get(change.after["parent_id"], "")


def _events(actor: Actor, rows: Iterable[Any], since: date) -> dict[int, list[Change]]:
    """Who wrote, when and why: the newest first, those that this person may know of."""
    found: dict[int, list[Change]] = {}
    for row in rows:
        if row.history_date >= end_of(since) and may_see_state(actor, row.state, row.owner_id):
            found.setdefault(row.id, []).append(headline(row))
    return found


def _hidden_labels() -> set[str]:
    """As ``telling`` writes the names of the fields."""
    names = [str(PlanItem._meta.get_field(name).verbose_name) for name in HIDDEN]
    return {name[:1].upper() + name[1:] for name in names}
