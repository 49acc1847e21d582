"""Kolada's JSON is read exactly, null stays missing, and what cannot be understood is said with where it stands."""

import json
from decimal import Decimal
from typing import Any

import pytest

from goals.kolada.shapes import KoladaFormatError, Package, Value, read
from tests.goals.kolada_server import OWN, SHARED


def of(rows: list[Any], **more: Any) -> Package:
    return read(json.dumps({"values": rows, **more}).encode(), "fil.json")[0]


def value(number: Any, **more: Any) -> dict[str, Any]:
    one = {"gender": "T", "count": 1, "status": "", "value": number, "isdeleted": False} | more
    return {"kpi": "N1", "municipality": "1981", "period": 2024, "values": [one]}


def test_our_samples_are_read() -> None:
    found = Package()
    for name in ("kpi", "municipality", "municipality_groups", "data"):
        found += read((OWN / f"{name}.json").read_bytes(), name)[0]
    assert [each.kpi_id for each in found.kpis] == ["N15428", "N03106"]
    assert found.kpis[0].by_sex
    assert str(found.kpis[0].publication_date) == "2026-10-06"
    assert found.groups[0].members[0] == ("1272", "Bromölla")
    assert len(found.municipalities) == 5
    assert len(found.values) == 48


def test_a_number_is_kept_exactly() -> None:
    assert read(
        b'{"values": [{"kpi":"N1","municipality":"1981","period":2024,"values":[{"gender":"T","value":253.891158}]}]}',
        "f",
    )[0].values == (Value("N1", "1981", 2024, "T", Decimal("253.891158")),)


def test_null_is_missing_and_zero_is_a_value() -> None:
    assert of([value(None)]).values[0].value is None
    assert of([value(0)]).values[0].value == 0


def test_what_kolada_has_taken_away_is_missing() -> None:
    found = of([value(12, isdeleted=True)]).values[0]
    assert (found.value, found.status) == (None, "deleted")


@pytest.mark.parametrize("sign", ["\0", "\ud800"])
@pytest.mark.parametrize("field", ["title", "description", "operating_area"])
def test_a_sign_that_no_database_takes_is_refused_with_the_rows_number(sign: str, field: str) -> None:
    whole = {"id": "N1", "title": "Ett", "is_divided_by_gender": 0, "description": "Smilar 😀", "operating_area": ""}
    assert len(of([whole, whole | {"id": "N2"}]).kpis) == 2
    with pytest.raises(KoladaFormatError) as refused:
        of([whole, whole | {"id": "N2", field: f"Ett{sign}"}])
    assert str(refused.value) == "fil.json, rad 2 i ”values”: en text har ett tecken som inte går att spara."


@pytest.mark.parametrize("name", ["next_url", "next_page", "next"])
def test_the_next_page_goes_by_several_names(name: str) -> None:
    assert read(json.dumps({"values": [], name: "http://localhost/2"}).encode(), "f")[1] == "http://localhost/2"
    assert read(json.dumps({"values": [], name: None}).encode(), "f")[1] == ""


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"inte json", "inte JSON"),
        (b"[" * 100_000, "inte JSON"),
        (b'{"values": NaN}', "inte JSON"),
        (b"[1, 2]", "ingen lista"),
        (b'{"values": {}}', "ingen lista"),
        (b'{"values": [{"ou": "V15E1"}]}', "varken"),
        (b'{"values": ["x"]}', "varken"),
    ],
)
def test_what_is_not_koladas_is_said(data: bytes, told: str) -> None:
    with pytest.raises(KoladaFormatError, match=told):
        read(data, "fil.json")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (value("12"), "inte ett tal"),
        (value(True), "inte ett tal"),
        (value(10**14), "inte ett tal"),
        (value(1, gender="X"), "varken T, K eller M"),
        (value(1) | {"municipality": "19810"}, "går inte att läsa"),
        (value(1) | {"municipality": "Sala"}, "fyra siffror"),
        (value(1) | {"period": "2024"}, "året 2024"),
        (value(1) | {"values": [{}]}, "saknas eller har fel form"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(row: dict[str, Any], told: str) -> None:
    with pytest.raises(KoladaFormatError, match=f"fil.json, rad 2 .*{told}"):
        of([value(1), row])


def test_the_same_value_twice_is_once_and_two_figures_are_refused() -> None:
    assert len(of([value(1), value(1)]).values) == 1
    with pytest.raises(KoladaFormatError, match="Två olika värden för N1, kommun 1981, 2024"):
        of([value(1), value(2)])


if SHARED.exists():  # where only the project is checked out, the cases of our own are what there is

    def test_the_real_samples_are_read() -> None:
        found = Package()
        for file in sorted(SHARED.glob("*.json")):
            found += read(file.read_bytes(), file.name)[0]
        assert (len(found.kpis), len(found.municipalities), len(found.groups), len(found.values)) == (40, 312, 12, 192)
        group = next(each for each in found.groups if each.group_id == "G37504")
        assert [name for _code, name in group.members] == [
            *("Bromölla", "Vara", "Sunne", "Kristinehamn", "Kumla", "Mora", "Härnösand")
        ]
