"""Every sample file imports with the totals that are known of it (domain §5.3), or is refused with the right words (see test_check and test_other_files)."""

from pathlib import Path

import pytest

from budget.sie import Movement, Severity, Source, parse, read, write_sie4
from tests.budget.sie.samples import BROKEN_YEARS, GOOD, OWN, SAME_COMPANY, Expected

cases = pytest.mark.parametrize("case", GOOD, ids=lambda case: case.path.name)


@cases
def test_its_control_totals_are_the_known_ones(case: Expected) -> None:
    reading = read(case.path.read_bytes(), case.path.name)
    assert reading.movements is not None
    totals = reading.movements.totals
    assert reading.file.kind == case.kind
    assert (totals.opening, totals.closing, totals.result) == (case.opening, case.closing, case.result)
    assert (totals.vouchers, totals.net) == (case.vouchers, case.net)


@cases
def test_its_months_are_read_the_right_way(case: Expected) -> None:
    outcome = read(case.path.read_bytes(), case.path.name).movements
    assert outcome is not None
    assert outcome.source == case.source
    assert set(outcome.sources.values()) <= {Source(case.source)}
    assert (len(outcome.rows), outcome.cover.last_period) == (case.rows, case.last_period)


@cases
def test_only_the_known_oddities_are_warned_of(case: Expected) -> None:
    findings = read(case.path.read_bytes(), case.path.name).findings
    assert tuple(f.code for f in findings if f.severity is Severity.WARNING) == case.warnings


@cases
def test_its_rows_make_its_results_account_by_account(case: Expected) -> None:
    reading = read(case.path.read_bytes(), case.path.name)
    assert reading.movements is not None
    by_account: dict[str, int] = {}
    for row in reading.movements.rows:
        by_account[row.account] = by_account.get(row.account, 0) - row.amount
    if reading.file.kind != "4I":
        assert by_account == {account: ore for account, ore in reading.file.results.get(0, {}).items() if ore}
    assert sum(reading.movements.totals.by_class.values()) == case.net


@cases
def test_it_imports_the_same_after_being_written_by_us(case: Expected) -> None:
    reading = read(case.path.read_bytes(), case.path.name)
    again = read(write_sie4(reading.file), case.path.name)
    assert again.movements is not None
    assert reading.movements is not None
    assert _lineless(again.movements.rows) == _lineless(reading.movements.rows)
    assert again.movements.totals == reading.movements.totals


def _lineless(rows: tuple[Movement, ...]) -> list[Movement]:
    """The rows, but for where in the file they stand."""
    return [row._replace(line=None) for row in rows]


@pytest.mark.parametrize("paths", SAME_COMPANY, ids=lambda paths: paths[0].name)
def test_one_company_s_files_tell_the_same_months_whichever_way_they_tell_them(paths: tuple[Path, ...]) -> None:
    months = []
    for path in paths:
        outcome = read(path.read_bytes(), path.name).movements
        assert outcome is not None
        sums: dict[tuple[str, int | None], int] = {}
        for row in outcome.rows:
            sums[row.account, row.period] = sums.get((row.account, row.period), 0) + row.amount
        months.append(sums)
    assert all(sums == months[0] for sums in months[1:])


@pytest.mark.parametrize("case", [case for case in GOOD if case.vouchers], ids=lambda case: case.path.name)
def test_all_its_vouchers_balance(case: Expected) -> None:
    vouchers = parse(case.path.read_bytes(), case.path.name).vouchers
    assert [voucher.difference for voucher in vouchers] == [0] * case.vouchers


@pytest.mark.parametrize(
    ("path", "start", "end", "month", "period"), BROKEN_YEARS, ids=lambda value: getattr(value, "name", None)
)
def test_a_broken_year_s_months_are_mapped_by_the_file_s_own_year(
    path: Path, start: str, end: str, month: int, period: int
) -> None:
    reading = read(path.read_bytes())
    assert reading.movements is not None
    year = reading.movements.cover.year
    assert (year.start.isoformat(), year.end.isoformat(), year.periods) == (start, end, 12)
    rows = [
        row
        for row in reading.file.period_balances
        if (row.year, row.period, row.account, row.objects) == (0, month, "3010", ())
    ]
    assert rows
    imported = [row.amount for row in reading.movements.rows if (row.account, row.period) == ("3010", period)]
    assert sum(imported) == -sum(row.amount for row in rows)


@pytest.mark.parametrize(
    "path",
    [row[0] for row in BROKEN_YEARS if row[0].name.startswith("bl_")] or [OWN / "typ3_totaler.se"],
    ids=lambda path: path.name,
)
def test_object_balances_are_read_beside_and_change_no_total(path: Path) -> None:
    file = parse(path.read_bytes())
    assert (len(file.object_opening), len(file.object_closing)) == ((6, 21) if path.name.startswith("bl_") else (1, 1))
    assert sum(file.opening[0].values()) == 0
