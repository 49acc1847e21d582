"""A data set's rows as CSV: the columns of the row's definition, written as all tables are (formulas neutralised)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Schema
from pydantic.fields import FieldInfo

from public.open_data.rows import KRONOR, UNIT
from public.open_data.sets import DataSet
from sala_styr.tables import Column, Kind, Listing, Value

_KINDS: Mapping[Any, Kind] = {
    bool: Kind.YES_NO,
    int: Kind.NUMBER,
    Decimal: Kind.NUMBER,
    date: Kind.DATE,
    str: Kind.TEXT,
}


def columns_of(row: type[Schema]) -> dict[str, Column]:
    """A column for each field, in their order."""
    return {name: Column(str(field.title), kind_of(field)) for name, field in row.model_fields.items()}


def kind_of(field: FieldInfo) -> Kind:
    """What the field holds: kronor, a number, a day, ja or nej, or text."""
    if is_kronor(field):
        return Kind.AMOUNT
    of = [
        kind
        for type_, kind in _KINDS.items()
        if type_ in (field.annotation, *getattr(field.annotation, "__args__", ()))
    ]
    return of[0] if of else Kind.TEXT


def is_kronor(field: FieldInfo) -> bool:
    """Does the field hold kronor?"""
    return isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get(UNIT) == KRONOR


def listing_of(data: DataSet, rows: Iterable[Schema]) -> Listing:
    """The rows for a file. Amounts are whole öre on their way there."""
    columns = columns_of(data.row)
    return Listing(
        data.title,
        tuple(columns.values()),
        [[_cell(column, getattr(row, name)) for name, column in columns.items()] for row in rows],
    )


def _cell(column: Column, value: Any) -> Value:
    if column.kind == Kind.AMOUNT and isinstance(value, Decimal):
        return int(value.scaleb(2))
    return None if value == "" else value
