"""Money on a page, cell by cell: which cells there are, where each leads, and what the page at the other end says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client
from lxml import html

from sala_styr.money import Unit, format_amount

NUMBER = re.compile(r"[−+]?\d[\d ]*(?:,\d+)?")
HAS_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class MoneyCell:
    """A cell of a table's body. ``row`` and ``head`` say where it stands, ``href`` where it leads."""

    text: str
    row: str
    href: str
    table: str
    column: int


def money_cells(page: bytes) -> Iterator[MoneyCell]:
    """Every cell of amounts in the bodies and sums of tables, those with fields to write in left out."""
    for cell in html.fromstring(page).xpath("//tbody//td|//tfoot//td"):
        if "amount" not in (cell.get("class") or "").split() or cell.xpath(".//input|.//select|.//textarea"):
            continue
        text = _plain(cell)
        if not HAS_DIGIT.search(text):
            continue
        row = cell.xpath("string(ancestor::tr[1]/th[1])").strip()
        links = cell.xpath(".//a/@href")
        table = " ".join(cell.xpath("string(ancestor::table[1]/caption)").split())
        column = len(cell.xpath("preceding-sibling::td")) + 1
        yield MoneyCell(text, " ".join(row.split()), links[0] if links else "", table, column)


def _plain(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content().replace("\u00a0", " ")).strip()


def states(client: Client, cell: MoneyCell) -> bool:
    """Does the page that the cell leads to answer, and state the same figure?"""
    found = client.get(cell.href.split("#")[0], follow=True)
    if found.status_code != 200:
        return False
    document = html.fromstring(found.content)
    figure = NUMBER.search(cell.text)
    assert figure is not None, cell
    said = figure.group().strip()
    for data in document.xpath("//data[@value]"):
        # The page of origin says it in öre: the cell is that, rounded as the page that was left shows it.
        if said.lstrip("+") in {format_amount(int(data.get("value")), unit).replace("\u00a0", " ") for unit in Unit}:
            return True
    return said.lstrip("+−") in _plain(document)
