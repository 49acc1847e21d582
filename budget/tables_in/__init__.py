"""Actuals out of a table (sala_styr.tables reads the file): no models, no database."""

from budget.tables_in.actuals import ActualRow, ActualTable, RowError
from budget.tables_in.coding import NO_CODING, Coding
from budget.tables_in.layout import Layout, Sign

__all__ = ["NO_CODING", "ActualRow", "ActualTable", "Coding", "Layout", "RowError", "Sign"]
