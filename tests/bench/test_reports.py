"""The measured report has what a report of its length has, and each way of making it says what it took."""

from pathlib import Path

from followup.bench.report_document import CHAPTERS, Size, report_document
from followup.bench.reports import made
from sala_styr.documents.model import Figure, tables_in, walk


def test_two_hundred_pages_have_their_tables_and_charts() -> None:
    found = report_document(Size(200))
    figures = [
        block for _level, section in walk(found.sections) for block in section.blocks if isinstance(block, Figure)
    ]
    assert len(found.sections) == len(figures) == CHAPTERS
    assert len(list(tables_in(found.sections))) - len(figures) == 3 * CHAPTERS
    assert report_document(Size(200)) == found


def test_the_change_is_in_one_chapter() -> None:
    pairs = zip(report_document(Size(50)).sections, report_document(Size(50, "Ändrat")).sections, strict=True)
    assert sum(one != other for one, other in pairs) == 1


def test_a_way_says_its_pages_seconds_and_memory(tmp_path: Path) -> None:
    found = made("chapters", 20, str(tmp_path))
    assert 15 <= found.pages <= 30
    assert found.memory > 50
    assert found.processor > 0.1
    assert found.wall > 0.1
