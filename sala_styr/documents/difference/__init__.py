"""What differs between two documents: section by section, paragraph by paragraph, figure by figure. Pure; no database, no HTML.

``difference(before, after)`` compares what is said (``model.fingerprint``), not how it is laid out: page breaks, widths and drawings are left out.
"""

from sala_styr.documents.difference.document import Difference, SectionDifference, difference
from sala_styr.documents.difference.parts import Change, PictureDifference, TextDifference
from sala_styr.documents.difference.tables import CellDifference, RowDifference, TableDifference

__all__ = [
    "CellDifference",
    "Change",
    "Difference",
    "PictureDifference",
    "RowDifference",
    "SectionDifference",
    "TableDifference",
    "TextDifference",
    "difference",
]
