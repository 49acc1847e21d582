"""The example's frames: explained from year to year, planned as far as the council plans, with pots and companies beside them."""

import pytest

from budget.models import BudgetEntry, EntryKind, FrameCause
from budget.queries.budgeted_result import budgeted_result
from budget.queries.companies import companies
from budget.queries.frame_changes import frame_change
from budget.queries.frame_table import frame_table
from budget.queries.pots import pots
from budget.queries.structure import structure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def test_the_causes_explain_every_frame_save_one_that_says_so() -> None:
    unexplained = {}
    for unit in structure().committees:
        for year in (2025, 2026, 2027, 2028, 2029, 2030):
            found = frame_change(unit, year)
            assert (found.start or 0) + found.lapsed + found.explained + found.unexplained == found.frame.original
            if found.is_decided and found.unexplained:
                unexplained[unit.code, year] = found.unexplained
    assert set(unexplained) == {("ÖFN", 2027)}


def test_every_cause_occurs() -> None:
    assert set(BudgetEntry.objects.values_list("cause", flat=True)) == {*FrameCause.values, ""}


def test_committees_common_posts_and_pots_make_the_net_cost_of_every_year_of_the_plan() -> None:
    table = frame_table(structure(), 2027)
    assert table.years == (2026, 2027, 2028, 2029, 2030)
    assert set(table.differences) == {0}
    assert [str(group.label) for group in table.groups] == ["Nämnder", "Finansförvaltningen", "Centrala potter"]
    assert {line.unit.code for line in table.groups[2].lines} == {"LÖN", "OFÖ"}


def test_no_pot_is_overdrawn_and_what_is_left_is_what_it_holds() -> None:
    for year in (2025, 2026):
        for row in pots(structure(), year):
            assert row.sums.left >= 0
            assert sum(each.amount for each in row.given) == row.sums.given
    assert {row.unit.code for row in pots(structure(), 2026) if row.given} == {"LÖN", "OFÖ"}


def test_a_supplement_that_higher_revenue_pays_leaves_the_budgeted_result() -> None:
    found = budgeted_result(structure(), 2026)
    assert found.decided is not None
    assert found.current == found.decided - 850_000_000
    assert found.revenue == 420_000_000


def test_every_company_has_a_demand_and_an_outcome() -> None:
    rows = companies(structure(), 2026)
    assert len(rows) == 3
    assert all(row.demand and row.budget is not None and row.actual is not None for row in rows)


def test_money_has_gone_back_upwards() -> None:
    entry = BudgetEntry.objects.get(kind=EntryKind.RETURN)
    assert entry.source is not None
    assert entry.source.get_ancestors().filter(pk=entry.target_id).exists()
