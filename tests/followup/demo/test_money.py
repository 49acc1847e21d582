"""The example's money: every krona is where it should be, to the öre."""

import pytest
from django.db.models import Q, Sum

from budget.imports.from_sie import read_sie
from budget.models import (
    MONTHS,
    Actual,
    ActualBatch,
    BatchState,
    BudgetEntry,
    DetailBudget,
    DetailLine,
    EntryKind,
    Forecast,
    ResultBudget,
)
from budget.queries.companies import companies
from budget.queries.follow_up import money_by_unit
from budget.queries.ledger import frames
from budget.queries.reconcile import reconcile
from budget.queries.structure import structure
from followup.demo.bookkeeping import Books
from sala_styr.decisions.models import Year, YearState
from sala_styr.organisation.models import Unit, UnitKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]

YEARS = (2025, 2026, 2027)
NOT_DISTRIBUTED = {"SBN", "SBK", "6111", "6121", "6131"}


def net_by_unit(year: int) -> dict[str, int]:
    return dict(DetailLine.objects.filter(year=year).order_by().values_list("unit__code").annotate(sum=Sum("amount")))


@pytest.mark.parametrize("year", YEARS)
def test_every_line_of_the_reconciliation_ties(year: int) -> None:
    checks = reconcile(year)
    assert [check.name for check in checks if check.is_red] == []


@pytest.mark.parametrize("year", YEARS)
def test_the_frames_are_the_net_cost_that_the_council_decided(year: int) -> None:
    entries = BudgetEntry.objects.filter(year=year, kind=EntryKind.FRAME)
    sums = entries.aggregate(up=Sum("amount", filter=Q(source=None)), down=Sum("amount", filter=Q(target=None)))
    frame = sums["up"] - sums["down"]
    lines = ResultBudget.objects.filter(year=year, line__in=["revenue", "cost", "depreciation"])
    assert frame == -lines.aggregate(sum=Sum("amount"))["sum"]
    assert 1_640_000_000 <= frame / 100 <= 1_760_000_000


@pytest.mark.parametrize("year", YEARS)
def test_what_a_unit_holds_is_what_its_detail_budget_costs(year: int) -> None:
    codes = dict(Unit.objects.values_list("pk", "code"))
    held = {codes[pk]: row.unallocated for pk, row in frames(year).items()}
    net = net_by_unit(year)
    apart = {code for code in {*held, *net} if held.get(code, 0) + net.get(code, 0)}
    assert apart == (NOT_DISTRIBUTED if year == 2027 else set())


@pytest.mark.parametrize("year", YEARS)
def test_every_unit_of_the_year_has_a_detail_budget(year: int) -> None:
    with_budget = set(DetailBudget.objects.filter(year=year).values_list("unit_id", flat=True))
    operations = Unit.objects.in_year(year).filter(kind__in=[UnitKind.DEPARTMENT, UnitKind.SERVICE, UnitKind.UNIT])
    assert [unit.name for unit in operations if unit.pk not in with_budget] == []
    assert DetailLine.objects.filter(year=year).values("unit_id").distinct().count() == len(with_budget)


def test_the_years_that_have_begun_are_locked_and_next_year_is_not() -> None:
    assert not DetailBudget.objects.filter(year__lt=2027, locked_at__isnull=True).exists()
    assert not DetailBudget.objects.filter(year=2027, locked_at__isnull=False).exists()
    assert dict(Year.objects.values_list("year", "state")) == {
        2025: YearState.CLOSED,
        2026: YearState.OPEN,
        2027: YearState.PLANNED,
    }


def test_every_krona_is_traced_to_the_plan_to_the_core_mission_or_shown_as_unlinked() -> None:
    sums = dict(DetailLine.objects.filter(year=2026).order_by().values_list("link").annotate(sum=Sum("amount")))
    assert set(sums) == {"plan_item", "shared", "core_mission", "unlinked"}
    assert sum(sums.values()) == DetailLine.objects.filter(year=2026).aggregate(sum=Sum("amount"))["sum"]
    assert (sums["plan_item"] + sums["shared"]) / sum(sums.values()) > 0.05


def test_what_several_parts_of_the_plan_have_together_is_divided_to_the_ore() -> None:
    lines = DetailLine.objects.filter(link="shared").annotate(cut=Sum("shares__amount"), whole=Sum("shares__share"))
    assert lines.count() > 20
    assert all((line.cut, line.whole) == (line.amount, 10_000) for line in lines)
    assert not DetailLine.objects.exclude(link="shared").filter(shares__isnull=False).exists()


def test_the_months_of_every_line_sum_to_its_year() -> None:
    for line in DetailLine.objects.only("amount", *MONTHS):
        assert sum(line.months) == line.amount


def test_revenue_is_positive_and_cost_negative() -> None:
    revenue = Q(account__number__startswith="3")
    assert not DetailLine.objects.filter(revenue, amount__lte=0).exists()
    assert not DetailLine.objects.filter(~revenue, amount__gte=0).exists()


def test_each_kind_of_change_of_frames_occurs_and_a_wrong_one_is_met_by_a_counter_entry() -> None:
    assert set(BudgetEntry.objects.values_list("kind", flat=True)) == set(EntryKind.values)
    counter = BudgetEntry.objects.get(corrects__isnull=False)
    wrong = counter.corrects
    assert wrong is not None
    assert (counter.source, counter.target, counter.amount) == (wrong.target, wrong.source, wrong.amount)


def test_reallocations_between_committees_sum_to_nothing() -> None:
    for year in (2025, 2026):
        moved = BudgetEntry.objects.filter(year=year, kind__in=[EntryKind.REALLOCATION, EntryKind.CENTRAL_POT])
        assert moved.exists()
        assert not moved.filter(Q(source=None) | Q(target=None)).exists()


def test_a_distribution_cites_its_own_committees_decision() -> None:
    given = BudgetEntry.objects.filter(kind=EntryKind.ALLOCATION, decision__isnull=False)
    assert given.count() > 50
    for entry in given.select_related("decision", "source"):
        assert entry.decision is not None
        assert entry.decision.body_id == entry.source_id


def test_actuals_came_through_files_and_an_older_file_was_replaced_by_a_newer() -> None:
    batches = ActualBatch.objects.filter(unit__code="KF")
    assert sorted(batches.values_list("year", "state")) == [
        (2025, BatchState.ACTIVE),
        (2026, BatchState.ACTIVE),
        (2026, BatchState.REPLACED),
    ]
    assert ActualBatch.objects.filter(unit__kind=UnitKind.COMPANY, state=BatchState.ACTIVE).count() == 6
    assert {batch.sie_type for batch in batches} == {"4"}
    assert all(batch.imported_by for batch in batches)


def test_last_year_has_twelve_months_and_this_year_ten() -> None:
    for year, months in ((2025, 12), (2026, 10)):
        periods = Actual.objects.filter(year=year, batch__state=BatchState.ACTIVE, batch__unit__code="KF")
        assert set(periods.values_list("period", flat=True)) == set(range(1, months + 1))


def test_some_units_are_over_their_budget_and_some_under() -> None:
    units = Unit.objects.filter(kind=UnitKind.UNIT)
    money = money_by_unit(2025)
    variances = [money[unit.pk].year_variance for unit in units]
    known = [variance for variance in variances if variance is not None]
    assert min(known) < -100_000_000
    assert max(known) > 50_000_000


def test_forecasts_have_words_and_some_have_a_second_version() -> None:
    assert not Forecast.objects.filter(comment="").exists()
    assert Forecast.objects.filter(year=2026, month=8, version=2).count() >= 3
    late = Unit.objects.get(code="SK-GRU")
    assert not Forecast.objects.filter(unit=late, year=2026, month=10).exists()


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_company_has_judged_its_year_with_words_and_the_newest_counts(year: int) -> None:
    rows = companies(structure(), year)
    assert len(rows) == 3
    for row in rows:
        versions = Forecast.objects.filter(unit=row.unit, year=year)
        assert row.forecast == versions.get(month=10).amount
        assert row.forecast_variance is not None
        assert sorted(versions.values_list("month", flat=True)) == [4, 8, 10]
        assert all(each.comment and each.made_by for each in versions)


def test_the_books_write_a_file_that_our_own_reader_finds_no_fault_in() -> None:
    opening = {"1510": 10_000, "1930": 50_000, "2010": -60_000}
    results = {("3110", "3010"): [700] * 12, ("3110", "5010"): [-450] * 12, ("", "7910"): [-20] * 12}
    names = dict.fromkeys(("1119", "1510", "1930", "2010", "3010", "5010", "7910"), "Konto å ä ö")
    books = Books("Provbolaget", "", 2025, opening, results, {"1119": [-20] * 12}, names, {"3110": "Förskolan"})
    reading = read_sie(books.file(8), "prov.se")
    assert not reading.refused
    assert reading.net == books.result(8) == 8 * (700 - 450 - 20)
    assert sum(books.next_opening("2010").values()) == 0
    assert books.closing()["1930"] - opening["1930"] == 12 * (700 - 450)
