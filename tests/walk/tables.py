"""Every table of data that a page shows can be had as a file, with the rows that the page shows."""

import operator
import re
from collections.abc import Iterator, Mapping

from django.test import Client

from sala_styr.shell.page_tables import FIELD
from sala_styr.tables import read_csv
from sala_styr.tables.from_page import PLACE, listings
from tests.documents.office import sheets
from tests.walk.crawler import kind_of

_PLACED = re.compile(rf'{PLACE}="([0-9]+)"')
# Pages whose tables are parts of a document: the finished document has them all as Excel and, with the PDF, as CSV.
DOCUMENTS = ("/rapporter/skriv/", "/underlag/", "/oppet/rapporter/")
# Facts about one thing, name and value: there is nothing to reckon with.
FACTS = {"Om PDF-filen"}


def without_file(pages: Mapping[str, str]) -> list[str]:
    """The tables that are not offered as files, by page and caption."""
    return [
        f"{address}: {caption}"
        for address, page in pages.items()
        if not any(part in address for part in DOCUMENTS)
        for caption in captions_outside(page)
        if caption not in FACTS
    ]


def captions_outside(page: str) -> Iterator[str]:
    """The captions of tables that stand outside every place that can be taken."""
    before = 0
    for table in re.finditer(r"<table.*?</table>", page, re.DOTALL):
        if not _PLACED.search(page, before, table.start()):
            caption = re.search(r"<caption[^>]*>(.*?)</caption>", table[0], re.DOTALL)
            yield re.sub(r"<[^>]+>", "", caption[1]).strip() if caption else "?"
        before = table.end()


def not_offered(pages: Mapping[str, str]) -> list[str]:
    """The pages that have tables to take and do not say how; a list of the page's own counts for its table."""
    return [
        address
        for address, page in pages.items()
        if (places := set(_PLACED.findall(page)))
        and len(places) > len(set(re.findall(rf"[?;&]{FIELD}=([0-9]+)\.xlsx", page))) + page.count("format=xlsx")
    ]


def different(client: Client, pages: Mapping[str, str]) -> list[str]:
    """The tables whose files do not have the rows of the page, or whose forms cannot be opened: one page of each view."""
    seen: set[str] = set()
    wrong: list[str] = []
    for address, page in pages.items():
        numbers = sorted(set(_PLACED.findall(page)), key=int)
        if not numbers or kind_of(address)[0] in seen:
            continue
        seen.add(kind_of(address)[0])
        wrong += _wrong(client, address, page, int(numbers[0]))
    return wrong


def _wrong(client: Client, address: str, page: str, number: int) -> Iterator[str]:
    mark = "&" if "?" in address else "?"
    shown = listings(page)
    rows = {each: len(list(listing.rows)) for each, listing in shown.items()}
    book = client.get(f"{address}{mark}{FIELD}=alla.xlsx")
    if not book.streaming:
        yield f"{address}: no workbook, {book.status_code}"
        return
    found = sheets(b"".join(book.streaming_content))  # type: ignore[arg-type]
    # A table that the page shows in parts is whole in the file.
    is_right = operator.ge if "ds-pagination" in page else operator.eq
    counts = [len(sheet) - 1 for sheet in found.values()]
    if len(counts) != len(rows) or not all(map(is_right, counts, rows.values())):
        yield f"{address}: the workbook has other rows than {rows}"
    single = client.get(f"{address}{mark}{FIELD}={number}.csv")
    lines = read_csv(b"".join(single.streaming_content)).rows  # type: ignore[arg-type]
    filled = [row for row in shown[number].rows if any(value is not None for value in row)]
    if not is_right(len(lines), len(filled)):
        yield f"{address}: {len(lines)} rows of CSV, {len(filled)} on the page"
