"""A report as large as one likes, for measuring: chapters with running text, tables, lists and charts in the shares of an annual report (quality §1.4, B7)."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from sala_styr.documents.charts import ChartData, Series, as_figure, bar_chart, line_chart
from sala_styr.documents.model import (
    Block,
    BulletList,
    Column,
    ColumnKind,
    Document,
    Figure,
    Paragraph,
    ParagraphKind,
    Row,
    RowKind,
    Section,
    Status,
    Table,
)
from sala_styr.money import Unit

AT = datetime(2026, 2, 3, 13, 5, tzinfo=UTC)
CHAPTERS = 20
"""Of 200 pages: ten pages, three tables and a chart in each."""
PAGES_PER_CHAPTER = 10
_TEXT = (
    "Kommunens ekonomi har utvecklats i enlighet med de förutsättningar som kommunfullmäktige beslutade om i strategisk plan och budget. "
    "Verksamheterna har hållit sina ramar med undantag för den särskilda kollektivtrafiken och sommarjobbsverksamheten, där "
    "kostnadsutvecklingen varit högre än planerat. Avstämningarna mellan nämnder och kontor visar att förtroendet för arbetssättet växer. "
)
_BOARDS = ("Kommunstyrelsen", "Skolnämnden", "Vård- och omsorgsnämnden", "Kultur- och fritidsnämnden")
_SERIES = ("Budget", "Utfall")


@dataclass(frozen=True)
class Size:
    """``pages`` is about how many pages the report becomes; ``changed`` a word that stands in one chapter only."""

    pages: int
    changed: str = ""


def report_document(size: Size) -> Document:
    """The report. The same size always gives the same document."""
    chapters = max(1, round(size.pages / PAGES_PER_CHAPTER))
    sections = tuple(_chapter(number) for number in range(1, chapters + 1))
    if size.changed:
        middle = len(sections) // 2
        changed = replace(sections[middle], blocks=(Paragraph(size.changed), *sections[middle].blocks))
        sections = (*sections[:middle], changed, *sections[middle + 1 :])
    return Document("Årsredovisning 2025", "Mätning", "Sala kommun", AT, sections)


def _chapter(number: int) -> Section:
    return Section(
        f"Kapitel {number}: verksamhet och ekonomi",
        (Paragraph(f"Året i korthet, del {number}.", ParagraphKind.LEAD), *_texts(number, 2)),
        (
            Section("Utveckling", (_chart(number), *_texts(number + 1, 4)), owner="Ekonomikontoret"),
            Section("Driftredovisning", (*_texts(number + 2, 1), _money(number, 44), *_texts(number + 3, 2))),
            Section(
                "Mål och uppdrag",
                (_goals(number), *_texts(number + 4, 2)),
                (Section("Lärdomar", (_points(number), *_texts(number + 5, 2), _money(number + 7, 14))),),
            ),
            Section("Framåt", _texts(number + 6, 5)),
        ),
        owner=_BOARDS[number % 4],
    )


def _texts(start: int, count: int) -> tuple[Block, ...]:
    return tuple(Paragraph(f"Under år {2000 + start + each}: {_TEXT * 2}") for each in range(count))


def _points(number: int) -> BulletList:
    return BulletList(tuple(f"Lärdom {number}.{each}: {_TEXT[:130]}" for each in range(8)))


def _money(number: int, rows: int) -> Table:
    body = []
    for each in range(rows):
        budget, actual = -(124_300_049_00 + each * 777_77 * number), -(121_850_051_00 + each * 123_456_7)
        body.append(Row((f"{_BOARDS[each % 4]}, enhet {each}", budget, actual, actual - budget)))
    total = tuple(sum(int(str(row.cells[column])) for row in body) for column in (1, 2, 3))
    return Table(
        f"Driftredovisning {number}, {rows} enheter",
        (Column("Enhet"), *(Column(each, ColumnKind.AMOUNT) for each in (*_SERIES, "Avvikelse"))),
        (*body, Row(("Summa", *total), RowKind.SUM)),
        Unit.TKR,
        "tkr, + är överskott",
    )


def _goals(number: int) -> Table:
    columns = (
        Column("Mål", width=40),
        Column("Bedömning", ColumnKind.STATUS),
        Column("Andel, %", ColumnKind.NUMBER),
        Column("Bedömd", ColumnKind.DATE),
    )
    statuses = (Status("●", "uppfyllt"), Status("◐", "delvis"), Status("○", "ej uppfyllt"))
    rows = tuple(
        Row((f"Mål {number}.{each}: {_TEXT[:60]}", statuses[each % 3], Decimal(each * 5) / 2, date(2026, 1, 15)))
        for each in range(24)
    )
    return Table(f"Måluppfyllelse {number}", columns, rows)


def _chart(number: int) -> Figure:
    title, alternative = f"Budget och utfall, del {number}", "Skolnämndens nettokostnad är störst."
    values = tuple(
        Series(name, tuple((each + 3) * 100_000_000_00 + number * 7_000_000_00 for each in range(4)))
        for name in _SERIES
    )
    data = ChartData("Nämnd", _BOARDS, values, Unit.MNKR, "mnkr, netto")
    draw = bar_chart if number % 2 else line_chart
    return as_figure(title, alternative, draw(title, alternative, data), data)
