"""The red thread as its page shows it: the plan, what the filters let through, and what they can choose among."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString

from goals.filtering import asks_for_something, chosen_filter, excerpt, filter_choices, status_order
from goals.forms import PlanFilterForm
from goals.looks import NOT_REPORTED, Look, looks_of
from goals.models import PlanItem
from goals.outline import Addresses, Filter, Filtered, Openness, filtered
from goals.past import plan_day
from goals.queries import Leftovers, PlanRow, leftovers, plan_rows
from goals.queries.search import Sought
from goals.queries.thread import plan_branch
from goals.queries.timeline import Days, days_in, descriptions
from goals.thread_rows import RowWriter, branch_amount
from sala_styr.documents.cells import number_text
from sala_styr.shell.contributions import thread_values
from sala_styr.shell.paging import PAGE_FIELD, changed_query
from sala_styr.shell.symbols import sprite
from sala_styr.swedish import sort_key

SORTS = ("title", "step", "owner", "responsible", "start", "end", "status", "money")
NO_DAYS = Days(None, None)


@dataclass(frozen=True)
class Thread:
    """One reading of the plan. ``money`` and ``statuses`` are None when no app contributes them."""

    year: int
    query: QueryDict
    rows: Sequence[PlanRow]
    money: Mapping[int, Any] | None
    statuses: Mapping[int, Any] | None
    day: date | None = None

    @cached_property
    def looks(self) -> dict[int, Look]:
        """How it goes with each row."""
        return looks_of(self.rows, self.statuses)

    @cached_property
    def form(self) -> PlanFilterForm:
        return PlanFilterForm(self.query, choices=filter_choices(self.rows, self.looks, self.year))

    @cached_property
    def wanted(self) -> Filter:
        """What the address asks for. The form, whose choices take a walk through the plan, is only made when it asks for something."""
        return chosen_filter(self.form.chosen(), self.year, self.day) if asks_for_something(self.query) else Filter()

    @cached_property
    def sought(self) -> Sought:
        """The free text, for marking what was found."""
        return Sought(self.wanted.text)

    @cached_property
    def chips(self) -> list["Chip"]:
        """The filters in use, each with the address without it."""
        if not self.wanted.is_on:
            return []
        return [
            Chip(label, value, changed_query(self.query, {name: None, PAGE_FIELD: None}))
            for name, label, value in self.form.in_words()
        ]

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
        sought = self.sought if self.wanted.text else None
        return RowWriter(self.year, addresses, self.money, self.looks, matches, sought, self.day)

    def at(self, query: QueryDict) -> "Thread":
        """The same reading at another address with the same filters: what has been worked out is kept."""
        other = replace(self, query=query)
        other.__dict__.update({name: getattr(self, name) for name in ("looks", "wanted", "found", "sought")})
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

    @cached_property
    def days(self) -> Mapping[int, Days]:
        """When things start and shall be ready. One query, where a page asks for it."""
        return days_in(self.year, self.day)

    def table(self, sort: str) -> list["TableRow"]:
        """The matching rows as a table, in the thread's order or sorted by a column (``-`` before it: the other way)."""
        rows = [self._table_row(row) for row in self.matching]
        name = sort.removeprefix("-")
        if name in SORTS:
            rows.sort(key=lambda row: row.sort_value(name), reverse=sort.startswith("-"))
            rows.sort(key=lambda row: row.lacks(name))
        return rows

    def _table_row(self, row: PlanRow) -> "TableRow":
        amount = branch_amount(self.money.get(row.pk)) if self.money is not None else None
        return TableRow(row, self.looks.get(row.pk), amount, self.days.get(row.pk, NO_DAYS))

    def with_excerpts(self, rows: Sequence["TableRow"]) -> list["TableRow"]:
        """The rows, each whose title does not show why it was found with the place in its description that does. One query, or none."""
        if not self.wanted.text:
            return list(rows)
        silent = [each.row.pk for each in rows if not self.sought.places(each.row.title)]
        texts = descriptions(silent, self.year, self.day) if silent else {}
        return [replace(each, excerpt=excerpt(texts.get(each.row.pk, ""), self.sought)) for each in rows]


@dataclass(frozen=True)
class Chip:
    """A filter in use."""

    label: str
    value: str
    without: str


@dataclass(frozen=True)
class TableRow:
    row: PlanRow
    look: Look | None
    amount: int | None
    days: Days
    excerpt: SafeString | None = None

    def sort_value(self, name: str) -> Any:
        """Swedish order for words, their own order for statuses, days and kronor."""
        if name == "money":
            return self.amount or 0
        if name in ("start", "end"):
            return getattr(self.days, name) or date.min
        if name == "status":
            return status_order((self.look.key, self.look.word)) if self.look else (3, 0, "")
        return sort_key(getattr(self.row, name))

    def lacks(self, name: str) -> bool:
        """What is missing stands last, whichever way one sorts."""
        missing = {
            "money": self.amount is None,
            "start": self.days.start is None,
            "end": self.days.end is None,
            "status": self.look is None or self.look.key == NOT_REPORTED,
            "responsible": self.row.responsible_id is None,
        }
        return missing.get(name, False)


def read_thread(request: HttpRequest, query: QueryDict, year: int) -> Thread:
    """The plan of ``year`` as this person sees it, with what other apps contribute; as it was, when the address names a day: then without those."""
    day = plan_day(request, year)
    rows = plan_rows(request.actor, year, day)  # type: ignore[attr-defined]
    return Thread(year, query, rows, None, None, day) if day else _with_columns(request, query, year, rows)


def read_branch(request: HttpRequest, query: QueryDict, year: int, item: PlanItem) -> Thread:
    """The same, but when nothing is filtered only what a branch of it takes: ``item`` with all above and below it."""
    whole = asks_for_something(query) or plan_day(request, year) is not None
    near = None if whole else plan_branch(request.actor, year, item)  # type: ignore[attr-defined]
    return read_thread(request, query, year) if near is None else _with_columns(request, query, year, near, item)


def _with_columns(
    request: HttpRequest, query: QueryDict, year: int, rows: Sequence[PlanRow], within: PlanItem | None = None
) -> Thread:
    values = thread_values(request, year, within)
    return Thread(year, query, rows, values.get("money"), values.get("status"))
