"""A list that comes back: the rows of a file as values, by the same columns it went out with."""

from collections.abc import Sequence

from sala_styr.tables.cells import CellError, parse
from sala_styr.tables.listing import Column, Value
from sala_styr.tables.out import heading
from sala_styr.tables.sheet import Sheet


def places(sheet: Sheet, columns: Sequence[Column]) -> dict[Column, int]:
    """Where each column stands in the file, by its heading (whatever the letter case); what the file does not have is left out."""
    found = {fold(text): place for place, text in reversed(list(enumerate(sheet.headers)))}
    return {column: found[fold(heading(column))] for column in columns if fold(heading(column)) in found}


def fold(text: str) -> str:
    """A heading without what people change without meaning anything by it."""
    return " ".join(text.casefold().strip(" *:.").split())


def values(sheet: Sheet, columns: Sequence[Column]) -> list[tuple[Value, ...]]:
    """Every row as values, missing columns as None. Raises CellError at the first cell that cannot be read."""
    at = places(sheet, columns)
    return [
        tuple(parse(column.kind, cells[at[column]]) if column in at else None for column in columns)
        for _number, cells in sheet.rows
    ]


__all__ = ["CellError", "fold", "places", "values"]
