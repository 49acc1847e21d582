"""``manage.py demo``: when it fills the database, and when it leaves it alone."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from budget.models import DetailLine
from followup.demo.chain import Plan
from followup.demo.content.plan import whole_plan
from followup.demo.content.shapes import Item
from followup.demo.scale import scaled_lines, scaled_plan
from followup.demo.summary import summary
from sala_styr.organisation.models import Unit


def demo(**options: object) -> str:
    out = StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def size_of(item: Item) -> int:
    return 1 + sum(map(size_of, item.below))


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
def test_a_database_with_content_is_left_alone_and_says_so() -> None:
    before = Unit.objects.count()
    with pytest.raises(CommandError, match="har redan en organisation"):
        demo()
    assert "har redan en organisation" in demo(if_empty=True)
    assert Unit.objects.count() == before


@pytest.mark.django_db
def test_a_size_below_one_is_refused() -> None:
    before = Unit.objects.count()
    with pytest.raises(CommandError, match="minst 1"):
        demo(size=0)
    assert Unit.objects.count() == before


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
def test_the_summary_counts_and_says_that_everything_ties() -> None:
    lines = list(summary())
    assert "påhittade" in lines[0]
    assert lines[-3:] == [f"  Avstämning av siffror {year}: allt går ihop." for year in (2025, 2026, 2027)]


def test_the_plain_size_changes_nothing() -> None:
    plan = whole_plan()
    assert scaled_plan(plan, 1) == plan
    assert scaled_lines([], Plan(), 1) == []


def test_size_ten_gives_five_thousand_plan_items() -> None:
    assert size_of(scaled_plan(whole_plan(), 10)) >= 5_000


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
def test_size_ten_gives_a_hundred_thousand_lines_with_the_same_sums() -> None:
    rows = list(DetailLine.objects.select_related("unit", "account", "plan_item")[:100])
    parts = scaled_lines(rows, Plan(), 10)
    assert len(parts) / len(rows) * DetailLine.objects.count() >= 100_000
    assert sum(part.amount for part in parts) == sum(row.amount for row in rows)
    assert all(sum(part.months) == part.amount for part in parts)
