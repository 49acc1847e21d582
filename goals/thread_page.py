"""The red thread as its page shows it: the plan, what the filters let through, and what they can choose among."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goals.forms import PlanFilterForm
from goals.looks import ACTIVITY, NOT_REPORTED, Look, looks_of
from goals.models import ActivityStatus, PlanItem, Track
from goals.outline import Addresses, Filter, Filtered, Openness, filtered
from goals.queries import Leftovers, PlanRow, leftovers, plan_rows
from goals.queries.thread import plan_branch
from goals.thread_rows import RowWriter, branch_amount
from sala_styr.documents.cells import number_text
from sala_styr.organisation.models import Unit
from sala_styr.organisation.queries import subtree
from sala_styr.shell.contributions import thread_values
from sala_styr.shell.symbols import sprite
from sala_styr.swedish import sort_key

SORTS = ("title", "step", "owner", "responsible", "money")


@dataclass(frozen=True)
class Thread:
    """One reading of the plan. ``money`` and ``statuses`` are None when no app contributes them."""

    year: int
    query: QueryDict
    rows: Sequence[PlanRow]
    money: Mapping[int, Any] | None
    statuses: Mapping[int, Any] | None

    @cached_property
    def looks(self) -> dict[int, Look]:
        """How it goes with each row."""
        return looks_of(self.rows, self.statuses)

    @cached_property
    def form(self) -> PlanFilterForm:
        return PlanFilterForm(self.query, choices=filter_choices(self.rows, self.looks))

    @cached_property
    def wanted(self) -> Filter:
        """What the address asks for. The form, whose choices take a walk through the plan, is only made when it asks for something."""
        return chosen_filter(self.form.chosen()) if asks_for_something(self.query) else Filter()

    @cached_property
    def found(self) -> Filtered:
        return filtered(self.rows, self.wanted, self.looks)

    @cached_property
    def openness(self) -> Openness:
        return Openness.of(self.query, self.wanted.is_on)

    @cached_property
    def writer(self) -> RowWriter:
        addresses = Addresses(self.query, self.openness)
        matches = self.found.matches if self.wanted.is_on else None
        return RowWriter(self.year, addresses, self.money, self.looks, matches)

    def at(self, query: QueryDict) -> "Thread":
        """The same reading at another address with the same filters: what has been worked out is kept."""
        other = replace(self, query=query)
        other.__dict__.update({name: getattr(self, name) for name in ("looks", "wanted", "found")})
        return other

    def outline(self) -> str:
        return self.writer.outline(self.found.rows)

    def symbols(self) -> SafeString:
        """The drawings that the rows point at."""
        return sprite()

    def branch(self, pk: int) -> str:
        return self.writer.branch(self.found.rows, pk)

    @cached_property
    def matching(self) -> list[PlanRow]:
        return [row for row in self.found.rows if row.pk in self.found.matches]

    @cached_property
    def counts(self) -> tuple[str, str]:
        """How many match, and of how many, as people read numbers."""
        return number_text(len(self.found.matches)), number_text(len(self.rows))

    def left(self) -> Leftovers:
        return leftovers(self.year, self.rows, self.money)

    def table(self, sort: str) -> list["TableRow"]:
        """The matching rows as a table, in the thread's order or sorted by a column (``-`` before it: the other way)."""
        rows = [self._table_row(row) for row in self.matching]
        name = sort.removeprefix("-")
        if name in SORTS:
            rows.sort(key=lambda row: row.sort_value(name), reverse=sort.startswith("-"))
        return rows

    def _table_row(self, row: PlanRow) -> "TableRow":
        amount = branch_amount(self.money.get(row.pk)) if self.money is not None else None
        return TableRow(row, self.looks.get(row.pk), amount)


@dataclass(frozen=True)
class TableRow:
    row: PlanRow
    look: Look | None
    amount: int | None

    def sort_value(self, name: str) -> Any:
        """Swedish order for words; what is missing stands last among costs."""
        if name == "money":
            return (self.amount is None, self.amount or 0)
        return sort_key(getattr(self.row, name))


def read_thread(request: HttpRequest, query: QueryDict, year: int) -> Thread:
    """The plan of ``year`` as this person sees it, with what other apps contribute."""
    return _with_columns(request, query, year, plan_rows(request.actor, year))  # type: ignore[attr-defined]


def read_branch(request: HttpRequest, query: QueryDict, year: int, item: PlanItem) -> Thread:
    """The same, but when nothing is filtered only what a branch of it takes: ``item`` with all above and below it."""
    near = None if asks_for_something(query) else plan_branch(request.actor, year, item)  # type: ignore[attr-defined]
    return read_thread(request, query, year) if near is None else _with_columns(request, query, year, near, item)


def _with_columns(
    request: HttpRequest, query: QueryDict, year: int, rows: Sequence[PlanRow], within: PlanItem | None = None
) -> Thread:
    values = thread_values(request, year, within)
    return Thread(year, query, rows, values.get("money"), values.get("status"))


def asks_for_something(query: QueryDict) -> bool:
    """Is any filter used?"""
    return any(query.get(name) for name in PlanFilterForm.base_fields)


def filter_choices(rows: Sequence[PlanRow], looks: Mapping[int, Look]) -> dict[str, list[tuple[Any, Any]]]:
    """What there is to choose among in the plan itself."""
    owners = {row.owner_id: row.owner for row in rows}
    people = {row.responsible_id: row.responsible for row in rows if row.responsible_id}
    levels: dict[str, dict[int, str]] = {}
    for row in rows:
        levels.setdefault(row.track, {})[row.step_id] = row.step
    kinds = {look.key: look.word for look in set(looks.values())}
    return {
        "agare": sorted(owners.items(), key=lambda pair: sort_key(pair[1])),
        "ansvarig": sorted(people.items(), key=lambda pair: sort_key(pair[1])),
        "niva": [
            (str(Track(track).label), [(track, _whole(track)), *steps.items()]) for track, steps in levels.items()
        ],
        "status": sorted(kinds.items(), key=_status_order),
    }


def _whole(track: str) -> str:
    return _("Hela spåret %(track)s") % {"track": Track(track).label}


def _status_order(pair: tuple[str, str]) -> tuple[int, int, str]:
    """Assessments first, then activities in their own order, then what is not reported."""
    key = pair[0]
    if key == NOT_REPORTED:
        return (2, 0, "")
    if key.startswith(ACTIVITY):
        return (1, ActivityStatus.values.index(key.removeprefix(ACTIVITY)), "")
    return (0, 0, pair[1])


def chosen_filter(chosen: Mapping[str, str]) -> Filter:
    """The filter that the form's values say. One query when an owner is chosen: what lies below it is looked at too."""
    level = chosen["niva"]
    unit = Unit.objects.filter(pk=int(chosen["agare"])).first() if chosen["agare"] else None
    return Filter(
        text=chosen["q"].strip().casefold(),
        owners=frozenset(each.pk for each in subtree(unit)) if unit else frozenset(),
        step=int(level) if level.isdigit() else None,
        track=level if level and not level.isdigit() else "",
        responsible=int(chosen["ansvarig"]) if chosen["ansvarig"] else None,
        status=chosen["status"],
    )
