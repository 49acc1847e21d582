"""What the ledger says that investments have cost: all that carries a project's code, on result accounts and on fixed assets' (``budget.outlay_accounts``).

Öre in report sign, of the files that count now or counted on a day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum

from budget.models import Actual, Outlay
from budget.outlay_accounts import DEPRECIATION, FINANCIAL
from budget.queries.structure import total
from budget.queries.sums import WHOLE_YEAR, counting_batches

REVENUE = Q(account__number__gte="3", account__number__lt="4")
NO_OUTLAY = Q(account__number__startswith=DEPRECIATION) | Q(account__number__startswith=FINANCIAL)


@dataclass(frozen=True, slots=True)
class BookedYear:
    """What is booked on a project's code in a year. ``through``: the last period that its files reach. ``income``: what of it stands on revenue accounts."""

    amount: int
    income: int | None
    through: int


def booked_by_project(codes: Iterable[int], as_of: date | None = None) -> dict[tuple[int, int], BookedYear]:
    """By (project code's id, year); those without anything booked are left out. Two queries, three for a day."""
    codes = list(codes)
    if not codes:
        return {}
    found: dict[tuple[int, int], BookedYear] = {}
    counting = counting_batches(as_of)
    sums = [*_sums(result_rows(codes, counting)), *_sums(asset_rows(codes, counting))]
    for code, year, amount, income, through in sums:
        before = found.get((code, year))
        found[code, year] = BookedYear(
            amount + (before.amount if before else 0),
            total((income, before.income if before else None)),
            max(through, before.through if before else 0),
        )
    return found


def result_rows(codes: Iterable[int], counting: Q) -> "QuerySet[Actual]":
    """The figures on result accounts that are outlays of the projects. ``counting``: of which files (``counting_batches``)."""
    rows = Actual.objects.filter(counting, project__in=list(codes), unit__legal_form="municipality")
    return rows.exclude(NO_OUTLAY)


def asset_rows(codes: Iterable[int], counting: Q) -> "QuerySet[Outlay]":
    """The movements of fixed assets' accounts that carry the projects' codes."""
    return Outlay.objects.filter(counting, project__in=list(codes), unit__legal_form="municipality")


def _sums(rows: "QuerySet[Any]") -> list[tuple[int, int, int, int | None, int]]:
    """(Code, year, amount, income, through) of each project, year and file. One query."""
    summed = (
        rows.order_by()
        .values_list("project_id", "year", "batch__last_period")
        .annotate(whole=Sum("amount"), income=Sum("amount", filter=REVENUE), own=Max("period"))
    )
    return [
        (code, year, amount, income, min(max(reach or 0, own or 0) or WHOLE_YEAR, WHOLE_YEAR))
        for code, year, reach, amount, income, own in summed
    ]
