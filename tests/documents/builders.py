"""Documents for tests: a tiny one, and one with everything that a report can hold."""

import struct
import zlib
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

from sala_styr.documents.charts import ChartData, Series
from sala_styr.documents.model import (
    BulletList,
    Column,
    ColumnKind,
    Document,
    Figure,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Row,
    RowKind,
    Section,
    Status,
    Table,
)
from sala_styr.documents.rich import Picture, PictureKind
from sala_styr.documents.written import LiveFigure, parse
from sala_styr.money import Unit
from sala_styr.seal.codes import mark_of

AT = datetime(2026, 2, 3, 13, 5, tzinfo=UTC)
DECISION = "KF 2026-04-27 § 45, dnr KS 2026/112"
NOTE = "tkr, + är överskott"
MONEY = (
    Column("Nämnd"),
    Column("Budget", ColumnKind.AMOUNT),
    Column("Utfall", ColumnKind.AMOUNT),
    Column("Avvikelse", ColumnKind.AMOUNT),
)
BOARDS = ("Kommunstyrelsen", "Skolnämnden", "Vård- och omsorgsnämnden", "Kultur- och fritidsnämnden")


def money_table(rows: int = 4, caption: str = "Driftredovisning per nämnd", unit: Unit = Unit.TKR) -> Table:
    """``rows`` rows with amounts that need rounding, and their sum."""
    made = [
        (
            f"{BOARDS[i % 4]}{f', enhet {i}' if rows > 4 else ''}",
            -(124_300_049 * 1_00 + i * 7_777_77),
            -(121_850_051 * 100 + i * 1_234_567),
        )
        for i in range(rows)
    ]
    body = [Row((name, budget, actual, actual - budget)) for name, budget, actual in made]
    total = (sum(budget for _n, budget, _a in made), sum(actual for _n, _b, actual in made))
    return Table(
        caption=caption,
        columns=MONEY,
        rows=(*body, Row(("Summa", *total, total[1] - total[0]), RowKind.SUM)),
        unit=unit,
        unit_note=f"{unit}, + är överskott",
    )


def goal_table() -> Table:
    """Statuses with every symbol, a missing amount, a date, a number, headings."""
    columns = (
        Column("Mål", width=34),
        Column("Bedömning", ColumnKind.STATUS),
        Column("Utveckling", ColumnKind.STATUS),
        Column("Kostnad", ColumnKind.AMOUNT),
        Column("Andel, %", ColumnKind.NUMBER),
        Column("Bedömd", ColumnKind.DATE),
    )
    day = date(2026, 1, 15)
    return Table(
        caption="Måluppfyllelse",
        columns=columns,
        rows=(
            Row(("Trygg uppväxt",), RowKind.HEADING),
            Row(
                (
                    "Alla barn klarar skolan",
                    Status("●", "uppfyllt"),
                    Status("↗", "förbättras"),
                    -41_200_000_00,
                    Decimal("87.5"),
                    day,
                )
            ),
            Row(
                (
                    "Ungdomars psykiska välbefinnande i samverkan med regionen",
                    Status("◐", "delvis"),
                    Status("→", "oförändrat"),
                    None,
                    None,
                    day,
                )
            ),
            Row(("Hållbar tillväxt",), RowKind.HEADING),
            Row(
                (
                    "Fler arbetstillfällen",
                    Status("○", "ej uppfyllt"),
                    Status("↘", "försämras"),
                    -3_050_000_00,
                    Decimal("-2.25"),
                    day,
                )
            ),
            Row(("Näringslivsklimatet", Status("？", "kan inte bedömas"), None, -250_000_00, 12, day)),
            Row(("Centrumhandeln", Status("–", "inte rapporterat"), None, None, None, None)),
        ),
        unit=Unit.TKR,
        unit_note="tkr, kostnad med minus",
    )


def chart_data() -> ChartData:
    """Two series over the boards, with one missing value and one negative."""
    budget = Series("Budget", (1_243_000_000_00, 912_400_000_00, None, 210_050_000_00))
    actual = Series("Utfall", (1_200_100_000_00, 955_000_000_00, 430_000_000_00, -19_000_000_00))
    return ChartData("Nämnd", BOARDS, (budget, actual), Unit.MNKR, "mnkr, netto")


def document(*sections: Section, draft: bool = True, title: str = "Årsredovisning 2025") -> Document:
    """A document around ``sections``. The decided one has the history's seal on its cover."""
    return Document(
        title=title,
        subtitle="Vad vi ville, vad som blev och vad det kostade",
        municipality="Sala kommun",
        generated_at=AT,
        sections=sections,
        references=("Dnr KS 2026/112", "Antagen av kommunstyrelsen för överlämnande till fullmäktige"),
        decision_line=None if draft else DECISION,
        draft=draft,
        seal_mark="" if draft else mark_of(12, "2026-04-27", 11_864, "5f2e" * 16),
    )


def tiny(draft: bool = True) -> Document:
    """One paragraph and one table."""
    return document(Section("Sammanfattning", (Paragraph("Året gav ett överskott."), money_table())), draft=draft)


TEXT = (
    "Kommunens ekonomi har utvecklats i enlighet med de förutsättningar som kommunfullmäktige beslutade om i strategisk plan och budget. "
    "Verksamheterna har hållit sina ramar med undantag för den särskilda kollektivtrafiken och sommarjobbsverksamheten, där "
    "kostnadsutvecklingen varit högre än planerat. Avstämningarna mellan nämnder och kontor visar att förtroendet för arbetssättet växer."
)


PICTURE_WORDS = "Den nya matsalen med fönster mot gården"
WRITTEN = """Skolan har **ny matsal**, *äntligen*, och resultatet blev [[resultat]]. Läs mer på [kommunens sida](https://www.sala.example/skolan).

- Först **det ena**
- sedan det andra

1. Ett
2. Två

## Barnen

Tabell: Barn i förskolan

| År | Barn | Andel, % |
|---|---:|---:|
| 2025 | 1 204 | 52,50 |
| 2026 | | −3 |

![Den nya matsalen med fönster mot gården](bild:1)
"""


def png(width: int = 24, height: int = 12) -> bytes:
    """A small picture: blue, and white below the middle."""
    rows = b"".join(b"\0" + (b"\x24\x40\x5c" if y < height / 2 else b"\xff" * 3) * width for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def by_hand() -> Section:
    """A chapter as a person writes it: weight, links, lists, a table, a picture, a live figure."""
    picture = Picture(png(), PictureKind.PNG, "En bild", sha256(png()).hexdigest(), "Foto: kommunen", "/bild/1/")
    figures = {"resultat": LiveFigure("−12,4\u00a0mnkr", "/ekonomi/rakning/1/")}
    written = parse(WRITTEN, heading="Skolan", pictures={1: picture}, figures=figures.get)
    return Section("Skolan i text", written.blocks, written.sections)


def everything(figure: Figure, draft: bool = True) -> Document:
    """Nested sections to the deepest level, a table over ten pages, statuses, a figure, lists, notes, a page break, awkward text."""
    return document(
        Section(
            "Förvaltningsberättelse",
            (Paragraph("Det här är året i korthet.", ParagraphKind.LEAD), Paragraph(TEXT), Paragraph(TEXT)),
            (
                Section(
                    "Översikt över verksamhetens utveckling",
                    (Paragraph(TEXT), figure, Paragraph(TEXT)),
                    owner="Ekonomikontoret",
                ),
                Section(
                    "God ekonomisk hushållning",
                    (goal_table(), Paragraph(TEXT, ParagraphKind.NOTE)),
                    (
                        Section(
                            "Finansiella mål",
                            (Paragraph(TEXT),),
                            (
                                Section(
                                    "Soliditet", (Paragraph(TEXT),), (Section("Nivå fem", (Paragraph("Djupast."),)),)
                                ),
                            ),
                        ),
                    ),
                ),
            ),
            owner="Kommunstyrelsen",
        ),
        Section(
            "Driftredovisning",
            (
                Paragraph(TEXT),
                money_table(),
                PageBreak(),
                money_table(420, "Driftredovisning per enhet"),
                money_table(3, "Exakta kronor", Unit.KR),
            ),
        ),
        Section(
            "Dialoger och avstämningar",
            (
                BulletList(
                    (
                        "Skolnämnden och skolkontoret: vi vill ses oftare.",
                        "Vård- och omsorgsnämnden: frågan om nattbemanning kvarstår.",
                    )
                ),
                Paragraph(
                    "Text med <script>alert(1)</script> & tecken: ≤ ✓ ŋ Đ ‑ \u202f \u2010 \u200b \x07 slut.\nNy rad."
                ),
            ),
        ),
        by_hand(),
        draft=draft,
    )
