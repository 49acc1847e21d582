"""An import by its three steps in the browser: what is understood, what is refused, and whose file it is."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budget import uploads
from budget.models import Actual, ActualBatch
from sala_styr.decisions.actions import set_year_state
from sala_styr.tables import uploads as shelves
from tests.budget.builders import YEAR, Money, kr
from tests.budget.reading_pages import text
from tests.budget.sie.samples import OWN, WEB_PAGES
from tests.cast import Cast
from tests.tables.workbooks import by_hand


def upload(client: Client, cast: Cast, data: bytes, name: str, unit: str = "bolaget", **fields: Any) -> Any:
    form = {"file": SimpleUploadedFile(name, data), "unit": cast.units[unit].pk, "year": YEAR, "sign": "report"}
    return client.post(reverse("budget:new_import"), form | fields)


@pytest.fixture
def open_2025(cast: Cast) -> None:
    set_year_state(cast.actor("controller"), 2025, "open")


@pytest.mark.usefixtures("open_2025")
def test_a_file_comes_in_by_three_steps(cast: Cast) -> None:
    client = cast.client("controller")
    response = upload(client, cast, (OWN / "typ4.se").read_bytes(), "typ4.se")
    assert response.status_code == 302
    review = client.get(response["Location"])
    for words in ("SIE, typ 4", "Övningsbolaget Ån AB", "299,50 kr", "−299,50 kr", "stämmer", "Nya konton", "Läs in"):
        assert words in text(review)
    assert not Actual.objects.exists()
    done = client.post(response["Location"], follow=True)
    assert "Filen är inläst" in text(done)
    assert "299,50 kr" in text(done)
    assert ActualBatch.objects.get().vouchers == 2
    folders, _files = default_storage.listdir(uploads.SHELF.root)
    assert [default_storage.listdir(f"{uploads.SHELF.root}/{folder}")[1] for folder in folders] == [[]]


@pytest.mark.usefixtures("open_2025")
def test_the_same_file_again_says_so(cast: Cast) -> None:
    client = cast.client("controller")
    for _ in range(2):
        response = upload(client, cast, (OWN / "typ4.se").read_bytes(), "typ4.se")
        review = client.get(response["Location"])
        done = client.post(response["Location"], follow=True)
    assert "redan inläst" in text(review)
    assert "Inget har ändrats" in text(done)
    assert ActualBatch.objects.count() == 1


@pytest.mark.parametrize("path", [*WEB_PAGES, Path(__file__).parent / "sie" / "samples" / "webbsida.se"], ids=str)
def test_what_is_no_such_file_is_said_at_the_file_and_not_kept(cast: Cast, path: Path) -> None:
    response = upload(cast.client("controller"), cast, path.read_bytes(), path.name)
    assert response.status_code == 422
    assert "webbsida" in text(response)
    assert not default_storage.exists(uploads.SHELF.root)


@pytest.mark.usefixtures("open_2025")
def test_an_unbalanced_file_is_shown_with_its_errors_and_cannot_be_confirmed(cast: Cast) -> None:
    client = cast.client("controller")
    response = upload(client, cast, (OWN / "obalanserad.se").read_bytes(), "obalanserad.se")
    review = text(client.get(response["Location"]))
    assert "Filen kan inte läsas in" in review
    assert "balanserar inte" in review
    assert client.post(response["Location"]).status_code == 409
    assert not ActualBatch.objects.exists()


def test_a_tables_errors_are_listed_row_by_row(cast: Cast) -> None:
    client, data = cast.client("controller"), b"konto;period;belopp;ansvar\n5010;202601;-1;X1\n5010;202601;y;A1\n"
    response = upload(client, cast, data, "utfall.csv", "koncern")
    review = text(client.get(response["Location"]))
    assert "Rad 3" in review


def test_too_large_a_file_is_told_its_limit(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budget.forms.imports.LARGEST", 10)
    response = upload(cast.client("controller"), cast, b"#FLAGGA 0\n#SIETYP 4", "stor.se")
    assert response.status_code == 422
    assert "20 MB" in text(response)


def test_an_empty_file_is_told_what_to_do(cast: Cast) -> None:
    response = upload(cast.client("controller"), cast, b"", "tom.se")
    assert "Filen är tom. Exportera den igen" in text(response)


def test_a_broken_year_is_a_companys_and_refused_for_the_municipality(cast: Cast) -> None:
    client = cast.client("controller")
    head = "#FLAGGA 0\r\n#SIETYP 3\r\n#FNAMN X\r\n#RAR 0 20250701 20260630\r\n#KONTO 5010 L\r\n"
    data = f"{head}#PSALDO 0 202507 5010 {{}} 10\r\n#RES 0 5010 10\r\n".encode()
    ours = client.get(upload(client, cast, data, "brutet.se", "koncern")["Location"])
    assert "Kommunens räkenskapsår är kalenderåret, men filens är 2025-07-01 – 2026-06-30." in text(ours)
    assert not ours.context["preview"].can_import
    theirs = client.get(upload(client, cast, data, "brutet.se", "bolaget")["Location"])
    assert theirs.context["preview"].can_import


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\n" * 20
OUTSIDE = '<!DOCTYPE x [<!ENTITY outside SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("rapport.se", PDF, "Filen är en PDF, inte en SIE-fil. Exportera SIE 4"),
        ("rapport.csv", PDF, "Filen är en PDF, inte en tabell. Exportera"),
        ("rapport.xlsx", PDF, "Filen är en PDF, inte en tabell. Exportera"),
        ("gammal.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "äldre Excel-fil"),
        ("utanfor.xlsx", by_hand("<row><c t='inlineStr'><is><t>&outside;</t></is></c></row>", OUTSIDE), "skadad"),
        ("utf16.se", "#FLAGGA 0\r\n#SIETYP 4\r\n".encode("utf-16"), "sparad i UTF-16"),
        ("utf16.csv", "konto;period;belopp\n".encode("utf-16"), "inte en vanlig textfil"),
        ("klammer.se", b"#FLAGGA 0\r\n{\r\n", "Rad 2: Klammern {"),
        ("blank.se", b"\r\n \r\n", "Filen är tom. Exportera"),
    ],
)
def test_a_hostile_or_mistaken_file_is_told_what_it_is_and_leaves_nothing(
    cast: Cast, name: str, data: bytes, words: str
) -> None:
    response = upload(cast.client("controller"), cast, data, name)
    assert response.status_code == 422
    assert words in text(response)
    assert not default_storage.exists(uploads.SHELF.root)
    assert not ActualBatch.objects.exists()


@pytest.mark.parametrize("encoding", ["cp437", "latin-1", "utf-8", "utf-8-sig"])
def test_a_sie_file_is_whole_in_every_encoding_and_its_revenue_is_plus(cast: Cast, encoding: str) -> None:
    client = cast.client("controller")
    head = f'#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 2\r\n#FNAMN "Åsas ägg & öl"\r\n#RAR 0 {YEAR}0101 {YEAR}1231\r\n'
    rows = f'#KONTO 3010 "Försäljning"\r\n#PSALDO 0 {YEAR}01 3010 {{}} -250\r\n#RES 0 3010 -250\r\n'
    review = client.get(upload(client, cast, (head + rows).encode(encoding), "kod.se")["Location"])
    assert review.context["reading"].company == "Åsas ägg & öl"
    assert review.context["preview"].net == kr(250)


@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_a_table_is_read_by_its_own_mark_between_cells(cast: Cast, mark: str) -> None:
    client = cast.client("controller")
    data = "\n".join(mark.join(row) for row in (("konto", "period", "belopp"), ("5010", f"{YEAR}01", "-1.50"))).encode()
    assert client.get(upload(client, cast, data, "utfall.csv", "koncern")["Location"]).context["preview"].net == -150


def test_what_is_no_table_at_all_has_no_columns_to_choose(cast: Cast) -> None:
    client = cast.client("controller")
    address = upload(client, cast, b"hej\n", "hej.csv", "koncern")["Location"]
    assert "Kolumnen konto saknas" in text(client.get(address))


def test_another_persons_upload_is_out_of_reach(cast: Cast) -> None:
    data = b"konto;period;belopp\n5010;202601;-1\n"
    response = upload(cast.client("controller"), cast, data, "utfall.csv", "koncern")
    other = cast.client("controller").get(response["Location"])
    assert other.status_code == 302
    assert other["Location"] == reverse("budget:new_import")


def test_what_has_been_left_for_a_day_is_thrown_away(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client, data = cast.client("controller"), b"konto;period;belopp\n5010;202601;-1\n"
    first = upload(client, cast, data, "gammal.csv", "koncern")
    monkeypatch.setattr(shelves, "KEPT_FOR", timezone.timedelta(0))
    uploads.SHELF.sweep()
    assert client.get(first["Location"]).status_code == 302


def test_a_made_up_fingerprint_finds_nothing(cast: Cast) -> None:
    client = cast.client("controller")
    assert client.get(reverse("budget:review_import", args=["..json"])).status_code == 302


@pytest.mark.parametrize(
    ("person", "listed", "chooses"),
    [
        ("controller", 200, 200),
        ("auditor", 200, 403),
        ("administrator", 200, 403),
        ("manager_a", 403, 403),
        ("chair_a", 403, 403),
    ],
)
def test_who_sees_and_who_makes_imports(cast: Cast, person: str, listed: int, chooses: int) -> None:
    client = cast.client(person)
    assert client.get(reverse("budget:imports")).status_code == listed
    assert client.get(reverse("budget:new_import")).status_code == chooses


def test_everybody_who_reads_a_figure_reads_its_file(money: Money) -> None:
    batch = money.batch("A1", result_total=kr(5))
    assert money.cast.client("politician_a").get(reverse("budget:batch", args=[batch.pk])).status_code == 200


def test_a_batch_is_withdrawn_from_its_page(money: Money) -> None:
    batch = money.batch("A1")
    client, address = money.cast.client("controller"), reverse("budget:withdraw_batch", args=[batch.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Fel fil"}).status_code == 302
    batch.refresh_from_db()
    assert batch.state == "withdrawn"
    for again in (client.get(address, follow=True), client.post(address, {"reason": "Igen"}, follow=True)):
        assert again.redirect_chain == [(reverse("budget:batch", args=[batch.pk]), 302)]
        assert "gäller inte längre" in text(again)
    assert money.cast.client("auditor").get(address).status_code == 403


@pytest.mark.usefixtures("open_2025")
def test_a_companys_file_for_the_municipality_is_asked_about(cast: Cast) -> None:
    client = cast.client("controller")
    data = (OWN / "typ4.se").read_bytes()
    asked = text(client.get(upload(client, cast, data, "typ4.se", unit="A1")["Location"]))
    assert "finns inte i kommunens kontoplan" in asked
    assert "finns inte i kommunens kontoplan" not in text(
        client.get(upload(client, cast, data, "typ4.se", unit="bolaget")["Location"])
    )


def test_a_year_that_is_not_here_is_asked_about(cast: Cast) -> None:
    client = cast.client("controller")
    data = (OWN / "typ4.se").read_bytes().replace(b"2025", b"2012")
    assert "ett år som inte är upplagt här" in text(client.get(upload(client, cast, data, "typ4.se")["Location"]))


def test_the_list_of_what_has_come_in_is_a_file(cast: Cast) -> None:
    client = cast.client("controller")
    client.post(upload(client, cast, b"konto;period;belopp\n5010;202601;-1\n", "utfall.csv", "koncern")["Location"])
    rows = b"".join(client.get(reverse("budget:imports") + "?format=csv")).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert rows[1].startswith("utfall.csv;")
    assert ";-1,00;" in rows[1]
