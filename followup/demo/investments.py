"""The example's investments: decided money, what has been spent and what is judged, written when it says so."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from budget.models import (
    InvestmentActual,
    InvestmentEntry,
    InvestmentEntryKind,
    InvestmentForecast,
    InvestmentProject,
    Project,
)
from followup.demo.content.investments import (
    CARRIED,
    CLOSING,
    CLOSING_APART,
    MOVED,
    SUPPLEMENT,
    VENTURES,
    Judged,
    Venture,
)
from followup.demo.decisions import Decisions
from followup.demo.ledger import TKR
from followup.demo.organisation import Units
from followup.demo.people import People
from followup.demo.times import office_hour, remember
from sala_styr import history
from sala_styr.money import spread

LAST_DECIDED = 2027
NOTED = ((4, 30), (8, 72), (10, 100))
"""When 2026 was noted, and how much of what is spent through October there was then, in per cent."""


def load_project_codes(units: Units, people: People, decisions: Decisions) -> list[Project]:
    """The projects' codes in the coding string, which the ledger's files name. In the order of the projects."""
    codes = [Project(code=each.code, name=each.name, unit=units[each.unit]) for each in VENTURES]
    for venture, code in zip(VENTURES, codes, strict=True):
        remember(code, decisions[f"budget-{min(venture.budgets)}"].date, people.examples["exempel-controller"])
    return list(history.bulk_create(Project, codes))


def load_investments(units: Units, people: People, decisions: Decisions, codes: list[Project]) -> None:
    """Every project with all that belongs to it. ``codes``: as ``load_project_codes`` made them."""
    writer = _Writer(units, people, decisions)
    projects = [writer.project(each, code) for each, code in zip(VENTURES, codes, strict=True)]
    pairs = list(zip(VENTURES, projects, strict=True))
    history.bulk_create(InvestmentProject, projects)
    entries: list[InvestmentEntry] = _all(pairs, writer.entries)
    entries.sort(key=lambda each: each.booked_on)
    history.bulk_create(InvestmentEntry, entries)
    history.bulk_create(InvestmentActual, _all(pairs, writer.actuals))
    history.bulk_create(InvestmentForecast, _all(pairs, writer.forecasts))


def _all(pairs: list[tuple[Venture, InvestmentProject]], rows: Any) -> list[Any]:
    return [row for venture, project in pairs for row in rows(venture, project)]


def spent_by_month(venture: Venture, year: int) -> list[int]:
    """What the ledger has on the project's code each month of ``year``, öre in report sign: what is noted through a month is what is booked through it."""
    before, now = venture.spent
    if year == 2025:
        return spread((before or 0) * TKR, (1,) * 12)
    months, reached, last = [0] * 12, 0, 0
    for month, share in NOTED:
        through = (now or 0) * share // 100 * TKR
        months[last:month] = spread(through - reached, (1,) * (month - last))
        reached, last = through, month
    return months


@dataclass
class _Writer:
    """Makes the rows of one project at a time."""

    units: Units
    people: People
    decisions: Decisions

    @property
    def clerk(self) -> Any:
        return self.people.examples["exempel-controller"]

    def project(self, venture: Venture, code: Project) -> InvestmentProject:
        first = min(venture.budgets)
        project = InvestmentProject(
            project=code,
            unit=self.units[venture.unit],
            kind=venture.kind,
            state=venture.state,
            text=venture.text,
            completion_year=venture.ready,
            running_cost=None if venture.running is None else venture.running * TKR,
        )
        remember(project, self.decisions[f"budget-{first}"].date, self.clerk)
        return project

    def entries(self, venture: Venture, project: InvestmentProject) -> Iterator[InvestmentEntry]:
        kind = InvestmentEntryKind
        first = min(venture.budgets)
        yield self._entry(project, kind.TOTAL, None, venture.whole, f"budget-{first}", "Projektets totalutgift")
        for year, amount in venture.budgets.items():
            decision = f"budget-{min(year, LAST_DECIDED)}"
            yield self._entry(project, kind.BUDGET, year, amount, decision, f"Investeringsbudget {year}")
        if venture.carried:
            text = "Ombudgetering från 2025"
            yield self._entry(project, kind.CARRY_OVER, 2026, venture.carried, CARRIED, text, from_year=2025)
        for kinds, amount, decision, text, more in (
            (kind.REALLOCATION, venture.moved, MOVED, "Från nät och servrar till släckbil", {}),
            (kind.SUPPLEMENTARY, venture.supplement, SUPPLEMENT, "Sanering av asbest", {"financing": "Lån"}),
        ):
            if amount:
                yield self._entry(project, kinds, 2026, amount, decision, text, **more)
                yield self._entry(project, kind.TOTAL, None, amount, decision, text)

    def _entry(
        self, project: InvestmentProject, kind: str, year: int | None, amount: int, name: str, text: str, **more: Any
    ) -> InvestmentEntry:
        decision = self.decisions[name]
        group = uuid.uuid5(uuid.NAMESPACE_OID, name if name == MOVED else f"{name}{project.project.code}")
        entry = InvestmentEntry(
            project=project,
            kind=kind,
            year=year,
            amount=amount * TKR,
            text=text,
            decision=decision,
            booked_on=decision.date,
            group=group,
            recorded_by=self.clerk,
            **more,
        )
        entry.recorded_at = remember(entry, decision.date, self.clerk)
        return entry

    def actuals(self, venture: Venture, project: InvestmentProject) -> Iterator[InvestmentActual]:
        before, now = venture.spent
        if before is not None:
            yield self._actual(project, 2025, 12, before, None)
        for month, share in NOTED if now is not None else ():
            whole = month == NOTED[-1][0]
            yield self._actual(project, 2026, month, (now or 0) * share // 100, venture.income if whole else None)

    def _actual(
        self, project: InvestmentProject, year: int, month: int, amount: int, income: int | None
    ) -> InvestmentActual:
        noted = InvestmentActual(
            project=project,
            year=year,
            month=month,
            amount=amount * TKR,
            income=None if income is None else income * TKR,
            source=f"investeringar-{year}-{month:02}.csv",
            row=VENTURES.index(next(each for each in VENTURES if each.code == project.project.code)) + 2,
            noted_by=self.clerk,
        )
        noted.noted_at = remember(noted, date(year, month, 28) + timedelta(days=12), self.clerk)
        return noted

    def forecasts(self, venture: Venture, project: InvestmentProject) -> Iterator[InvestmentForecast]:
        before = venture.spent[0]
        if before is not None:
            words = CLOSING if venture.judged_2025 is None else CLOSING_APART
            judged = Judged(12, before, venture.judged_2025 or venture.whole, venture.ready, words)
            yield self._forecast(venture, project, 2025, judged)
        for judged in venture.judged:
            yield self._forecast(venture, project, 2026, judged)

    def _forecast(self, venture: Venture, project: InvestmentProject, year: int, judged: Judged) -> InvestmentForecast:
        head = self.people.head_of(venture.unit)
        given = InvestmentForecast(
            project=project,
            year=year,
            month=judged.month,
            version=1,
            year_amount=judged.year_amount * TKR,
            total=judged.total * TKR,
            completion_year=judged.ready,
            comment=judged.comment,
            made_by=head,
        )
        moment = office_hour(date(year, judged.month, 28) + timedelta(days=11), Random(venture.code))
        given.made_at = remember(given, moment, head)
        return given
