"""How the measurements are printed."""

from followup.bench.table import Measured, Promise, milliseconds, table, times
from followup.bench.timing import Timing


def test_figures_are_swedish() -> None:
    assert milliseconds(1234.56) == "1 234,6 ms"
    assert times(15.24) == "15,2 ×"


def test_the_median_and_the_95th_percentile_are_of_the_runs() -> None:
    timing = Timing(tuple(float(number) for number in range(100, 0, -1)), queries=3)
    assert timing.median == 50.5
    assert timing.p95 == 95


def test_with_few_runs_the_95th_percentile_is_the_slowest() -> None:
    assert Timing((3.0, 9.0, 5.0), queries=0).p95 == 9


def test_a_part_of_the_work_is_multiplied_up() -> None:
    timing = Timing((2.0, 4.0, 6.0), queries=0, scale=10)
    assert (timing.median, timing.p95) == (40, 60)


def test_a_row_says_queries_of_both_databases_and_whether_each_promise_was_kept() -> None:
    promises = (Promise("< 60 ms", True), Promise("≤ 12 frågor", False))
    lines = list(Measured("Sidan", Timing((5.0,), 9), small=8, ratio="2,0 × (a)", promises=promises).lines())
    assert len(lines) == 2
    assert "8/9" in lines[0]
    assert lines[0].endswith("● håller")
    assert lines[1].endswith("○ håller inte")
    assert lines[1].split()[0] == "≤"


def test_a_row_without_promises_says_nothing_of_them() -> None:
    head, row = list(table("B1", [Measured("Golvet", Timing((5.0,), 1))]))[-2:]
    assert "median" in head
    assert "håll" not in row
