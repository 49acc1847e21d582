"""The example's investments: they hold what the actions would have demanded, and show what a controller looks for."""

import pytest
from django.db.models import Sum

from budget.models import InvestmentEntry, InvestmentEntryKind, InvestmentState
from budget.queries.investments import investment_statement, investments, net_investments
from sala_styr.organisation.models import Unit, UnitKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def test_every_projects_years_are_its_decided_total_to_the_ore() -> None:
    rows = investments()
    assert len(rows) >= 8
    assert [str(row.project) for row in rows if row.planned != row.approved] == []


def test_what_moves_between_projects_sums_to_zero() -> None:
    moved = InvestmentEntry.objects.filter(kind=InvestmentEntryKind.REALLOCATION).order_by()
    sums = dict(moved.values_list("group").annotate(sum=Sum("amount")))
    assert sums
    assert set(sums.values()) == {0}


def test_one_project_is_judged_dearer_than_decided_and_one_is_done() -> None:
    rows = investments(2026)
    assert [str(row.project) for row in rows if (row.variance_total or 0) < 0] == ["8101 Ny simhall"]
    assert [str(row.project) for row in rows if row.project.state == InvestmentState.DONE] == ["8203 Bron över Sagån"]


def test_nothing_more_was_carried_over_than_was_unused() -> None:
    carried = [row for row in investments() if row.of(2025).carried_out]
    assert len(carried) >= 5
    for row in carried:
        assert row.of(2025).unused == 0


def test_the_council_decided_it_all_and_it_is_in_the_statement() -> None:
    council = Unit.objects.get(kind=UnitKind.COUNCIL)
    assert set(InvestmentEntry.objects.values_list("decision__body", flat=True)) == {council.pk}
    statement = investment_statement(2026)
    net = net_investments(2026)
    assert (statement.total.current, statement.total.actual) == (net.budget, net.actual)
    assert net.forecast is not None
    assert len(statement.groups) == 4
