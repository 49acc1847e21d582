"""A file with actuals, read into one common form whatever its format: no models, no database."""

from budget.imports.figures import Figure, Figures
from budget.imports.reading import Balance, Reading, read_file

__all__ = ["Balance", "Figure", "Figures", "Reading", "read_file"]
