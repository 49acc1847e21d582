"""What other apps say of a branch alone is what they say of it in the whole plan."""

from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory

from budget.models import Account, DetailLine, LineLink
from followup.models import Assessment, AssessmentState, Period
from goals.models import PlanItem
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.shell.contributions import thread_values
from tests.cast import Cast


@pytest.fixture
def chain(cast: Cast) -> dict[str, PlanItem]:
    """A thread whose every step has kronor and an assessment."""
    items = cast.chain()
    with recording(system_actor(), "Test"):
        period = Period.objects.create(
            year=2026,
            kind="full_year",
            name="Helår 2026",
            first_day=date(2026, 1, 1),
            last_day=date(2026, 12, 31),
            due=date(2027, 1, 31),
        )
        account = Account.objects.create(number="5010", name="Löner")
        for number, item in enumerate(items.values(), start=1):
            DetailLine.objects.create(
                unit=cast["A1"],
                year=2026,
                account=account,
                link=LineLink.PLAN_ITEM,
                plan_item=item,
                amount=-number,
                m01=-number,
            )
            Assessment.objects.create(
                period=period,
                plan_item=item,
                status="met",
                trend="better",
                comment="Bra",
                state=AssessmentState.APPROVED,
            )
    return items


def values(cast: Cast, within: PlanItem | None = None) -> dict[str, dict[int, Any]]:
    request = RequestFactory().get("/")
    request.actor = cast.actor("controller")  # type: ignore[attr-defined]
    return thread_values(request, 2026, within and PlanItem.objects.get(pk=within.pk))


@pytest.mark.parametrize("top", ["vision", "goal", "focus", "strategy", "activity"])
def test_a_branch_has_the_same_kronor_and_looks_as_in_the_whole(
    cast: Cast, chain: dict[str, PlanItem], top: str
) -> None:
    whole, near = values(cast), values(cast, chain[top])
    keys = list(chain)[list(chain).index(top) :]
    for column in ("money", "status"):
        assert near[column].keys() == {chain[key].pk for key in keys}
        assert all(near[column][pk] == whole[column][pk] for pk in near[column])
    assert whole["money"][chain["vision"].pk].whole_branch == -15


def test_money_below_what_is_not_there_that_year_still_counts_in_its_branch(
    cast: Cast, chain: dict[str, PlanItem]
) -> None:
    PlanItem.objects.filter(pk=chain["strategy"].pk).update(last_year=2025)
    whole, near = values(cast)["money"], values(cast, chain["focus"])["money"]
    assert near[chain["focus"].pk] == whole[chain["focus"].pk]
    assert near[chain["focus"].pk].whole_branch == -12
