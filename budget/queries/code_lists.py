"""The chart of accounts and the codes as lists: what is looked for, and how much each is used in a year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from budget.coding_parts import Entry, Part
from budget.models import Account, DetailLine
from budget.queries.sums import actuals_of

USED, UNUSED, FROM_FILE = "anvands", "anvands-inte", "ur-fil"


@dataclass(frozen=True, slots=True)
class CodeSearch:
    """A beginning of a code or words of a name, and the state: used, not used, or from a file and not yet taken in."""

    words: str = ""
    state: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.state)


@dataclass(frozen=True, slots=True)
class Usage:
    """How much an account or code is used in a year: öre in report sign, None where nothing is written with it."""

    lines: int = 0
    budget: int | None = None
    figures: int = 0
    actual: int | None = None


UNUSED_YET = Usage()


def entries_of(part: Part, wanted: CodeSearch = CodeSearch()) -> QuerySet[Any]:
    """The accounts or codes of a part, by code. No query until it is used."""
    found: QuerySet[Any] = part.model._default_manager.all()
    if part.is_chart:
        found = found.filter(chart=part.chart)
    if part.more == "unit":
        found = found.select_related("unit")
    if wanted.words:
        found = found.filter(Q(**{f"{part.code_field}__istartswith": wanted.words}) | Q(name__icontains=wanted.words))
    if wanted.state == USED:
        found = found.filter(in_use=True)
    elif wanted.state == UNUSED:
        found = found.filter(in_use=False)
    elif wanted.state == FROM_FILE and part.is_chart:
        found = found.filter(from_file_only=True)
    return found.order_by(part.code_field)


def usage_of(part: Part, entries: Iterable[Entry], year: int) -> Mapping[int, Usage]:
    """Each one's use in budget and actuals of ``year``; those not used at all are left out. Two queries."""
    ids = [entry.pk for entry in entries]
    pointing = {f"{part.line_field}_id__in": ids}
    by = f"{part.line_field}_id"
    lines = DetailLine.objects.filter(year=year, **pointing).order_by().values_list(by)
    budgets = {pk: (count, amount) for pk, count, amount in lines.annotate(Count("pk"), Sum("amount"))}
    figures = actuals_of(year).filter(**pointing).order_by().values_list(by)
    actuals = {pk: (count, amount) for pk, count, amount in figures.annotate(Count("pk"), Sum("amount"))}
    return {
        pk: Usage(*budgets.get(pk, (0, None)), *actuals.get(pk, (0, None))) for pk in budgets.keys() | actuals.keys()
    }


def accounts_waiting(part: Part) -> int:
    """How many accounts of a chart came with a file and wait for a controller. One query."""
    return Account.objects.filter(chart=part.chart, from_file_only=True).count()
