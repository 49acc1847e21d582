"""The pages of indicators: the list with its filters, each one's own, its form, and what a person says of a value."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goals import actions
from goals.actions.kolada import bring_in
from goals.kolada.shapes import Group, Kpi, Municipality, Package, Value
from goals.models import CoreMission, Indicator, IndicatorValue, ItemState, PlanItem, QualityFactor
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast

LIST = "/mal/indikatorer/"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 2026 in these tests."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 10, 1))


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return re.sub(r"\s+", " ", response.content.decode())


def made(cast: Cast, item: PlanItem, name: str = "Nöjda", **fields: Any) -> Indicator:
    values = {"name": name, "unit_of_measure": "procent", "decimals": 1} | fields
    return actions.create_indicator(cast.actor("staff_a1"), item, **values)


def factor(cast: Cast, unit: str = "A1") -> QualityFactor:
    with recording(system_actor(), "Test"):
        mission = CoreMission.objects.create(unit=cast[unit])
        return QualityFactor.objects.create(mission=mission, order=1, name="Trygghet")


def peers() -> Package:
    codes = ("1981", "1272", "1881", "0000")
    return Package(
        kpis=(Kpi("N1", "Nyckeltal ett", "Så räknas det.", publication_date=date(2026, 12, 1)),),
        municipalities=tuple(Municipality(code, f"Kommun {code}", "K") for code in codes),
        groups=(Group("G37504", "Liknande kommuner", (("1272", "Kommun 1272"), ("1881", "Kommun 1881"))),),
        values=tuple(Value("N1", code, 2025, "T", Decimal(70 + n)) for n, code in enumerate(codes)),
    )


# The list


def test_the_list_says_outcome_target_status_age_and_source(cast: Cast) -> None:
    one = made(cast, cast.item("activity", "A1"), partly_from=Decimal(80), source="Enkäten")
    actions.set_value(cast.actor("staff_a1"), one, 2024, None, Decimal("79.5"))
    actions.set_value(cast.actor("staff_a1"), one, 2026, Decimal(90), None)
    html = text(cast.client("politician_a"), f"{LIST}?ar=2026")
    for said in ("Nöjda", "Enhet A1", "79,5", "90,0", "gammalt: för 21 månader sedan", "Enkäten"):
        assert said in html
    assert "Fyll i värden" not in html


def test_a_missing_outcome_says_why_and_is_no_zero(cast: Cast) -> None:
    one = made(cast, cast.item("activity", "A1"))
    actions.set_value(cast.actor("staff_a1"), one, 2025, None, None, "Enkäten ställdes in")
    html = text(cast.client("auditor"), LIST)
    assert "Enkäten ställdes in" in html
    assert ">0<" not in html


def test_a_proposal_is_said_to_be_one_until_somebody_has_agreed(cast: Cast) -> None:
    one = made(cast, cast.item("activity", "A1"))
    value = actions.set_value(cast.actor("staff_a1"), one, 2025, Decimal(90), Decimal(91))
    client = cast.client("staff_a1")
    assert "förslag" in text(client, LIST)
    sent = {"seen": "91,000"}
    assert client.post(f"{LIST}varde/{value.pk}/godta/", sent).status_code == 302
    html = text(client, LIST)
    assert "uppfyllt" in html
    assert "förslag" not in html


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Egen", "Från Kolada", "Gammal", "Annans"}),
        ("kalla=kolada", {"Från Kolada"}),
        ("lage=gammalt", {"Gammal"}),
        ("lage=saknas", {"Från Kolada", "Annans"}),
        ("lage=aktuellt", {"Egen"}),
        ("q=koLA", {"Från Kolada"}),
        ("kalla=finns-inte", {"Egen", "Från Kolada", "Gammal", "Annans"}),
        ("q=ingenting", set()),
    ],
)
def test_the_filters(cast: Cast, query: str, shown: set[str]) -> None:
    item, staff = cast.item("activity", "A1"), cast.actor("staff_a1")
    actions.set_value(staff, made(cast, item, "Egen"), 2025, None, Decimal(1))
    made(cast, item, "Från Kolada", source_kind="kolada", kolada_id="N1")
    actions.set_value(staff, made(cast, item, "Gammal"), 2023, None, Decimal(1))
    theirs = cast.item("activity", "B1")
    actions.create_indicator(cast.actor("manager_b"), theirs, name="Annans", unit_of_measure="antal")
    html = text(cast.client("controller"), f"{LIST}?ar=2026&{query}")
    names = {name for name in ("Egen", "Från Kolada", "Gammal", "Annans") if f'/?ar=2026">{name}</a>' in html}
    assert names == shown
    unit = text(cast.client("controller"), f"{LIST}?ar=2026&enhet={cast['B1'].pk}")
    assert ("Annans</a>" in unit, "Egen</a>" in unit) == (True, False)
    belongs = text(cast.client("controller"), f"{LIST}?ar=2026&hor={item.pk}")
    assert ("Annans</a>" in belongs, "Egen</a>" in belongs) == (False, True)


def test_what_belongs_to_a_draft_is_not_shown_to_others(cast: Cast) -> None:
    draft = cast.item("focus", "A", state=ItemState.DRAFT)
    actions.create_indicator(cast.actor("chair_a"), draft, name="Hemlig", unit_of_measure="antal")
    assert "Hemlig" in text(cast.client("chair_a"), LIST)
    assert "Hemlig" not in text(cast.client("chair_b"), LIST)


def test_the_empty_list_says_who_fills_it(cast: Cast) -> None:
    assert "Inga indikatorer ännu" in text(cast.client("manager_a1"), LIST)


def test_the_list_costs_the_same_whatever_its_length(cast: Cast) -> None:
    item, client, counts = cast.item("activity", "A1"), cast.client("controller"), []
    text(client, LIST)
    for size in (1, 12):
        for number in range(size):
            one = made(cast, item, f"Indikator {size} {number}")
            actions.set_value(cast.actor("staff_a1"), one, 2025, Decimal(1), Decimal(2))
        with CaptureQueriesContext(connection) as asked:
            text(client, LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# One indicator


def test_the_page_shows_peers_by_name_and_says_kolada_wherever_it_shows_them(cast: Cast) -> None:
    bring_in(cast.actor("controller"), peers(), "fil.json")
    one = made(cast, cast.item("activity", "A1"), source_kind="kolada", kolada_id="N1")
    html = text(cast.client("politician_a"), f"{LIST}{one.pk}/?ar=2026")
    for said in ("Kommun 1272", "Kommun 1881", "71,5", "73,0", "Så räknas det.", "publiceras 1 december 2026"):
        assert said in html
    assert html.count("Källa: Kolada (N1), hämtat") >= 3  # under the chart, the table and the peers


def test_what_kolada_has_changed_is_told_with_old_and_new(cast: Cast) -> None:
    bring_in(cast.actor("controller"), peers(), "1")
    one = made(cast, cast.item("activity", "A1"), source_kind="kolada", kolada_id="N1")
    bring_in(cast.actor("controller"), Package(values=(Value("N1", "1981", 2025, "T", Decimal("68.25")),)), "2")
    html = text(cast.client("politician_a"), f"{LIST}{one.pk}/")
    assert "Ändrat i Kolada" in html
    assert "2025: 70,0 → 68,3" in html


def test_the_page_costs_the_same_whatever_it_shows(cast: Cast) -> None:
    bring_in(cast.actor("controller"), peers(), "1")
    one = made(cast, cast.item("activity", "A1"), source_kind="kolada", kolada_id="N1", by_sex=True)
    client, counts = cast.client("staff_a1"), []
    text(client, f"{LIST}{one.pk}/")
    for years in (range(2024, 2025), range(2010, 2024)):
        for year in years:
            for sex in "TKM":
                actions.set_value(cast.actor("staff_a1"), one, year, None, Decimal(5), sex=sex)
        with CaptureQueriesContext(connection) as asked:
            text(client, f"{LIST}{one.pk}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_indicator_of_a_draft_that_one_may_not_see_does_not_exist(cast: Cast) -> None:
    draft = cast.item("focus", "A", state=ItemState.DRAFT)
    one = actions.create_indicator(cast.actor("chair_a"), draft, name="Hemlig", unit_of_measure="antal")
    value = actions.set_value(cast.actor("chair_a"), one, 2026, Decimal(1), Decimal(1))
    for address in (f"{LIST}{one.pk}/", f"{LIST}varde/{value.pk}/"):
        assert cast.client("chair_b").get(address).status_code == 404
    assert cast.client("chair_b").post(f"{LIST}varde/{value.pk}/godta/").status_code == 404


# Its form


def test_all_fields_are_asked_for_and_kept(cast: Cast) -> None:
    item, client = cast.item("activity", "A1"), cast.client("staff_a1")
    sent = {
        "name": "Sjukfrånvaro",
        "unit_of_measure": "procent",
        "decimals": "1",
        "direction": "lower",
        "source_kind": "kolada",
        "kolada_id": " n00090 ",
        "definition": "All tid.",
        "by_sex": "on",
        "partly_to": "7,5",
        "baseline": "−9,2",
        "baseline_year": "2022",
        "frequency": "tertial",
        "publication_delay": "1",
        "responsible": cast.user("manager_a1").pk,
        "comment": "Följs varje tertial.",
    }
    assert client.post(f"/mal/{item.pk}/indikator/", sent).status_code == 302
    one = Indicator.objects.get()
    assert (one.kolada_id, one.partly_to, one.baseline, one.by_sex) == ("N00090", Decimal("7.5"), Decimal("-9.2"), True)
    assert (one.frequency, one.publication_delay, one.responsible) == ("tertial", 1, cast.user("manager_a1"))


def test_kolada_as_source_needs_a_key_figure(cast: Cast) -> None:
    item = cast.item("activity", "A1")
    sent = {"name": "x", "unit_of_measure": "y", "decimals": "0", "direction": "none", "source_kind": "kolada"}
    response = cast.client("staff_a1").post(f"/mal/{item.pk}/indikator/", sent)
    assert response.status_code == 422
    assert "Skriv vilket nyckeltal" in response.content.decode()
    assert not Indicator.objects.exists()


def test_the_second_of_two_who_change_it_is_told(cast: Cast) -> None:
    one = made(cast, cast.item("activity", "A1"))
    sent = {"name": "Mina", "unit_of_measure": "procent", "decimals": "1", "direction": "higher", "version": "1"}
    actions.edit_indicator(cast.actor("manager_a1"), one, name="Deras")
    client = cast.client("staff_a1")
    response = client.post(f"/mal/indikator/{one.pk}/", sent)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Deras" in html
    assert "Mina" in html
    assert Indicator.objects.get().name == "Deras"
    assert client.post(f"/mal/indikator/{one.pk}/", sent | {"version": "2"}).status_code == 302
    assert Indicator.objects.get().name == "Mina"


def test_a_managers_indicator_of_a_quality_factor(cast: Cast) -> None:
    found, sent = factor(cast), {"name": "Trygga", "unit_of_measure": "procent", "decimals": "0", "direction": "higher"}
    address = f"/mal/grunduppdrag/kvalitet/{found.pk}/indikator/"
    for who in ("staff_a1", "chair_a", "manager_b", "controller"):
        assert cast.client(who).get(address).status_code == 403
    client = cast.client("manager_a1")
    assert client.post(address, sent).headers["Location"] == f"/mal/grunduppdrag/{cast['A1'].pk}/"
    one = Indicator.objects.get()
    assert one.quality_factor == found
    assert "Trygghet" in text(cast.client("politician_a"), LIST)
    assert "Trygga" in text(cast.client("politician_a"), f"{LIST}{one.pk}/")
    actions.set_value(cast.actor("staff_a1"), one, 2026, None, Decimal(80))
    assert client.get("/mal/grunduppdrag/kvalitet/987654/indikator/").status_code == 404


def test_an_interval_and_a_part_of_the_year_are_written_on_the_values_page(cast: Cast) -> None:
    one = made(cast, cast.item("activity", "A1"), direction="within", frequency="tertial")
    client, address = cast.client("staff_a1"), f"/mal/indikator/{one.pk}/2026/"
    assert "Målvärde, lägst" in text(client, address)
    assert client.post(address, {"target": "1", "target_high": "2,5"}).status_code == 302
    assert client.post(f"{address}?manad=8", {"outcome": "2"}).status_code == 302
    value = one.values.get(month=8)
    assert value.proposed_status == "met"
    assert "jan–aug 2026" in text(client, f"{LIST}{one.pk}/")
    for wrong in ("manad=13", "manad=x", "kon=X"):
        assert client.get(f"{address}?{wrong}").status_code == 404


def test_a_person_says_something_else_with_a_word_of_why(cast: Cast) -> None:
    one = made(cast, cast.item("activity", "A1"))
    value = actions.set_value(cast.actor("staff_a1"), one, 2025, Decimal(90), Decimal(80))
    client, address = cast.client("manager_a1"), f"{LIST}varde/{value.pk}/"
    assert "Gränserna föreslår" in text(client, address)
    response = client.post(address, {"status": "met", "reason": "", "seen": "80,0"})
    assert response.status_code == 422
    assert "några ord" in response.content.decode()
    assert client.post(address, {"status": "met", "reason": "Nära nog.", "seen": "80,0"}).status_code == 302
    assert IndicatorValue.objects.get().status_reason == "Nära nog."
    assert "Nära nog." in text(client, f"{LIST}{one.pk}/")
    assert cast.client("auditor").get(address).status_code == 403


def test_a_goal_that_is_said_anew_from_next_year_keeps_its_indicators(cast: Cast) -> None:
    old = cast.item("focus", "A", first_year=2025, last_year=2026)
    new = cast.item("focus", "A", first_year=2027, last_year=2028, replaces=old)
    actions.create_indicator(cast.actor("chair_a"), old, name="Trygga elever", unit_of_measure="procent")
    client = cast.client("chair_a")
    for address in (f"/mal/{new.pk}/?ar=2027", f"{LIST}?ar=2026", f"{LIST}?ar=2027"):
        assert text(client, address).count("Trygga elever</a>") == 1, address
    assert "Trygga elever" not in text(client, f"{LIST}?ar=2029")
