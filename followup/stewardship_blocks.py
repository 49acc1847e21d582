"""God ekonomisk hushållning in reports: the council's financial and operational goals with their measures and what is said of them (KL 11:1)."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from budget.queries.ratios import KINDS, RatioUnit
from followup.blocks import said_cells, said_columns
from followup.models import StewardshipGoal, StewardshipKind
from followup.queries.stewardship import GoalGroup, GoalRow, Stewardship, ratio_label
from sala_styr.documents.cells import number_text
from sala_styr.documents.model import Block, Cell, Column, ColumnKind, Paragraph, Row, Status, Table


def stewardship_blocks(found: Stewardship) -> tuple[Block, ...]:
    """Financial goals with their measures, then those for the operations; each kind counted in words. Nothing where there are no goals."""
    financial, operational = found.of(StewardshipKind.FINANCIAL), found.of(StewardshipKind.OPERATIONAL)
    blocks: list[Block] = []
    if financial.rows:
        blocks += [_financial_table(financial, found.year), Paragraph(_counted(_("Finansiella mål"), financial))]
    if operational.rows:
        blocks += [_operational_table(operational, found.year), Paragraph(_counted(_("Verksamhetsmål"), operational))]
    return tuple(blocks)


def _financial_table(group: GoalGroup, year: int) -> Table:
    widths = (37, 22, 14, 11, 16)
    heads = (_("Mål"), _("Mäts med"), _("Målvärde"), _("Utfall %(year)s") % {"year": year}, _("Så gick det"))
    kinds = (ColumnKind.TEXT, ColumnKind.TEXT, ColumnKind.INTERVAL, ColumnKind.INTERVAL, ColumnKind.STATUS)
    return Table(
        caption=_("Finansiella mål %(year)s") % {"year": year},
        columns=tuple(Column(head, kind, width) for head, kind, width in zip(heads, kinds, widths, strict=True)),
        rows=tuple(Row(_financial_cells(row)) for row in group.rows),
        note=" ".join(row.said.comment for row in group.rows if row.said.comment),
    )


def _financial_cells(row: GoalRow) -> tuple[Cell, ...]:
    measured = row.measured
    return (
        str(row.goal),
        ratio_label(row.goal.ratio) if row.goal.ratio else None,
        _limit(row.goal) or None,
        _value(measured.value, row.goal.ratio) if measured else None,
        Status(row.said.symbol, row.said.word),
    )


def _limit(goal: StewardshipGoal) -> str:
    least = _("minst %(value)s") % {"value": _value(goal.least, goal.ratio)} if goal.least is not None else ""
    most = _("högst %(value)s") % {"value": _value(goal.most, goal.ratio)} if goal.most is not None else ""
    return ", ".join(filter(None, (least, most)))


def _value(value: Decimal | None, ratio: str) -> str | None:
    """With one decimal and its unit: per cent, or kronor for each inhabitant."""
    if value is None:
        return None
    kind = next((kind for kind in KINDS if kind.key == ratio), None)
    if kind is not None and kind.unit == RatioUnit.PER_PERSON:
        return _("%(value)s kr") % {"value": number_text(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))}
    return _("%(value)s %%") % {"value": number_text(value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))}


def _operational_table(group: GoalGroup, year: int) -> Table:
    return Table(
        caption=_("Mål för verksamheten %(year)s") % {"year": year},
        columns=(Column(_("Mål"), width=27), *said_columns()),
        rows=tuple(Row((str(row.goal), *said_cells(row.said))) for row in group.rows),
    )


def _counted(what: str, group: GoalGroup) -> str:
    """``Finansiella mål: 2 uppfyllt, 1 ej uppfyllt.``"""
    told: Iterable[str] = (f"{count} {look.word}" for look, count in group.counts if count)
    return f"{what}: {', '.join(told)}."
