"""A page's tables as files: exact, safe, for those who may see the page, and opened by LibreOffice."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from public.queries import public_budget
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Unit
from sala_styr.tables import read_csv
from tests.documents.office import converted, sheets
from tests.public.world import YEAR, World

pytestmark = pytest.mark.django_db
FORMULA = "=1+2"


def taken(client: Client, name: str, address: str) -> bytes:
    answer = client.get(address, {"tabell": name})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


@pytest.fixture
def page(world: World) -> str:
    """The open budget, with an area whose name begins as a formula."""
    unit = Unit.objects.get(pk=world.cast.units["A"].pk)
    with recording(system_actor(), "Test"):
        unit.name = FORMULA
        unit.save()
    return reverse("public:budget", args=[YEAR])


def test_amounts_are_exact_and_a_formula_stays_text(client: Client, world: World, page: str) -> None:
    budget = public_budget(YEAR)
    assert budget is not None
    html = client.get(page).content.decode()
    assert "Alla i en Excelfil" in html
    book = sheets(taken(client, "alla.xlsx", page))
    frames = next(rows for name, rows in book.items() if name.startswith("Vad varje område får"))
    shown = {row[0]: row[1] for row in frames[1:]}
    assert shown == {area.unit.name: area.original / 100 for area in budget.areas} | {"Summa": budget.original / 100}  # type: ignore[operator]
    assert FORMULA in shown
    texts = [read_csv(taken(client, f"{number}.csv", page)) for number in range(1, len(book) + 1)]
    assert any(cells[0] == f"'{FORMULA}" for sheet in texts for _row, cells in sheet.rows)
    assert not any(cell.startswith(("=", "+", "@")) for sheet in texts for _row, cells in sheet.rows for cell in cells)


def test_libreoffice_opens_the_workbook_with_its_figures(client: Client, page: str, tmp_path: Path) -> None:
    content = taken(client, "alla.xlsx", page)
    (made,) = converted(content, "tabeller.xlsx", "ods", tmp_path)
    again = sheets(made.read_bytes())
    assert list(again) == list(sheets(content))
    assert any(FORMULA in row for rows in again.values() for row in rows)


def test_only_what_is_there_and_only_for_those_who_may_see_it(client: Client, world: World, page: str) -> None:
    assert client.get(page, {"tabell": "99.csv"}).status_code == 404
    assert client.get(page, {"tabell": "1.pdf"}).headers["Content-Type"].startswith("text/html")
    assert client.get(reverse("budget:frames"), {"tabell": "1.csv"}).status_code == 302
    assert client.get(reverse("public:budget", args=[2025]), {"tabell": "1.csv"}).status_code == 404
