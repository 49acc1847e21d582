"""Actuals out of a table (sala_styr.tables reads the file): no models, no database."""

from budget.tables_in.actuals import ActualRow, ActualRows, RowError, Sign, read_actuals

__all__ = ["ActualRow", "ActualRows", "RowError", "Sign", "read_actuals"]
