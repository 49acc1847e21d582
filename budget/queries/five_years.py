"""Five years in one table (LKBR 11:1, RKR R15): the municipality and the group, newest first, from the same statements as the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import ResultLine, Whose
from budget.queries.books import ACTUAL, Books
from budget.queries.income import NET_COST, NET_RESULT
from budget.queries.ratios import (
    DEBT_PER_PERSON,
    RESULT_SHARE,
    SELF_FINANCING,
    SOLIDITY,
    SOLIDITY_FULL,
    Invested,
    invested_by_year,
    net_outlay,
    ratios,
)
from budget.queries.shapes import ASSETS, EMPLOYEES, EQUITY, POPULATION, TAX_RATE
from budget.queries.structure import total

YEARS = 5


class Shown(StrEnum):
    """How a row's figures are shown: öre as money, hundredths, per cent, kronor for each inhabitant, or a plain number."""

    MONEY = "money"
    NUMBER = "number"
    HUNDREDTHS = "hundredths"
    PERCENT = "percent"
    PER_PERSON = "per_person"


Figure = int | Decimal | None
Ask = Callable[["_Year"], Figure]


@dataclass(frozen=True)
class OverviewRow:
    """A row of the table: one figure a year, in the order of ``FiveYears.years``."""

    key: str
    label: str | Promise
    whose: str
    shown: Shown
    figures: tuple[Figure, ...]

    @property
    def is_empty(self) -> bool:
        return all(figure is None for figure in self.figures)


@dataclass(frozen=True)
class FiveYears:
    """``years`` newest first. Rows that no year knows are left out."""

    years: tuple[int, ...]
    rows: tuple[OverviewRow, ...]

    def of(self, whose: str) -> tuple[OverviewRow, ...]:
        """The municipality's rows, or the group's."""
        return tuple(row for row in self.rows if row.whose == whose)


@dataclass(frozen=True)
class _Year:
    books: Books
    invested: Invested
    year: int
    whose: str

    def income(self, key: str) -> int | None:
        return self.books.income(self.year, self.whose)[key]

    def balance(self, key: str) -> int | None:
        return self.books.balance(self.year, self.whose)[key]

    def fact(self, key: str) -> int | None:
        return self.books.facts(self.year, self.whose)[key]

    def ratio(self, key: str) -> Decimal | None:
        return ratios(self.books, self.invested, self.year, self.whose)[key].value

    @property
    def tax_and_grants(self) -> int | None:
        return total((self.income(ResultLine.TAX), self.income(ResultLine.GRANTS)))

    @property
    def outlay(self) -> int | None:
        return net_outlay(self.books, self.invested, self.year, self.whose, ACTUAL)


ROWS: tuple[tuple[str, str | Promise, Shown, Ask, bool], ...] = (
    (POPULATION, _("Invånare den 31 december"), Shown.NUMBER, lambda at: at.fact(POPULATION), False),
    (TAX_RATE, _("Kommunal skattesats, kronor av hundra"), Shown.HUNDREDTHS, lambda at: at.fact(TAX_RATE), False),
    (EMPLOYEES, _("Anställda"), Shown.NUMBER, lambda at: at.fact(EMPLOYEES), True),
    (
        "revenue",
        _("Verksamhetens intäkter"),
        Shown.MONEY,
        lambda at: at.income(ResultLine.REVENUE),
        True,
    ),
    (
        "cost",
        _("Verksamhetens kostnader och avskrivningar"),
        Shown.MONEY,
        lambda at: total((at.income(ResultLine.COST), at.income(ResultLine.DEPRECIATION))),
        True,
    ),
    (NET_COST, _("Verksamhetens nettokostnader"), Shown.MONEY, lambda at: at.income(NET_COST), False),
    (
        "base",
        _("Skatteintäkter, generella statsbidrag och utjämning"),
        Shown.MONEY,
        lambda at: at.tax_and_grants,
        False,
    ),
    (NET_RESULT, _("Årets resultat"), Shown.MONEY, lambda at: at.income(NET_RESULT), True),
    (
        RESULT_SHARE,
        _("Resultat i procent av skatter och bidrag"),
        Shown.PERCENT,
        lambda at: at.ratio(RESULT_SHARE),
        False,
    ),
    ("net_investments", _("Nettoinvesteringar"), Shown.MONEY, lambda at: at.outlay, True),
    (SELF_FINANCING, _("Självfinansieringsgrad"), Shown.PERCENT, lambda at: at.ratio(SELF_FINANCING), True),
    (ASSETS, _("Summa tillgångar"), Shown.MONEY, lambda at: at.balance(ASSETS), True),
    (EQUITY, _("Eget kapital"), Shown.MONEY, lambda at: at.balance(EQUITY), True),
    (SOLIDITY, _("Soliditet"), Shown.PERCENT, lambda at: at.ratio(SOLIDITY), True),
    (SOLIDITY_FULL, _("Soliditet med hela pensionsåtagandet"), Shown.PERCENT, lambda at: at.ratio(SOLIDITY_FULL), True),
    ("long_debt", _("Långfristiga skulder"), Shown.MONEY, lambda at: at.balance("long_debt"), True),
    (DEBT_PER_PERSON, _("Skuld per invånare"), Shown.PER_PERSON, lambda at: at.ratio(DEBT_PER_PERSON), True),
)
"""Key, label, how it is shown, the question, and whether it is asked of the group too."""


def five_years(year: int) -> FiveYears:
    """The overview that ends with ``year``. Eight queries."""
    years = tuple(range(year, year - YEARS, -1))
    books, invested = Books(years), invested_by_year(years)
    rows = [
        OverviewRow(key, label, whose, shown, tuple(ask(_Year(books, invested, each, whose)) for each in years))
        for whose in Whose.values
        for key, label, shown, ask, of_group in ROWS
        if of_group or whose == Whose.MUNICIPALITY
    ]
    return FiveYears(years, tuple(row for row in rows if not row.is_empty))
