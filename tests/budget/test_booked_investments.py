"""What investments have cost by the ledger: figures and assets' movements that carry the project's code go before what is noted; both are shown."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from budget.actions.imports import import_actuals, withdraw_batch
from budget.actions.investments import Decided, carry_over
from budget.imports import read_file
from budget.models import ActualBatch, InvestmentKind, Outlay
from budget.outlay_accounts import is_outlay_asset
from budget.queries.batch_rows import RowsAsked, rows_of
from budget.queries.booked_projects import BookedYear, booked_by_project
from budget.queries.check import Verdict
from budget.queries.checks_of_investments import investments_tie
from budget.queries.derived.projects import project_figure
from budget.queries.investments import investment_statement, project_money
from budget.queries.structure import structure
from budget.sie import Account as SieAccount
from budget.sie import SieFile, write_sie4
from budget.sie.fiscal_year import FiscalYear
from budget.sie.model import Objects, PeriodAmount, Transaction, Voucher
from budget.views.reconciliation import lines_of
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import system_actor
from sala_styr.seal.triggers.switch import unguarded
from tests.budget.builders import YEAR, Money, kr
from tests.budget.investing import Investing

pytestmark = pytest.mark.django_db


def of(money: Money, code: str = "9001") -> dict[tuple[int, int], BookedYear]:
    project = money._project(code)
    assert project is not None
    return booked_by_project([project.pk])


def test_all_that_carries_the_code_is_what_the_project_has_cost(money: Money, investing: Investing) -> None:
    project = investing.project()
    file = money.batch("koncern", last_period=10)
    money.outlay("A1", "1170", 3, -900, "9001", batch=file)
    money.actual("A1", "6450", 4, -70, batch=file, project="9001")
    money.actual("A1", "3510", 5, 40, batch=file, project="9001")
    money.actual("A1", "7910", 6, -15, batch=file, project="9001")  # depreciation is no outlay
    money.actual("A1", "8520", 6, -5, batch=file, project="9001")  # nor is interest
    money.actual("A1", "6450", 4, -11, batch=file)  # another's
    year = project_money(project).of(YEAR)
    assert (year.actual, year.booked, year.income, year.through) == (kr(-930), kr(-930), kr(40), 10)
    assert (year.noted, year.off) == (None, None)


def test_an_activation_with_both_legs_on_the_code_is_counted_once(money: Money, investing: Investing) -> None:
    investing.project()
    file = money.batch("koncern")
    money.actual("A1", "4640", 2, -500, batch=file, project="9001")
    money.actual("A1", "3810", 12, 500, batch=file, project="9001")
    money.outlay("A1", "1110", 12, -500, "9001", batch=file)
    (year,) = of(money).values()
    assert year.amount == kr(-500)


def test_the_ledger_goes_before_what_is_noted_and_the_difference_is_shown(money: Money, investing: Investing) -> None:
    project = investing.usual()
    file = money.batch("koncern", last_period=8)
    money.outlay("A1", "1110", 8, -9_250, "9001", batch=file)
    year = project_money(project).of(YEAR)
    assert (year.actual, year.booked, year.noted, year.off) == (kr(-9_250), kr(-9_250), kr(-9_000), kr(-250))
    assert year.is_comparable
    assert project_money(project).of(YEAR - 1).actual == kr(-8_000)  # only noted: it counts
    assert project_money(project).accumulated == kr(-17_250)


def test_what_reaches_different_months_need_not_be_the_same(money: Money, investing: Investing) -> None:
    project = investing.usual()
    money.outlay("A1", "1110", 8, -9_250, "9001", batch=money.batch("koncern", last_period=10))
    year = project_money(project).of(YEAR)
    assert (year.through, year.noted_through, year.has_both, year.is_comparable) == (10, 8, True, False)


def test_a_file_of_a_whole_year_is_the_whole_year(money: Money, investing: Investing) -> None:
    project = investing.project()
    money.outlay("A1", "1110", None, -10, "9001")
    assert project_money(project).of(YEAR).is_closed


def test_a_companys_file_is_no_investment_of_the_municipality(money: Money, investing: Investing) -> None:
    project = investing.project()
    money.actual("bolaget", "6450", 1, -10, project="9001")
    assert project_money(project).of(YEAR).actual is None


def test_only_files_that_count_are_counted_and_any_day_is_as_it_was(money: Money, investing: Investing) -> None:
    project = investing.project()
    file = money.batch("koncern")
    money.outlay("A1", "1110", 1, -100, "9001", batch=file)
    _as_of_the_day(file, date(YEAR, 3, 10))
    withdraw_batch(system_actor(), file, "Fel fil")
    assert project_money(project).of(YEAR).actual is None
    assert project_money(project, as_of=date(YEAR, 3, 9)).of(YEAR).actual is None
    assert project_money(project, as_of=date(YEAR, 3, 10)).of(YEAR).actual == kr(-100)
    assert project_money(project, as_of=timezone.localdate() - timedelta(days=1)).of(YEAR).actual == kr(-100)


def _as_of_the_day(file: ActualBatch, day: date) -> None:
    """Let the history say that the file came in at noon of a day."""
    noon = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    with unguarded():
        ActualBatch.history.filter(id=file.pk).update(history_date=noon)


def test_the_statement_ties_with_the_ledger_and_says_where_the_outcome_is_from(
    money: Money, investing: Investing
) -> None:
    investing.usual()
    investing.usual("9002", "B1")
    investing.project("9003", "B1", kind=InvestmentKind.DEVELOPMENT)
    file = money.batch("koncern", last_period=8)
    money.outlay("A1", "1110", 8, -9_000, "9001", batch=file)
    money.outlay("B1", "1410", 8, -300, "9003", batch=file)
    outcomes = investments_tie(structure(), YEAR)[2]
    assert (outcomes.left, outcomes.right, outcomes.verdict) == (kr(-18_300), kr(-18_300), Verdict.TIES)
    assert [(part.left, part.right) for part in outcomes.parts] == [(kr(-9_000), kr(-9_000))] * 2 + [(kr(-300),) * 2]
    found = investment_statement(YEAR)
    assert (found.total.actual, found.development_sum.actual) == (kr(-18_000), kr(-300))
    noted = investments_tie(structure(), YEAR)[3]
    assert (noted.left, noted.right, noted.verdict) == (kr(-9_000), kr(-9_000), Verdict.TIES)


def test_what_differs_is_asked_about_and_leads_to_the_project(money: Money, investing: Investing) -> None:
    project = investing.usual()
    money.outlay("A1", "1110", 8, -9_250, "9001", batch=money.batch("koncern", last_period=8))
    check = investments_tie(structure(), YEAR)[3]
    assert (check.verdict, check.is_red, check.difference) == (Verdict.LOOK, False, kr(-250))
    ((_part, address),) = lines_of([check], YEAR, reads_imports=True)[0].parts
    assert address == f"/ekonomi/investeringar/{project.pk}/?ar={YEAR}#utfall"


def test_nothing_is_nothing_to_reconcile(investing: Investing) -> None:
    investing.project()
    assert [check.verdict for check in investments_tie(structure(), YEAR)[2:]] == [Verdict.NOTHING] * 2


def test_the_figure_is_written_out_account_by_account_and_leads_to_the_rows(money: Money, investing: Investing) -> None:
    project = investing.usual()
    file = money.batch("koncern", last_period=8)
    money.outlay("A1", "1110", 7, -9_000, "9001", batch=file)
    money.outlay("A1", "1110", 8, -200, "9001", batch=file)
    money.actual("A1", "6450", 8, -50, batch=file, project="9001")
    found = project_figure("actual", [project.pk], YEAR)
    assert found is not None
    assert (found.amount, found.off) == (kr(-9_250), 0)
    assert [(str(term.label)[:4], term.amount) for term in found.terms] == [("1110", kr(-9_200)), ("6450", kr(-50))]
    assert "−9 000,00" in str(found.formula).replace("\xa0", " ")
    assert "−250,00" in str(found.formula).replace("\xa0", " ")
    client = money.cast.client("controller")
    address = reverse("budget:batch", args=[file.pk])
    page = client.get(address, {"konto": "1110", "projekt": project.project_id}).content.decode()
    assert "Investeringsutgifter på anläggningskonton" in page
    assert "−9 200,00" in page.replace("\xa0", " ")


def test_the_rows_of_a_project_are_found_in_their_file(money: Money, investing: Investing) -> None:
    investing.project()
    file = money.batch("koncern")
    row = money.actual("A1", "6450", 8, -50, batch=file, project="9001")
    money.actual("A1", "6450", 8, -60, batch=file)
    money.outlay("A1", "1110", 7, -9, "9002", batch=file)
    rows = rows_of(file, RowsAsked(project=row.project_id))
    assert (list(rows.rows), rows.amount, rows.outlays) == ([row], kr(-50), [])
    whole = rows_of(file, RowsAsked())
    assert (whole.amount, whole.outlay_amount, whole.outlay_count) == (kr(-110), kr(-9), 1)


def test_a_part_of_a_year_that_is_booked_cannot_be_carried_over(money: Money, investing: Investing) -> None:
    project = investing.usual()
    money.outlay("A1", "1110", 8, -7_000, "9001", batch=money.batch("koncern", year=YEAR - 1, last_period=10))
    decided = Decided(money.cast.decision("KF"), "Ombudgetering")
    with pytest.raises(RuleBroken, match="Läs in bokföringen för hela året först"):
        carry_over(system_actor(), YEAR - 1, {project: kr(-100)}, decided)


def test_the_pages_say_which_outcome_counts(money: Money, investing: Investing) -> None:
    project = investing.usual()
    money.outlay("A1", "1110", 8, -9_250, "9001", batch=money.batch("koncern", last_period=8))
    client = money.cast.client("controller")
    page = client.get(reverse("budget:investment", args=[project.pk]), {"ar": YEAR}).content.decode()
    assert "bokfört t.o.m. augusti" in page
    assert "de borde vara lika" in page
    noting = client.get(reverse("budget:note_outcome", args=[project.pk]), {"ar": YEAR}).content.decode()
    assert f"Bokföringen har utfall på projektets kod för {YEAR}" in noting
    statement = client.get(reverse("budget:investment_statement"), {"ar": YEAR}).content.decode()
    assert "bokfört på projektets kod för 1 projekt" in statement
    assert "För 1 projekt är det antecknade ett annat" in statement


def test_the_questions_are_as_many_however_much_is_booked(
    money: Money, investing: Investing, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    codes: list[int] = []
    for size in (1, 5):
        for number in range(size):
            project = investing.usual(f"{size}{number:03}")
            codes.append(project.project_id)
            money.outlay("A1", "1110", 8, -9, project.project.code)
        with django_assert_num_queries(2):
            booked_by_project(codes)
        with django_assert_num_queries(3):
            booked_by_project(codes, timezone.localdate())


@pytest.mark.parametrize(
    ("number", "is_outlay"),
    [("1110", True), ("1119", False), ("1218", False), ("1310", False), ("1410", True), ("1930", False), ("119", True)],
)
def test_which_accounts_outlays_are_booked_on(number: str, is_outlay: bool) -> None:
    assert is_outlay_asset(number) is is_outlay


TABLE = """konto;period;belopp;ansvar;projekt
6450;202601;-70;A1;9001
1170;202603;-900;A1;9001
1170;202603;-25;A1;9001
1179;202603;5;A1;9001
1930;202603;995;;
1170;202604;-30;A1;9999
"""


def test_a_table_brings_the_assets_movements_with_it(money: Money, investing: Investing) -> None:
    project = investing.project()
    reading = read_file(TABLE.encode(), "utfall.csv", YEAR)
    batch = import_actuals(system_actor(), money.cast.units["koncern"], reading).batch
    outlay = Outlay.objects.get(batch=batch)
    assert (outlay.amount, outlay.period, outlay.row, outlay.unit.code) == (kr(-925), 3, 3, "A1")
    assert batch.last_period == 1
    year = project_money(project).of(YEAR)
    assert (year.booked, year.through) == (kr(-995), 3)
    said = {finding["code"]: finding for finding in batch.findings}
    assert "−30,00" in said["unknown_projects"]["message"].replace("\xa0", " ")
    assert said["balance_rows"]["message"].startswith("2 rader")
    assert ["project", "9999", "", kr(-30), 1] in batch.unmapped


def sie(vouchers: tuple[Voucher, ...] = (), months: tuple[PeriodAmount, ...] = ()) -> Any:
    return read_file(
        write_sie4(
            SieFile(
                type=4,
                kind="4",
                years={0: FiscalYear(date(YEAR, 1, 1), date(YEAR, 12, 31))},
                company="Kommunen",
                program="Prov",
                accounts={number: SieAccount(number, "Konto", kind) for number, kind in KINDS.items()},
                dimensions={"1": "Ansvar", "6": "Projekt"},
                objects={("1", "A1"): "Enhet", ("6", "9001"): "Projekt"},
                opening={0: {"1110": 0, "1930": 0}},
                closing={0: {"1110": 100_000, "1930": -112_000}},
                results={0: {"6450": 12_000}},
                period_balances=months,
                vouchers=vouchers,
            )
        ),
        "bok.se",
        YEAR,
    )


KINDS = {"1110": "T", "1930": "T", "6450": "K"}
BOTH: Objects = (("1", "A1"), ("6", "9001"))


def test_a_sie_files_vouchers_bring_them_too(money: Money, investing: Investing) -> None:
    project = investing.project()
    rows = (
        Transaction("1110", BOTH, 100_000),
        Transaction("6450", BOTH, 12_000),
        Transaction("1930", (), -112_000),
    )
    months = (PeriodAmount(0, YEAR * 100 + 2, "1110", BOTH, 100_000),)
    reading = sie((Voucher("A", "1", date(YEAR, 2, 3), rows=rows),), months)
    assert [(each.account, each.period, each.amount) for each in reading.outlays] == [("1110", 2, -100_000)]
    import_actuals(system_actor(), money.cast.units["koncern"], reading)
    assert project_money(project).of(YEAR).booked == -112_000


def test_month_sums_that_break_the_same_money_down_twice_are_counted_once() -> None:
    month = YEAR * 100 + 2
    months = (
        PeriodAmount(0, month, "1110", (), 100_000),
        PeriodAmount(0, month, "1110", (("6", "9001"),), 100_000),
        PeriodAmount(0, month, "1110", BOTH, 100_000),
        PeriodAmount(0, month, "6450", (), 12_000),
        PeriodAmount(0, month, "1930", (), -112_000),
    )
    (outlay,) = sie(months=months).outlays
    assert (outlay.amount, outlay.coding.unit, outlay.coding.project) == (-100_000, "A1", "9001")


def test_month_sums_that_are_different_money_are_added() -> None:
    month = YEAR * 100 + 2
    months = (
        PeriodAmount(0, month, "1110", (("6", "9001"),), 60_000),
        PeriodAmount(0, month, "1110", BOTH, 40_000),
        PeriodAmount(0, month, "6450", (), 12_000),
        PeriodAmount(0, month, "1930", (), -112_000),
    )
    assert sum(outlay.amount for outlay in sie(months=months).outlays) == -100_000
