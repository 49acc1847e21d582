"""Bringing actuals in: every sample with its known totals, the same file twice, a newer file, and files that are refused with nothing written."""

from datetime import date
from pathlib import Path

import pytest
from django.db.models import Sum

from budget import staging
from budget.actions.imports import FiguresLost, import_actuals, withdraw_batch
from budget.imports import Reading, read_file
from budget.imports.from_sie import looks_like_sie
from budget.models import Account, AccountBalance, Actual, ActualBatch, BatchState, Chart
from budget.queries import balance_sheet, unit_money
from budget.queries.batches import class_totals, unit_totals
from budget.queries.imports import preview
from budget.sie.findings import Severity
from sala_styr.decisions.actions import set_year_state
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit
from tests.budget.builders import YEAR, Money, kr
from tests.budget.sie.samples import GOOD, OWN, UNBALANCED, WEB_PAGES, Expected
from tests.cast import Cast
from tests.tables.workbooks import workbook

every_good_file = pytest.mark.parametrize("case", GOOD, ids=lambda case: case.path.name)


@pytest.fixture(autouse=True)
def the_samples_year_is_open(cast: Cast) -> None:
    """The small samples are of 2025, which the cast's controller has closed."""
    set_year_state(cast.actor("controller"), 2025, "open")


def reading_of(path: Path) -> Reading:
    return read_file(path.read_bytes(), path.name, YEAR)


def nothing_written() -> bool:
    return not (ActualBatch.objects.exists() or Actual.objects.exists() or Account.objects.exists())


def table(*rows: str, head: str = "konto;kontonamn;period;belopp;ansvar") -> bytes:
    """A CSV file of rows."""
    return "\n".join([head, *rows]).encode()


def read_table(*rows: str, **fields: str) -> Reading:
    return read_file(table(*rows), "utfall.csv", YEAR, **fields)  # type: ignore[arg-type]


def municipal_sie(cast: Cast, *codes: str) -> Reading:
    """A file of the municipality whose cost centres are ``codes``: 100 kronor of cost each in January."""
    rows = [f'#PSALDO 0 {YEAR}01 5010 {{1 "{code}"}} 100.00' for code in codes]
    lines = [
        "#FLAGGA 0",
        "#SIETYP 3",
        '#FNAMN "Provkommun"',
        f"#RAR 0 {YEAR}0101 {YEAR}1231",
        '#KONTO 5010 "Lön"',
        "#DIM 1 Ansvar",
        f"#RES 0 5010 {100 * len(codes)}.00",
        *rows,
    ]
    return read_file("\r\n".join(lines).encode("cp437"), "kommun.se", YEAR)


@every_good_file
def test_every_good_file_is_in_the_database_with_its_known_totals(cast: Cast, case: Expected) -> None:
    batch = import_actuals(cast.actor("controller"), cast["bolaget"], reading_of(case.path)).batch
    assert sum(row.amount for row in Actual.objects.filter(batch=batch)) == case.net
    assert batch.sie_type == case.kind
    assert batch.vouchers == case.vouchers
    assert (batch.opening_total or 0, batch.closing_total or 0) == (case.opening, case.closing)
    assert batch.net == case.net
    assert sum(each.amount for each in class_totals(batch)) == case.net
    assert batch.rows == Actual.objects.filter(batch=batch).count()


@every_good_file
def test_every_file_comes_in_to_the_companys_own_chart_and_balance_sheet(cast: Cast, case: Expected) -> None:
    batch = import_actuals(cast.actor("controller"), cast["bolaget"], reading_of(case.path)).batch
    assert set(Account.objects.values_list("chart", flat=True)) <= {Chart.BAS}
    closing = AccountBalance.objects.filter(batch=batch).aggregate(sum=Sum("closing"))["sum"] or 0
    assert closing == case.closing
    sheet = balance_sheet(cast["bolaget"], batch.year)
    if case.closing:
        assert (sheet.total_assets.closing or 0) - (sheet.total_financing.closing or 0) == case.closing - case.net


@every_good_file
def test_the_same_file_a_second_time_changes_nothing(cast: Cast, case: Expected) -> None:
    first = import_actuals(cast.actor("controller"), cast["bolaget"], reading_of(case.path))
    count = Actual.objects.count()
    second = import_actuals(cast.actor("controller"), cast["bolaget"], reading_of(case.path))
    assert (first.is_new, second.is_new) == (True, False)
    assert second.batch == first.batch
    assert (Actual.objects.count(), ActualBatch.objects.count()) == (count, 1)
    assert preview(reading_of(case.path), cast["bolaget"]).already == first.batch


@pytest.mark.parametrize("path", UNBALANCED, ids=lambda path: path.name)
def test_a_file_with_an_unbalanced_voucher_is_refused_and_nothing_is_written(cast: Cast, path: Path) -> None:
    with pytest.raises(RuleBroken, match="balanserar inte"):
        import_actuals(cast.actor("controller"), cast["bolaget"], reading_of(path))
    assert nothing_written()


def test_a_file_whose_results_do_not_tie_is_refused(cast: Cast) -> None:
    with pytest.raises(RuleBroken):
        import_actuals(cast.actor("controller"), cast["bolaget"], reading_of(OWN / "resultat_stammer_inte.se"))
    assert nothing_written()


@pytest.mark.parametrize("path", WEB_PAGES, ids=lambda path: path.name)
def test_a_web_page_gets_a_kind_word(path: Path) -> None:
    with pytest.raises(ValueError, match="webbsida"):
        reading_of(path)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "tom.se"),
        (b"%PDF-1.7", "rapport.pdf"),
        (b"\x00\x01\x02", "skadad.se"),
        (b"", "tom.csv"),
    ],
)
def test_what_is_no_file_of_ours_is_said_in_words(data: bytes, name: str) -> None:
    with pytest.raises(ValueError, match=r"\w{3}"):
        read_file(data, name, YEAR)


def test_a_file_is_known_by_its_name_or_its_first_line() -> None:
    assert looks_like_sie(b"", "BOKSLUT.SE")
    assert looks_like_sie(b"\xef\xbb\xbf\r\n#FLAGGA 0", "utan_namn")
    assert not looks_like_sie(b"konto;belopp", "utfall.csv")


def test_a_newer_file_replaces_the_older_and_both_stay_to_be_read(cast: Cast) -> None:
    actor, unit = cast.actor("controller"), cast["koncern"]
    old = import_actuals(actor, unit, read_table("5010;Lön;202601;-100;")).batch
    new = import_actuals(actor, unit, read_table("5010;Lön;202601;-100;", "5010;Lön;202602;-110;")).batch
    old.refresh_from_db()
    assert (old.state, new.state) == (BatchState.REPLACED, BatchState.ACTIVE)
    assert unit_money(unit, YEAR).actual == kr(-210)
    assert old.actuals.count() == 1
    assert old.history.first().history_change_reason == "Läste in utfall.csv"


def test_another_year_replaces_nothing(cast: Cast) -> None:
    actor, unit = cast.actor("controller"), cast["koncern"]
    import_actuals(actor, unit, read_table("5010;Lön;202601;-100;"))
    import_actuals(actor, unit, read_file(table("5010;Lön;202701;-100;"), "utfall.csv", 2027))
    assert set(ActualBatch.objects.values_list("state", flat=True)) == {BatchState.ACTIVE}


def test_a_withdrawn_file_no_longer_counts_and_may_come_in_again(cast: Cast) -> None:
    actor, unit, file = cast.actor("controller"), cast["koncern"], read_table("5010;Lön;202601;-100;")
    batch = import_actuals(actor, unit, file).batch
    withdraw_batch(actor, batch, "Fel månad")
    assert unit_money(unit, YEAR).actual is None
    assert batch.history.first().history_change_reason == "Återtog inläsningen: Fel månad"
    assert import_actuals(actor, unit, file).is_new


def test_withdrawing_needs_a_reason_and_is_done_once(cast: Cast) -> None:
    actor = cast.actor("controller")
    batch = import_actuals(actor, cast["koncern"], read_table("5010;Lön;202601;-100;")).batch
    with pytest.raises(RuleBroken) as broken:
        withdraw_batch(actor, batch, " ")
    assert broken.value.field == "reason"
    withdraw_batch(actor, batch, "Fel")
    with pytest.raises(RuleBroken, match="återtagen"):
        withdraw_batch(actor, batch, "Fel igen")


def test_figures_do_not_count_twice_through_two_files(cast: Cast) -> None:
    actor = cast.actor("controller")
    import_actuals(actor, cast["koncern"], read_table("5010;Lön;202601;-100;A1"))
    with pytest.raises(RuleBroken, match=r"finns redan i filen utfall.csv.*Provkommuns koncern"):
        import_actuals(actor, cast["A"], read_table("5010;Lön;202602;-100;A1"))
    assert Actual.objects.count() == 1


def test_a_sie_files_cost_centres_are_the_units_with_those_codes(cast: Cast) -> None:
    batch = import_actuals(cast.actor("controller"), cast["koncern"], municipal_sie(cast, "A1", "B1")).batch
    assert [(total.unit.code, total.amount) for total in unit_totals(batch)] == [("A1", kr(-100)), ("B1", kr(-100))]
    assert set(Account.objects.values_list("chart", flat=True)) == {Chart.KOMMUN_BAS}


def test_cost_centres_that_are_no_units_fall_to_the_chosen_unit_and_are_named(cast: Cast) -> None:
    found = preview(municipal_sie(cast, "A1", "9999"), cast["koncern"])
    warning = next(finding for finding in found.findings if finding.code == "unknown_unit")
    assert (warning.severity, warning.detail) == (Severity.WARNING, "9999")
    assert {total.unit.code: total.amount for total in found.totals} == {"koncern": kr(-100), "A1": kr(-100)}


def test_a_companys_own_cost_centres_are_its_own_matter(cast: Cast) -> None:
    found = preview(reading_of(OWN / "typ3_totaler.se"), cast["bolaget"])
    assert not [finding for finding in found.findings if finding.code == "unknown_unit"]


def test_units_outside_the_chosen_one_are_not_reached(cast: Cast) -> None:
    found = preview(municipal_sie(cast, "A1", "B1"), cast["A"])
    assert {total.unit.code for total in found.totals} == {"A", "A1"}


def test_a_tables_ansvar_gives_the_unit_and_its_row_is_remembered(cast: Cast) -> None:
    import_actuals(
        cast.actor("controller"), cast["koncern"], read_table("5010;Lön;202601;-100,50;A1", "3010;Avgift;202602;40;B1")
    )
    assert list(
        Actual.objects.order_by("row").values_list("unit__code", "account__number", "period", "amount", "row")
    ) == [
        ("A1", "5010", 1, -10_050, 2),
        ("B1", "3010", 2, kr(40), 3),
    ]
    assert Account.objects.get(number="5010").name == "Lön"


def test_unknown_ansvar_is_an_error_on_each_row(cast: Cast) -> None:
    found = preview(
        read_table("5010;Lön;202601;-1;A1", "5010;Lön;202601;-1;X9", "5010;Lön;202601;-1;Y9"), cast["koncern"]
    )
    assert [(finding.line, finding.code) for finding in found.errors] == [(3, "unknown_unit"), (4, "unknown_unit")]
    assert "Rad 3: ansvar ”X9”" in found.errors[0].message


def test_rows_of_another_year_are_errors_with_their_rows(cast: Cast) -> None:
    found = preview(read_table("5010;Lön;202501;-1;", "5010;Lön;202601;-1;"), cast["koncern"])
    assert [(finding.line, finding.code) for finding in found.errors] == [(2, "other_year")]


def test_every_bad_row_is_told_at_once(cast: Cast) -> None:
    found = preview(read_table("5010;Lön;202601;hundra;", ";Lön;202601;1;", "5010;Lön;202613;1;"), cast["koncern"])
    assert {finding.line for finding in found.errors} == {2, 3, 4}
    with pytest.raises(RuleBroken):
        import_actuals(cast.actor("controller"), cast["koncern"], found.reading)
    assert nothing_written()


def test_many_errors_are_counted_in_the_message(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="5 fel till"):
        import_actuals(cast.actor("controller"), cast["koncern"], read_table(*["5010;Lön;202601;x;"] * 10))


def test_a_ledgers_signs_can_be_turned(cast: Cast) -> None:
    reading = read_table("5010;Lön;202601;100;", "3010;Avgift;202601;-30;", sign="ledger")
    assert (reading.net, reading.by_class) == (kr(-70), {"3": kr(30), "5": kr(-100)})


def test_balance_accounts_in_a_table_are_left_out_and_counted(cast: Cast) -> None:
    reading = read_table("5010;Lön;202601;-1;", "1930;Bank;202601;1;")
    assert [finding.code for finding in reading.findings if finding.severity is Severity.WARNING] == ["balance_rows"]
    assert len(reading.figures) == 1


def test_an_excel_file_comes_in_like_any_other(cast: Cast) -> None:
    data = workbook(("Konto", "Period", "Belopp", "Ansvar"), ("5010", "202603", -1234.5, "A1"))
    batch = import_actuals(cast.actor("controller"), cast["koncern"], read_file(data, "utfall.xlsx", YEAR)).batch
    assert batch.source == "xlsx"
    assert Actual.objects.get().amount == -123_450


def test_a_broken_fiscal_year_is_the_year_it_ends_in(cast: Cast) -> None:
    reading = reading_of(OWN / "brutet_ar.se")
    batch = import_actuals(cast.actor("controller"), cast["bolaget"], reading).batch
    assert (batch.year, batch.first_day, batch.last_day) == (2025, date(2024, 7, 1), date(2025, 6, 30))
    assert max(Actual.objects.values_list("period", flat=True)) == 12


def test_an_account_number_that_no_chart_holds_is_an_error(cast: Cast) -> None:
    found = preview(read_table("50A0;Lön;202601;-1;"), cast["koncern"])
    assert [finding.code for finding in found.errors] == ["unfit_accounts"]


def test_known_accounts_keep_their_names_and_new_ones_are_named(money: Money) -> None:
    money.account("5010", name="Löner enligt oss")
    found = preview(
        read_table("5010;Lön;202601;-1;", "5020;Timlön;202601;-1;", "5030;;202601;-1;"), money.cast["koncern"]
    )
    assert found.new_accounts == (("5020", "Timlön"), ("5030", ""))
    import_actuals(money.cast.actor("controller"), money.cast["koncern"], found.reading)
    names = dict(Account.objects.values_list("number", "name"))
    assert names == {"5010": "Löner enligt oss", "5020": "Timlön", "5030": "Konto 5030"}
    assert Account.history.filter(number="5020").get().history_user == money.cast.user("controller")


def test_a_closed_year_takes_nothing_in_and_gives_nothing_back(cast: Cast) -> None:
    actor = cast.actor("controller")
    batch = import_actuals(actor, cast["koncern"], read_table("5010;Lön;202601;-1;")).batch
    set_year_state(actor, YEAR, "closed")
    with pytest.raises(RuleBroken, match="avslutat"):
        import_actuals(actor, cast["koncern"], read_table("5010;Lön;202601;-2;"))
    with pytest.raises(RuleBroken, match="avslutat"):
        withdraw_batch(actor, batch, "Fel")


def test_the_batch_is_the_birth_certificate(cast: Cast) -> None:
    batch = import_actuals(cast.actor("controller"), cast["bolaget"], reading_of(OWN / "typ4.se")).batch
    assert batch.imported_by == cast.user("controller")
    assert batch.company == "Övningsbolaget Ån AB"
    assert len(batch.sha256) == 64
    assert {finding["severity"] for finding in batch.findings} == {"ok"}
    assert batch.history.get().history_change_reason == "Läste in typ4.se"


def test_should_figures_be_lost_on_the_way_nothing_is_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "_INSERT", staging._INSERT + " WHERE staged.row_number > 2")
    with pytest.raises(FiguresLost):
        import_actuals(
            cast.actor("controller"), cast["koncern"], read_table("5010;Lön;202601;-1;", "5010;Lön;202602;0;")
        )
    assert nothing_written()


def test_the_same_file_for_two_units_is_two_imports(cast: Cast) -> None:
    actor, file = cast.actor("controller"), read_table("5010;Lön;202601;-1;")
    for unit in (cast["A1"], cast["B1"]):
        assert import_actuals(actor, unit, file).is_new
    assert Unit.objects.filter(actual_batches__isnull=False).count() == 2
