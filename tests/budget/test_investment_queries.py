"""The arithmetic of investments: years, carry-over, what is accumulated, variances with their sign, as of any day."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from budget.models import InvestmentEntryKind, InvestmentKind, InvestmentState
from budget.models.ledger import EntriesAreForEver
from budget.queries.checks_of_investments import investments_tie
from budget.queries.investments import (
    InvestmentYear,
    investment_statement,
    investments,
    net_investments,
    project_money,
    running_costs,
    self_financing,
    sum_of,
)
from budget.queries.structure import structure
from tests.budget.builders import kr
from tests.budget.investing import Investing

AMOUNT = st.integers(-(10**12), 10**12)
MAYBE = st.none() | AMOUNT


def test_a_years_budget_is_what_was_decided_changed_and_carried_in(investing: Investing) -> None:
    project = investing.usual()
    investing.entry(project, InvestmentEntryKind.SUPPLEMENTARY, -500, 2026, day=date(2026, 6, 22))
    year = project_money(project, 2026).now
    assert (year.original, year.amendments, year.carried_in) == (kr(-15_000), kr(-500), kr(-2_000))
    assert year.current == kr(-17_500)
    assert (year.actual, year.through) == (kr(-9_000), 8)
    assert year.variance == kr(8_500)
    assert year.forecast_variance == kr(-500)


def test_a_carry_over_is_the_same_money_in_another_year(investing: Investing) -> None:
    project = investing.usual()
    money = project_money(project)
    assert money.of(2025).current == kr(-10_000)
    assert (money.of(2025).carried_out, money.of(2025).planned, money.of(2025).unused) == (kr(-2_000), kr(-8_000), 0)
    assert money.planned == kr(-30_000) == money.approved


def test_what_is_left_to_carry_has_the_budgets_own_sign(investing: Investing) -> None:
    project = investing.project()
    investing.budget(project, 2025, -100)
    investing.actual(project, 2025, -130)
    assert project_money(project).of(2025).unused == kr(30)
    investing.carry(project, 2025, 30)
    assert project_money(project).of(2025).unused == 0
    assert project_money(project).of(2026).current == kr(30)


def test_accumulated_is_the_years_and_an_unknown_year_is_not_nothing(investing: Investing) -> None:
    project = investing.usual()
    assert project_money(project, 2025).accumulated == kr(-8_000)
    assert project_money(project, 2026).accumulated == kr(-17_000)
    assert project_money(project, 2027).now.actual is None
    assert project_money(project, 2027).now.variance is None
    new = investing.project("9002")
    assert project_money(new).accumulated is None
    assert project_money(new).left is None


def test_a_project_judged_dearer_than_decided_is_minus(investing: Investing) -> None:
    money = project_money(investing.usual(), 2026)
    assert (money.approved, money.estimated, money.variance_total) == (kr(-30_000), kr(-31_000), kr(-1_000))
    assert money.left == kr(13_000)


def test_a_finished_project_ends_at_what_it_cost_whatever_was_judged(investing: Investing) -> None:
    project = investing.usual()
    project.state = InvestmentState.DONE
    project.save()
    assert project_money(project, 2026).estimated == kr(-17_000)
    assert project_money(project, 2026).variance_total == kr(13_000)
    assert project_money(project, 2026).state == InvestmentState.DONE
    # In 2025 it was not finished, and nobody had judged.
    assert project_money(project, 2025).state == InvestmentState.ONGOING
    assert project_money(project, 2025).estimated is None


def test_the_newest_month_counts_and_what_is_taken_back_does_not(investing: Investing) -> None:
    project = investing.project()
    investing.actual(project, 2026, -100, month=4)
    investing.actual(project, 2026, -300, month=8)
    investing.actual(project, 2026, -250, month=8, version=2)
    assert project_money(project).of(2026).actual == kr(-250)
    investing.actual(project, 2026, None, month=8, version=3)
    assert (project_money(project).of(2026).actual, project_money(project).of(2026).through) == (kr(-100), 4)


def test_income_is_told_apart_and_is_in_the_net(investing: Investing) -> None:
    project = investing.project()
    investing.actual(project, 2025, -700, income=300)
    money = project_money(project)
    assert (money.accumulated, money.income) == (kr(-700), kr(300))


def test_any_day_is_as_it_was(investing: Investing) -> None:
    project = investing.usual()
    before, after = date(2026, 4, 26), date(2026, 4, 27)
    assert project_money(project, as_of=before).of(2026).current == kr(-15_000)
    assert project_money(project, as_of=after).of(2026).current == kr(-17_000)
    assert project_money(project, as_of=date(2026, 8, 27)).of(2026).actual is None
    assert project_money(project, as_of=date(2026, 8, 27)).forecast is None
    assert project_money(project, as_of=date(2026, 8, 28)).of(2026).actual == kr(-9_000)
    assert not project_money(project, as_of=date(2024, 1, 1)).has_money


@pytest.mark.django_db
def test_a_day_is_the_replay_of_the_entries_up_to_it(investing: Investing) -> None:
    project = investing.usual()
    entries = list(project.entries.all())
    for each in entries:
        for day in (each.booked_on - timedelta(days=1), each.booked_on):
            counted = [entry for entry in entries if entry.booked_on <= day]
            money = project_money(project, as_of=day)
            budget = sum(entry.amount for entry in counted if entry.year is not None)
            carried = sum(entry.amount for entry in counted if entry.from_year is not None)
            assert (money.planned or 0) == budget - carried
            assert (money.approved or 0) == sum(entry.amount for entry in counted if entry.year is None)


@given(MAYBE, MAYBE, MAYBE, MAYBE, MAYBE)
def test_a_years_arithmetic_holds_for_any_amounts(
    original: int | None, amendments: int | None, carried_in: int | None, carried_out: int | None, actual: int | None
) -> None:
    year = InvestmentYear(2026, original, amendments, carried_in, carried_out, actual)
    known = [each for each in (original, amendments, carried_in) if each is not None]
    assert year.current == (sum(known) if known else None)
    if year.current is None or actual is None:
        assert year.variance is None
        assert year.unused is None
    else:
        assert year.variance == actual - sum(known)
        assert year.unused == -year.variance - (carried_out or 0)


@given(AMOUNT, AMOUNT, st.integers(min_value=-(10**12), max_value=-1))
def test_self_financing_is_what_the_result_and_depreciation_pay_of_it(result: int, depreciation: int, net: int) -> None:
    share = self_financing(result, depreciation, net)
    assert share is not None
    assert round(share * -net) == result - depreciation


def test_self_financing_in_figures() -> None:
    assert self_financing(kr(30), kr(-70), kr(-200)) == Decimal("0.5")
    assert self_financing(None, kr(-70), kr(-200)) is None
    assert self_financing(kr(30), kr(-70), 0) is None
    assert self_financing(kr(30), kr(-70), None) is None


def test_the_statement_is_by_committee_and_keeps_exploatering_apart(investing: Investing) -> None:
    investing.usual()
    investing.usual("9002", "B1")
    land = investing.project("9003", "B1", kind=InvestmentKind.DEVELOPMENT)
    investing.budget(land, 2026, -7_000)
    found = investment_statement(2026)
    assert [(group.unit.code if group.unit else None, len(group.rows)) for group in found.groups] == [
        ("A", 1),
        ("B", 1),
    ]
    assert found.total.current == kr(-34_000) == sum(group.sum.current or 0 for group in found.groups)
    assert found.total.variance_total == kr(-2_000)
    assert found.development_sum.current == kr(-7_000)
    assert len(found.rows) == 3


def test_a_sum_is_over_what_is_known(investing: Investing) -> None:
    investing.usual()
    silent = investing.project("9002")
    investing.budget(silent, 2026, -100)
    found = sum_of(investments(2026))
    assert (found.projects, found.without_forecast) == (2, 1)
    assert found.current == kr(-17_100)
    assert (found.actual, found.variance) == (kr(-9_000), kr(8_000))


def test_an_old_finished_project_is_not_in_a_new_years_statement(investing: Investing) -> None:
    old = investing.project("9001", state=InvestmentState.DONE)
    investing.budget(old, 2025, -100)
    investing.project("9002", state=InvestmentState.PLANNED)
    assert [row.project.pk for row in investment_statement(2025).rows] == [old.pk]
    assert investment_statement(2026).rows == ()


def test_net_investments_say_what_is_known(investing: Investing) -> None:
    assert net_investments(2026) == net_investments(2024)
    assert net_investments(2026).budget is None
    investing.usual()
    silent = investing.project("9002")
    investing.budget(silent, 2026, -100)
    land = investing.project("9003", kind=InvestmentKind.DEVELOPMENT)
    investing.budget(land, 2026, -7_000)
    net = net_investments(2026)
    assert (net.budget, net.actual, net.forecast, net.assumed) == (kr(-17_100), kr(-9_000), kr(-18_100), 1)
    assert net_investments(2025).forecast is None


def test_running_costs_begin_the_year_it_is_ready(investing: Investing) -> None:
    project = investing.usual()
    investing.project("9002", state=InvestmentState.CANCELLED, completion_year=2026, running_cost=kr(-99))
    costs = running_costs(investments(), 2026, 3)
    assert [(each.year, each.amount) for each in costs] == [(2026, 0), (2027, kr(-400)), (2028, kr(-400))]
    assert project.is_open


def test_entries_are_for_ever(investing: Investing) -> None:
    project = investing.usual()
    for row in (project.entries.first(), project.actuals.first(), project.forecasts.first()):
        assert row is not None
        with pytest.raises(EntriesAreForEver):
            row.save()
        with pytest.raises(EntriesAreForEver):
            row.delete()


@pytest.mark.parametrize(
    ("kind", "year", "more"),
    [
        (InvestmentEntryKind.TOTAL, 2026, {}),
        (InvestmentEntryKind.BUDGET, None, {}),
        (InvestmentEntryKind.CARRY_OVER, 2026, {}),
        (InvestmentEntryKind.CARRY_OVER, 2026, {"from_year": 2026}),
        (InvestmentEntryKind.BUDGET, 2026, {"from_year": 2025}),
        (InvestmentEntryKind.SUPPLEMENTARY, 2026, {"financing": ""}),
    ],
)
def test_the_database_holds_what_an_entry_must_be(
    investing: Investing, kind: str, year: int | None, more: dict[str, object]
) -> None:
    project = investing.project()
    with pytest.raises(IntegrityError), transaction.atomic():
        investing.entry(project, kind, -1, year, **more)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError), transaction.atomic():
        investing.total(project, 0)


def test_the_questions_are_as_many_however_many_projects(
    investing: Investing, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 6):
        for number in range(count):
            investing.usual(f"{count}{number:03}")
        with django_assert_num_queries(6):
            investments(2026)
        with django_assert_num_queries(7):
            investment_statement(2026)
        with django_assert_num_queries(6):
            net_investments(2026)
        tree = structure()
        with django_assert_num_queries(10):
            investments_tie(tree, 2026)


def test_the_reconciliation_holds_investments_against_their_ledger(investing: Investing) -> None:
    investing.usual()
    land = investing.project("9003", "B1", kind=InvestmentKind.DEVELOPMENT)
    investing.budget(land, 2026, -7_000)
    moves, budgets, *_outcomes = investments_tie(structure(), 2026)
    assert moves.is_empty
    assert budgets.ok
    assert (budgets.left, budgets.right) == (kr(-24_000), kr(-24_000))
    assert [part.label for part in budgets.parts] == [str(investing.cast["A"]), "Exploatering"]


def test_a_move_that_does_not_sum_to_zero_is_red(investing: Investing) -> None:
    group = uuid.uuid4()
    for code, amount in (("9001", 20), ("9002", -19)):
        project = investing.project(code)
        investing.entry(project, InvestmentEntryKind.REALLOCATION, amount, 2026, group=group)
    moves, budgets, *_outcomes = investments_tie(structure(), 2026)
    assert moves.is_red
    assert moves.difference == kr(1)
    assert budgets.ok
