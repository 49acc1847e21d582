"""The plan as it stood at the end of a day, read out of its history (design §1.5).

django-simple-history keeps a row for each time an item was written. The newest row of an item that is not younger than the day is what it
was; a row that tells of a deletion means that it was not there. Which items have ever been in the year is found by an index on the history's
years, so also what has been deleted or moved to other years since; and the newest row of each by an index on item and time. A million rows of
history are never looked through (quality §1.4, B8).

**What is as it was**: every field of the item, its parent, and the names of owners, persons, levels and decisions. **What is not**: the order among
siblings is not kept in the history. Those that are still there stand as they stand today, those that are gone come last among theirs.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from goals.models import ItemState, Level, PlanItem
from goals.queries.lineage import Place, places_around
from sala_styr.decisions.models import Decision
from sala_styr.history.as_of import as_it_was, end_of
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, Unit, User

FIRST_YEAR = 1990
"""No plan is older. The years up to the one that is asked for are named one by one, which lets the index be used for both ends of a span."""

# The plus keeps SQLite from walking through the whole index on ``id`` to get its DISTINCT for nothing: thirty times slower. PostgreSQL reads past it.
EVER_IN_YEAR = "SELECT DISTINCT +id AS id FROM {history} WHERE first_year IN ({years}) AND last_year >= %s"
CHANGED = "SELECT DISTINCT +id AS id FROM {history} WHERE history_date >= %s AND history_date < %s"
NEWEST = """
SELECT (
    SELECT was.history_id FROM {history} was WHERE was.id = ever.id AND was.history_date < %s
    ORDER BY was.history_date DESC, was.history_id DESC LIMIT 1
) FROM ({ever}) ever
"""

Rows = QuerySet[Any]


def items_on(actor: Actor, year: int, day: date) -> Rows:
    """The history rows of what was in the plan of ``year`` when ``day`` ended and that ``actor`` may see. One query, in no order."""
    return seen_by(actor, whole_plan_on(year, day))


def whole_plan_on(year: int, day: date) -> Rows:
    """The same, whoever asks: only for what is shown beside items that one may see."""
    return _in_force(year, end_of(day)).filter(first_year__lte=year, last_year__gte=year)


def item_on(actor: Actor, pk: int, day: date) -> Any | None:
    """The history row of one item when ``day`` ended; None when it was not there, or is not for ``actor`` to see. Two queries."""
    row = history().filter(id=pk, history_date__lt=end_of(day)).order_by("-history_date", "-history_id").first()
    if row is None or row.history_type == "-" or not may_see_state(actor, row.state, row.owner_id):
        return None
    now = PlanItem.objects.filter(pk=pk).values_list("state", "owner_id").first()
    return row if now is None or may_see_state(actor, *now) else None


def history() -> Rows:
    """Every row of the plan's history."""
    return PlanItem.history.model.objects.order_by()


def seen_by(actor: Actor, rows: Rows) -> Rows:
    """Those of ``rows`` that ``actor`` may read: judged by the state and the owner that they had then."""
    if actor.sees_everything:
        return rows
    return rows.filter(~Q(state=ItemState.DRAFT) | Q(owner_id__in=own_units(actor)))


def own_units(actor: Actor) -> frozenset[int]:
    """The units whose drafts ``actor`` may read (the same as ``PlanItemQuerySet.visible_to``)."""
    return actor.held_ids(*ELECTED) | actor.covered_ids(*OFFICIALS)


def may_see_state(actor: Actor, state: str, owner_id: int) -> bool:
    """The same for one item."""
    return state != ItemState.DRAFT or actor.sees_everything or owner_id in own_units(actor)


def newest_of_changed(start: datetime, stop: datetime, at: datetime) -> Rows:
    """Of every item that was written from ``start`` until ``stop``: its newest row before ``at``, deletions with them. One query."""
    table = _table(PlanItem.history.model)
    newest = NEWEST.format(history=table, ever=CHANGED.format(history=table))
    return history().filter(
        _among(PlanItem.history.model, "history_id", newest, [moment_of(at), moment_of(start), moment_of(stop)])
    )


def _ever_in_year(year: int) -> tuple[str, list[Any]]:
    years = range(FIRST_YEAR, year + 1)
    sql = EVER_IN_YEAR.format(history=_table(PlanItem.history.model), years=", ".join(["%s"] * len(years)))
    return sql, [*years, year]


def _in_force(year: int, moment: datetime) -> Rows:
    """The newest row before ``moment`` of every item that has ever been in ``year``, those of deletions left out."""
    ever, years = _ever_in_year(year)
    newest = NEWEST.format(history=_table(PlanItem.history.model), ever=ever)
    found = _among(PlanItem.history.model, "history_id", newest, [moment_of(moment), *years])
    return history().filter(found).exclude(history_type="-")


def _among(model: Any, column: str, keys: str, params: list[Any]) -> RawSQL:
    """``column`` is among the ``keys`` of a subquery.

    PostgreSQL is given them as an array: it believes that they are many more than they are, and would read the whole table instead.
    """
    wanted = f"= ANY(ARRAY({keys}))" if connection.vendor == "postgresql" else f"IN ({keys})"
    return RawSQL(f"{_table(model)}.{column} {wanted}", params, output_field=BooleanField())


def moment_of(moment: datetime) -> Any:
    """``moment`` as the database compares its times."""
    return connection.ops.adapt_datetimefield_value(moment)


def _table(model: Any) -> str:
    return str(connection.ops.quote_name(model._meta.db_table))


def places_today(year: int) -> dict[int, tuple[int, int, str, int]]:
    """{item: its tree, its place in it, its state and owner today} for whatever has ever been in ``year`` and is still there. One query."""
    ever, years = _ever_in_year(year)
    rows = PlanItem.objects.order_by().filter(_among(PlanItem, "id", ever, years))
    return {row[0]: row[1:] for row in rows.values_list("pk", "tree_id", "lft", "state", "owner_id")}


def in_todays_order(
    pks: Iterable[int], places: Mapping[int, tuple[int, int, str, int]]
) -> dict[int, tuple[int, int, int]]:
    """What to sort the items by: their place today, those that are gone after them in the order they were made."""
    return {pk: (0, *places[pk][:2]) if pk in places else (1, 0, pk) for pk in pks}


def known_places(rows: Mapping[int, Place]) -> "Known":
    """Where every item hangs: as ``rows`` say for those of the day, as today for what lies outside the year. One query."""
    return Known(places_around(rows))


class Known(dict[int, Place]):
    """Places by item. Of what has been deleted since nothing is known: it hangs nowhere."""

    def __missing__(self, pk: int) -> Place:
        return Place(None, None, True)


def levels_on(day: date, used: Iterable[int]) -> dict[int, Level]:
    """Every level as it was, with the words it had, also those ``used`` that are gone since. Three queries, or four."""
    ids = {*Level.objects.order_by().values_list("pk", flat=True), *used}
    fields = [field.attname for field in Level._meta.concrete_fields if not field.primary_key]
    return {pk: Level(**row._asdict()) for pk, row in as_it_was(Level, ids, day, fields).items()}


class Names:
    """What units, persons and decisions were called on a day. At most nine queries."""

    def __init__(self, day: date, units: Iterable[int], people: Iterable[int], decisions: Iterable[int]) -> None:
        self.decisions = as_it_was(Decision, decisions, day, ("body_id", "date", "paragraph", "registry_number"))
        bodies = {row.body_id for row in self.decisions.values()}
        self.units = as_it_was(Unit, {*units, *bodies}, day, ("name", "short_name", "kind"))
        self.people = as_it_was(User, people, day, ("first_name", "last_name", "username"))

    def unit(self, pk: int) -> str:
        return Unit(short_name=self.units[pk].short_name, name=self.units[pk].name).label

    def whole_unit(self, pk: int) -> str:
        return str(self.units[pk].name)

    def as_unit(self, pk: int) -> Unit:
        """The unit with its name of the day, for words that need one."""
        return Unit(pk=pk, name=self.units[pk].name, short_name=self.units[pk].short_name, kind=self.units[pk].kind)

    def person(self, pk: int) -> str:
        row = self.people[pk]
        return str(User(first_name=row.first_name, last_name=row.last_name, username=row.username))

    def decision(self, pk: int) -> str:
        row = self.decisions[pk]
        body = self.units[row.body_id]
        return str(
            Decision(
                body=Unit(short_name=body.short_name, name=body.name),
                date=row.date,
                paragraph=row.paragraph,
                registry_number=row.registry_number,
            )
        )


def things_on(model: Any, day: date, **which: Any) -> list[Any]:
    """The newest history row of each thing that was there when ``day`` ended, of those few that ``which`` names. One query."""
    rows = model.history.filter(history_date__lt=end_of(day), **which).order_by("history_date", "history_id")
    newest = {row.id: row for row in rows}
    return [row for row in newest.values() if row.history_type != "-"]


def names_of(day: date, items: Sequence[Any], more_units: Iterable[int] = ()) -> Names:
    """The names behind some history rows of items, and of some units besides."""
    decisions = {getattr(row, name) for row in items for name in ("decision_id", "end_decision_id")}
    people = {row.responsible_id for row in items}
    return Names(day, {*more_units, *(row.owner_id for row in items)}, people - {None}, decisions - {None})
