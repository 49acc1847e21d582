"""The tables of a page as lists: heads, cells that go across and down, exact amounts, what is missing, what is only heard."""

from decimal import Decimal

import pytest

from sala_styr.tables import Kind, Listing
from sala_styr.tables.from_page import listings, marked, taken


@pytest.fixture(autouse=True)
def _taken() -> object:
    token = taken.set(True)
    yield
    taken.reset(token)


def listing(rows: str, head: str = "", caption: str = "Ramar <span class='caption-unit'>tkr</span>") -> Listing:
    page = (
        f"<table><tr><td>inte den här</td></tr></table><div data-tabell='3'><table><caption>{caption}</caption>"
        f"{f'<thead>{head}</thead>' if head else ''}<tbody>{rows}</tbody></table></div>"
    )
    (found,) = listings(page).items()
    assert found[0] == 3
    return found[1]


def kinds(found: Listing) -> list[Kind]:
    return [column.kind for column in found.columns]


def test_amounts_are_exact_whatever_the_page_shows() -> None:
    found = listing(
        f"<tr><th>Skola</th><td class='amount'><a href='/x'>{marked(-123_456, '−1')}</a></td></tr>"
        f"<tr><th>Vård</th><td class='amount'>{marked(50, '0')}</td></tr>"
        "<tr><th>Kultur</th><td class='amount'><span aria-hidden='true'>–</span><span class='ds-sr-only'>saknas</span></td></tr>",
        "<tr><th>Nämnd</th><th class='amount'>Budget (tkr)</th></tr>",
    )
    assert found.name == "Ramar"
    assert [column.label for column in found.columns] == ["Nämnd", "Budget"]
    assert kinds(found) == [Kind.TEXT, Kind.AMOUNT]
    assert list(found.rows) == [("Skola", -123_456), ("Vård", 50), ("Kultur", None)]


def test_amounts_among_words_are_kronor_in_words() -> None:
    found = listing(f"<tr><td>{marked(-150, '−2')}</td></tr><tr><td>12,5 %</td></tr>")
    assert list(found.rows) == [("-1,50 kr",), ("12,5 %",)]


def test_figures_are_numbers_and_codes_are_text() -> None:
    rows = "<tr><td>0412</td><td class='amount'>1\u00a0250,5</td></tr><tr><td>2026</td><td class='amount'>−3</td></tr>"
    found = listing(rows)
    assert kinds(found) == [Kind.TEXT, Kind.NUMBER]
    assert list(found.rows) == [("0412", Decimal("1250.5")), ("2026", Decimal(-3))]


def test_heads_and_cells_that_go_across_and_down() -> None:
    found = listing(
        "<tr><th rowspan='2'>Skola</th><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr><tr><th colspan='3'>Del</th></tr>",
        "<tr><th rowspan='2'>Enhet</th><th colspan='2'>År</th></tr><tr><th>2025</th><th>2026</th></tr>",
    )
    assert [column.label for column in found.columns] == ["Enhet", "År, 2025", "År, 2026"]
    assert list(found.rows) == [("Skola", "a", "b"), ("Skola", "c", "d"), ("Del", None, None)]


def test_what_is_filled_in_is_read_and_buttons_are_not() -> None:
    found = listing(
        "<tr><td><input value='1 200'></td><td><select><option>ja</option><option selected>nej</option></select></td>"
        "<td>Rad<br>två<button>Ta bort</button><svg><title>x</title></svg></td><td><span class='ds-sr-only'>Bara hörd</span></td></tr>"
    )
    assert list(found.rows) == [("1 200", "nej", "Rad\ntvå", "Bara hörd")]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = (
        "<details><summary>Delarna</summary><div data-tabell='1'><table><tr><td>del</td></tr></table></div></details>"
    )
    page = f"<div data-tabell='2'><table><tr><td>hel</td><td>{inner}</td></tr><tr><td>nästa</td><td></td></tr></table></div>"
    found = {number: list(each.rows) for number, each in listings(page).items()}
    assert found == {1: [("del",)], 2: [("hel", "Delarna"), ("nästa", None)]}


def test_an_amount_outside_a_file_is_only_what_is_shown() -> None:
    taken.set(False)
    assert marked(-123_456, "−1") == "−1"


def test_a_page_without_tables_has_none() -> None:
    assert listings("<main><p>Inget</p></main>") == {}
