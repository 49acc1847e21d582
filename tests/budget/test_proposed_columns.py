"""Which column is which: proposed from saved columns, from headings and from what stands below, with the reason; a person only confirms."""

import pytest
from django.db import connection
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from budget import staging
from budget.actions.columns import save_columns
from budget.models import Actual, ColumnMapping
from budget.tables_in.columns import Column
from budget.tables_in.propose import Proposal, Saved, propose
from sala_styr.shell.once import ONCE_FIELD, new_token
from tests.budget.builders import YEAR, kr
from tests.budget.reading_pages import text
from tests.budget.test_import_pages import upload
from tests.cast import Cast, build_cast

pytestmark = pytest.mark.django_db
ODD = (
    "Uttag ur ekonomisystemet;;;;;\n"
    "Kto;Red.per;Netto, SEK;Ansv;Ver nr;Fält 6\n"
    "3110;202601;-1.234,50;A1;7001;x\n"
    "5010;202602;10,00;A2;7002;y\n"
).encode()


def proposed(data: bytes, *saved: Saved) -> Proposal:
    rows = [(number, line.split(";")) for number, line in enumerate(data.decode().splitlines(), 1)]
    return propose([row for row in rows if any(row[1])], saved)


def said(proposal: Proposal) -> dict[str, str]:
    return {each.heading: each.column.value for each in proposal.columns if each.column}


def test_headings_are_known_by_their_words_whatever_their_signs() -> None:
    found = proposed(ODD)
    assert said(found) == {"Kto": "konto", "Red.per": "period", "Netto, SEK": "belopp", "Ansv": "ansvar"}
    assert found.columns[0].why == "Kolumnen heter ”Kto”."
    assert found.columns[0].examples == ("3110", "5010")
    assert (found.sign, found.numbers) == ("ledger", "comma")
    assert "minus" in found.sign_why
    assert "-1.234,50" in found.numbers_why


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("KONTONR.", "konto"),
        ("Konto-nr", "konto"),
        ("Ansvar kod", "ansvar"),
        ("Kostnadsstalle", "ansvar"),
        ("Motpart (kod)", "motpart"),
        ("Manad", "månad"),
        ("Konto/Projekt", None),
        ("Blandat", None),
    ],
)
def test_swedish_headings_are_evened_out(heading: str, column: str | None) -> None:
    (found, *_others) = proposed(f"{heading};x\nabc;def\n".encode()).columns
    assert (found.column.value if found.column else None) == column


def test_what_stands_below_says_what_a_heading_does_not() -> None:
    data = b"F1;F2;F3;F4\n5010;2026-01-31;-100,50;12\n3110;2026-02-28;7,00;13\n"
    found = proposed(data)
    assert said(found) == {"F1": "konto", "F2": "period", "F3": "belopp"}
    assert found.columns[0].why == "Värdena ser ut som kontonummer: 5010, 3110."
    assert found.columns[3].why == "Inget i rubriken eller värdena säger vad det är."
    assert (found.sign, found.numbers) == ("report", "plain")


def test_saved_columns_with_the_same_headings_go_first() -> None:
    other = Saved("Annat", {"konto": "Kontot"}, "report", "plain")
    known = Saved("Raindance", {"konto": "Ver nr", "belopp": "netto, sek"}, "report", "point", 7)
    found = proposed(ODD, other, known)
    assert found.saved == known
    assert said(found)["Ver nr"] == "konto"
    assert "Kto" not in said(found)
    assert found.columns[4].why == "Så är det i de sparade kolumnerna ”Raindance”."
    assert (found.sign, found.numbers) == ("report", "point")


def test_a_table_that_is_not_understood_is_proposed_confirmed_remembered_and_brought_in(cast: Cast) -> None:
    client = cast.client("controller")
    address = upload(client, cast, ODD, "uttag.csv", "koncern")["Location"]
    assert address.endswith("/kolumner/")
    page = client.get(address)
    for words in ("Kolumnen heter ”Kto”.", "3110, 5010", "I filen står till exempel -1.234,50."):
        assert words in text(page)
    form = page.context["form"]
    chosen = {field.html_name: field.initial or "" for _each, field in form.rows}
    wishes = {"sign": form["sign"].initial, "numbers": form["numbers"].initial, "name": "Uttaget"}
    wrong = client.post(address, chosen | wishes | {"kolumn0": "", "kolumn4": "ansvar"})
    assert wrong.status_code == 422
    assert "Välj vilken kolumn som är konto." in text(wrong)
    assert "är redan vald som ansvar" in text(wrong)
    review = client.post(address, chosen | wishes)["Location"]
    assert "Kolumnerna läses som du har valt" in text(client.get(review))
    client.post(review)
    assert list(Actual.objects.order_by("period").values_list("amount", "row")) == [(kr(1234) + 50, 3), (kr(-10), 4)]
    saved = ColumnMapping.objects.get()
    assert (saved.name, saved.sign, saved.numbers, saved.only) == ("Uttaget", -1, "comma", True)
    again = upload(client, cast, ODD.replace(b"7002", b"7003"), "uttag2.csv", "koncern")["Location"]
    assert again.endswith("/kolumner/") is False
    assert "de sparade kolumnerna ”Uttaget”" in text(client.get(again))


def test_what_is_said_not_to_be_read_is_not_read(cast: Cast) -> None:
    client = cast.client("controller")
    data = b"konto;period;belopp;projekt\n5010;202601;-1;P1\n"
    review = upload(client, cast, data, "utfall.csv", "koncern")["Location"]
    assert "Kolumnerna känns igen på sina rubriker" in text(client.get(review))
    chosen = {"kolumn0": "konto", "kolumn1": "period", "kolumn2": "belopp", "kolumn3": ""}
    client.post(f"{review}kolumner/", chosen | {"sign": "report", "numbers": "plain"})
    shown = client.get(review)
    assert list(shown.context["columns"]) == [Column.ACCOUNT, Column.PERIOD, Column.AMOUNT]
    assert not shown.context["preview"].unknown_codes


def test_the_proposal_is_for_the_one_who_sent_the_file_and_for_tables(cast: Cast) -> None:
    address = upload(cast.client("controller"), cast, ODD, "uttag.csv", "koncern")["Location"]
    assert cast.client("manager_a").get(address).status_code == 403
    assert cast.client("controller").get(address)["Location"] == reverse("budget:new_import")


def test_proposing_asks_as_many_questions_however_many_are_saved(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = cast.client("controller")
    address = upload(client, cast, ODD, "uttag.csv", "koncern")["Location"]
    client.get(address)
    for count in (0, 20):
        for number in range(count):
            save_columns(cast.actor("controller"), cast["koncern"], f"Nr {number}", {"konto": f"K{number}"})
        with django_assert_max_num_queries(14):
            client.get(address)


def test_all_that_was_found_is_a_file_with_rows_and_advice(cast: Cast) -> None:
    client = cast.client("controller")
    rows = "".join(f"5010;202601;x{number};A1\n" for number in range(60))
    address = upload(client, cast, f"konto;period;belopp;ansvar\n{rows}".encode(), "fel.csv", "koncern")["Location"]
    assert "Rad 61" not in text(client.get(address))
    assert "Rad 61" in text(client.get(f"{address}?sida=2"))
    report = b"".join(client.get(f"{address}?format=csv")).decode("utf-8-sig").splitlines()
    assert report[0] == "Rad;Slag;Vad;Uppgifter;Gör så här"
    assert report[60].startswith("61;fel;”x59”")
    assert "Rad 61" not in report[60]
    assert not report[60].endswith(";")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_while_a_file_is_read_and_staged_by_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite one transaction has the whole database: in it there is only what must be checked and written together."""
    cast = build_cast()
    client = cast.client("controller")
    data = f"konto;period;belopp;ansvar\n5010;{YEAR}01;-1;A1\n".encode()
    review = upload(client, cast, data, "utfall.csv", "koncern")["Location"]
    write, seen = staging._write, []

    def watched(piece: list) -> None:
        seen.append(connection.in_atomic_block)
        write(piece)

    monkeypatch.setattr(staging, "_write", watched)
    client.post(review, {ONCE_FIELD: new_token()})
    assert seen == [False]
    assert Actual.objects.count() == 1
