"""The council has decided: the proposal becomes frames with their causes and the result budget, all at once, and everything ties."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.actions.adoption import adopt_proposal, steps_of
from budget.actions.decided import decide_budget
from budget.actions.proposals import choose_measures, describe_proposal, submit_proposal
from budget.models import (
    AdjustmentKind,
    BalanceAdjustment,
    BudgetDecision,
    BudgetEntry,
    BudgetProposal,
    ExemptionKind,
    FrameCause,
    ProposalState,
    ResultBudget,
)
from budget.proposals import Exemption
from budget.queries.frame_changes import frame_change
from budget.queries.income import NET_COST, NET_RESULT, result_budget, with_subtotals
from budget.queries.ledger import frames
from budget.queries.reconcile import reconcile
from sala_styr.decisions.models import Decision
from sala_styr.errors import RuleBroken
from tests.budget.builders import Money, kr
from tests.budget.proposal_round import PLAN, ROUND, Round, laid

COUNCIL_DAY = date(2026, 11, 23)


@pytest.fixture
def budget(money: Money) -> Round:
    return laid(money)


@pytest.fixture
def decision(budget: Round) -> Decision:
    return budget.money.cast.decision("KF", COUNCIL_DAY)


def handed_in(budget: Round, *measures: int, name: str = "Vårt", by: str = "politician_a") -> BudgetProposal:
    """A proposal with ``measures`` chosen, handed in."""
    proposal = budget.proposal(name, by=by)
    choose_measures(budget.actor(by), proposal, measures, set())
    return submit_proposal(budget.actor(by), proposal)


def wrong(year: int) -> list[tuple[int, str]]:
    """What does not tie in the year; that the units have not written their detail budgets yet is not the council's."""
    return [(check.number, check.name) for check in reconcile(year) if not check.ok and check.number != 3]


def full(budget: Round) -> BudgetProposal:
    """A volume and a saving in A, and a better tax forecast, each its own way through the years."""
    more = budget.measure("Fler barn", -500, -700, -700, -700, cause=FrameCause.VOLUME)
    less = budget.measure("Färre lokaler", 0, 100, 100, 0, cause=FrameCause.EFFICIENCY, consequence="Trängre")
    tax = budget.measure("Höjd skatt", 50, 50, 50, 50, line="tax")
    return handed_in(budget, more.pk, less.pk, tax.pk)


def test_every_frame_is_explained_by_its_entries(budget: Round, decision: Decision) -> None:
    adopt_proposal(budget.actor(), full(budget), decision)
    unit = budget.money.cast["A"]
    last = BudgetEntry.objects.filter(text="Färre lokaler").order_by("-year").first()
    assert last is not None
    assert (last.year, last.permanent) == (2030, True), "what was there for two years is taken away by an entry"
    entries = BudgetEntry.objects.filter(year=2028).exclude(cause="")
    told = [
        (
            entry.cause,
            entry.text,
            entry.amount if entry.target_id else -entry.amount,
            entry.permanent,
            entry.decision_id,
        )
        for entry in entries
        if unit.pk in (entry.source_id, entry.target_id)
    ]
    assert told == [
        ("base", "Ram 2028 före beslutade åtgärder", kr(10_500), True, decision.pk),
        ("volume", "Fler barn", kr(200), True, decision.pk),
        ("efficiency", "Färre lokaler", kr(-100), True, decision.pk),
    ]
    assert [frames(year)[unit.pk].current for year in PLAN] == [kr(10_500), kr(10_600), kr(10_600), kr(10_700)]
    changes = [frame_change(unit, year) for year in PLAN]
    assert [change.unexplained for change in changes[1:]] == [0, 0, 0]
    assert [change.explained for change in changes[1:]] == [kr(100), 0, kr(100)]


def test_what_is_for_one_year_falls_away_by_itself(budget: Round, decision: Decision) -> None:
    once = budget.measure("Jubileum", -300, 0, 0, 0, cause=FrameCause.INITIATIVE)
    adopt_proposal(budget.actor(), handed_in(budget, once.pk), decision)
    found = frame_change(budget.money.cast["A"], 2028)
    assert (found.start, found.lapsed, found.explained, found.unexplained) == (kr(10_300), kr(-300), 0, 0)
    assert BudgetEntry.objects.filter(text="Jubileum").count() == 1


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=5))
def test_a_measures_steps_add_up_to_its_amounts(amounts: list[int]) -> None:
    years = list(range(ROUND, ROUND + len(amounts)))
    steps = steps_of(dict(zip(years, amounts, strict=True)), years)
    assert [steps[year].carried + steps[year].change for year in years] == amounts
    for year, following in pairwise(years):
        left = steps[year].carried + (steps[year].change if steps[year].permanent else 0)
        assert steps[following].carried == left, "what is not for one year only goes on"


def test_frames_and_result_budget_tie_in_every_year(budget: Round, decision: Decision) -> None:
    """Invariant 1, 5, 6, 11 and 19 are green for the budget year and the plan years."""
    adopt_proposal(budget.actor(), full(budget), decision)
    for year in PLAN:
        statement = with_subtotals(result_budget(year))
        assert statement[NET_COST] == -sum(row.original for row in frames(year).values())
        assert not wrong(year)
        first = next(check for check in reconcile(year) if check.number == 1)
        assert (first.left, first.ok) == (-statement[NET_COST], True)  # type: ignore[operator]
    assert with_subtotals(result_budget(ROUND))[NET_RESULT] == kr(800 - 500 + 50)


def test_the_budget_year_is_decided_and_the_others_are_rejected(budget: Round, decision: Decision) -> None:
    other = handed_in(budget, name="Deras", by="chair_b")
    draft = budget.proposal("Ett utkast", by="kf_chair")
    adopted = adopt_proposal(budget.actor(), full(budget), decision)
    other.refresh_from_db()
    draft.refresh_from_db()
    assert (adopted.state, other.state, draft.state) == (
        ProposalState.ADOPTED,
        ProposalState.REJECTED,
        ProposalState.DRAFT,
    )
    assert (adopted.decision, other.decision) == (decision, decision)
    assert BudgetDecision.objects.get(year=ROUND).decision == decision
    assert BudgetProposal.history.filter(id=other.pk).first().history_change_reason == "Antecknade beslutet om budgeten"


def test_after_the_decision_nothing_more_is_written(budget: Round, decision: Decision) -> None:
    draft = budget.proposal("Ett utkast", by="kf_chair")
    adopted = adopt_proposal(budget.actor(), full(budget), decision)
    with pytest.raises(RuleBroken, match="Bara ett inlämnat"):
        adopt_proposal(budget.actor(), adopted, decision)
    with pytest.raises(RuleBroken, match="är beslutad"):
        submit_proposal(budget.actor("kf_chair"), draft)
    with pytest.raises(RuleBroken, match="är beslutad"):
        budget.measure("För sent", -1)
    with pytest.raises(RuleBroken, match="är beslutad"):
        budget.proposal("För sent")


def test_an_earlier_plans_frames_are_replaced_and_stand_in_the_ledger(budget: Round, decision: Decision) -> None:
    money = budget.money
    money.frame("A", 9_000, year=2028, day=date(2025, 11, 24))
    money.frame("B", 4_000, year=2028, day=date(2025, 11, 24))
    adopt_proposal(budget.actor(), full(budget), decision)
    unit = money.cast["A"]
    assert frames(2028)[unit.pk].current == kr(10_600)
    assert frames(2028, date(2026, 11, 22))[unit.pk].current == kr(9_000)
    assert frames(2028, COUNCIL_DAY)[unit.pk].current == kr(10_600)
    counter = BudgetEntry.objects.get(year=2028, corrects__target=unit)
    assert (counter.amount, counter.decision, counter.booked_on) == (kr(9_000), decision, COUNCIL_DAY)
    assert not wrong(2028)


def test_what_a_committee_has_passed_on_must_fit_in_its_new_frame(budget: Round, decision: Decision) -> None:
    money = budget.money
    money.frame("A", 12_000, year=ROUND, day=date(2025, 11, 24))
    money.allocate("A", "kontorA", 11_000, year=ROUND, decision=money.cast.decision("A"))
    proposal = full(budget)
    with pytest.raises(RuleBroken, match="Nämnd A har redan fördelat 11"):
        adopt_proposal(budget.actor(), proposal, decision)


def test_all_or_nothing(budget: Round, decision: Decision, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = full(budget)
    before = BudgetEntry.objects.count(), ResultBudget.objects.count()

    def fail(*_given: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("budget.actions.adoption._settle", fail)
    with pytest.raises(OSError, match="the disk is full"):
        adopt_proposal(budget.actor(), proposal, decision)
    assert (BudgetEntry.objects.count(), ResultBudget.objects.count()) == before
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.SUBMITTED


def test_a_year_without_surplus_takes_its_reason_along(budget: Round, decision: Decision) -> None:
    budget.money.adjustment(AdjustmentKind.RESERVE_OPENING, 200)
    budget.money.adjustment(AdjustmentKind.FROM_RESERVE, 70, year=2029, note="Enligt den förra planen")
    more = budget.measure("Stor satsning", -1_000, -1_000)
    proposal, actor = budget.proposal(), budget.actor("politician_a")
    choose_measures(actor, proposal, {more.pk}, set())
    exemptions = {
        2027: Exemption(ExemptionKind.RESERVE, kr(200), "Lågkonjunktur"),
        2028: Exemption(ExemptionKind.SPECIAL, 0, "Skolan brann"),
    }
    describe_proposal(actor, proposal, "Förslaget", "", exemptions, 1)
    adopt_proposal(budget.actor(), submit_proposal(actor, proposal), decision)
    noted = {(each.year, each.kind): (each.amount, each.note) for each in BalanceAdjustment.objects.all()}
    assert noted == {
        (2026, AdjustmentKind.RESERVE_OPENING): (kr(200), ""),
        (2027, AdjustmentKind.FROM_RESERVE): (kr(200), "Lågkonjunktur"),
        (2028, AdjustmentKind.SPECIAL_REASONS): (kr(200), "Skolan brann"),
    }
    assert not wrong(2028)


def test_only_the_councils_decision_on_what_is_handed_in(budget: Round, decision: Decision) -> None:
    with pytest.raises(RuleBroken, match="beslutas av kommunfullmäktige"):
        adopt_proposal(budget.actor(), full(budget), budget.money.cast.decision("KS", COUNCIL_DAY))
    draft = budget.proposal("Utkastet", by="kf_chair")
    with pytest.raises(RuleBroken, match="Bara ett inlämnat"):
        adopt_proposal(budget.actor(), draft, decision)


def test_a_year_that_is_decided_already_is_not_decided_again(budget: Round, decision: Decision) -> None:
    proposal, money = full(budget), budget.money
    for unit, amount in (("KS", 2_000), ("A", 10_000), ("B", 5_000), ("gemensamt", 1_000)):
        money.frame(unit, amount, year=ROUND)
    money.result_budget(ROUND, cost=-18_000, tax=19_000)
    decide_budget(budget.actor(), ROUND, decision)
    with pytest.raises(RuleBroken):
        adopt_proposal(budget.actor(), proposal, decision)
