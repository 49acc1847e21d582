"""How a table is written where that is known beforehand: its headings, its sign and its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from budget.tables_in.columns import Column

Sign = Literal["report", "ledger"]

THOUSANDS = {"comma": ".", "point": ","}
"""The mark between thousands, by how numbers are written; none is taken away where nobody has said which it is."""


@dataclass(frozen=True)
class Layout:
    """``headings``: column → its heading in the file; the others are recognised as ever. ``numbers``: plain, comma (1.234,50) or point (1,234.50)."""

    headings: Mapping[Column, str] = field(default_factory=dict)
    sign: Sign = "report"
    numbers: str = "plain"
    only: bool = False
    """Are only the columns that have a heading here read?"""

    @property
    def thousands(self) -> str:
        """The mark to take away in amounts; "" for none."""
        return THOUSANDS.get(self.numbers, "")


AS_EVER = Layout()
