"""Actuals out of a table (sala_styr.tables reads the file): no models, no database."""

from budget.tables_in.actuals import ActualRow, ActualTable, RowError, Sign

__all__ = ["ActualRow", "ActualTable", "RowError", "Sign"]
