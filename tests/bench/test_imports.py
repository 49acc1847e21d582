"""What the import is measured beside does the same work, or the ratios would say nothing."""

from pathlib import Path

import pytest

from budget.models import Actual
from followup.bench import import_ways as ways
from followup.bench.import_files import FILE_YEAR, write_csv, write_sie, write_xlsx
from followup.bench.imports import run_imports
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast, build_cast

ROWS = 120
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return build_cast()


def stored() -> list[tuple[object, ...]]:
    rows = Actual.objects.filter(year=FILE_YEAR).order_by("row")
    return list(rows.values_list("row", "unit__code", "period", "account__number", "amount"))


@pytest.mark.usefixtures("cast")
def test_every_way_puts_the_same_rows_there(tmp_path: Path) -> None:
    csv = write_csv(tmp_path / "utfall.csv", ROWS)
    assert ways.whole_import(system_actor(), csv) == ROWS
    ours = stored()
    figures = list(ways.reading_of(csv).figures)
    rows = ways.actual_rows(figures)
    for way in (
        lambda: ways.database_part(figures),
        lambda: (ways.new_batch(ways.COPIED), ways.copied_rows(rows)),
        lambda: ways.by_bulk_create(csv),
    ):
        ways.empty()
        assert stored() == []
        way()
        assert stored() == ours
    ways.copied_bytes(csv)


@pytest.mark.usefixtures("cast")
def test_a_workbook_and_a_sie_file_of_the_same_size_can_be_brought_in(tmp_path: Path) -> None:
    assert ways.reading_to_the_end(write_xlsx(tmp_path / "utfall.xlsx", ROWS)) == ROWS
    sie = ways.reading_of(write_sie(tmp_path / "utfall.se", ROWS))
    assert not sie.refused
    assert sie.vouchers == ROWS // 4


@pytest.mark.usefixtures("cast")
def test_the_report_says_of_each_promise_whether_it_was_held() -> None:
    text = "\n".join(run_imports(1, rows=ROWS, workbook_rows=10))
    for words in ("COPY av samma rader", "bulk_create", "SIE typ 4", "XLSX", "som redan har 120 rader", "Mest minne"):
        assert words in text
    assert text.count("● håller") + text.count("○ håller inte") == 11
    assert not Actual.objects.filter(year=FILE_YEAR).exists()
