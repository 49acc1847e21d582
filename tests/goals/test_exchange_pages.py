"""In och ut as pages: taken out, sent in, looked at, brought in; by those who may, and nothing half-written."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from goals.exchange.kinds import kind_in, kind_of
from goals.exchange.plan_columns import plan_columns, whole_plan
from goals.models import PlanItem
from sala_styr.tables import Listing, read_table
from sala_styr.tables.out import CSV, XLSX, written
from tests.cast import Cast
from tests.tables.workbooks import zipped

YEAR = 2026
NAMES = list(plan_columns())


def file_of(rows: list[dict[str, Any]]) -> bytes:
    content = [tuple(row.get(name) for name in NAMES) for row in rows]
    with written(Listing("Planen", tuple(plan_columns().values()), content), XLSX) as file:
        return file.read()


@pytest.fixture
def rows(cast: Cast) -> list[dict[str, Any]]:
    cast.chain()
    return [dict(zip(NAMES, row, strict=True)) for row in whole_plan(cast.actor("manager_a1"), YEAR).rows]


def send(client: Client, data: bytes, name: str = "plan.xlsx") -> Any:
    return client.post(reverse("goals:exchange"), {"file": SimpleUploadedFile(name, data)})


def test_a_file_comes_in_by_three_steps(cast: Cast, rows: list[dict[str, Any]]) -> None:
    client = cast.client("manager_a1")
    rows[-1]["title"] = "Högläsning"
    sent = send(client, file_of(rows))
    assert sent.status_code == 302
    page = client.get(sent["Location"]).content.decode()
    assert "Högläsning" in page
    assert not PlanItem.objects.filter(title="Högläsning").exists()
    done = client.post(sent["Location"], follow=True)
    assert "Filen är inläst: 1 ändrad rad." in done.content.decode()
    assert PlanItem.objects.filter(title="Högläsning").exists()
    assert client.get(sent["Location"]).status_code == 302, "the file is thrown away"


def test_the_same_file_again_has_nothing_to_change(cast: Cast, rows: list[dict[str, Any]]) -> None:
    client = cast.client("manager_a1")
    rows[-1]["title"] = "Högläsning"
    client.post(send(client, file_of(rows))["Location"])
    page = client.get(send(client, file_of(rows))["Location"]).content.decode()
    assert "Inget att ändra" in page
    assert ">Läs in<" not in page


def test_a_file_with_problems_is_not_offered_and_not_brought_in(cast: Cast, rows: list[dict[str, Any]]) -> None:
    client = cast.client("manager_a1")
    rows[-1] |= {"title": "Bra", "last_year": 1999}
    address = send(client, file_of(rows))["Location"]
    page = client.get(address).content.decode()
    assert "Filen kan inte läsas in ännu" in page
    assert ">Läs in<" not in page
    forced = client.post(address)
    assert forced.status_code == 409
    assert not PlanItem.objects.filter(title="Bra").exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_file_whose_headings_are_another_kinds_leads_back_with_a_word(
    cast: Cast, rows: list[dict[str, Any]], method: str
) -> None:
    client = cast.client("manager_a1")
    address = send(client, file_of(rows))["Location"].replace("/planen/", "/lagrum/")
    answer = getattr(client, method)(address, follow=True)
    assert answer.redirect_chain == [(reverse("goals:exchange"), 302)]
    assert "saknas. Hämta listan eller mallen" in answer.content.decode()


def test_what_is_changed_between_preview_and_yes_is_told(cast: Cast, rows: list[dict[str, Any]]) -> None:
    client = cast.client("manager_a1")
    rows[-1]["title"] = "Min"
    address = send(client, file_of(rows))["Location"]
    PlanItem.objects.filter(pk=int(rows[-1]["id"])).update(title="Deras", version=2)
    answer = client.post(address)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Deras" in text
    assert "Min" in text
    assert PlanItem.objects.get(pk=int(rows[-1]["id"])).title == "Deras"


def test_what_is_no_table_is_said_at_the_file(cast: Cast) -> None:
    answer = send(cast.client("manager_a1"), b"%PDF-1.7", name="plan.pdf")
    assert answer.status_code == 422
    assert "Filen är en PDF" in answer.content.decode()
    other = send(cast.client("manager_a1"), b"konto;belopp\n1;2\n", name="x.csv")
    assert "Vi känner inte igen tabellen" in other.content.decode()


def test_a_file_is_only_for_the_session_that_sent_it(cast: Cast, rows: list[dict[str, Any]]) -> None:
    address = send(cast.client("manager_a1"), file_of(rows))["Location"]
    assert cast.client("manager_a1").get(address)["Location"] == reverse("goals:exchange")


@pytest.mark.parametrize("person", ["auditor", "administrator", "outsider"])
def test_those_who_write_nothing_are_told_who_does(cast: Cast, person: str) -> None:
    client = cast.client(person)
    for address in (reverse("goals:exchange"), reverse("goals:exchange_out", args=["planen"]) + "?format=csv"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "läses in av dem som skriver i planen" in answer.content.decode()
    assert reverse("goals:exchange") not in client.get(reverse("goals:thread")).content.decode()


@pytest.mark.parametrize("kind", ["planen", "indikatorvarden", "uppdrag", "svar", "kvalitetsfaktorer", "lagrum"])
def test_every_kind_is_taken_out_and_has_a_template(cast: Cast, kind: str) -> None:
    client, address = cast.client("manager_a1"), reverse("goals:exchange_out", args=[kind])
    for query in ("?format=csv", "?format=xlsx", "?format=xlsx&mall=1"):
        answer = client.get(f"{address}{query}&ar=2026")
        assert read_table(b"".join(answer)).headers  # type: ignore[arg-type]
    assert client.get(address).status_code == 404
    assert client.get(reverse("goals:exchange_done", args=[kind])).status_code == 200


def test_a_zip_bomb_is_refused_at_the_file(cast: Cast) -> None:
    parts = {"[Content_Types].xml": "", "xl/workbook.xml": "", "xl/worksheets/sheet1.xml": b"0" * 30_000_000}
    swollen = zipped(parts)
    answer = send(cast.client("manager_a1"), swollen)
    assert answer.status_code == 422
    assert "packar upp till orimligt mycket" in answer.content.decode()


def test_a_file_with_too_many_rows_is_told_to_be_divided(cast: Cast) -> None:
    data = "Nivå;Rubrik\n" + "aktivitet;x\n" * 10_001
    answer = send(cast.client("manager_a1"), data.encode(), name="stor.csv")
    assert "Dela upp den: högst 10000 åt gången" in answer.content.decode()


def test_texts_that_look_like_code_are_shown_as_they_are(cast: Cast, rows: list[dict[str, Any]]) -> None:
    client = cast.client("manager_a1")
    rows[-1]["title"] = "<script>alert(1)</script> =1+1 {{ x }}"
    page = client.get(send(client, file_of(rows))["Location"]).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =1+1 {{ x }}" in page


@pytest.mark.parametrize("kind", ["planen", "indikatorvarden", "uppdrag", "svar", "kvalitetsfaktorer", "lagrum"])
def test_a_file_is_known_by_its_headings(cast: Cast, kind: str) -> None:
    found = kind_of(kind)
    assert found is not None
    columns = found.template(cast.actor("manager_a1"), YEAR).columns
    for format_ in (CSV, XLSX):
        with written(Listing("x", columns, [tuple("x" for _column in columns)]), format_) as file:
            assert kind_in(read_table(file.read())) is found
