"""The picture of the red thread ties out with the thread's money and with the detail budget, to the öre."""

from typing import Any

from budget.models import Account, DetailLine, LineLink
from budget.queries.thread import kronor_by_item, kronor_by_link_and_unit
from goals.queries import plan_rows
from goals.queries.flow import OUTSIDE, flow_of
from sala_styr.history import recording
from sala_styr.organisation.actor import ANONYMOUS, system_actor
from tests.cast import Cast

YEAR = 2026


def test_it_ties_out_with_the_thread_and_the_detail_budget(cast: Cast, django_assert_max_num_queries: Any) -> None:
    """With the real budget: Σ flow = Σ the detail budget's lines, and the plan's part = what the thread's top shows."""
    chain = cast.chain()
    with recording(system_actor(), "Test"):
        account = Account.objects.create(number="5010", name="Lokalhyra")
        for unit, item, link, amount in (
            ("A1", "activity", LineLink.PLAN_ITEM, -12_345_67),
            ("A2", "strategy", LineLink.PLAN_ITEM, -1),
            ("B1", None, LineLink.CORE_MISSION, -99_999_99),
            ("B1", None, LineLink.UNLINKED, -3),
        ):
            DetailLine.objects.create(
                year=YEAR, unit=cast[unit], account=account, link=link, amount=amount, m01=amount,
                plan_item=chain[item] if item else None,
            )  # fmt: skip
    money = kronor_by_item(YEAR)
    rows = plan_rows(ANONYMOUS, YEAR)
    with django_assert_max_num_queries(1):
        plan_only = flow_of(rows, money)
    whole = flow_of(rows, money, kronor_by_link_and_unit(YEAR))
    tops = [row for row in rows if row.parent_id is None]
    assert plan_only.total == sum(money[row.pk].whole_branch or 0 for row in tops) == -12_345_68
    assert whole.total == -12_345_67 - 1 - 99_999_99 - 3
    assert whole.of(OUTSIDE) == 0
