"""Financial ratios of municipality and group (domain §4.6), each with what it is made of, so that the page can write out the arithmetic.

What cannot be worked out is None and says why. Percentages are exact ``Decimal``; rounded only when shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from budget.models import FigureVersion, InvestmentKind, ResultLine, Statement, Whose
from budget.queries.books import ACTUAL, BUDGET, Books
from budget.queries.income import NET_COST, NET_RESULT
from budget.queries.investments import investments
from budget.queries.shapes import ASSETS, DEBTS, EQUITY, INVESTMENTS, POPULATION
from budget.queries.structure import total


class RatioUnit(StrEnum):
    """Per cent of each other, or kronor for each inhabitant."""

    PERCENT = "percent"
    PER_PERSON = "per_person"


@dataclass(frozen=True, slots=True)
class RatioKind:
    """A ratio's name, its formula in words, and of whom it is asked."""

    key: str
    label: str | Promise
    words: str | Promise
    unit: RatioUnit = RatioUnit.PERCENT
    of_group: bool = False


RESULT_SHARE, NET_COST_SHARE, WITH_FINANCIAL, SOLIDITY, SOLIDITY_FULL, SELF_FINANCING, DEBT_PER_PERSON = (
    "result_share",
    "net_cost_share",
    "net_cost_share_financial",
    "solidity",
    "solidity_full",
    "self_financing",
    "debt_per_person",
)
KINDS = (
    RatioKind(
        RESULT_SHARE,
        _("Resultat i procent av skatter och bidrag"),
        _("årets resultat / skatteintäkter, generella statsbidrag och utjämning"),
    ),
    RatioKind(
        NET_COST_SHARE,
        _("Nettokostnadsandel"),
        _("verksamhetens nettokostnader / skatteintäkter, generella statsbidrag och utjämning"),
    ),
    RatioKind(
        WITH_FINANCIAL,
        _("Nettokostnadsandel med finansnetto"),
        _("nettokostnader och finansnetto / skatteintäkter, generella statsbidrag och utjämning"),
    ),
    RatioKind(SOLIDITY, _("Soliditet"), _("eget kapital / summa tillgångar"), of_group=True),
    RatioKind(
        SOLIDITY_FULL,
        _("Soliditet med hela pensionsåtagandet"),
        _("(eget kapital − pensionsförpliktelser utanför balansräkningen) / summa tillgångar"),
        of_group=True,
    ),
    RatioKind(
        SELF_FINANCING,
        _("Självfinansieringsgrad"),
        _("(årets resultat + avskrivningar) / nettoinvesteringar"),
        of_group=True,
    ),
    RatioKind(
        DEBT_PER_PERSON,
        _("Skuld per invånare"),
        _("summa skulder / invånare den 31 december"),
        RatioUnit.PER_PERSON,
        of_group=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """One ratio of one column: ``top`` / ``bottom`` in öre (``bottom`` persons for ``PER_PERSON``). ``reason`` says why there is none."""

    kind: RatioKind
    top: int | None
    bottom: int | None
    reason: str | Promise = ""

    @property
    def value(self) -> Decimal | None:
        """Per cent, or kronor for each inhabitant; None where it cannot be worked out."""
        if self.top is None or not self.bottom:
            return None
        share = Decimal(self.top) / Decimal(self.bottom)
        return share * 100 if self.kind.unit == RatioUnit.PERCENT else share / 100


NO_RESULT = _("Det finns ingen resultaträkning.")
NO_TAX = _("Skatteintäkter och bidrag saknas.")
NO_BALANCE = _("Det finns ingen balansräkning.")
NO_OBLIGATION = _("Pensionerna utanför balansräkningen är inte inskrivna.")
NO_INVESTMENTS = _("Nettoinvesteringarna är inte kända.")
NOTHING_INVESTED = _("Inget är investerat, så det finns inget att jämföra med.")
NO_POPULATION = _("Antalet invånare är inte inskrivet.")

Invested = Mapping[int, Mapping[str, int | None]]
"""Net investments by year and version as a positive outlay, of the municipality."""


def ratios(
    books: Books, invested: Invested, year: int, whose: str = Whose.MUNICIPALITY, version: str = ACTUAL
) -> dict[str, Ratio]:
    """The ratios of one column, by key; of the group only those that are asked of it. No queries."""
    parts = _parts(books, invested, year, whose, version)
    return {kind.key: Ratio(kind, *parts[kind.key]) for kind in KINDS if kind.of_group or whose == Whose.MUNICIPALITY}


Parts = tuple[int | None, int | None, str | Promise]


@dataclass(frozen=True, slots=True)
class RatioTerm:
    """A line that a ratio adds up, with its sign. Without one that is ``needed`` there is no ratio."""

    sign: int
    statement: str
    line: str
    needed: bool = False


_INCOME, _SHEET, _FACTS = Statement.INCOME, Statement.BALANCE, Statement.FACTS
_BASE = (RatioTerm(1, _INCOME, ResultLine.TAX), RatioTerm(1, _INCOME, ResultLine.GRANTS))
_ASSETS = (RatioTerm(1, _SHEET, ASSETS, True),)
_NET_COST = RatioTerm(-1, _INCOME, NET_COST)
TERMS: Mapping[str, tuple[tuple[RatioTerm, ...], tuple[RatioTerm, ...]]] = {
    RESULT_SHARE: ((RatioTerm(1, _INCOME, NET_RESULT, True),), _BASE),
    NET_COST_SHARE: ((_NET_COST,), _BASE),
    WITH_FINANCIAL: (
        (
            _NET_COST,
            RatioTerm(-1, _INCOME, ResultLine.FINANCIAL_REVENUE),
            RatioTerm(-1, _INCOME, ResultLine.FINANCIAL_COST),
        ),
        _BASE,
    ),
    SOLIDITY: ((RatioTerm(1, _SHEET, EQUITY, True),), _ASSETS),
    SOLIDITY_FULL: (
        (RatioTerm(1, _SHEET, EQUITY, True), RatioTerm(-1, _SHEET, "pension_obligation", True)),
        _ASSETS,
    ),
    SELF_FINANCING: (
        (RatioTerm(1, _INCOME, NET_RESULT, True), RatioTerm(-1, _INCOME, ResultLine.DEPRECIATION)),
        (RatioTerm(1, _FACTS, INVESTMENTS, True),),
    ),
    DEBT_PER_PERSON: ((RatioTerm(1, _SHEET, DEBTS, True),), (RatioTerm(1, _FACTS, POPULATION, True),)),
}
"""What each ratio divides by what."""


def ratio_amount(
    terms: Iterable[RatioTerm], books: Books, invested: Invested, year: int, whose: str, version: str
) -> int | None:
    """The lines added up; None when a needed one or all of them are missing."""
    found = [(term, term_amount(term, books, invested, year, whose, version)) for term in terms]
    if any(term.needed and amount is None for term, amount in found):
        return None
    return total(amount for _term, amount in found)


def term_amount(term: RatioTerm, books: Books, invested: Invested, year: int, whose: str, version: str) -> int | None:
    """One line as it is counted, with its sign."""
    if term.line == INVESTMENTS:
        outlay = net_outlay(books, invested, year, whose, version)
        return None if outlay is None else term.sign * outlay
    if term.line == POPULATION:  # those who live in the municipality, whoever's debt it is
        people = books.facts(year)[POPULATION]
        return None if people is None else term.sign * people
    amount = books.statement(term.statement, year, whose, version)[term.line]
    return None if amount is None else term.sign * amount


def _parts(books: Books, invested: Invested, year: int, whose: str, version: str) -> dict[str, Parts]:
    at = (books, invested, year, whose, version)
    sums = {key: (ratio_amount(top, *at), ratio_amount(bottom, *at)) for key, (top, bottom) in TERMS.items()}
    result, base = sums[RESULT_SHARE]
    sheet, people = books.balance(year, whose, version), sums[DEBT_PER_PERSON][1]
    outlay = sums[SELF_FINANCING][1]
    of_base = _why((result, NO_RESULT), (base, NO_TAX))
    reasons: dict[str, str | Promise] = {
        RESULT_SHARE: of_base,
        NET_COST_SHARE: of_base,
        WITH_FINANCIAL: of_base,
        SOLIDITY: _why((sheet[ASSETS], NO_BALANCE)),
        SOLIDITY_FULL: _why((sheet[ASSETS], NO_BALANCE), (sums[SOLIDITY_FULL][0], NO_OBLIGATION)),
        SELF_FINANCING: _why((result, NO_RESULT), (outlay, NO_INVESTMENTS)) or ("" if outlay else NOTHING_INVESTED),
        DEBT_PER_PERSON: _why((sheet[DEBTS], NO_BALANCE), (people, NO_POPULATION)),
    }
    return {key: (*sums[key], reason) for key, reason in reasons.items()}


def _minus(amount: int | None) -> int | None:
    """A cost as a positive amount, as the share of costs is said."""
    return None if amount is None else -amount


def _why(*needed: tuple[int | None, str | Promise]) -> str | Promise:
    """The first reason for which there is no ratio."""
    return next((reason for amount, reason in needed if amount is None), "")


def net_outlay(books: Books, invested: Invested, year: int, whose: str, version: str) -> int | None:
    """Net investments as a positive outlay: as they are written in, else what the investment ledger says of the municipality."""
    written = books.facts(year, whose, version)[INVESTMENTS]
    if written is not None or whose != Whose.MUNICIPALITY:
        return written
    return invested.get(year, {}).get(version)


def invested_by_year(years: Iterable[int]) -> Invested:
    """What the investment ledger says, exploatering apart (``queries.investments.net_investments`` of each year). Six queries for all of them."""
    rows = [row for row in investments() if row.project.kind != InvestmentKind.DEVELOPMENT]
    return {
        year: {
            BUDGET: _minus(total(row.of(year).current for row in rows)),
            ACTUAL: _minus(total(row.of(year).actual for row in rows)),
        }
        for year in years
    }


@dataclass(frozen=True)
class RatioColumn:
    """The ratios of a year, of the municipality or of the group."""

    year: int
    whose: str
    version: str
    ratios: Mapping[str, Ratio]

    @property
    def is_budget(self) -> bool:
        return self.version == FigureVersion.BUDGET


def ratio_columns(year: int) -> tuple[RatioColumn, ...]:
    """Municipality: budget, actual, the year before; then the group's two actuals where anything is known of it. Eight queries."""
    books, invested = Books([year]), invested_by_year((year, year - 1))
    asked = [
        (year, Whose.MUNICIPALITY, BUDGET),
        (year, Whose.MUNICIPALITY, ACTUAL),
        (year - 1, Whose.MUNICIPALITY, ACTUAL),
        (year, Whose.GROUP, ACTUAL),
        (year - 1, Whose.GROUP, ACTUAL),
    ]
    columns = [RatioColumn(*each, ratios(books, invested, *each)) for each in asked]
    known = any(ratio.value is not None for column in columns[3:] for ratio in column.ratios.values())
    return tuple(columns if known else columns[:3])
