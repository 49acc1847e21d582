"""A file with actuals, read into one common form whatever its format: no models, no database."""

from budget.imports.figures import Figure, Figures
from budget.imports.reading import Balance, Reading, read_file
from budget.tables_in import NO_CODING, Coding

__all__ = ["NO_CODING", "Balance", "Coding", "Figure", "Figures", "Reading", "read_file"]
