"""A table as read from a file: text cells under headings, each row with its number in the file."""

from dataclasses import dataclass


class TableError(ValueError):
    """The file cannot be read as a table. The message says in Swedish what is wrong and what to do; ``row`` is the row to blame, if one is."""

    def __init__(self, message: str, row: int | None = None):
        self.row = row
        super().__init__(message)


@dataclass(frozen=True)
class Sheet:
    """``headers`` is the first row that has anything in it; ``rows`` are the later ones that have, with the number that the person sees in the file.

    All rows are equally wide: short ones are filled up with "". ``others`` names the sheets of a workbook that were not read.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    header_row: int = 1
    name: str = ""
    others: tuple[str, ...] = ()


def make_sheet(numbered: list[tuple[int, list[str]]], name: str = "", others: tuple[str, ...] = ()) -> Sheet | None:
    """Build a Sheet of the rows that have any text; None when none has."""
    filled = [(number, [cell.strip() for cell in cells]) for number, cells in numbered if any(map(str.strip, cells))]
    if not filled:
        return None
    width = max(len(cells) for _number, cells in filled)
    header_row, headers = filled[0]
    return Sheet(
        headers=_widened(headers, width),
        rows=tuple((number, _widened(cells, width)) for number, cells in filled[1:]),
        header_row=header_row,
        name=name,
        others=others,
    )


def _widened(cells: list[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))
