"""Makes investments with one call each. Amounts are given in kronor as they stand in report sign (expenditure −) and kept in öre."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from budget.models import (
    InvestmentActual,
    InvestmentEntry,
    InvestmentEntryKind,
    InvestmentForecast,
    InvestmentProject,
    InvestmentState,
    Project,
)
from sala_styr.decisions.models import Decision
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, kr
from tests.cast import Cast


def moment(day: date) -> datetime:
    """Noon of a day."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


@dataclass
class Investing:
    """The investments of the small municipality."""

    cast: Cast

    def code(self, code: str, name: str = "") -> Project:
        with recording(system_actor(), "Test"):
            return Project.objects.get_or_create(code=code, defaults={"name": name or f"Projekt {code}"})[0]

    def project(self, code: str = "9001", unit: str = "A1", **fields: Any) -> InvestmentProject:
        values = {"state": InvestmentState.ONGOING} | fields
        name = values.pop("name", "")
        with recording(system_actor(), "Test"):
            return InvestmentProject.objects.create(project=self.code(code, name), unit=self.cast.units[unit], **values)

    def entry(
        self,
        project: InvestmentProject,
        kind: str,
        amount: int,
        year: int | None = None,
        *,
        day: date = date(YEAR - 1, 11, 24),
        decision: Decision | None = None,
        **fields: Any,
    ) -> InvestmentEntry:
        values = {"text": "Post", "group": uuid.uuid4()} | fields
        if kind == InvestmentEntryKind.SUPPLEMENTARY:
            values.setdefault("financing", "Lån")
        with recording(system_actor(), "Test"):
            return InvestmentEntry.objects.create(
                project=project,
                kind=kind,
                year=year,
                amount=kr(amount),
                decision=decision or self.cast.decision("KF", day),
                booked_on=day,
                **values,
            )

    def total(self, project: InvestmentProject, amount: int, **fields: Any) -> InvestmentEntry:
        return self.entry(project, InvestmentEntryKind.TOTAL, amount, **fields)

    def budget(self, project: InvestmentProject, year: int, amount: int, **fields: Any) -> InvestmentEntry:
        return self.entry(project, InvestmentEntryKind.BUDGET, amount, year, **fields)

    def carry(
        self, project: InvestmentProject, from_year: int, amount: int, *, day: date = date(YEAR, 4, 27)
    ) -> InvestmentEntry:
        return self.entry(project, InvestmentEntryKind.CARRY_OVER, amount, from_year + 1, day=day, from_year=from_year)

    def actual(
        self,
        project: InvestmentProject,
        year: int,
        amount: int | None,
        *,
        month: int = 12,
        day: date | None = None,
        version: int = 1,
        income: int | None = None,
    ) -> InvestmentActual:
        with recording(system_actor(), "Test"):
            return InvestmentActual.objects.create(
                project=project,
                year=year,
                month=month,
                version=version,
                amount=None if amount is None else kr(amount),
                income=None if income is None else kr(income),
                noted_at=moment(day or date(year, month, 28)),
            )

    def forecast(
        self,
        project: InvestmentProject,
        year_amount: int,
        total: int,
        *,
        year: int = YEAR,
        month: int = 8,
        version: int = 1,
        ready: int = YEAR + 1,
        day: date | None = None,
    ) -> InvestmentForecast:
        with recording(system_actor(), "Test"):
            return InvestmentForecast.objects.create(
                project=project,
                year=year,
                month=month,
                version=version,
                year_amount=kr(year_amount),
                total=kr(total),
                completion_year=ready,
                comment="Som väntat",
                made_at=moment(day or date(year, month, 28)),
            )

    def usual(self, code: str = "9001", unit: str = "A1") -> InvestmentProject:
        """30 in all: 10 in 2025 of which 8 were used and 2 carried over, 15 in 2026 with 9 spent through August, 5 in 2027; judged to end at 31."""
        project = self.project(code, unit, completion_year=2027, running_cost=kr(-400))
        early = date(2024, 11, 25)
        self.total(project, -30_000, day=early)
        self.budget(project, 2025, -10_000, day=early)
        self.budget(project, 2026, -15_000)
        self.budget(project, 2027, -5_000)
        self.actual(project, 2025, -8_000)
        self.carry(project, 2025, -2_000)
        self.actual(project, 2026, -9_000, month=8)
        self.forecast(project, -18_000, -31_000)
        return project
