"""What measures against deficits add to reports, from the same query as the pages."""

from django.utils.translation import gettext as _

from budget.queries.corrective import measures_of
from budget.queries.structure import total
from sala_styr.documents.model import Column, ColumnKind, Row, RowKind, Table


def corrective_table(year: int) -> Table | None:
    """The year's measures against deficits: what each was expected to give and has given. None when there was none. Two queries."""
    rows = measures_of(year)
    if not rows:
        return None
    shown = [
        Row(
            (
                *(row.measure.unit.name, row.measure.title, str(row.measure.get_state_display())),
                *(str(row.measure.decision or ""), row.measure.expected, row.effect),
            )
        )
        for row in rows
    ]
    counted = [row for row in rows if row.counts]
    sums = (total(row.measure.expected for row in counted), total(row.effect for row in counted))
    shown.append(Row((_("Summa, utan avbrutna åtgärder"), "", "", "", *sums), RowKind.SUM))
    labels = (_("Enhet"), _("Åtgärd"), _("Läge"), _("Beslut"))
    return Table(
        caption=_("Åtgärder mot underskott %(year)s") % {"year": year},
        columns=(
            *(Column(label) for label in labels),
            *(Column(label, ColumnKind.AMOUNT) for label in (_("Väntad effekt"), _("Uppnådd effekt"))),
        ),
        rows=tuple(shown),
        unit_note=_("tkr, + förbättrar resultatet"),
    )
