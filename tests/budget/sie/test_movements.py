"""What the ledger imports: rows per account and period in report sign, whichever way the file tells its months."""

import datetime

import pytest

from budget.sie import Movement, SieError, Source, movements, parse, read
from budget.sie.movements import AccountBalance, Movements
from tests.budget.sie.samples import own
from tests.budget.sie.texts import sie, voucher

BALANCES = "#IB 0 1910 0\n#UB 0 1910 100\n#RES 0 3010 -100\n"


def work_out(body: str, **kwargs: tuple[str, ...]) -> Movements:
    return movements(parse(sie(body)), **kwargs)


def rows_of(outcome: Movements) -> tuple[Movement, ...]:
    """Its rows, but for where in the file they stand."""
    return tuple(row._replace(line=None) for row in outcome.rows)


def test_revenue_becomes_plus_and_cost_becomes_minus() -> None:
    assert rows_of(movements(parse(own("typ2.se")))) == (Movement("3010", 1, 50000), Movement("5010", 2, -20050))


def test_a_file_of_type_1_has_year_totals_and_no_period() -> None:
    outcome = movements(parse(own("typ1.se")))
    assert outcome.source is Source.YEAR
    assert rows_of(outcome) == (Movement("3010", None, 50000), Movement("5010", None, -20050))
    assert outcome.cover.last_period is None
    assert [finding.code for finding in outcome.findings] == ["no_months"]


def test_the_year_before_is_not_imported() -> None:
    outcome = movements(parse(own("typ2.se")))
    assert sum(row.amount for row in rows_of(outcome)) == 29950
    assert all(row.amount != 900000 for row in rows_of(outcome))


def test_the_year_before_can_be_asked_for() -> None:
    outcome = movements(
        parse(sie("#RAR -1 20240101 20241231\n#PSALDO -1 202412 3010 {} -9\n#RES -1 3010 -9\n")), year_no=-1
    )
    assert rows_of(outcome) == (Movement("3010", 12, 900),)


def test_a_year_that_the_file_lacks_is_refused() -> None:
    with pytest.raises(SieError, match=r"saknar räkenskapsår -1"):
        movements(parse(own("typ4i.si")), year_no=-1)


def test_rows_without_objects_are_totals_and_objects_a_breakdown_with_the_rest() -> None:
    outcome = movements(parse(own("typ3_totaler.se")))
    assert outcome.source is Source.TOTALS
    assert rows_of(outcome) == (
        Movement("3010", 1, 20000, (("1", "Nord"),)),
        Movement("3010", 1, 30000, (("1", "Syd"),)),
        Movement("5010", 2, -15000),
        Movement("5010", 2, -5050, (("1", "Syd"),)),
    )


def test_the_breakdown_can_be_by_another_dimension_and_the_total_stays() -> None:
    outcome = movements(parse(own("typ3_totaler.se")), dimensions=("6",))
    assert rows_of(outcome) == (Movement("3010", 1, 50000, (("6", "P1"),)), Movement("5010", 2, -20050))


def test_rows_that_partition_the_total_are_all_counted() -> None:
    outcome = movements(parse(own("typ3_delar.se")))
    assert outcome.source is Source.ALL
    assert rows_of(outcome) == (
        Movement("3010", 1, 20000, (("1", "Nord"),)),
        Movement("3010", 1, 25000, (("1", "Syd"),)),
        Movement("3010", 1, 5000, (("1", "Syd"), ("6", "P1"))),
        Movement("5010", 2, -15000),
        Movement("5010", 2, -5050, (("1", "Syd"),)),
    )


def test_only_rows_with_objects_are_counted_where_that_alone_gives_the_result() -> None:
    rows = "#PSALDO 0 202501 3010 {} -7\n#PSALDO 0 202501 3010 {1 Syd} -100\n#PSALDO 0 202501 1910 {} 100\n"
    outcome = work_out(BALANCES + rows)
    assert outcome.sources["3010"] is Source.OBJECTS
    assert rows_of(outcome) == (Movement("3010", 1, 10000, (("1", "Syd"),)),)


def test_one_account_may_need_another_reading_than_the_file_and_is_told() -> None:
    body = (
        "#UB 0 1910 105\n#RES 0 3010 -100\n#RES 0 5010 -5\n#PSALDO 0 202501 1910 {} 105\n"
        "#PSALDO 0 202501 3010 {} -100\n#PSALDO 0 202501 3010 {1 Syd} -60\n#PSALDO 0 202502 5010 {1 Syd} -5\n"
    )
    reading = read(sie(body))
    assert reading.movements is not None
    assert reading.movements.source is Source.TOTALS
    assert reading.movements.sources == {"3010": Source.TOTALS, "5010": Source.ALL}
    assert {f.code: f.detail for f in reading.findings if f.severity.value == "warning"} == {"mixed_readings": "5010"}
    assert reading.movements.totals.net == 10500


def test_when_the_year_cannot_tell_the_readings_apart_the_file_as_a_whole_does() -> None:
    """On 5010 the object rows cancel over the year, so both readings give #RES; 3010 shows that this file's rows partition the total."""
    body = (
        "#UB 0 1910 90\n#RES 0 3010 -100\n#RES 0 5010 10\n#PSALDO 0 202501 1910 {} 90\n"
        "#PSALDO 0 202501 3010 {} -40\n#PSALDO 0 202501 3010 {1 Syd} -60\n"
        "#PSALDO 0 202501 5010 {} 10\n#PSALDO 0 202501 5010 {1 Syd} 8\n#PSALDO 0 202502 5010 {1 Syd} -8\n"
    )
    outcome = work_out(body)
    assert outcome.sources["5010"] is Source.ALL
    assert Movement("5010", 2, 800, (("1", "Syd"),)) in rows_of(outcome)


def test_without_results_the_balance_accounts_decide_how_the_months_are_read() -> None:
    body = "#UB 0 1910 100\n#PSALDO 0 202501 1910 {} 40\n#PSALDO 0 202501 1910 {1 Syd} 60\n"
    outcome = work_out(body + "#PSALDO 0 202501 3010 {} -40\n#PSALDO 0 202501 3010 {1 Syd} -60\n")
    assert outcome.source is Source.ALL
    assert outcome.totals.net == 10000


def test_without_any_year_totals_rows_that_can_be_read_two_ways_are_refused() -> None:
    outcome = work_out("#PSALDO 0 202501 3010 {} -40\n#PSALDO 0 202501 3010 {1 Syd} -60\n")
    (finding,) = outcome.findings
    assert (finding.severity.value, finding.code) == ("error", "movement_mismatch")
    assert "Konto 3010: det går inte att avgöra" in finding.message
    assert rows_of(outcome) == ()


def test_without_any_year_totals_rows_that_can_be_read_one_way_are_taken() -> None:
    assert rows_of(work_out("#PSALDO 0 202501 3010 {} -40\n")) == (Movement("3010", 1, 4000),)


def test_an_account_that_nothing_explains_leaves_no_rows_at_all() -> None:
    outcome = work_out(BALANCES + "#PSALDO 0 202501 3010 {} -99\n#PSALDO 0 202501 1910 {} 100\n#RES 0 5010 0\n")
    assert [finding.code for finding in outcome.findings] == ["movement_mismatch"]
    assert rows_of(outcome) == ()
    assert outcome.totals.by_class == {}


def test_vouchers_are_summed_by_month_with_their_objects() -> None:
    outcome = movements(parse(own("typ4.se")))
    assert outcome.source is Source.VOUCHERS
    assert rows_of(outcome) == (Movement("3010", 1, 50000, (("1", "Syd"),)), Movement("5010", 2, -20050))
    assert outcome.totals.vouchers == 2


def test_a_row_s_own_date_decides_its_month_since_accruals_are_booked_so() -> None:
    rows = ("#TRANS 5010 {} 10", "#TRANS 5010 {} 20 20250301", "#TRANS 1910 {} -30")
    assert rows_of(work_out(voucher(*rows))) == (Movement("5010", 1, -1000), Movement("5010", 3, -2000))


def test_a_row_dated_outside_the_year_falls_in_its_voucher_s_month() -> None:
    assert rows_of(work_out(voucher("#TRANS 5010 {} 10 20260103", "#TRANS 1910 {} -10"))) == (
        Movement("5010", 1, -1000),
    )


def test_a_voucher_dated_outside_the_year_is_an_error_that_names_it() -> None:
    outcome = work_out(voucher("#TRANS 5010 {} 10", "#TRANS 1910 {} -10", head="#VER A 9 20240101"))
    (finding,) = outcome.findings
    assert finding.code == "voucher_outside_year"
    assert finding.message == ("Verifikation A 9 på rad 9 är daterad utanför räkenskapsåret 2025-01-01–2025-12-31.")
    assert rows_of(outcome) == ()


def test_months_are_preferred_to_vouchers_when_both_give_the_result() -> None:
    body = BALANCES + "#PSALDO 0 202502 3010 {} -100\n#PSALDO 0 202502 1910 {} 100\n"
    outcome = work_out(body + voucher("#TRANS 3010 {} -100", "#TRANS 1910 {} 100"))
    assert outcome.source is Source.TOTALS
    assert rows_of(outcome) == (Movement("3010", 2, 10000),)


def test_vouchers_step_in_for_an_account_whose_months_do_not_give_the_result() -> None:
    body = BALANCES + "#PSALDO 0 202502 3010 {} -90\n#PSALDO 0 202502 1910 {} 100\n"
    outcome = work_out(body + voucher("#TRANS 3010 {} -100", "#TRANS 1910 {} 100"))
    assert outcome.sources == {"3010": Source.VOUCHERS}
    assert rows_of(outcome) == (Movement("3010", 1, 10000),)


def test_removed_and_added_rows_do_not_count_twice() -> None:
    rows = ("#BTRANS 5010 {} 999", "#RTRANS 5010 {} 10", "#TRANS 5010 {} 10", "#TRANS 1910 {} -10")
    assert work_out(voucher(*rows)).totals.net == -1000


def test_a_month_outside_the_fiscal_year_is_an_error_that_names_its_line() -> None:
    outcome = work_out(BALANCES + "#PSALDO 0 202601 3010 {} -100\n#PSALDO 0 202501 1910 {} 100\n")
    (finding,) = outcome.findings
    assert finding.code == "period_outside_year"
    assert finding.message == "Perioden 202601 på rad 12 ligger utanför räkenskapsåret 2025-01-01–2025-12-31."
    assert rows_of(outcome) == ()


def test_a_broken_year_s_months_are_numbered_from_its_start() -> None:
    outcome = movements(parse(own("brutet_ar.se")))
    assert rows_of(outcome) == (Movement("3010", 1, 10000), Movement("3010", 12, 20000))
    assert outcome.cover.year.month_of(12) == (2025, 6)


def test_rows_of_nothing_are_left_out() -> None:
    body = BALANCES + "#PSALDO 0 202501 3010 {} -100\n#PSALDO 0 202502 3010 {} -0.00\n#PSALDO 0 202501 1910 {} 100\n"
    assert rows_of(work_out(body)) == (Movement("3010", 1, 10000),)


def test_balances_come_with_opening_and_closing_in_ledger_sign() -> None:
    outcome = movements(parse(own("typ2.se")))
    assert outcome.balances == (AccountBalance("1910", 100000, 129950), AccountBalance("2010", -100000, -100000))


def test_control_totals_tie_rows_to_the_file_s_result() -> None:
    totals = movements(parse(own("typ3_delar.se"))).totals
    assert (totals.opening, totals.closing, totals.result) == (0, 29950, -29950)
    assert totals.by_class == {"3": 50000, "5": -20050}
    assert totals.net == -totals.result


def test_the_cover_tells_how_far_the_file_reaches() -> None:
    cover = movements(parse(own("typ2.se"))).cover
    assert cover.through == datetime.date(2025, 3, 31)
    assert cover.through_period == 3
    assert cover.last_period == 2
    assert movements(parse(own("typ4.se"))).cover.through_period is None


def test_the_stated_type_of_an_account_decides_what_is_imported() -> None:
    body = (
        "#KTYP 2010 K\n#UB 0 1910 100\n#RES 0 2010 -100\n#PSALDO 0 202501 2010 {} -100\n#PSALDO 0 202501 1910 {} 100\n"
    )
    outcome = work_out(body)
    assert rows_of(outcome) == (Movement("2010", 1, 10000),)
    assert [balance.account for balance in outcome.balances] == ["1910"]


def test_refused_files_have_nothing_to_import() -> None:
    assert read(own("resultat_stammer_inte.se")).movements is None
    assert {error.code for error in read(own("resultat_stammer_inte.se")).errors} == {
        "closing_and_result",
        "movement_mismatch",
    }


def test_object_rows_in_a_month_without_a_total_break_nothing_down() -> None:
    body = BALANCES + "#PSALDO 0 202501 1910 {} 100\n#PSALDO 0 202501 3010 {} -100\n#PSALDO 0 202502 3010 {1 Syd} -30\n"
    assert rows_of(work_out(body)) == (Movement("3010", 1, 10000),)


def test_vouchers_belong_to_this_year_and_never_to_the_one_before() -> None:
    body = "#RAR -1 20240101 20241231\n#RES -1 3010 -9\n" + voucher("#TRANS 3010 {} -100", "#TRANS 1910 {} 100")
    outcome = movements(parse(sie(body)), year_no=-1)
    assert rows_of(outcome) == (Movement("3010", None, 900),)
    assert outcome.totals.vouchers == 0


def test_one_account_in_error_holds_back_the_rows_of_all_the_others() -> None:
    body = "#UB 0 1910 150\n#RES 0 3010 -100\n#RES 0 3020 -50\n#PSALDO 0 202501 1910 {} 150\n"
    outcome = work_out(body + "#PSALDO 0 202501 3010 {} -100\n#PSALDO 0 202501 3020 {} -49\n")
    assert [finding.message[:10] for finding in outcome.findings] == ["Konto 3020"]
    assert rows_of(outcome) == ()
