"""Avstämning av siffror: green on a year that ties, and each line red when its own invariant is broken (domain §10)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from budget.actions import ledger
from budget.models import AdjustmentKind, BudgetEntry, CentralPot, EntryKind
from budget.queries import Severity, checks_of_actuals, reconcile
from budget.queries.check import Check
from budget.queries.decided import level_of
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.seal.triggers.switch import unguarded
from tests.budget.builders import YEAR, Money, kr


def checks(number: int) -> list[Check]:
    """The lines of one invariant."""
    return [check for check in reconcile(YEAR) if check.number == number]


def broken() -> set[int]:
    """The invariants that do not hold now."""
    return {check.number for check in reconcile(YEAR) if not check.ok}


def test_a_year_that_ties_is_green_on_every_line(whole_year: Money) -> None:
    found = reconcile(YEAR)
    assert [check.name for check in found if not check.ok] == []
    assert {check.number for check in found} == {*range(1, 13), 19}
    assert all(check.difference == 0 for check in found if check.relation == "=" and not check.is_empty)


def test_an_empty_year_has_nothing_to_reconcile_and_says_so(money: Money) -> None:
    found = reconcile(YEAR)
    assert all(check.ok for check in found)
    assert all(check.is_empty for check in found)


BREAK: dict[str, tuple[int, Callable[[Money], object]]] = {
    "a frame beside the result budget": (1, lambda money: money.frame("A", 1)),
    "more passed on than there is": (
        2,
        lambda money: money.allocate("A", "kontorA", 1, decision=money.cast.decision("A")),
    ),
    "a locked budget that is not the allocation": (3, lambda money: (money.line("A1", "5010", -1), money.lock("A1"))),
    "a figure outside every committee that driftredovisningen would miss": (
        8,
        lambda money: money.entry(EntryKind.TECHNICAL, None, "bolaget", 5),
    ),
    "a reservation beyond the law's room": (10, lambda money: money.adjustment(AdjustmentKind.TO_RESERVE, -600)),
    "a budget without surplus": (11, lambda money: money.result_budget(extraordinary=-900)),
    "a file whose figures are not what it said": (12, lambda money: money.batch("bolaget", result_total=kr(5))),
}


@pytest.mark.parametrize("what", BREAK)
def test_what_is_broken_is_shown_on_its_own_line(whole_year: Money, what: str) -> None:
    number, damage = BREAK[what]
    damage(whole_year)
    assert number in broken()


def test_the_balance_sheet_that_does_not_balance_is_named(whole_year: Money) -> None:
    whole_year.balance(whole_year.batch("bolaget"), "1930", 0, 10, chart="bas")
    sheets = next(check for check in checks(9) if check.key == "balance")
    assert not sheets.ok
    assert [part.label for part in sheets.broken_parts] == ["Bolaget AB"]


def test_a_frame_without_its_result_budget_is_red_and_says_what_is_missing(money: Money) -> None:
    money.frame("A", 1)
    (check,) = checks(1)
    assert check.is_red
    assert "inte inlagd" in check.detail


def test_open_budgets_on_their_way_are_a_reminder_and_not_an_error(whole_year: Money) -> None:
    whole_year.line("A1", "5010", -1)
    open_ones = checks(3)[1]
    assert (open_ones.ok, open_ones.severity, open_ones.is_red) == (False, Severity.WARNING, False)
    assert [part.label for part in open_ones.broken_parts] == ["Enhet A1"]
    assert "1 detaljbudget stämmer inte än" in open_ones.detail


def test_a_deficit_may_be_covered_by_the_reserve_or_by_special_reasons(money: Money) -> None:
    money.result_budget(tax=100, cost=-150)
    assert 11 in broken()
    money.adjustment(AdjustmentKind.SPECIAL_REASONS, 0, note="Stort eget kapital")
    (check,) = checks(11)
    assert check.ok
    assert "synnerliga skäl" in check.detail


def test_an_entry_changed_behind_the_ledgers_back_is_noticed(whole_year: Money) -> None:
    entry = BudgetEntry.objects.first()
    assert entry is not None
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM budget_historicalbudgetentry WHERE id = %s", [entry.pk])
    assert 19 in broken()


def test_a_line_of_the_plan_changed_behind_the_databases_back_is_noticed(whole_year: Money) -> None:
    (check,) = checks(4)
    assert (check.left, check.right) == (kr(-18_300), kr(-18_300))


def test_the_parts_of_a_line_make_its_sides_to_the_ore(whole_year: Money) -> None:
    for check in reconcile(YEAR):
        for side in ("left", "right"):
            parts = [getattr(part, side) for part in check.parts if getattr(part, side) is not None]
            assert not parts or sum(parts) == getattr(check, side), f"{check.number} {check.name}, {side}"
        assert all(not part.terms or sum(term for _name, term in part.terms) == part.left for part in check.parts)


def test_a_line_says_what_it_stops_and_one_without_figures_what_is_missing(money: Money) -> None:
    for check in reconcile(YEAR):
        assert level_of(check)
        assert check.missing.endswith(".")
    words = {check.number: level_of(check) for check in reconcile(YEAR) if check.severity is Severity.ERROR}
    assert words[1] == "stoppar budgetbeslut"
    assert words[3] == "stoppar låsning av detaljbudget"


def test_a_difference_between_pages_and_database_is_seen_though_the_sum_is_right(
    whole_year: Money, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one committee has too much another has too little: the parts tell, though both sides are equal."""
    ask = checks_of_actuals.booked

    def swapped(*arguments: Any) -> checks_of_actuals.Booked:
        found = ask(*arguments)
        one, other = (whole_year.cast[code].pk for code in ("A", "B"))
        actual = {**found.actual, one: found.actual[one] + 1, other: found.actual[other] - 1}
        return checks_of_actuals.Booked(actual, found.phased)

    monkeypatch.setattr(checks_of_actuals, "booked", swapped)
    assert {7, 8} <= broken()


def test_the_budget_as_it_stood_as_the_year_began_is_compared_too(whole_year: Money) -> None:
    _now, then = checks(6)
    frames = {part.label: part.left for part in then.parts}
    assert frames["Nämnd A"] == kr(10_000)


def test_the_same_file_in_two_places_counts_twice_and_is_named(whole_year: Money) -> None:
    for unit in ("bolaget", "A"):
        whole_year.batch(unit, sha256="a" * 64)
    twice = checks(12)[-1]
    assert twice.is_red
    assert len(twice.broken_parts) == 2


def test_a_pot_that_gives_more_than_it_has_is_red(whole_year: Money) -> None:
    with recording(system_actor(), "Test"):
        CentralPot.objects.create(unit=whole_year.cast.units["gemensamt"])
    (pot,) = (check for check in checks(2) if "pott" in check.name)
    assert (pot.ok, pot.left, pot.right) == (True, kr(1_000), kr(1_000))
    whole_year.entry(EntryKind.CENTRAL_POT, "gemensamt", "B", 801)
    (pot,) = (check for check in checks(2) if "pott" in check.name)
    assert [part.label for part in pot.broken_parts] == ["Gemensamma poster"]


def test_a_file_with_financial_items_alone_ties(money: Money) -> None:
    """Found by the state machine: the committees of such a file have had no costs, which is 0 and not missing."""
    money.frame("KS", 10)
    money.actual("ekonomi", "8010", 1, 100, batch=money.batch("koncern"))
    assert [check.name for check in (*checks(8), *checks(9)) if check.is_red] == []


def test_a_budget_that_is_wholly_taken_back_is_nothing_to_compare(money: Money) -> None:
    """Found by the state machine: no committee has a budget then, and the ledger's entries are together 0."""
    ledger.correct_entry(system_actor(), money.frame("A", 10), "Fel år")
    (budget,) = (check for check in checks(8) if check.name.endswith("budget"))
    assert budget.is_empty
    assert not budget.is_red
    money.frame("B", 5)
    (budget,) = (check for check in checks(8) if check.name.endswith("budget"))
    assert (budget.left, budget.right) == (-kr(5), -kr(5))
