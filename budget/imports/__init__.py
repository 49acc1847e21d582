"""A file with actuals, read into one common form whatever its format: no models, no database."""

from budget.imports.reading import Balance, Figure, Reading, read_file

__all__ = ["Balance", "Figure", "Reading", "read_file"]
