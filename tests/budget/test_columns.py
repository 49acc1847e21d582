"""Saved columns: a legal unit's tables read by their own headings, sign and numbers, chosen when a file is brought in."""

from io import BytesIO

import pytest
from django.urls import reverse

from budget.actions.columns import forget_columns, save_columns
from budget.imports import read_file
from budget.models import Actual, ColumnMapping
from budget.queries.table_columns import layout_of
from sala_styr.errors import Refused, RuleBroken
from tests.budget.builders import YEAR, kr
from tests.budget.reading_pages import text
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ODD = b"Kto;Redper;Netto SEK;Ansvar\n5010;202601;1.234,50;A1\n3110;202602;-10,00;A1\n"
HEADINGS = {"konto": "Kto", "period": "Redper", "belopp": "Netto SEK"}


def saved(cast: Cast, **more) -> ColumnMapping:  # type: ignore[no-untyped-def]
    values = {"sign": -1, "numbers": "comma"} | more
    return save_columns(cast.actor("controller"), cast["koncern"], "Raindance", HEADINGS, **values)


def test_a_table_is_read_by_its_own_headings_sign_and_numbers(cast: Cast) -> None:
    reading = read_file(ODD, "x.csv", YEAR, layout=layout_of(saved(cast).pk, "report"))
    assert [(figure.account, figure.period, figure.amount) for figure in reading.figures] == [
        ("5010", 1, -123450),
        ("3110", 2, kr(10)),
    ]


def test_a_mark_between_thousands_is_never_guessed(cast: Cast) -> None:
    reading = read_file(ODD, "x.csv", YEAR, layout=layout_of(saved(cast, numbers="plain").pk, "report"))
    assert [figure.account for figure in reading.figures] == ["3110"]
    assert reading.refused


def test_points_between_decimals_and_commas_between_thousands(cast: Cast) -> None:
    data = b"Kto;Redper;Netto SEK\n5010;202601;-1,234.50\n"
    layout = layout_of(saved(cast, sign=1, numbers="point").pk, "ledger")
    assert [figure.amount for figure in read_file(data, "x.csv", YEAR, layout=layout).figures] == [-123450]


def test_another_table_says_which_heading_it_lacks(cast: Cast) -> None:
    reading = read_file(
        b"konto;period;belopp\n5010;202601;-1\n", "x.csv", YEAR, layout=layout_of(saved(cast).pk, "report")
    )
    assert not list(reading.figures)
    assert "Rubriken ”Kto” finns inte i filen" in reading.findings[0].message


@pytest.mark.parametrize(
    ("name", "headings", "said"),
    [
        ("", HEADINGS, "Skriv ett namn"),
        ("Raindance", HEADINGS, "redan kolumner med det namnet"),
        ("Ny", {"konto": " "}, "minst en rubrik"),
        ("Ny", {"konto": "A", "belopp": "a"}, "står för två kolumner"),
        ("Ny", {"nonsens": "A"}, "är ingen kolumn"),
    ],
)
def test_what_could_read_no_table_is_not_saved(cast: Cast, name: str, headings: dict[str, str], said: str) -> None:
    saved(cast)
    with pytest.raises(RuleBroken, match=said):
        save_columns(cast.actor("controller"), cast["koncern"], name, headings)
    assert ColumnMapping.objects.count() == 1


@pytest.mark.parametrize("person", ["manager_a", "auditor", "chair_a", "outsider"])
def test_only_who_brings_in_files_saves_columns(cast: Cast, person: str) -> None:
    mapping = saved(cast)
    with pytest.raises(Refused):
        save_columns(cast.actor(person), cast["koncern"], "Annat", HEADINGS)
    with pytest.raises(Refused):
        forget_columns(cast.actor(person), mapping)
    assert cast.client(person).get(reverse("budget:new_columns")).status_code == 403
    assert cast.client(person).get(reverse("budget:columns")).status_code == (200 if person == "auditor" else 403)


def test_columns_are_saved_chosen_for_a_file_changed_and_taken_away(cast: Cast) -> None:
    client = cast.client("controller")
    address = reverse("budget:new_columns")
    form = {"name": "Raindance", "unit": cast["koncern"].pk, "sign": "ledger", "numbers": "comma"}
    assert client.post(address, form).status_code == 422
    headings = {f"rubrik_{column}": heading for column, heading in HEADINGS.items()}
    assert client.post(address, form | headings).status_code == 302
    mapping = ColumnMapping.objects.get()
    assert "konto: Kto" in text(client.get(reverse("budget:columns")))
    file = BytesIO(ODD)
    file.name = "uttag.csv"
    sent = {"file": file, "unit": cast["koncern"].pk, "year": YEAR, "sign": "report", "columns": mapping.pk}
    review = client.post(reverse("budget:new_import"), sent)["Location"]
    client.post(review)
    assert sorted(Actual.objects.values_list("amount", flat=True)) == [-123450, kr(10)]
    change = reverse("budget:change_columns", args=[mapping.pk])
    client.post(change, form | headings | {"name": "Raindance månad"})
    mapping.refresh_from_db()
    assert (mapping.name, mapping.sign) == ("Raindance månad", -1)
    client.post(reverse("budget:forget_columns", args=[mapping.pk]))
    assert not ColumnMapping.objects.exists()
    assert ColumnMapping.history.count() == 3
