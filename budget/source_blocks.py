"""What a report's figures rest on: the files that were read in, with their own control totals (the figures' birth certificate)."""

from decimal import Decimal

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from budget.models import ActualBatch, BatchState
from sala_styr.documents.model import Cell, Column, ColumnKind, Row, Table
from sala_styr.organisation.models import Unit, UnitKind


def sources_table(year: int) -> Table | None:
    """The files whose figures count in ``year``, each with its sums to the öre in the ledger's sign (debit +). None when there is none. One query."""
    batches = (
        ActualBatch.objects.filter(year=year, state=BatchState.ACTIVE)
        .select_related("unit")
        .order_by("unit__tree_id", "unit__lft", "pk")
    )
    rows = tuple(Row(_cells(batch)) for batch in batches)
    if not rows:
        return None
    figures = (_("Ingående balans"), _("Utgående balans"), _("Årets resultat"), _("Verifikat"))
    return Table(
        caption=_("Inlästa filer som räkenskaperna för %(year)s bygger på") % {"year": year},
        columns=(
            Column(_("Fil"), width=22),
            Column(_("Gäller"), width=18),
            Column(_("Inläst"), ColumnKind.DATE),
            *(Column(label, ColumnKind.NUMBER) for label in figures),
        ),
        rows=rows,
        note=_("Summor i kronor och ören med bokföringens tecken: debet +, kredit −."),
    )


def _cells(batch: ActualBatch) -> tuple[Cell, ...]:
    return (
        batch.filename,
        _holder(batch.unit),
        timezone.localdate(batch.imported_at),
        _kronor(batch.opening_total),
        _kronor(batch.closing_total),
        _kronor(batch.result_total),
        batch.vouchers,
    )


def _holder(unit: Unit) -> str:
    """Whose accounts: the municipality as a legal person goes by its own name, not by that of the council at its top."""
    return settings.MUNICIPALITY_NAME if unit.kind in (UnitKind.COUNCIL, UnitKind.GROUP) else unit.name


def _kronor(ore: int | None) -> Decimal | None:
    return None if ore is None else (Decimal(ore) / 100).quantize(Decimal("0.01"))
