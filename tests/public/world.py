"""The small municipality with things of every kind, decided and not. What nobody outside may read carries a marker in its words."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from budget.models import BudgetDecision, EntryKind, FigureVersion, Statement, StatementFigure
from followup.models import AssessmentState, Period
from goals.models import Indicator, IndicatorValue, ItemState, PlanItem
from public.actions import publish, withdraw
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import Money, kr
from tests.cast import Cast
from tests.followup.builders import assessment, full_year, period

SECRET = "HEMLIGKANARIE"
"""What no open page may ever say."""
YEAR = 2026


@dataclass
class World:
    """Some things that tests ask for by name."""

    cast: Cast
    money: Money
    items: dict[str, PlanItem]
    periods: dict[str, Period]


def build_world(cast: Cast) -> World:
    """Decided goals, a draft, a decision to come, officials' work; budgets decided and not; periods published, withdrawn, closed and open."""
    items = plan(cast)
    money = budgets(cast)
    periods = follow_ups(cast, items)
    return World(cast, money, items, periods)


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def plan(cast: Cast) -> dict[str, PlanItem]:
    """A chain down to an activity, with undecided parts on each level."""
    items = {"vision": cast.item("vision", "KF", title="En kommun för alla", last_year=2040)}
    vision = items["vision"]
    items["goal"] = cast.item("goal", "KF", parent=vision, title="Trygg uppväxt", description="Barn ska må bra.")
    items["priority"] = cast.item("priority", "KF", parent=vision, title="Läsning först")
    items["focus"] = cast.item("focus", "A", parent=items["goal"], title="Fler når målen i skolan")
    items["draft"] = cast.item("goal", "KF", parent=vision, state=ItemState.DRAFT, title=f"{SECRET} utkast")
    later = cast.decision("KF", tomorrow(), title=f"{SECRET} beslut")
    items["later"] = cast.item("goal", "KF", parent=vision, title=f"{SECRET} i morgon", decision=later)
    items["strategy"] = cast.item("strategy", "verksA", parent=items["focus"], title=f"{SECRET} strategi")
    items["activity"] = cast.item("activity", "A1", parent=items["strategy"], title=f"{SECRET} aktivitet")
    items["reworded"] = cast.item(
        "focus", "A", parent=items["goal"], state=ItemState.DRAFT, title=f"{SECRET} ny lydelse", replaces=items["focus"]
    )
    with recording(system_actor(), "Test"):
        for name in ("goal", "draft"):
            measured = Indicator.objects.create(
                item=items[name], name="Andel nöjda" if name == "goal" else f"{SECRET} mått", unit_of_measure="procent"
            )
            IndicatorValue.objects.create(indicator=measured, year=2025, target=80, outcome=77)
            IndicatorValue.objects.create(indicator=measured, year=2027, target=123456)
    return items


def budgets(cast: Cast) -> Money:
    """2026 decided with its tax rate; 2025 decided tomorrow; 2027 not at all."""
    money = Money(cast)
    decided = cast.decision("KF", date(2025, 11, 24), title="Budget 2026")
    later = cast.decision("KF", tomorrow(), title=f"{SECRET} budget")
    for unit, amount in (("KS", 2_000), ("A", 10_000), ("B", 5_000), ("gemensamt", 1_000)):
        money.frame(unit, amount, decision=decided)
    money.entry(EntryKind.SUPPLEMENTARY, None, "B", 300, day=date(2026, 6, 22))
    money.frame("A", 987_654, year=2027, decision=decided)
    money.result_budget(revenue=3_000, cost=-20_000, depreciation=-1_000, tax=15_000, grants=4_000)
    with recording(system_actor(), "Test"):
        BudgetDecision.objects.create(year=2026, decision=decided, decided_at=timezone.now())
        BudgetDecision.objects.create(year=2025, decision=later, decided_at=timezone.now(), reason=SECRET)
        BudgetDecision.objects.create(year=2027)
        for year, decision in ((2026, decided), (2025, later)):
            StatementFigure.objects.create(
                year=year, statement=Statement.FACTS, line="tax_rate", version=FigureVersion.BUDGET,
                amount=2_231, decision=decision, source=SECRET if year == 2025 else "",
            )  # fmt: skip
    assert kr(1) == 100
    return money


def follow_ups(cast: Cast, items: dict[str, PlanItem]) -> dict[str, Period]:
    """One period published, one withdrawn, one closed but not published, one open."""
    periods = {
        "published": full_year(2025, is_open=False),
        "withdrawn": period(2026, name="Tertial 1", last_day=date(2026, 4, 30), is_open=False),
        "closed": period(2026, name=f"{SECRET} stängd", is_open=False),
        "open": period(2026, name=f"{SECRET} öppen", last_day=date(2026, 10, 31)),
    }
    handed_in = AssessmentState.APPROVED
    assessment(items["goal"], periods["published"], handed_in, comment="Fler barn trivs, men vi når inte målet.")
    assessment(items["focus"], periods["published"], AssessmentState.DRAFT, comment=f"{SECRET} utkast till bedömning")
    assessment(items["activity"], periods["published"], handed_in, comment=f"{SECRET} om en aktivitet")
    for name in ("withdrawn", "closed", "open"):
        assessment(items["goal"], periods[name], handed_in, comment=f"{SECRET} i {name}")
    controller = cast.actor("controller")
    publish(controller, periods["published"])
    withdraw(controller, publish(controller, periods["withdrawn"]), "Siffrorna behöver rättas.")
    return periods
