"""What the plan contributes to reports: the vision, a body's goals with their decisions, its indicators, a unit's grunduppdrag.

Only what everybody may see: drafts are in no report. Another app joins its own columns (assessments, kronor) by item id.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from goals.indicator_chart import chart_data, in_words, rounded, target_text
from goals.indicator_source import source_line
from goals.models import CoreMission, Direction, Indicator, IndicatorValue, ItemState, PlanItem
from goals.queries.indicators import indicator_rows_of
from goals.terms import all_wanted
from sala_styr.documents.charts import ChartData, line_chart
from sala_styr.documents.model import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Figure,
    ParagraphKind,
    Row,
    RowKind,
    Section,
    Table,
    paragraphs,
)
from sala_styr.money import Unit
from sala_styr.organisation.models import Unit as OrganisationUnit
from sala_styr.shell.richtext import to_blocks

MoreCells = Callable[[PlanItem], tuple[Cell, ...]]


def reported_items(year: int) -> list[PlanItem]:
    """The plan of ``year`` that is decided or in force, or was until it ended, in reading order. One query."""
    items = (
        PlanItem.objects.in_year(year).exclude(state=ItemState.DRAFT).select_related("step", "owner", "decision__body")
    )
    found = list(items.order_by("tree_id", "lft"))
    replaced = {item.replaces_id for item in found}
    return [item for item in found if item.pk not in replaced]


def by_owner(items: Sequence[PlanItem]) -> dict[OrganisationUnit, list[PlanItem]]:
    """The items of each owner, in the organisation's order; within one, level by level."""
    owners: dict[OrganisationUnit, list[PlanItem]] = {}
    for item in sorted(items, key=lambda item: (item.owner.tree_id, item.owner.lft, item.step.order)):
        owners.setdefault(item.owner, []).append(item)
    return owners


def vision_blocks(items: Sequence[PlanItem]) -> tuple[Block, ...]:
    """The vision (what nothing is followed up of but through what answers to it), with the decision it rests on."""
    blocks: list[Block] = []
    for item in items:
        if not item.step.followed_up:
            blocks += paragraphs(item.title, ParagraphKind.LEAD)
            blocks += to_blocks(item.description)
            blocks += paragraphs(decision_line(item), ParagraphKind.NOTE)
    return tuple(blocks)


def goals_table(
    caption: str,
    items: Sequence[PlanItem],
    more_columns: tuple[Column, ...] = (),
    more_cells: MoreCells | None = None,
    unit_note: str = "",
) -> Table:
    """Items under a heading for each level, with their decision. ``more_cells`` answers an item with the cells of ``more_columns``."""
    rows: list[Row] = []
    level = None
    for item in items:
        if item.step_id != level:
            level = item.step_id
            rows.append(Row((item.step.plural[:1].upper() + item.step.plural[1:],), RowKind.HEADING))
        more = more_cells(item) if more_cells else ()
        rows.append(Row((item.title, decision_line(item) or None, *more)))
    columns = (Column(_("Vad vi vill")), Column(_("Beslut")), *more_columns)
    return Table(caption, columns, tuple(rows), unit=Unit.TKR, unit_note=unit_note)


def goals_sections(
    year: int, more_columns: tuple[Column, ...] = (), more_cells: MoreCells | None = None, unit_note: str = ""
) -> tuple[Section, ...]:
    """A section for each political body with what it wants and has decided in ``year``. Two queries."""
    sections, wanted = [], all_wanted(year)
    for owner, items in by_owner([item for item in reported_items(year) if item.step.is_political]).items():
        caption = _("%(wanted)s %(year)s, %(owner)s") % {"wanted": wanted, "year": year, "owner": owner.name}
        table = goals_table(caption, items, more_columns, more_cells, unit_note)
        sections.append(Section(owner.name, (table,), owner=owner.name))
    return tuple(sections)


def indicators_table(caption: str, items: Sequence[PlanItem], year: int) -> Table | None:
    """Every indicator of the items with target and outcome of ``year`` and the year before; None when there is none. Two queries.

    A missing outcome is "–", with its reason (invariant 17). The note says where the figures come from: "Källa: Kolada …".
    """
    found, rows = indicator_rows_of(items, year), []
    in_words = any(row.indicator.direction == Direction.WITHIN for row in found)  # an interval is no number
    sources: dict[str, list[str]] = {}
    for row in found:
        values = dict(zip(row.years, row.values, strict=True))
        now, before = values.get(year), values.get(year - 1)
        one = row.indicator
        reason = now.missing_reason if now else ""
        cells = (
            rounded(one, before.outcome if before else None),
            _target(one, now, in_words),
            rounded(one, now.outcome if now else None),
        )
        rows.append(Row((one.name, one.unit_of_measure, *cells, reason or None)))
        sources.setdefault(source_line(one), []).append(one.name)
    if not rows:
        return None
    number = ColumnKind.NUMBER
    columns = (
        Column(_("Indikator")),
        Column(_("Enhet")),
        Column(_("Utfall %(year)s") % {"year": year - 1}, number),
        Column(_("Målvärde %(year)s") % {"year": year}, ColumnKind.INTERVAL if in_words else number),
        Column(_("Utfall %(year)s") % {"year": year}, number),
        Column(_("Om utfallet saknas")),
    )
    note = " ".join(f"{source} ({', '.join(names)})." for source, names in sources.items() if source)
    return Table(caption, columns, tuple(rows), note=note)


def indicator_figures(items: Sequence[PlanItem], year: int) -> tuple[Figure, ...]:
    """A chart for each indicator of the items that has outcomes enough to compare, through ``year``. Two queries."""
    found = []
    for row in indicator_rows_of(items, year):
        until = sum(each <= year for each in row.years)
        row = replace(row, years=row.years[:until], values=row.values[:until])
        if sum(value is not None and value.outcome is not None for value in row.values) >= LEAST_OUTCOMES:
            data = chart_data(row)
            told = in_words(row.indicator, data)
            title = _("%(name)s (%(unit)s)") % {"name": row.indicator.name, "unit": row.indicator.unit_of_measure}
            found.append(Figure(line_chart(title, told, data), title, told, _years_across(title, data)))
    return tuple(found)


LEAST_OUTCOMES = 3
"""Two points are no line."""


def _years_across(title: str, data: ChartData) -> Table:
    """The chart's figures with a column for each year: low, since a report has many of them."""
    number = ColumnKind.NUMBER
    return Table(
        caption=_("%(title)s, siffror") % {"title": title},
        columns=(Column(_("Uppgift")), *(Column(year, number) for year in data.categories)),
        rows=tuple(Row((each.name, *each.values)) for each in data.all_series),
    )


def _target(indicator: Indicator, value: IndicatorValue | None, in_words: bool) -> Cell:
    """The target as a figure, or in words where one of the table is an interval. Missing stays missing."""
    if value is None or value.target is None:
        return None
    return target_text(indicator, value) if in_words else rounded(indicator, value.target)


def mission_blocks(mission: CoreMission) -> tuple[Block, ...]:
    """A unit's grunduppdrag: what the law gives it, by which laws, and what we have decided ourselves, by which decision."""
    blocks: list[Block] = [*to_blocks(mission.statutory)]
    if mission.law_list:
        blocks += paragraphs(_("Lagar: %(laws)s.") % {"laws": "; ".join(mission.law_list)}, ParagraphKind.NOTE)
    if mission.local and mission.local_decision:
        blocks += to_blocks(mission.local)
        blocks += paragraphs(_("Beslutat: %(decision)s.") % {"decision": mission.local_decision}, ParagraphKind.NOTE)
    return tuple(blocks)


def decision_line(item: PlanItem) -> str:
    """``KF 2025-11-24 § 123, dnr KS 2025/456``, "" for what needs no decision."""
    return str(item.decision) if item.decision else ""


def joined(cells: Mapping[int, tuple[Cell, ...]], width: int) -> MoreCells:
    """Cells by item id as ``goals_table`` wants them; ``width`` empty cells ("–") for an item without."""
    nothing: tuple[Cell, ...] = (None,) * width
    return lambda item: cells.get(item.pk, nothing)
