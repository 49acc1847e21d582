"""Tables in and out as files (CSV and XLSX), in one format: what has been taken out can be changed and brought in again. No models.

``read_table`` makes a Sheet of a file; ``Listing`` is a list on its way out, and ``as_file`` lets a list's view answer with it:

    if file := as_file(request, lambda: decision_listing(found)):
        return file

and the page offers it by ``{% download_links %}``.
"""

from sala_styr.tables.csv_in import read_csv
from sala_styr.tables.listing import Column, Kind, Listing, Value, text_column
from sala_styr.tables.out import as_file, file_response, wants_file, workbook_response
from sala_styr.tables.read import read_table
from sala_styr.tables.sheet import Sheet, TableError
from sala_styr.tables.xlsx_in import read_xlsx

__all__ = [
    "Column",
    "Kind",
    "Listing",
    "Sheet",
    "TableError",
    "Value",
    "as_file",
    "file_response",
    "read_csv",
    "read_table",
    "read_xlsx",
    "text_column",
    "wants_file",
    "workbook_response",
]
