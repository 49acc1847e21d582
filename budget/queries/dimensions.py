"""What has been said of the dimensions of a source's SIE files, for a legal unit."""

from budget.imports.from_sie import SaidBySource
from budget.models import DimensionMapping
from budget.queries.mapping import OF_CODING, legal_unit
from budget.queries.structure import Structure
from budget.sie.dimensions import NOTHING
from sala_styr.organisation.models import Unit

_FIELDS = {dimension.value: name for dimension, name in OF_CODING.items()}
PART_OF_FIELD = {name: dimension for dimension, name in _FIELDS.items()}
"""The part of the coding string, by the field of a Coding."""


def said_of_dimensions(tree: Structure, unit: Unit) -> SaidBySource:
    """Answers, for a source, with what is remembered for the legal unit that ``unit`` belongs to: dimension → field of a Coding. One query when asked."""
    top = legal_unit(tree, unit)

    def said(source: str) -> dict[str, str]:
        rows = DimensionMapping.objects.filter(unit=top, source=source[:60]).values_list("number", "part")
        return {number: _FIELDS.get(part, NOTHING) for number, part in rows}

    return said
