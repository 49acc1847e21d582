"""The example's written annual report: at least sixty pages, the parts of the law in order, every part written, its figures those of the queries."""

import pytest

from budget.models import ResultLine
from budget.queries import balance_sheet, entities_with_balances, income_statement
from budget.queries.bridge import bridge
from budget.queries.investments import investment_statement
from budget.queries.operating import parts_statement, unit_statement
from budget.queries.structure import is_municipal
from sala_styr.documents.model import Document, Figure, Paragraph, Table, tables, walk
from sala_styr.documents.pdf import render_pdf
from sala_styr.organisation.models import Unit
from tests.documents.reading import opened, page_texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
YEAR = 2025
LEAST_PAGES = 60
ALMOST_EMPTY = 250
"""Fewer letters than this on a page, heads and feet included, and it should not be there."""
CHAPTERS = (
    "Förord",
    "Kommunen i korthet",
    "Så styrs kommunen",
    "Förvaltningsberättelse",
    "Drift- och investeringsredovisning",
    "Räkenskaper",
    "Noter",
    "Sammanställda räkenskaper",
    "Nämndernas verksamhetsberättelser",
    "Bolagens verksamhet",
    "Revisionsberättelse",
    "Ord och begrepp",
)
OF_ADMINISTRATION = (
    "Översikt över verksamhetens utveckling",
    "Den kommunala koncernen",
    "Viktiga förhållanden för resultat och ekonomisk ställning",
    "Händelser av väsentlig betydelse",
    "Styrning och uppföljning av den kommunala verksamheten",
    "God ekonomisk hushållning och ekonomisk ställning",
    "Balanskravsresultat",
    "Väsentliga personalförhållanden",
    "Förväntad utveckling",
)
"""The order of RKR R15."""
OF_A_COMMITTEE = (
    "Uppdrag",
    "Händelser av väsentlig betydelse",
    "Verksamheten under året",
    "Måluppfyllelse",
    "Ekonomi",
    "Framtid",
)


def headings(document: Document, *path: str) -> list[str]:
    """The headings right inside the section at the path."""
    sections = document.sections
    for each in path:
        sections = next(section.sections for section in sections if section.heading == each)
    return [section.heading for section in sections]


def table(document: Document, caption: str) -> Table:
    found = [each for each in tables(document) if each.caption == caption]
    assert len(found) == 1, caption
    return found[0]


def test_the_parts_of_the_law_stand_in_order(document: Document) -> None:
    assert headings(document) == list(CHAPTERS)
    assert headings(document, "Förvaltningsberättelse") == list(OF_ADMINISTRATION)
    assert headings(document, "Drift- och investeringsredovisning") == ["Driftredovisning", "Investeringsredovisning"]
    assert headings(document, "Räkenskaper") == ["Resultaträkning", "Balansräkning", "Kassaflödesanalys"]
    committees = Unit.objects.in_year(YEAR).filter(kind__in=("board", "committee")).order_by("tree_id", "lft")
    assert headings(document, "Nämndernas verksamhetsberättelser") == [unit.name for unit in committees]
    for unit in committees:
        assert headings(document, "Nämndernas verksamhetsberättelser", unit.name)[:6] == list(OF_A_COMMITTEE)


def test_every_part_is_written_and_every_figure_in_the_text_is_found(document: Document) -> None:
    texts = [
        block.text for _level, each in walk(document.sections) for block in each.blocks if isinstance(block, Paragraph)
    ]
    assert not [text for text in texts if "inte skrivet ännu" in text]
    assert "[[" not in str(document.sections)


@pytest.mark.sqlite  # takes long
def test_it_is_at_least_sixty_pages_with_contents_and_bookmarks(document: Document) -> None:
    content = render_pdf(document)
    pages = page_texts(content)
    assert len(pages) >= LEAST_PAGES
    with opened(content) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root if item.title in CHAPTERS] == list(CHAPTERS)
    letters = [len("".join(page.split())) for page in pages]
    assert [number for number, count in enumerate(letters, start=1) if number > 1 and count < ALMOST_EMPTY] == []


def test_the_statements_and_their_notes_are_the_queries_and_tie(document: Document) -> None:
    income = income_statement(YEAR)
    shown = table(document, f"Resultaträkning {YEAR}")
    assert [row.cells[2:] for row in shown.rows] == [
        (row.actual, row.budget, row.variance, row.previous) for row in income.rows
    ]
    own = next(unit for unit in entities_with_balances(YEAR) if is_municipal(unit))
    sheet = balance_sheet(own, YEAR)
    notes = {each.caption: each for each in tables(document) if each.caption.startswith("Not ")}
    numbered = {str(row.cells[0]): str(row.cells[1]) for row in shown.rows if row.cells[1]}
    amounts: dict[str, tuple[int | None, int | None]] = {
        str(row.label): (row.actual, row.previous) for row in income.rows
    } | {str(row.label): (row.closing, row.opening) for row in (*sheet.assets, *sheet.financing)}
    assert len(notes) > 12
    assert str(ResultLine.TAX.label) in numbered
    for line, number in numbered.items():
        assert f"Not {number}. {line}" in notes
    for found in notes.values():
        *parts, whole = found.rows
        assert whole.cells[1:] == amounts[str(whole.cells[0])]
        for place in (1, 2):
            known = [row.cells[place] for row in parts if isinstance(row.cells[place], int)]
            assert sum(known) == whole.cells[place]  # type: ignore[arg-type]


def test_the_bridge_is_the_query_and_leaves_nothing_unexplained(document: Document) -> None:
    found = bridge(YEAR)
    shown = table(document, f"Från driftredovisning till resultaträkning {YEAR}")
    rows = [row for row in found.rows if row.is_sum or row.amounts.net is not None]
    assert [row.cells[-1] for row in shown.rows] == [row.amounts.net for row in rows]
    assert found.unexplained == 0


def test_each_committees_money_is_the_query(document: Document) -> None:
    for unit in Unit.objects.in_year(YEAR).filter(kind__in=("board", "committee")):
        shown = table(document, f"Drift {YEAR}, {unit.name}")
        whole = unit_statement(unit, YEAR).total
        assert shown.rows[-1].cells[1:] == (whole.revenue, whole.cost, whole.actual, whole.current, whole.variance)
        parts = parts_statement(unit, YEAR)
        assert sum(row.cells[3] for row in shown.rows[:-1]) == parts.total.actual  # type: ignore[misc]


def test_each_committees_investments_are_its_share_of_the_whole(document: Document) -> None:
    statement = investment_statement(YEAR)
    for group in statement.groups:
        assert group.unit is not None
        shown = table(document, f"Investeringar {YEAR}, {group.unit.name}")
        whole = next(row for row in shown.rows if row.cells[0] == f"Summa {group.unit.name}")
        assert whole.cells[4] == group.sum.actual


def test_the_councils_indicators_are_drawn_with_their_figures(document: Document) -> None:
    figures = [b for _level, each in walk(document.sections) for b in each.blocks if isinstance(b, Figure)]
    assert len(figures) > 15
    assert all(figure.alternative and figure.table.rows for figure in figures)
