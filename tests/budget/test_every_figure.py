"""Every figure of money in the body of a table leads to where it comes from, and the page there states the same figure (issue 4, point 10).

What is left out stands in ``LEFT_OUT`` with its reason.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from budget.actions.base import lay_base
from budget.actions.measures import MeasureDraft, write_measure
from budget.actions.proposals import ProposalDraft, choose_measures, start_proposal
from budget.models import (
    AdjustmentKind,
    BudgetEntry,
    BudgetProposal,
    CentralPot,
    DetailLine,
    InvestmentEntryKind,
    InvestmentProject,
    ResultDemand,
)
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.budget.builders import YEAR, Money, kr
from tests.budget.figures import MoneyCell, money_cells, states
from tests.budget.investing import Investing
from tests.budget.test_derived import with_accounts  # noqa: F401

COUNTED = "a number of things, not kronor"
SETTING = "a limit that is worked out of the council's rules, which stand on the page of rules"
ENTRY = "the entry itself, with its decision in the same row: there is nothing below it"
CAPITAL = "worked out on the page, from a rate that stands there"
MONTH_OF_LINE = "a month of the line itself: the line's year leads to the line, with who changed it last and when"
TRIED = "what the form would make of it, worked out before it is sent"
BESIDE = "the posts that it sums stand below on the page, one by one with their decisions"
LEFT_OUT = {
    **{("detail", "Detaljbudgetens rader", column): MONTH_OF_LINE for column in range(3, 15)},
    ("reallocate", "Vem får och vem lämnar", 3): TRIED,
    **{("proposal_base", "Från ramarna", column): BESIDE for column in (2, 3, 4)},
    ("details", "Detaljbudgetar per enhet", 4): COUNTED,
    ("investments", "Investeringar per nämnd", 1): COUNTED,
    ("deviations", "Prognoser som ligger längre från budgeten än gränsen", 2): SETTING,
    ("investment", "Allt som är beslutat om projektet", 0): ENTRY,
    ("investment", "Prognoser", 0): ENTRY,
    ("investment", "Allt utfall som har antecknats", 0): ENTRY,
    ("investments", "Driftkonsekvenser per år", 0): CAPITAL,
    ("pots", "Utdelat ur", 0): ENTRY,
    (
        "requirement",
        "Underskotten och vad som har återställt dem",
        0,
    ): "its arithmetic stands in the same row, year by year",
}
"""(page, beginning of the table's caption, column or 0 for all) → why its figures lead nowhere."""

PAGES = (
    *("overview", "unit", "frames", "pots", "companies", "details", "follow_ups", "follow_up", "deviations"),
    *("result", "balances", "balance", "cash_flow", "operating", "requirement", "ratios", "five_years"),
    *("investments", "investment_statement", "investment", "item", "start"),
    *("detail", "flow", "decision", "follow_up_of_unit", "supplement", "reallocate"),
    *("proposal_base", "proposal", "compare_proposals", "measures"),
)


@pytest.fixture
def everything(with_accounts: Money, investing: Investing) -> Money:  # noqa: F811
    """A year with something on every page: forecasts, measures, a pot, a company's result, investments, kronor on the plan."""
    money = with_accounts
    for code, amount in (("A1", -6_700), ("verksA", -12_500), ("ekonomi", -2_050)):
        money.forecast(code, 8, amount)
    money.measure("A1", 120, effect=40)
    money.line("A1", "6010", -120, item=money.cast.item("activity", "A1"))
    money.adjustment(AdjustmentKind.DEFICIT_OPENING, -30)
    with recording(system_actor(), "Test"):
        CentralPot.objects.create(unit=money.cast["gemensamt"], decider="board", purpose="Oförutsett")
        demand = {"amount": kr(50), "budget": kr(60), "decision": money.cast.decision("KF")}
        ResultDemand.objects.create(unit=money.cast["bolaget"], year=YEAR, **demand)
    project = investing.project("9001", "A1")
    investing.entry(project, InvestmentEntryKind.TOTAL, -900)
    investing.entry(project, InvestmentEntryKind.BUDGET, -300, YEAR)
    investing.actual(project, YEAR, -210, month=8)
    investing.forecast(project, -280, -880)
    round_of_proposals(money)
    return money


def round_of_proposals(money: Money) -> None:
    """Next year's base, a proposal that is handed in, and what it chose: about a committee and about a line."""
    controller, writer = money.cast.actor("controller"), money.cast.actor("politician_a")
    lay_base(controller, YEAR + 1)
    year = {YEAR + 1: kr(75)}
    chosen = [
        write_measure(
            controller, YEAR + 1, MeasureDraft("Färre lokaler", year, unit=money.cast["A"], consequence="Längre väg.")
        ),
        write_measure(controller, YEAR + 1, MeasureDraft("Högre skatt", {YEAR + 1: kr(9_000_000)}, line="tax")),
    ]
    proposal = start_proposal(writer, YEAR + 1, ProposalDraft("Förslaget", "Partiet"))
    choose_measures(writer, proposal, [measure.pk for measure in chosen], [])
    BudgetProposal.objects.filter(pk=proposal.pk).update(state="submitted", submitted_at=timezone.now())


def address_of(name: str, money: Money) -> str:
    unit = money.cast["A"].pk
    if name == "follow_up_of_unit":
        return reverse("budget:follow_up", args=[money.cast["A1"].pk]) + f"?ar={YEAR}"
    if name in ("proposal_base", "compare_proposals", "measures"):
        return reverse(f"budget:{name}") + f"?ar={YEAR + 1}"
    if name == "proposal":
        return reverse("budget:proposal", args=[BudgetProposal.objects.get().pk])
    if name == "flow":
        return reverse("goals:flow") + f"?ar={YEAR}"
    if name == "decision":
        entry = BudgetEntry.objects.filter(decision__isnull=False).first()
        assert entry is not None
        return reverse("decisions:decision", args=[entry.decision_id])
    if name == "start":
        return "/"
    if name == "item":
        line = DetailLine.objects.filter(plan_item__isnull=False).first()
        assert line is not None
        return reverse("goals:item", args=[line.plan_item_id]) + f"?ar={YEAR}"
    arguments = {
        "unit": [unit],
        "follow_up": [unit],
        "detail": [money.cast["A1"].pk],
        "balance": [money.cast["KF"].pk],
    }.get(name, [])
    if name == "investment":
        arguments = [InvestmentProject.objects.get().pk]
    return reverse(f"budget:{name}", args=arguments) + f"?ar={YEAR}"


def is_left_out(name: str, cell: MoneyCell) -> bool:
    return any(
        page == name and cell.table.startswith(caption) and column in (0, cell.column)
        for page, caption, column in LEFT_OUT
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_figure_leads_to_a_page_that_states_it(everything: Money, name: str) -> None:
    client = everything.cast.client("controller")
    response = client.get(address_of(name, everything))
    assert response.status_code == 200
    cells = [cell for cell in money_cells(response.content) if not is_left_out(name, cell)]
    assert not [cell for cell in cells if not cell.href]
    followed = {cell.href: cell for cell in cells}
    assert not [cell for cell in followed.values() if not states(client, cell)]


def test_the_pages_have_figures_to_follow(everything: Money) -> None:
    client, counts = everything.cast.client("controller"), {}
    for name in PAGES:
        counts[name] = len(list(money_cells(client.get(address_of(name, everything)).content)))
    assert sum(counts.values()) > 300, counts
    assert not [name for name, count in counts.items() if not count and name != "start"], counts


def test_nothing_is_left_out_that_is_not_there(everything: Money) -> None:
    client, used = everything.cast.client("controller"), set()
    for name in {page for page, _caption, _column in LEFT_OUT}:
        for cell in money_cells(client.get(address_of(name, everything)).content):
            used |= {key for key in LEFT_OUT if key[0] == name and cell.table.startswith(key[1]) and not cell.href}
    assert used == set(LEFT_OUT)


def test_a_cell_that_leads_elsewhere_is_noticed(everything: Money) -> None:
    client = everything.cast.client("controller")
    cell = next(money_cells(client.get(address_of("result", everything)).content))
    assert states(client, cell)
    assert not states(client, MoneyCell("123 456 789", cell.row, cell.href, cell.table, cell.column))
    assert not states(client, MoneyCell(cell.text, cell.row, "/finns-inte/", cell.table, cell.column))
