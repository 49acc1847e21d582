"""Makes valid money with one call each: ledger entries, detail lines, actuals, forecasts. Amounts are given in kronor and kept in öre."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from budget.models import (
    MONTHS,
    Account,
    AccountBalance,
    Actual,
    ActualBatch,
    AdjustmentKind,
    BalanceAdjustment,
    BudgetEntry,
    Chart,
    CorrectiveMeasure,
    DetailBudget,
    DetailLine,
    EntryKind,
    Forecast,
    LineLink,
    MeasureEffect,
    Outlay,
    Project,
    ResultBudget,
    Source,
)
from goals.models import PlanItem
from sala_styr.decisions.models import Decision
from sala_styr.history import recording
from sala_styr.money import spread
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast

YEAR = 2026
_numbers = count(1)


def kr(amount: int) -> int:
    """Kronor as öre."""
    return amount * 100


@dataclass
class Money:
    """The money of the small municipality."""

    cast: Cast
    year: int = YEAR
    _accounts: dict[tuple[str, str], Account] = field(default_factory=dict)

    def account(self, number: str, chart: str = Chart.KOMMUN_BAS, name: str = "") -> Account:
        key = (chart, number)
        if key not in self._accounts:
            with recording(system_actor(), "Test"):
                self._accounts[key], _made = Account.objects.get_or_create(
                    chart=chart, number=number, defaults={"name": name or f"Konto {number}"}
                )
        return self._accounts[key]

    def entry(
        self,
        kind: str,
        source: str | None,
        target: str | None,
        amount: int,
        *,
        decision: Decision | None = None,
        **fields: Any,
    ) -> BudgetEntry:
        """An entry of ``amount`` kronor; decided by the council unless it is an allocation within a service."""
        units = self.cast.units
        year = fields.pop("year", self.year)
        day = fields.pop("day", date(year - 1, 11, 24))
        if decision is None and kind != EntryKind.ALLOCATION:
            decision = self.cast.decision("KF", day)
        values = {
            "text": "Post",
            "financing": "Ökade skatteintäkter" if kind == EntryKind.SUPPLEMENTARY else "",
        } | fields
        with recording(system_actor(), "Test"):
            return BudgetEntry.objects.create(
                year=year,
                kind=kind,
                source=units[source] if source else None,
                target=units[target] if target else None,
                amount=kr(amount),
                decision=decision,
                booked_on=day,
                **values,
            )

    def frame(self, unit: str, amount: int, **fields: Any) -> BudgetEntry:
        return self.entry(EntryKind.FRAME, None, unit, amount, **fields)

    def allocate(self, source: str, target: str, amount: int, **fields: Any) -> BudgetEntry:
        return self.entry(EntryKind.ALLOCATION, source, target, amount, **fields)

    def line(
        self, unit: str, account: str, amount: int, *, item: PlanItem | None = None, link: str = "", **fields: Any
    ) -> DetailLine:
        """A detail line of ``amount`` kronor a year (revenue +, cost −), spread evenly."""
        months = dict(zip(MONTHS, spread(kr(amount), [1] * 12), strict=True))
        with recording(system_actor(), "Test"):
            return DetailLine.objects.create(
                unit=self.cast.units[unit],
                year=fields.pop("year", self.year),
                account=self.account(account),
                amount=kr(amount),
                plan_item=item,
                link=link or (LineLink.PLAN_ITEM if item else LineLink.CORE_MISSION),
                **months,
                **fields,
            )

    def lock(self, unit: str) -> DetailBudget:
        from django.utils import timezone

        with recording(system_actor(), "Test"):
            return DetailBudget.objects.create(unit=self.cast.units[unit], year=self.year, locked_at=timezone.now())

    def batch(self, unit: str = "koncern", **fields: Any) -> ActualBatch:
        year = fields.pop("year", self.year)
        values = {
            "first_day": date(year, 1, 1),
            "last_day": date(year, 12, 31),
            "source": Source.CSV,
            "filename": "utfall.csv",
            "sha256": hashlib.sha256(str(next(_numbers)).encode()).hexdigest(),
            "rows": 0,
        } | fields
        with recording(system_actor(), "Test"):
            return ActualBatch.objects.create(unit=self.cast.units[unit], year=year, **values)

    def actual(
        self,
        unit: str,
        account: str,
        period: int | None,
        amount: int,
        *,
        batch: ActualBatch | None = None,
        **fields: Any,
    ) -> Actual:
        """A figure of ``amount`` kronor in report sign; in a batch of the unit's own unless one is given."""
        batch = batch or self.batch(unit, year=fields.pop("year", self.year))
        return Actual.objects.create(
            batch=batch,
            unit=self.cast.units[unit],
            year=batch.year,
            period=period,
            account=self.account(account, fields.pop("chart", Chart.KOMMUN_BAS)),
            amount=kr(amount),
            project=self._project(fields.pop("project", "")),
        )

    def outlay(
        self,
        unit: str,
        account: str,
        period: int | None,
        amount: int,
        project: str,
        *,
        batch: ActualBatch | None = None,
    ) -> Outlay:
        """``amount`` kronor in report sign (spent −) on a project's code on a fixed asset's account."""
        batch = batch or self.batch(unit)
        code = self._project(project)
        assert code is not None
        return Outlay.objects.create(
            batch=batch,
            unit=self.cast.units[unit],
            year=batch.year,
            period=period,
            account=self.account(account),
            project=code,
            amount=kr(amount),
        )

    def _project(self, code: str) -> Project | None:
        if not code:
            return None
        with recording(system_actor(), "Test"):
            return Project.objects.get_or_create(code=code, defaults={"name": f"Projekt {code}"})[0]

    def balance(self, batch: ActualBatch, account: str, opening: int, closing: int, **fields: Any) -> AccountBalance:
        """Opening and closing balance in kronor, ledger sign."""
        return AccountBalance.objects.create(
            batch=batch,
            unit=batch.unit,
            year=batch.year,
            account=self.account(account, fields.pop("chart", Chart.KOMMUN_BAS)),
            opening=kr(opening),
            closing=kr(closing),
        )

    def forecast(self, unit: str, month: int, amount: int, comment: str = "Som väntat", version: int = 1) -> Forecast:
        with recording(system_actor(), "Test"):
            return Forecast.objects.create(
                unit=self.cast.units[unit],
                year=self.year,
                month=month,
                version=version,
                amount=kr(amount),
                comment=comment,
            )

    def measure(self, unit: str, expected: int, *, effect: int | None = None, **fields: Any) -> CorrectiveMeasure:
        """A measure that shall give ``expected`` kronor; ``effect``: what it has given through August."""
        with recording(system_actor(), "Test"):
            made = CorrectiveMeasure.objects.create(
                unit=self.cast.units[unit],
                year=self.year,
                title=fields.pop("title", "Färre vikarier"),
                expected=kr(expected),
                **fields,
            )
            if effect is not None:
                MeasureEffect.objects.create(measure=made, month=8, amount=kr(effect))
        return made

    def result_budget(self, year: int | None = None, **lines: int) -> None:
        decision = self.cast.decision("KF")
        with recording(system_actor(), "Test"):
            for line, amount in lines.items():
                ResultBudget.objects.create(year=year or self.year, line=line, amount=kr(amount), decision=decision)

    def adjustment(
        self, kind: AdjustmentKind, amount: int, year: int | None = None, note: str = ""
    ) -> BalanceAdjustment:
        with recording(system_actor(), "Test"):
            return BalanceAdjustment.objects.create(year=year or self.year, kind=kind, amount=kr(amount), note=note)
