"""Kommunfullmäktige's result budget, which ties to the frames, and the adjustments of the balance requirement."""

from collections.abc import Iterable

from django.db.models import Q, Sum

from budget.models import (
    AdjustmentKind,
    BalanceAdjustment,
    BudgetDecision,
    BudgetEntry,
    DetailLine,
    EntryKind,
    ResultBudget,
    ResultLine,
)
from followup.demo.content.frames import COMMON_LINES, FRAMES, PLAN_YEARS, YEARS
from followup.demo.decisions import Decisions
from followup.demo.ledger import TKR
from followup.demo.times import remember
from sala_styr import history
from sala_styr.organisation.models import User

GROWTH = 24
"""Per mille a year, of every line of the plan years."""

ADJUSTMENTS = (
    (2024, AdjustmentKind.CAPITAL_GAINS, -1_400, "Försäljning av industrimark"),
    (2025, AdjustmentKind.CAPITAL_GAINS, -1_850, "Försäljning av mark vid infarten"),
    (2025, AdjustmentKind.TO_RESERVE, -2_000, "Enligt riktlinjer för god ekonomisk hushållning"),
    (2025, AdjustmentKind.RESERVE_OPENING, 18_400, "Avsatt under tidigare år"),
    (2026, AdjustmentKind.EQUITY_IN_FULL, 231_000, "Eget kapital minus ansvarsförbindelsen för pensioner"),
)


def load_statements(decisions: Decisions, lines: Iterable[DetailLine]) -> None:
    """Revenue and depreciation are those of the detail budgets; cost is what then makes the net cost equal the frames that the council decided."""
    rows = []
    by_year = {year: [line for line in lines if line.year == year] for year in YEARS}
    for number, year in enumerate(YEARS):
        frames = sum(by_committee[number] for by_committee in FRAMES.values()) * TKR
        revenue = sum(line.amount for line in by_year[year] if line.account.number.startswith("3"))
        depreciation = sum(line.amount for line in by_year[year] if line.account.number.startswith("79"))
        amounts = {
            ResultLine.REVENUE: revenue,
            ResultLine.COST: -frames - revenue - depreciation,
            ResultLine.DEPRECIATION: depreciation,
        } | {ResultLine(line): values[number] * TKR for line, values in COMMON_LINES.items()}
        decision = decisions[f"budget-{year}"]
        rows += [ResultBudget(year=year, line=line, amount=ore, decision=decision) for line, ore in amounts.items()]
    rows += _plan_years(decisions, [row for row in rows if row.year == YEARS[-1]])
    history.bulk_create(ResultBudget, rows)
    history.bulk_create(
        BalanceAdjustment,
        [BalanceAdjustment(year=year, kind=kind, amount=tkr * TKR, note=note) for year, kind, tkr, note in ADJUSTMENTS],
    )


def load_budget_decisions(decisions: Decisions, clerk: User) -> None:
    """The budgets of the years under way and gone stand as decided. Next year's is for whoever tries the example to enter."""
    rows = []
    for year in YEARS[:-1]:
        row = BudgetDecision(year=year, decision=decisions[f"budget-{year}"])
        row.decided_at = remember(row, decisions[f"budget-{year}"].date, clerk)
        rows.append(row)
    history.bulk_create(BudgetDecision, rows)


def _plan_years(decisions: Decisions, last: list[ResultBudget]) -> Iterable[ResultBudget]:
    """The plan of the newest budget: its lines grow alike, and the cost is what then makes the net cost equal the planned frames."""
    decision = decisions[f"budget-{YEARS[-1]}"]
    planned = {
        row["year"]: row["given"] - row["taken"]
        for row in BudgetEntry.objects.filter(year__in=PLAN_YEARS, kind=EntryKind.FRAME)
        .order_by()
        .values("year")
        .annotate(given=Sum("amount", filter=Q(source=None), default=0))
        .annotate(taken=Sum("amount", filter=Q(target=None), default=0))
    }
    for number, year in enumerate(PLAN_YEARS, 1):
        grown = {row.line: row.amount // TKR * (1_000 + GROWTH * number) // 1_000 * TKR for row in last}
        rest = sum(grown[line] for line in (ResultLine.REVENUE, ResultLine.DEPRECIATION))
        grown[ResultLine.COST] = -planned[year] - rest
        yield from (ResultBudget(year=year, line=line, amount=ore, decision=decision) for line, ore in grown.items())
