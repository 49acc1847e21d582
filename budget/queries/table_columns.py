"""The saved column mappings, and how one reads a table."""

from budget.models import ColumnMapping
from budget.tables_in.columns import Column
from budget.tables_in.layout import Layout, Sign


def saved_columns() -> list[ColumnMapping]:
    """All of them, by legal unit and name. One query."""
    return list(ColumnMapping.objects.select_related("unit").order_by("unit__tree_id", "unit__lft", "name"))


def layout_of(pk: int, sign: Sign) -> Layout:
    """How the saved mapping reads a table; with ``sign`` as said in the form where none is chosen or it is gone. One query, none without a choice."""
    mapping = ColumnMapping.objects.filter(pk=pk).first() if pk else None
    if mapping is None:
        return Layout(sign=sign)
    headings = {Column(column): heading for column, heading in mapping.columns.items()}
    return Layout(headings, "ledger" if mapping.sign < 0 else "report", mapping.numbers, mapping.only)
