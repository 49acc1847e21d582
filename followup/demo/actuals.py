"""The example's actuals: SIE files are written from the books and brought in by the very importer that people use."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db.models.signals import pre_save
from django.utils import timezone

from budget.actions.imports import import_actuals
from budget.actions.mapping import Said, map_codes
from budget.imports.from_sie import read_sie
from budget.models import ActualBatch, DetailLine, Dimension
from budget.queries.mapping import legal_unit
from budget.queries.structure import structure
from followup.demo.bookkeeping import MONTHS_IN_YEAR, PROGRAM, Books, Months
from followup.demo.content.accounts import COMPANY, MUNICIPAL
from followup.demo.content.codes import OLD_CENTRES
from followup.demo.content.companies import COMPANIES, CompanyBooks
from followup.demo.content.frames import POTS
from followup.demo.content.investments import VENTURES
from followup.demo.content.outcome import COMMON, DRIFT, FILES, FLOWS, LAND_SALE, OPENING, RESERVE_USED
from followup.demo.investments import spent_by_month
from followup.demo.ledger import CENTRAL, TKR
from followup.demo.organisation import Units, places
from followup.demo.times import given_times, office_hour
from sala_styr.money import spread
from sala_styr.organisation.actor import Actor

SEED = 1981
EQUITY, COMPANY_EQUITY = "2010", "2091"
RESERVE, LAND, GAIN = "7690", "1410", "3820"
# Depreciation is booked against the accumulated depreciation.
AGAINST = {"7910": "1119", "7920": "1219"}
COMPANY_AGAINST = {"7820": "1119", "7830": "1229"}
ENTITY = "KF"


def load_actuals(units: Units, lines: Iterable[DetailLine], controller: Actor) -> dict[int, Books]:
    """Write and import every file, the municipality's and the companies', year by year. Returns the municipality's books by year."""
    books = list(_municipal_books(units, list(lines)))
    said = [Said(Dimension.COST_CENTRE, old, units[code]) for code, old in OLD_CENTRES.items()]
    map_codes(controller, legal_unit(structure(), units[ENTITY]), PROGRAM, said)
    for code, company in COMPANIES.items():
        _import_years(units, code, company.filename, _company_books(units, code, company), controller)
    _import_years(units, ENTITY, "sala_kommun", books, controller)
    return {book.year: book for book in books}


def _import_years(units: Units, code: str, name: str, books: Iterable[Books], controller: Actor) -> None:
    for book in books:
        for through in FILES[book.year]:
            filename = f"{name}_{book.year}_{through:02d}.se"
            with _came_in(filename, date(book.year, through, 28) + timedelta(days=12)):
                import_actuals(controller, units[code], read_sie(book.file(through), filename))


@contextmanager
def _came_in(filename: str, day: date) -> Iterator[None]:
    """Let a file come in on a working day after its last month, and replace the one before it then: batches that are written inside say that moment."""
    moment = min(office_hour(day, Random(filename)), timezone.now())

    def dated(sender: Any, instance: Any, **kwargs: Any) -> None:
        instance._history_date = moment
        if instance.pk is None:
            instance.imported_at = moment

    imported_at: Any = ActualBatch._meta.get_field("imported_at")
    pre_save.connect(dated, sender=ActualBatch)
    try:
        with given_times(imported_at):
            yield
    finally:
        pre_save.disconnect(dated, sender=ActualBatch)


def _municipal_books(units: Units, lines: list[DetailLine]) -> Iterable[Books]:
    opening = {account: amount * TKR for account, amount in OPENING.items()}
    for year in FILES:
        results = _common(year) | _operations(year, [line for line in lines if line.year == year])
        flows = {account: _months(amount * TKR) for account, amount in FLOWS[year].items()}
        flows |= _depreciation(results, AGAINST)
        projects = _invest(year, flows)
        if year in LAND_SALE:
            _sell_land(*LAND_SALE[year], results, flows)
        centres = {code: place.name for code, place in places().items() if place.profile}
        unit = units[ENTITY]
        book = Books(
            *("Sala kommun", unit.organisation_number, year, opening, results, flows, MUNICIPAL, centres, OLD_CENTRES),
            projects=projects,
            project_names={venture.code: venture.name for venture in VENTURES},
        )
        yield book
        opening = book.next_opening(EQUITY)


def _common(year: int) -> dict[tuple[str, str], Months]:
    """Taxes, grants and financial items, month by month."""
    return {(CENTRAL, account): _months(amount * TKR) for account, amount in COMMON[year].items()}


def _months(amount: int) -> Months:
    return spread(amount, (1,) * MONTHS_IN_YEAR)


def _operations(year: int, lines: list[DetailLine]) -> dict[tuple[str, str], Months]:
    """What the units used: their budget, bent by the year's drift and by chance."""
    budgets: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        if line.unit.code in POTS:  # what is not given out is not used
            continue
        months = budgets.setdefault((line.unit.code, line.account.number), [0] * MONTHS_IN_YEAR)
        for number, amount in enumerate(line.months):
            months[number] += amount
    return {key: _bent(year, *key, months) for key, months in budgets.items()}


def _bent(year: int, code: str, account: str, months: list[int]) -> Months:
    chance = Random(f"{SEED}-{year}-{code}-{account}")
    per_cent = _drift(year, code, account) + chance.uniform(-0.8, 0.8)
    if account == RESERVE:
        per_cent = RESERVE_USED
    if account in AGAINST:
        per_cent = 100 + chance.uniform(-1, 1)
    return [int(amount * per_cent / 100 * chance.uniform(0.98, 1.02)) for amount in months]


def _drift(year: int, code: str, account: str) -> float:
    drift = DRIFT[year].get(code, {})
    return drift.get(account, drift.get("", 100) if account >= "4" else 100)


def _depreciation(results: Mapping[tuple[str, str], Months], against: Mapping[str, str]) -> dict[str, Months]:
    """The other side of all depreciation: a cost is − in the results and − on the asset's account."""
    flows: dict[str, list[int]] = {}
    for (_centre, account), months in results.items():
        if account in against:
            found = flows.setdefault(against[account], [0] * MONTHS_IN_YEAR)
            for number, amount in enumerate(months):
                found[number] += amount
    return dict(flows)


def _sell_land(
    month: int, gain: int, book_value: int, results: dict[tuple[str, str], Months], flows: dict[str, Months]
) -> None:
    once = [0] * MONTHS_IN_YEAR
    results[CENTRAL, GAIN] = [*once[: month - 1], gain * TKR, *once[month:]]
    _add_flow(flows, LAND, [*once[: month - 1], -book_value * TKR, *once[month:]])


def _invest(year: int, flows: dict[str, Months]) -> dict[tuple[str, str], Months]:
    """Book what the investments cost on their accounts. Returns what carries each project's code, ledger sign."""
    booked: dict[tuple[str, str], Months] = {}
    for venture in VENTURES:
        months = [-amount for amount in spent_by_month(venture, year)]
        if any(months):
            booked[venture.account, venture.code] = months
            _add_flow(flows, venture.account, months)
    return booked


def _add_flow(flows: dict[str, Months], account: str, months: Months) -> None:
    before = flows.get(account, [0] * MONTHS_IN_YEAR)
    flows[account] = [one + more for one, more in zip(before, months, strict=True)]


def _company_books(units: Units, code: str, company: CompanyBooks) -> Iterable[Books]:
    opening = {account: amount * TKR for account, amount in company.opening.items()}
    for year in FILES:
        chance = Random(f"{SEED}-{year}-{code}")
        results: dict[tuple[str, str], Months] = {
            ("", account): [int(amount * chance.uniform(0.97, 1.03)) for amount in _months(whole * TKR)]
            for account, whole in company.results[year].items()
        }
        flows = {account: _months(amount * TKR) for account, amount in company.flows[year].items()}
        flows |= _depreciation(results, COMPANY_AGAINST)
        book = Books(units[code].name, "", year, opening, results, flows, COMPANY)
        yield book
        opening = book.next_opening(COMPANY_EQUITY)
