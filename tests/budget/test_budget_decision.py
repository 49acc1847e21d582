"""Kommunfullmäktige's decision on the budget waits until every sum ties, and what it decided stands (invariants 1, 2, 5, 9–11)."""

import pytest
from django.test import Client
from django.urls import reverse

from budget.actions.decided import DoesNotTie, decide_budget, reopen_budget
from budget.actions.detail import lock_detail
from budget.actions.ledger import EntryDraft, correct_entry, record_entry
from budget.actions.statements import enter_result_budget
from budget.models import AdjustmentKind, BudgetDecision, BudgetEntry, DetailLine, EntryKind
from budget.queries import detail, lock_checks
from sala_styr.errors import Refused, RuleBroken
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text
from tests.budget.test_pages import grow, queries_of
from tests.cast import PEOPLE

WHO_MAY = {"kf_chair", "controller"}


def controller(money: Money) -> Client:
    return money.cast.client("controller")


def decide(money: Money, reason: str = "") -> BudgetDecision:
    return decide_budget(money.cast.actor("controller"), YEAR, money.cast.decision("KF"), reason)


def draft(money: Money, kind: str = EntryKind.FRAME) -> EntryDraft:
    decision = money.cast.decision("KF")
    return EntryDraft(
        YEAR, kind, None, money.cast["A"], kr(1), "Prov", decision, financing="Skatt", financed_by="revenue"
    )


def test_a_budget_that_ties_is_decided_and_its_history_says_by_whom(whole_year: Money) -> None:
    found = decide(whole_year)
    assert found.is_decided
    (row,) = BudgetDecision.history.filter(history_type="~")
    assert (row.history_user, row.history_change_reason) == (whole_year.cast.user("controller"), "Beslutade budgeten")


def test_frames_beside_the_result_budget_stop_it_with_the_arithmetic(whole_year: Money) -> None:
    whole_year.frame("A", 1)
    with pytest.raises(DoesNotTie) as stopped:
        decide(whole_year)
    said = str(stopped.value).replace("\u00a0", " ")
    assert "18 001 kr ska vara = verksamhetens nettokostnader i resultatbudgeten 18 000 kr. Skillnad 1 kr." in said
    assert [check.number for check in stopped.value.checks] == [1]
    assert not BudgetDecision.objects.exists()


def test_everything_that_stops_is_told_at_once(whole_year: Money) -> None:
    whole_year.frame("A", 1)
    whole_year.allocate("B", "kontorB", 9_000, decision=whole_year.cast.decision("B"))
    whole_year.balance(whole_year.batch("bolaget"), "1930", 0, 10, chart="bas")
    whole_year.adjustment(AdjustmentKind.TO_RESERVE, -9_000)
    with pytest.raises(DoesNotTie) as stopped:
        decide(whole_year)
    assert {check.number for check in stopped.value.checks} == {1, 2, 9, 10}
    assert "Nämnd B: " in str(stopped.value)


def test_a_deficit_asks_for_a_reason_that_is_kept(money: Money) -> None:
    money.frame("A", 1_000)
    money.result_budget(cost=-1_000, tax=900)
    with pytest.raises(RuleBroken, match="Skriv varför") as asked:
        decide(money)
    assert asked.value.field == "reason"
    assert decide(money, "Stora investeringar i år").reason == "Stora investeringar i år"
    assert "Stora investeringar i år" in BudgetDecision.history.latest("history_id").history_change_reason


def test_nothing_at_all_cannot_be_decided(money: Money) -> None:
    with pytest.raises(RuleBroken, match="varken ramar eller resultatbudget"):
        decide(money)


def test_only_the_councils_own_decision_counts_and_only_once(whole_year: Money) -> None:
    actor = whole_year.cast.actor("controller")
    with pytest.raises(RuleBroken, match="kommunfullmäktige"):
        decide_budget(actor, YEAR, whole_year.cast.decision("A"))
    decide(whole_year)
    with pytest.raises(RuleBroken, match="är beslutad"):
        decide(whole_year)


def test_what_is_decided_is_changed_by_amendments_only(whole_year: Money) -> None:
    frame = BudgetEntry.objects.filter(kind=EntryKind.FRAME).latest("pk")
    decide(whole_year)
    actor, decision = whole_year.cast.actor("controller"), whole_year.cast.decision("KF")
    for change in (
        lambda: record_entry(actor, draft(whole_year)),
        lambda: correct_entry(actor, frame, "Fel"),
        lambda: enter_result_budget(actor, YEAR, {"tax": 1}, decision),
    ):
        with pytest.raises(RuleBroken, match="är beslutad"):
            change()
    assert record_entry(actor, draft(whole_year, EntryKind.SUPPLEMENTARY)).pk


def test_it_is_opened_again_with_a_reason_and_can_be_decided_anew(whole_year: Money) -> None:
    actor = whole_year.cast.actor("controller")
    with pytest.raises(RuleBroken, match="inte beslutad"):
        reopen_budget(actor, YEAR, "Fel")
    decide(whole_year)
    with pytest.raises(RuleBroken, match="Skriv varför"):
        reopen_budget(actor, YEAR, " ")
    assert not reopen_budget(actor, YEAR, "Fel skattesats").is_decided
    assert "Fel skattesats" in BudgetDecision.history.latest("history_id").history_change_reason
    assert decide(whole_year).is_decided


@pytest.mark.parametrize("name", [name for name, _role, _unit in PEOPLE])
def test_only_the_councils_chair_or_a_controller_enters_and_opens_it(whole_year: Money, name: str) -> None:
    actor, decision = whole_year.cast.actor(name), whole_year.cast.decision("KF")
    if name in WHO_MAY:
        assert decide_budget(actor, YEAR, decision).is_decided
        assert not reopen_budget(actor, YEAR, "Fel").is_decided
        return
    for act in (lambda: decide_budget(actor, YEAR, decision), lambda: reopen_budget(actor, YEAR, "Fel")):
        with pytest.raises(Refused, match="ordförande eller av en controller"):
            act()
    for page in ("decide_budget", "reopen_budget"):
        assert whole_year.cast.client(name).get(reverse(f"budget:{page}")).status_code == 403


def test_on_the_page_red_stops_with_links_to_where_the_figures_live(whole_year: Money) -> None:
    whole_year.frame("A", 1)
    address = reverse("budget:decide_budget") + f"?ar={YEAR}"
    answer = controller(whole_year).post(address, {"decision": whole_year.cast.decision("KF").pk})
    assert answer.status_code == 422
    assert "Beslutet är inte antecknat: något går inte ihop" in text(answer)
    assert reverse("budget:ledger", args=[whole_year.cast["A"].pk, YEAR]) in answer.content.decode()
    assert not BudgetDecision.objects.exists()


def test_on_the_page_it_is_decided_and_opened_again(whole_year: Money) -> None:
    client, decision = controller(whole_year), whole_year.cast.decision("KF")
    decided = client.post(reverse("budget:decide_budget") + f"?ar={YEAR}", {"decision": decision.pk}, follow=True)
    assert "antecknad som beslutad" in text(decided)
    assert str(decision) in text(decided)
    again = client.post(reverse("budget:decide_budget") + f"?ar={YEAR}", {"decision": decision.pk})
    assert again.status_code == 422
    silent = client.post(reverse("budget:reopen_budget") + f"?ar={YEAR}", {"reason": ""})
    assert silent.status_code == 422
    opened = client.post(reverse("budget:reopen_budget") + f"?ar={YEAR}", {"reason": "Fel"}, follow=True)
    assert "är öppen igen" in text(opened)


def test_on_the_page_a_deficit_asks_for_the_reason_at_its_field(money: Money) -> None:
    money.frame("A", 1_000)
    money.result_budget(cost=-1_000, tax=900)
    address = reverse("budget:decide_budget") + f"?ar={YEAR}"
    assert "Beslutet behöver ett skäl" in text(controller(money).get(address))
    answer = controller(money).post(address, {"decision": money.cast.decision("KF").pk})
    assert answer.status_code == 422
    assert "Skriv varför budgeten beslutas ändå" in text(answer)


def test_a_detail_budget_whose_months_are_not_its_year_is_not_locked(
    whole_year: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database itself holds it; the lock asks all the same."""
    sums = detail.line_sums(DetailLine.objects.filter(unit=whole_year.cast["A1"]))
    assert sums.year is not None
    wrong = detail.LineSums(sums.year + 1, sums.months)
    monkeypatch.setattr(lock_checks, "line_sums", lambda found: wrong)
    with pytest.raises(RuleBroken, match="Summan av de tolv månaderna"):
        lock_detail(whole_year.cast.actor("manager_a1"), whole_year.cast["A1"], YEAR)


def test_the_page_of_the_decision_costs_the_same_queries_whatever_the_size(whole_year: Money) -> None:
    client, address = controller(whole_year), reverse("budget:decide_budget") + f"?ar={YEAR}"
    whole_year.line("A1", "6010", -1, item=whole_year.cast.item("activity", "A1"))
    whole_year.forecast("A1", 8, -1)
    small = queries_of(client, address)
    grow(whole_year)
    assert queries_of(client, address) == small
