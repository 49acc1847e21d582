"""A list that comes back: the rows of a file as values, by the same columns it went out with."""

from collections.abc import Sequence
from dataclasses import replace

from sala_styr.tables.cells import CellError, parse
from sala_styr.tables.listing import Column, Value
from sala_styr.tables.out import heading
from sala_styr.tables.sheet import Sheet


def places(sheet: Sheet, columns: Sequence[Column]) -> dict[Column, int]:
    """Where each column stands in the file, by its heading (in any letter case and any language of ours); what the file does not have is left out."""
    found = {fold(text): place for place, text in reversed(list(enumerate(sheet.headers)))}
    own = {fold(heading(column)) for column in columns}
    at: dict[Column, int] = {}
    for column in columns:
        others = (fold(heading(replace(column, label=label))) for label in column.also)
        names = (fold(heading(column)), *(name for name in others if name not in own))
        known = next((name for name in names if name in found), None)
        if known is not None:
            at[column] = found[known]
    return at


def read_cell(column: Column, text: str) -> Value:
    """The value of a cell; a word of ours in another language as it is here. Raises CellError."""
    value = parse(column.kind, text)
    return dict(column.same).get(value.casefold(), value) if isinstance(value, str) else value


def fold(text: str) -> str:
    """A heading without what people change without meaning anything by it."""
    return " ".join(text.casefold().strip(" *:.").split())


def values(sheet: Sheet, columns: Sequence[Column]) -> list[tuple[Value, ...]]:
    """Every row as values, missing columns as None. Raises CellError at the first cell that cannot be read."""
    at = places(sheet, columns)
    return [
        tuple(read_cell(column, cells[at[column]]) if column in at else None for column in columns)
        for _number, cells in sheet.rows
    ]


__all__ = ["CellError", "fold", "places", "read_cell", "values"]
