"""The page of what differs between two reports: who sees it, what it says, and the figures as a file."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sala_styr.documents.model import Document, Paragraph, Section
from tests.cast import Cast
from tests.documents.builders import document, money_table
from tests.documents.kept_reports import kept_report
from tests.documents.test_report_pages import done

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_kinds", "queue")]


def first() -> Document:
    return document(
        Section("Sammanfattning", (Paragraph("Året gav ett överskott."), Paragraph("Läget är gott."))),
        Section("Ekonomi", (money_table(),)),
    )


def second() -> Document:
    """One text, one figure (by 1 234,56 kr) and one section are other."""
    table = money_table()
    cells = list(table.rows[0].cells)
    assert isinstance(cells[2], int)
    cells[2] += 1_234_56
    rows = (replace(table.rows[0], cells=tuple(cells)), *table.rows[1:])
    return document(
        Section("Sammanfattning", (Paragraph("Året gav ett underskott."), Paragraph("Läget är gott."))),
        Section("Ekonomi", (replace(table, rows=rows),)),
        Section("Framtiden", (Paragraph("Den är ljus."),)),
    )


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_page_says_first_how_much_differs_then_what(cast: Cast) -> None:
    before = kept_report(first(), by=cast.user("controller"))
    after = kept_report(second(), decision=cast.decision("KF"))
    page = text(cast.client("controller"), f"/rapporter/{after.pk}/jamfor/")
    assert "3 avsnitt och 1 siffra skiljer." in page
    assert "överskott" in page
    assert "underskott" in page
    assert "Läget är gott" not in page
    assert "+1" in page
    assert "1 234,56 kr" in page  # the hard space is space to ``text``
    assert "Framtiden" in page
    assert f'href="/rapporter/{before.pk}/"' in page
    everything = text(cast.client("controller"), f"/rapporter/{after.pk}/jamfor/?alla=1")
    assert "Läget är gott" in everything


def test_the_older_is_the_one_before_whichever_one_begins_from(cast: Cast) -> None:
    before = kept_report(first(), by=cast.user("controller"))
    after = kept_report(second(), by=cast.user("controller"))
    client = cast.client("controller")
    pages = [
        text(client, f"/rapporter/{one.pk}/jamfor/?med={other.pk}") for one, other in ((before, after), (after, before))
    ]
    facts = [re.findall(r"<dt>(?:Före|Efter)</dt><dd>(.*?)</dd>", page) for page in pages]
    assert facts[0] == facts[1]
    assert f"/rapporter/{before.pk}/" in facts[0][0]


def test_the_figures_that_differ_are_a_file_with_exact_kronor(cast: Cast) -> None:
    kept_report(first(), by=cast.user("controller"))
    after = kept_report(second(), by=cast.user("controller"))
    answer = cast.client("controller").get(f"/rapporter/{after.pk}/jamfor/?format=csv")
    rows = b"".join(answer).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert rows[0].startswith("Avsnitt;Tabell;Rubrik i tabellen;Rad;Kolumn;Ändring;Belopp före (kr);")
    assert rows[1:] == [
        "Ekonomi;Driftredovisning per nämnd;;Kommunstyrelsen;Utfall;ändrat;-121850051,00;-121848816,44;1234,56;;;"
    ]


def test_the_same_twice_says_that_nothing_differs(cast: Cast) -> None:
    kept_report(first(), by=cast.user("controller"))
    again = kept_report(first(), by=cast.user("controller"))
    page = text(cast.client("controller"), f"/rapporter/{again.pk}/jamfor/")
    assert "Inget skiljer." in page
    assert "format=csv" not in page


def test_both_must_be_readable(cast: Cast) -> None:
    draft = kept_report(first(), by=cast.user("controller"))
    decided = kept_report(second(), decision=cast.decision("KF"))
    politician = cast.client("politician_a")
    assert politician.get(f"/rapporter/{draft.pk}/jamfor/?med={decided.pk}").status_code == 404
    assert politician.get(f"/rapporter/{decided.pk}/jamfor/?med={draft.pk}").status_code == 404
    assert "Det finns inget att jämföra med än" in text(politician, f"/rapporter/{decided.pk}/jamfor/")
    assert cast.client("outsider").get(f"/rapporter/{decided.pk}/jamfor/").status_code == 404


def test_reports_of_another_kind_are_not_offered(cast: Cast) -> None:
    one = kept_report(first(), by=cast.user("controller"))
    other = kept_report(second(), by=cast.user("controller"), kind="long")
    client = cast.client("controller")
    assert client.get(f"/rapporter/{one.pk}/jamfor/?med={other.pk}").status_code == 404
    assert "Det finns inget att jämföra med än" in text(client, f"/rapporter/{one.pk}/jamfor/")


@pytest.mark.parametrize("wanted", ["0", "x", "99999999999999999999"])
def test_a_report_that_does_not_exist_is_not_found(cast: Cast, wanted: str) -> None:
    one = kept_report(first(), by=cast.user("controller"))
    assert cast.client("controller").get(f"/rapporter/{one.pk}/jamfor/?med={wanted}").status_code == 404


def test_a_report_without_kept_content_says_why_it_cannot_be_compared(cast: Cast) -> None:
    old = done(requested_by=cast.user("controller"))
    kept_report(first(), by=cast.user("controller"))
    assert "går inte att jämföra" in text(cast.client("controller"), f"/rapporter/{old.pk}/jamfor/")
    assert "jamfor" not in text(cast.client("controller"), f"/rapporter/{old.pk}/")


def test_the_reports_page_leads_there(cast: Cast) -> None:
    one = kept_report(first(), by=cast.user("controller"))
    assert f'href="/rapporter/{one.pk}/jamfor/"' in text(cast.client("controller"), f"/rapporter/{one.pk}/")


def test_a_section_that_was_moved_says_from_where(cast: Cast) -> None:
    inner = Section("Skolan", (Paragraph("Eleverna blev fler."),))
    kept_report(document(Section("Nämnder", sections=(inner,)), Section("Kontor")), by=cast.user("controller"))
    after = kept_report(document(Section("Nämnder"), Section("Kontor", sections=(inner,))), by=cast.user("controller"))
    page = text(cast.client("controller"), f"/rapporter/{after.pk}/jamfor/")
    assert "flyttat" in page
    assert "stod tidigare under Nämnder" in page
    assert "1 avsnitt och ingen siffra skiljer." in page


def test_a_section_in_another_order_says_so(cast: Cast) -> None:
    a, b = Section("A", (Paragraph("Ett."),)), Section("B", (Paragraph("Två."),))
    kept_report(document(a, b), by=cast.user("controller"))
    after = kept_report(document(b, a), by=cast.user("controller"))
    page = text(cast.client("controller"), f"/rapporter/{after.pk}/jamfor/")
    assert "stod tidigare i en annan ordning" in page


def test_the_number_of_queries_does_not_grow_with_the_reports(cast: Cast) -> None:
    client = cast.client("controller")
    one = kept_report(first(), by=cast.user("controller"))
    kept_report(second(), decision=cast.decision("KF"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/rapporter/{one.pk}/jamfor/").status_code == 200
        return len(captured)

    few = queries()
    for _again in range(4):
        kept_report(second(), decision=cast.decision("KF"), by=cast.user("manager_a"))
    assert queries() == few


def test_a_long_table_shows_its_first_figures_and_says_how_many_more(cast: Cast) -> None:
    table = money_table(200)
    kept_report(document(Section("A", (table,))), by=cast.user("controller"))
    rows = tuple(replace(row, cells=(row.cells[0], *(cell + 1 for cell in row.cells[1:]))) for row in table.rows)  # type: ignore[operator]
    after = kept_report(document(Section("A", (replace(table, rows=rows),))), by=cast.user("controller"))
    page = text(cast.client("controller"), f"/rapporter/{after.pk}/jamfor/")
    assert "1 avsnitt och 603 siffror skiljer." in page
    assert "403 rader till finns i filen" in page
