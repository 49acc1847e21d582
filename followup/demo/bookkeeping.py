"""Bookkeeping for the example: movements per month become balances and a SIE file that ties by itself. Öre; balances in ledger sign."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from budget.sie import Account as SieAccount
from budget.sie import SieFile, write_sie4
from budget.sie.fiscal_year import FiscalYear
from budget.sie.model import PeriodAmount

COST_CENTRE, PROJECT = "1", "6"
BANK = "1930"
PROGRAM = "Sala styr exempeldata"
MONTHS_IN_YEAR = 12

Months = Sequence[int]
"""Twelve amounts, January first."""


@dataclass
class Books:
    """The books of one legal entity and year.

    ``results``: {(cost centre, account): twelve months in report sign}. ``flows``: {balance account: twelve months in ledger sign}, without the bank, which
    takes whatever the others leave, month by month.
    """

    company: str
    orgnr: str
    year: int
    opening: Mapping[str, int]
    results: dict[tuple[str, str], Months]
    flows: dict[str, Months]
    names: Mapping[str, str]
    centres: Mapping[str, str] = field(default_factory=dict)
    old_codes: Mapping[str, str] = field(default_factory=dict)
    """Cost centre → the code that the ledger's files have it under, where that is another."""
    projects: Mapping[tuple[str, str], Months] = field(default_factory=dict)
    """{(balance account, project): what of the account's flow carries the project's code, ledger sign}."""
    project_names: Mapping[str, str] = field(default_factory=dict)

    def movements(self, through: int) -> dict[tuple[str, int], int]:
        """Movements of balance accounts by account and month 1..through, the bank's included."""
        found: Counter[tuple[str, int]] = Counter()
        for month in range(1, through + 1):
            result = sum(months[month - 1] for months in self.results.values())
            moved = 0
            for account, months in self.flows.items():
                found[account, month] += months[month - 1]
                moved += months[month - 1]
            found[BANK, month] = result - moved
        return dict(found)

    def closing(self, through: int = MONTHS_IN_YEAR) -> dict[str, int]:
        """Balances after ``through`` months; the year's result is not yet in equity."""
        balances = Counter(self.opening)
        for (account, _month), amount in self.movements(through).items():
            balances[account] += amount
        return dict(balances)

    def result(self, through: int = MONTHS_IN_YEAR) -> int:
        """The result in report sign."""
        return sum(sum(months[:through]) for months in self.results.values())

    def next_opening(self, equity: str) -> dict[str, int]:
        """Next year's opening balances: this year's closing ones with the result carried to the account of equity."""
        balances = self.closing()
        balances[equity] -= self.result()
        return balances

    def file(self, through: int) -> bytes:
        """The books through a month as a SIE 4 file."""
        return write_sie4(self._sie(through))

    def _sie(self, through: int) -> SieFile:
        totals: Counter[str] = Counter()
        rows = []
        for (centre, account), months in self.results.items():
            objects = ((COST_CENTRE, self.old_codes.get(centre, centre)),) if centre else ()
            for month, amount in enumerate(months[:through], 1):
                totals[account] -= amount
                if amount:
                    rows.append(PeriodAmount(0, self.year * 100 + month, account, objects, -amount))
        rows += self._balance_rows(through)
        last_day = date(self.year, through + 1, 1) if through < MONTHS_IN_YEAR else date(self.year + 1, 1, 1)
        last_day -= timedelta(days=1)
        used = sorted({*totals, *self.opening, *self.flows, BANK})
        return SieFile(
            type=4,
            kind="4",
            years={0: FiscalYear(date(self.year, 1, 1), date(self.year, 12, 31))},
            company=self.company,
            orgnr=self.orgnr,
            program=PROGRAM,
            program_version="1",
            generated=last_day + timedelta(days=12),
            through=last_day,
            accounts={number: SieAccount(number, self.names[number], _kind(number)) for number in used},
            dimensions={COST_CENTRE: "Ansvar", PROJECT: "Projekt"} if self.centres else {},
            objects={(COST_CENTRE, self.old_codes.get(code, code)): name for code, name in self.centres.items()}
            | {(PROJECT, code): name for code, name in self.project_names.items()},
            opening={0: dict(self.opening)},
            closing={0: self.closing(through)},
            results={0: {account: totals[account] for account in sorted(totals)}},
            period_balances=tuple(rows),
        )

    def _balance_rows(self, through: int) -> Iterator[PeriodAmount]:
        """Each month's movement of a balance account: what carries a project's code, and the rest without."""
        left = Counter(self.movements(through))
        for (account, project), months in self.projects.items():
            for month, amount in enumerate(months[:through], 1):
                left[account, month] -= amount
                if amount:
                    yield PeriodAmount(0, self.year * 100 + month, account, ((PROJECT, project),), amount)
        for (account, month), amount in left.items():
            if amount:
                yield PeriodAmount(0, self.year * 100 + month, account, (), amount)


def _kind(number: str) -> str:
    """#KTYP: T asset, S equity or debt, I revenue, K cost. Class 8 of Kommun-Bas has both; what the number says is enough."""
    return {"1": "T", "2": "S", "3": "I"}.get(number[:1], "K")
