"""What has come in: the list of files, and what lies in the database of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.utils.functional import Promise

from budget.models import ActualBatch
from budget.queries.accounts import CLASSES, COMPANY_CLASSES
from budget.queries.structure import is_municipal
from sala_styr.organisation.models import Unit


@dataclass(frozen=True)
class UnitTotal:
    """What the file gives one unit: öre in report sign, and how many figures."""

    unit: Unit
    amount: int
    figures: int


@dataclass(frozen=True)
class ClassTotal:
    """What a file holds of one class of accounts: öre in report sign."""

    key: str
    label: str | Promise
    amount: int
    figures: int


def batches() -> QuerySet[ActualBatch]:
    """All imports, the newest first."""
    return ActualBatch.objects.select_related("unit", "imported_by").order_by("-imported_at", "-pk")


def by_class(unit: Unit, rows: Iterable[tuple[str, int, int]]) -> list[ClassTotal]:
    """(Account number, öre, number of figures) added up by the account's class."""
    names = CLASSES if is_municipal(unit) else COMPANY_CLASSES
    sums: dict[str, tuple[int, int]] = {}
    for number, amount, count in rows:
        before = sums.get(number[:1], (0, 0))
        sums[number[:1]] = before[0] + amount, before[1] + count
    return [ClassTotal(key, names.get(key, key), *sums[key]) for key in sorted(sums)]


def class_totals(batch: ActualBatch) -> list[ClassTotal]:
    """What lies in the database of a batch, by class of accounts. One query."""
    return by_class(
        batch.unit, batch.actuals.order_by().values_list("account__number").annotate(Sum("amount"), Count("pk"))
    )


def unit_totals(batch: ActualBatch) -> list[UnitTotal]:
    """What lies in the database of a batch, by unit. Two queries."""
    sums = {
        unit: (amount, count)
        for unit, amount, count in batch.actuals.order_by().values_list("unit_id").annotate(Sum("amount"), Count("pk"))
    }
    units = Unit.objects.filter(pk__in=sums).order_by("tree_id", "lft")
    return [UnitTotal(unit, *sums[unit.pk]) for unit in units]
