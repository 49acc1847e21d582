"""Actuals out of a table (sala_styr.tables reads the file): no models, no database."""

from budget.tables_in.actuals import ActualRow, ActualTable, RowError, Sign
from budget.tables_in.coding import NO_CODING, Coding

__all__ = ["NO_CODING", "ActualRow", "ActualTable", "Coding", "RowError", "Sign"]
