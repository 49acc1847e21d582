"""Which tables are kept together on a page: by how high they become, and by what is in them."""

import pytest

from sala_styr.documents.heights import height_of, is_short
from sala_styr.documents.model import Cell, Column, ColumnKind, Row, RowKind, Table

AMOUNT, TEXT = ColumnKind.AMOUNT, ColumnKind.TEXT


def table(rows: int, *cells: tuple[ColumnKind, Cell]) -> Table:
    columns = (Column("Rad"), *(Column(f"K{number}", kind) for number, (kind, _cell) in enumerate(cells)))
    made = Row(("Post", *(cell for _kind, cell in cells)))
    return Table(
        "Tabell", columns, (Row(("Grupp",), RowKind.HEADING), *[made] * rows), unit_note="tkr, var sida är plus"
    )


@pytest.mark.parametrize(
    ("rows", "cells", "short"),
    [
        (25, [(AMOUNT, 1), (AMOUNT, 2)], True),
        (25, [(TEXT, "12"), (AMOUNT, 1), (AMOUNT, 2)], True),
        (40, [(AMOUNT, 1)], False),
        (25, [(AMOUNT, 1)] * 7, False),
        (10, [(TEXT, "ett ord")], True),
        (25, [(TEXT, "ett ord"), (AMOUNT, 1)], False),
        (6, [(TEXT, "Många ord som inte får plats på en rad. " * 8)], False),
    ],
    ids=["balans", "balans med noter", "lång", "många kolumner", "få ord", "ord och belopp", "långa texter"],
)
def test_a_table_is_kept_together_by_its_height(
    rows: int, cells: list[tuple[ColumnKind, Cell]], *, short: bool
) -> None:
    assert is_short(table(rows, *cells)) is short


def test_more_words_make_a_table_higher_and_wider_columns_lower() -> None:
    words = "Många ord som inte får plats på en rad. " * 4
    assert height_of(table(3, (TEXT, words))) > height_of(table(3, (TEXT, "Få")))
    narrow, wide = (Table("T", (Column("A", width=width), Column("B")), (Row((words, "b")),)) for width in (20, 80))
    assert height_of(narrow) > height_of(wide)
