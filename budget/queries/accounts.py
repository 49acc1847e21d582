"""A unit's money by account and month: budget beside actual, from which the follow-up page's tables are made. Öre in report sign."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import MONTHS, Account, DetailLine
from budget.queries.follow_up import difference
from budget.queries.structure import Structure, is_municipal, total
from budget.queries.sums import FINANCE, WHOLE_YEAR, actuals_of
from sala_styr.organisation.models import Unit

Amounts = tuple[int | None, ...]

CLASSES: dict[str, str | Promise] = {
    "3": _("Intäkter"),
    "4": _("Köp av verksamhet, bidrag och entreprenader"),
    "5": _("Kostnader för arbetskraft"),
    "6": _("Övriga verksamhetskostnader"),
    "7": _("Övriga verksamhetskostnader och avskrivningar"),
    "8": _("Skatter, bidrag och finansiella poster"),
    "9": _("Interna poster"),
}
COMPANY_CLASSES: dict[str, str | Promise] = CLASSES | {
    "4": _("Material och varor"),
    "5": _("Lokaler och övriga externa kostnader"),
    "6": _("Övriga externa kostnader"),
    "7": _("Personal och avskrivningar"),
    "8": _("Finansiella poster och skatt"),
}


@dataclass(frozen=True)
class AccountRow:
    """One account, or one class of accounts: the year's budget, and budget and actual of each month. ``whole_year`` are actuals that belong to no month."""

    key: str
    label: str | Promise
    year: int | None
    budgets: Amounts
    actuals: Amounts
    whole_year: int | None = None
    comparable: bool = False
    """Has the unit both a budget and actuals? Then an account without one of them stands at nothing, and the parts' variances add up to the whole's."""

    def phased(self, month: int) -> int | None:
        """Budget of the first months."""
        return total(self.budgets[:month])

    def actual(self, month: int) -> int | None:
        """Actual through the month; the year's own figures are in it when the year is whole."""
        parts = [*self.actuals[:month]]
        if month >= WHOLE_YEAR:
            parts += [*self.actuals[month:], self.whole_year]
        return total(parts)

    def variance(self, month: int) -> int | None:
        """Actual less phased budget through the month."""
        return (self.actual(month) or 0) - (self.phased(month) or 0) if self.comparable else None


@dataclass(frozen=True)
class AccountTable:
    """The accounts of a unit with all below it, by number, and their classes."""

    unit: Unit
    year: int
    rows: tuple[AccountRow, ...]

    @property
    def whole(self) -> AccountRow:
        """Everything added up."""
        return add_up("", _("Summa"), self.rows)

    @property
    def classes(self) -> list[AccountRow]:
        """One row for each class of accounts that has anything."""
        names = CLASSES if is_municipal(self.unit) else COMPANY_CLASSES
        used = sorted({row.key[:1] for row in self.rows})
        return [add_up(key, names.get(key, key), self.of_class(key)) for key in used]

    @property
    def last_month(self) -> int:
        """The last month that has any actual; 0 when none has."""
        return max(
            (number for row in self.rows for number, actual in enumerate(row.actuals, 1) if actual is not None),
            default=0,
        )

    @property
    def months(self) -> list["MonthRow"]:
        """The year month by month."""
        whole, last = self.whole, self.last_month
        return [_month_row(whole, number, number <= last) for number in range(1, WHOLE_YEAR + 1)]

    def of_class(self, key: str) -> list[AccountRow]:
        """The accounts of one class."""
        return [row for row in self.rows if row.key.startswith(key)]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month, and the year through it. Variances only as far as there are actuals."""

    number: int
    budget: int | None
    actual: int | None
    variance: int | None
    budget_through: int | None
    actual_through: int | None
    variance_through: int | None


def _month_row(whole: AccountRow, number: int, has_actuals: bool) -> MonthRow:
    budget, actual = whole.budgets[number - 1], whole.actuals[number - 1]
    through = total(whole.actuals[:number]) if has_actuals else None
    return MonthRow(
        number=number,
        budget=budget,
        actual=actual,
        variance=(actual or 0) - (budget or 0) if has_actuals and whole.comparable else None,
        budget_through=whole.phased(number),
        actual_through=through,
        variance_through=difference(through, whole.phased(number)),
    )


def add_up(key: str, label: str | Promise, rows: Iterable[AccountRow]) -> AccountRow:
    """Rows added up, month by month; what none of them has is missing."""
    rows = list(rows)
    return AccountRow(
        key=key,
        label=label,
        year=total(row.year for row in rows),
        budgets=_by_month(row.budgets for row in rows),
        actuals=_by_month(row.actuals for row in rows),
        whole_year=total(row.whole_year for row in rows),
        comparable=any(row.comparable for row in rows),
    )


def _by_month(columns: Iterable[Amounts]) -> Amounts:
    columns = list(columns)
    months = max((len(column) for column in columns), default=WHOLE_YEAR)
    return tuple(total(column[i] for column in columns if i < len(column)) for i in range(months))


def account_table(tree: Structure, unit: Unit, year: int) -> AccountTable:
    """The table of a unit and all below it in the same legal entity. Three queries.

    Class 8 is left out for municipal units: taxes and financial items stand in resultaträkningen.
    """
    ids = [below.pk for below in tree.below(unit.pk)]
    budgets = {
        account: (amount, months)
        for account, amount, *months in DetailLine.objects.filter(year=year, unit_id__in=ids)
        .order_by()
        .values_list("account_id")
        .annotate(Sum("amount"), *(Sum(month) for month in MONTHS))
    }
    figures = actuals_of(year).filter(unit_id__in=ids)
    if is_municipal(unit):
        figures = figures.exclude(FINANCE)
    actuals: dict[int, dict[int | None, int]] = {}
    for account, period, amount in figures.order_by().values_list("account_id", "period").annotate(Sum("amount")):
        actuals.setdefault(account, {})[period] = amount
    accounts = Account.objects.filter(pk__in={*budgets, *actuals}).order_by("number", "chart")
    rows = [_account_row(account, budgets.get(account.pk), actuals.get(account.pk, {})) for account in accounts]
    comparable = bool(budgets and actuals)
    return AccountTable(unit, year, tuple(replace(row, comparable=comparable) for row in rows))


def _account_row(account: Account, budget: tuple[int, list[int]] | None, actual: dict[int | None, int]) -> AccountRow:
    year = budget[0] if budget else None
    months: list[int | None] = list(budget[1]) if budget else [None] * WHOLE_YEAR
    last = max([WHOLE_YEAR, *(period for period in actual if period)])
    return AccountRow(
        key=account.number,
        label=account.name,
        year=year,
        budgets=tuple(months),
        actuals=tuple(actual.get(period) for period in range(1, last + 1)),
        whole_year=actual.get(None),
    )
