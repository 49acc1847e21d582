"""A CSV or XLSX file into a Sheet, told apart by what is in it."""

from django.utils.translation import gettext as _

from sala_styr.tables.csv_in import read_csv
from sala_styr.tables.sheet import Sheet, TableError
from sala_styr.tables.xlsx_in import read_xlsx

_ZIP = b"PK"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def read_table(data: bytes, name: str = "", sheet_name: str = "") -> Sheet:
    """Read a CSV or XLSX file, told apart by its content and not by ``name``. Raises TableError with a Swedish message."""
    refuse_other_files(data)
    if data.startswith(_ZIP):
        return read_xlsx(data, sheet_name)
    return read_csv(data, name)


def refuse_other_files(data: bytes) -> None:
    """Raise TableError when the file, or its beginning, is recognisably something else than a table."""
    start = data[:1000].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise TableError(_("Filen är en webbsida (HTML), inte en tabell. Hämta filen igen."))
    if data.startswith(_OLD_EXCEL):
        raise TableError(_("Filen är en äldre Excel-fil (.xls). Spara den som .xlsx eller CSV och försök igen."))
    if data.startswith(_PICTURES):
        raise TableError(_("Filen är en bild, inte en tabell. Välj filen som siffrorna står i."))
    if data.startswith(b"%PDF"):
        raise TableError(_("Filen är en PDF, inte en tabell. Exportera tabellen som Excel eller CSV."))
