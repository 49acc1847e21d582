"""What lies in the database of one file, row by row: the end of the way from a figure (issue 4, point 10). Öre."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from budget.models import AccountBalance, Actual, ActualBatch, Outlay
from budget.queries.structure import total

MOST_OUTLAYS = 300
"""Shown at once; all of a project's are its own page's."""


@dataclass(frozen=True)
class RowsAsked:
    """Which rows of a file: of an account (or of all that begin so), a unit, a project, a period or those through one. Nothing asked is all."""

    account: str = ""
    unit: int | None = None
    period: int | None = None
    through: int | None = None
    side: str = ""
    project: int | None = None

    @property
    def is_narrow(self) -> bool:
        return self != RowsAsked()


@dataclass(frozen=True)
class BatchRows:
    """The rows that were asked for. ``amount``: their sum, report sign; None when there are none. ``balances``: ledger's sign."""

    rows: QuerySet[Actual]
    amount: int | None
    balances: Sequence[AccountBalance]
    outlays: Sequence[Outlay] = ()
    """What is booked on projects' codes on fixed assets' accounts, the first ``MOST_OUTLAYS``; it is in no sum of the rows."""
    outlay_count: int = 0
    outlay_amount: int | None = None

    @property
    def opening(self) -> int | None:
        return total(each.opening for each in self.balances)

    @property
    def closing(self) -> int | None:
        return total(each.closing for each in self.balances)


def rows_asked(query: Mapping[str, Any]) -> RowsAsked:
    """What an address asks for (``?konto=5010&enhet=12&period=3``); what is no number asks for nothing."""

    def number(name: str) -> int | None:
        text = str(query.get(name, "")).strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    account = str(query.get("konto", "")).strip()
    side = str(query.get("rad", ""))
    return RowsAsked(
        account=account if account.isascii() and account.isdigit() else "",
        unit=number("enhet"),
        period=number("period"),
        through=number("t_o_m"),
        side=side if side in ("revenue", "cost") else "",
        project=number("projekt"),
    )


def rows_of(batch: ActualBatch, asked: RowsAsked) -> BatchRows:
    """The rows of a file in the order they stand in it. Six queries at most, and one for each page of rows."""
    account = _account(batch, asked.account)
    within = account & _within(asked)
    found = batch.actuals.filter(within)
    revenue = Q(account__number__startswith="3")
    found = found.filter({"revenue": revenue, "cost": ~revenue}.get(asked.side, Q()))
    balances = batch.balances.filter(account).select_related("account").order_by("account__number", "pk")
    return BatchRows(
        found.select_related("unit", "account", "activity", "project", "counterparty").order_by(
            "row", "account__number", "period", "pk"
        ),
        found.order_by().aggregate(sum=Sum("amount"))["sum"],
        list(balances) if not asked.is_narrow or (asked.account[:1] in ("1", "2") and asked.project is None) else (),
        *(_outlays(batch, within) if not asked.side else ()),
    )


def _within(asked: RowsAsked) -> Q:
    """What holds for the rows of the unit, project and periods that are asked for."""
    wanted = {
        "unit_id": asked.unit,
        "project_id": asked.project,
        "period": asked.period,
        "period__lte": asked.through,
    }
    return Q(**{name: value for name, value in wanted.items() if value is not None})


def _outlays(batch: ActualBatch, within: Q) -> tuple[list[Outlay], int, int | None]:
    found = batch.outlays.filter(within)
    summed = found.aggregate(count=Count("pk"), whole=Sum("amount"))
    rows = found.select_related("unit", "account", "project").order_by("project__code", "account__number", "period")
    return list(rows[:MOST_OUTLAYS]), summed["count"], summed["whole"]


def _account(batch: ActualBatch, number: str) -> Q:
    """An account that the file has is that one alone; otherwise every account that begins so."""
    if not number:
        return Q()
    is_one = (
        batch.actuals.filter(account__number=number).exists()
        or batch.balances.filter(account__number=number).exists()
        or batch.outlays.filter(account__number=number).exists()
    )
    return Q(account__number=number) if is_one else Q(account__number__startswith=number)
