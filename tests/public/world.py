"""The small municipality with things of every kind, decided and not. What nobody outside may read carries a marker in its words."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from budget.models import BudgetDecision, EntryKind, FigureVersion, Statement, StatementFigure
from followup.models import AssessmentState, Period
from goals.models import Indicator, IndicatorValue, ItemState, PlanItem
from public.actions import publish, withdraw
from sala_styr.decisions.models import Decision
from sala_styr.documents.kept import keep_beside
from sala_styr.documents.model import Paragraph, Section
from sala_styr.documents.models import Report, ReportState
from sala_styr.documents.rich import Picture, PictureKind, RichText, Run
from sala_styr.documents.store import fingerprint, write_once
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import Money, kr
from tests.cast import Cast
from tests.documents.builders import AT, PICTURE_WORDS, document, money_table, png
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
    reports: dict[str, Report]


def build_world(cast: Cast) -> World:
    """Decided goals, a draft, a decision to come, officials' work; budgets decided and not; periods published, withdrawn, closed and open."""
    items = plan(cast)
    money = budgets(cast)
    periods = follow_ups(cast, items)
    return World(cast, money, items, periods, reports(cast))


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


def reports(cast: Cast) -> dict[str, Report]:
    """One published, one withdrawn; one decided but not published, one published whose decision is to come, one draft."""
    controller = cast.actor("controller")
    decided, later = cast.decision("KF", date(2026, 4, 27)), cast.decision("KF", tomorrow())
    made = {
        "published": stored("Året gav ett överskott.", decided),
        "withdrawn": stored(f"{SECRET} i en tillbakadragen", cast.decision("KF", date(2026, 4, 28))),
        "unpublished": stored(f"{SECRET} i en opublicerad", cast.decision("KF", date(2026, 4, 29))),
        "later": stored(f"{SECRET} i en som beslutas i morgon", later),
        "draft": stored(f"{SECRET} i ett utkast", None),
    }
    for name in ("published", "later"):
        publish(controller, made[name])
    withdraw(controller, publish(controller, made["withdrawn"]), "En siffra på sidan 12 var fel.")
    return made


def stored(words: str, decision: Decision | None) -> Report:
    """A finished report that says ``words``, with a picture, a linked figure and all its files; the PDF is one that nobody opens."""
    content = png()
    picture = Picture(content, PictureKind.PNG, PICTURE_WORDS, fingerprint(content))
    linked = RichText((Run("Resultatet blev "), Run("12 mnkr", origin="/ekonomi/")))
    section = Section("Sammanfattning", (Paragraph(words), linked, picture, money_table()))
    line = {"draft": False, "decision_line": str(decision)} if decision else {}
    held = replace(document(section), **line, data_id="")  # type: ignore[arg-type]
    number = Report.objects.count() + 1
    pdf = f"%PDF-1.7 {words}".encode()
    with recording(system_actor(), "Test"):
        return Report.objects.create(
            kind="annual", year=2025, draft=decision is None, decision=decision, state=ReportState.DONE, pages=3,
            file=write_once(f"p/{number}.pdf", pdf), sha256=fingerprint(pdf), size=len(pdf), finished_at=AT,
            data_id=held.data_id, **keep_beside(f"p/{number}", held),
        )  # fmt: skip


def csv_of(client: Client, address: str) -> list[str]:
    """The lines of a list as CSV."""
    answer = client.get(address, {"format": "csv"})
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
