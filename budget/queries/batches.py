"""What has come in: the list of files, what lies in the database of each, and what changes when one is taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.functional import Promise

from budget.models import Actual, ActualBatch, BatchState
from budget.queries.accounts import CLASSES, COMPANY_CLASSES
from budget.queries.structure import Structure, is_municipal, structure
from budget.queries.sums import ACCOUNT_CLASS
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


@dataclass(frozen=True)
class Change:
    """What is counted of something now and when a file has been taken back: öre in report sign. ``after`` is None when nothing is left to count."""

    label: str | Promise
    before: int
    after: int | None

    @property
    def difference(self) -> int:
        """What taking it back adds to the sum."""
        return (self.after or 0) - self.before


@dataclass(frozen=True)
class Withdrawal:
    """What taking a file back changes, in the sums of its unit with all below. ``replaced`` is the file before it, which does not count again by itself."""

    classes: tuple[Change, ...]
    units: tuple[Change, ...]
    total: Change
    figures: int
    balances: int
    replaced: ActualBatch | None


def withdrawal_of(batch: ActualBatch, tree: Structure | None = None) -> Withdrawal:
    """Ask what would change, before it is done. Four queries at most; the batch is one that counts."""
    tree = tree or structure()
    below = {each.pk: each for each in tree.below(batch.unit_id)}
    own = Q(batch=batch)
    rows = list(
        Actual.objects.filter(year=batch.year, unit_id__in=below, batch__state=BatchState.ACTIVE)
        .order_by()
        .annotate(account_class=ACCOUNT_CLASS)
        .values_list("account_class", "unit_id")
        .annotate(
            all=Sum("amount"), figures=Count("pk"), own_amount=Sum("amount", filter=own), own=Count("pk", filter=own)
        )
    )
    names = CLASSES if is_municipal(batch.unit) else COMPANY_CLASSES
    by_class = _added_up((key, *row) for key, _unit, *row in rows)
    by_unit = _added_up((unit, *row) for _key, unit, *row in rows)
    (total,) = _added_up(("", *row) for _key, _unit, *row in rows).values() or [_Counted()]
    earlier = ActualBatch.objects.filter(unit=batch.unit, year=batch.year, state=BatchState.REPLACED)
    return Withdrawal(
        classes=tuple(
            counted.change(f"{key} {names.get(key, '')}".strip()) for key, counted in sorted(by_class.items())
        ),
        units=tuple(by_unit[pk].change(each.name) for pk, each in below.items() if pk in by_unit and by_unit[pk].own),
        total=total.change(""),
        figures=total.own,
        balances=batch.balances.count(),
        replaced=earlier.filter(imported_at__lte=batch.imported_at).order_by("-imported_at", "-pk").first(),
    )


@dataclass
class _Counted:
    """What is counted of something, and how much of it a file has."""

    amount: int = 0
    figures: int = 0
    own_amount: int = 0
    own: int = 0

    def add(self, amount: int, figures: int, own_amount: int | None, own: int) -> None:
        self.amount += amount
        self.figures += figures
        self.own_amount += own_amount or 0
        self.own += own

    def change(self, label: str) -> Change:
        left = self.figures > self.own
        return Change(label, self.amount, self.amount - self.own_amount if left else None)


def _added_up(rows: Iterable[tuple[Any, ...]]) -> dict[Any, _Counted]:
    found: dict[Any, _Counted] = {}
    for key, *row in rows:
        found.setdefault(key, _Counted()).add(*row)
    return found
