"""What Kolada says is brought in whole or not at all: missing as missing, changes told, definition and day kept with each value."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from goals import actions
from goals.actions.kolada import bring_in, fetch_now, request_fetch
from goals.kolada.client import TRIES, Kolada
from goals.kolada.shapes import Package, Value, read
from goals.models import Indicator, IndicatorValue, KoladaFetch, KoladaGroup, KoladaKpi, KoladaValue, Sex
from goals.queries.kolada import changes_in, changes_of, newest_values, peers_of
from sala_styr.errors import Refused, RuleBroken
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast
from tests.goals.kolada_server import OWN, FakeKolada, kolada_server
from tests.goals.past import count, said


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 2026 in these tests."""
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 10, 1))


@pytest.fixture
def server(settings: Any) -> Iterator[FakeKolada]:
    with kolada_server() as server:
        server.page = 20
        settings.SALA_KOLADA_URL = server.address
        yield server


def samples() -> Package:
    found = Package()
    for name in ("kpi", "municipality", "municipality_groups", "data"):
        found += read((OWN / f"{name}.json").read_bytes(), name)[0]
    return found


def indicator(cast: Cast, kpi: str = "N15428", **fields: Any) -> Indicator:
    values = {"name": f"Indikator {kpi}", "unit_of_measure": "procent", "decimals": 1, "source_kind": "kolada"} | fields
    return actions.create_indicator(cast.actor("staff_a1"), cast.item("activity", "A1"), kolada_id=kpi, **values)


def outcomes(one: Indicator, sex: str = Sex.TOTAL) -> dict[int, Decimal | None]:
    return dict(one.values.filter(sex=sex).values_list("year", "outcome"))


def test_an_indicator_gets_its_outcomes_with_definition_and_day(cast: Cast) -> None:
    made = indicator(cast)
    brought = bring_in(cast.actor("controller"), samples(), "data.json")
    value = made.values.get(year=2024, sex=Sex.TOTAL)
    assert value.outcome == Decimal("81.123")
    assert value.definition.startswith("Antal elever i årskurs 9")
    assert value.fetched_at == brought.fetched_at
    assert said(value) == ("controller", "Läste in från Kolada: data.json")
    assert (brought.values_new, brought.values_changed, brought.values_missing) == (43, 0, 5)


def test_an_indicator_that_is_added_later_gets_them_at_once(cast: Cast) -> None:
    bring_in(cast.actor("controller"), samples(), "data.json")
    assert outcomes(indicator(cast))[2024] == Decimal("81.123")


def test_the_sexes_come_only_where_the_indicator_is_split(cast: Cast) -> None:
    whole, split = indicator(cast), indicator(cast, by_sex=True)
    bring_in(cast.actor("controller"), samples(), "data.json")
    assert outcomes(whole, Sex.WOMEN) == {}
    assert outcomes(split, Sex.WOMEN)[2024] == Decimal("84.123")


def test_null_and_what_is_taken_away_stay_missing_and_say_so(cast: Cast) -> None:
    made = indicator(cast, "N03106")
    bring_in(cast.actor("controller"), samples(), "data.json")
    assert outcomes(made) == {2023: Decimal("42.850"), 2024: None, 2025: None}
    reasons = dict(made.values.values_list("year", "missing_reason"))
    assert (reasons[2024], reasons[2025]) == ("Saknas i Kolada", "Borttaget i Kolada")


def test_null_does_not_empty_what_a_person_wrote(cast: Cast) -> None:
    made = indicator(cast, "N03106")
    actions.set_value(cast.actor("staff_a1"), made, 2024, None, Decimal("44.1"))
    bring_in(cast.actor("controller"), samples(), "data.json")
    assert outcomes(made)[2024] == Decimal("44.1")


def test_only_what_takes_its_outcomes_from_kolada_is_filled_in(cast: Cast) -> None:
    made = indicator(cast, source_kind="own")
    bring_in(cast.actor("controller"), samples(), "data.json")
    assert outcomes(made) == {}


def test_the_same_file_twice_adds_nothing(cast: Cast) -> None:
    made = indicator(cast)
    first = bring_in(cast.actor("controller"), samples(), "data.json", "abc")
    value = made.values.get(year=2024, sex=Sex.TOTAL)
    rows = KoladaValue.objects.count()
    assert bring_in(cast.actor("controller"), samples(), "data.json", "abc") == first
    assert KoladaValue.objects.count() == rows
    assert count(value) == 1


def test_a_changed_value_is_told_with_old_and_new(cast: Cast) -> None:
    made = indicator(cast)
    bring_in(cast.actor("controller"), samples(), "1")
    newer = samples()
    changed = tuple(
        replace(each, value=Decimal("79.5")) if each.key == ("N15428", "1981", 2023, "T") else each
        for each in newer.values
    )
    brought = bring_in(cast.actor("controller"), replace(newer, values=changed), "2")
    assert brought.values_changed == 1
    (change,) = changes_in(brought)
    assert (change.year, change.old, change.new) == (2023, Decimal("80.123456"), Decimal("79.5"))
    assert [each.new for each in changes_of(made)] == [Decimal("79.5")]
    value = made.values.get(year=2023, sex=Sex.TOTAL)
    assert value.outcome == Decimal("79.5")
    assert [row.outcome for row in value.history.order_by("history_id")] == [Decimal("80.123"), Decimal("79.5")]


def test_what_somebody_said_of_other_figures_falls_when_they_change(cast: Cast) -> None:
    made = indicator(cast)
    bring_in(cast.actor("controller"), samples(), "1")
    actions.set_value(cast.actor("staff_a1"), made, 2023, Decimal(80), Decimal("80.123"))
    IndicatorValue.objects.filter(indicator=made, year=2023).update(status="met")
    less = (Value("N15428", "1981", 2023, "T", Decimal(70)),)
    bring_in(cast.actor("controller"), Package(values=less), "2")
    value = made.values.get(year=2023)
    assert (value.proposed_status, value.status) == ("not_met", "")


def test_the_peers_are_named_and_the_missing_one_is_left_out_of_the_median(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    bring_in(cast.actor("controller"), samples(), "1")
    made = indicator(cast)
    with django_assert_num_queries(3):
        peers = peers_of(made, (2022, 2024, 2025))
    assert peers is not None
    assert peers.names == ("Bromölla", "Kumla", "Mora")
    assert peers.group == "Liknande kommuner, övergripande, Sala, 2025"
    assert peers.median == {2022: None, 2024: Decimal("82.123456"), 2025: Decimal("82.123456")}
    assert peers.counted == {2022: 0, 2024: 3, 2025: 2}
    assert peers.country[2025] == Decimal("87.123456")


def test_an_older_value_does_not_come_back(cast: Cast) -> None:
    for figure in (1, 2):
        values = (Value("N15428", "1981", 2023, "T", Decimal(figure)),)
        bring_in(cast.actor("controller"), Package(values=values), str(figure))
    (found,) = newest_values(["N15428"], ["1981"]).values()
    assert found.value == 2


def test_a_key_figure_without_definition_goes_by_its_number(cast: Cast) -> None:
    bring_in(cast.actor("controller"), Package(values=(Value("N9", "1981", 2023, "T", Decimal(1)),)), "1")
    assert KoladaKpi.objects.get().title == "N9"
    assert said(KoladaKpi.objects.get()) == ("controller", "Läste in från Kolada: 1")


@pytest.mark.parametrize("name", ["manager_a", "chair_a", "auditor", "outsider"])
def test_others_bring_nothing_in(cast: Cast, name: str) -> None:
    with pytest.raises(Refused, match="controller eller systemförvaltaren"):
        bring_in(cast.actor(name), samples(), "1")
    with pytest.raises(Refused):
        request_fetch(cast.actor(name))
    assert not KoladaFetch.objects.exists()


def test_an_empty_list_is_said(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="listan är tom"):
        bring_in(cast.actor("controller"), Package(), "1")


def test_a_fetch_brings_figures_peers_and_the_country(cast: Cast, server: FakeKolada) -> None:
    made = indicator(cast)
    server.troubles.extend(["429", "break"])
    brought = fetch_now(cast.actor("administrator"), Kolada(server.address, sleep=lambda _ms: None))
    assert brought.problem == ""
    assert outcomes(made)[2024] == Decimal("81.123")
    assert KoladaGroup.objects.get().group_id == "G37504"
    peers = peers_of(made, (2025,))
    assert peers is not None
    assert peers.median[2025] == Decimal("82.123456")


def test_a_fetch_that_breaks_in_the_middle_leaves_nothing_but_its_problem(cast: Cast, server: FakeKolada) -> None:
    made = indicator(cast)
    # Municipalities, groups and definitions arrive; then the line stays broken.
    server.troubles.extend(["", "", "", *["break"] * TRIES])
    brought = fetch_now(cast.actor("controller"), Kolada(server.address, sleep=lambda _ms: None))
    assert "förbindelsen" in brought.problem
    assert said(brought) == ("controller", "Kolada gick inte att läsa")
    assert not KoladaKpi.objects.exists()
    assert not KoladaValue.objects.exists()
    assert outcomes(made) == {}


def test_an_answer_that_says_two_things_of_the_same_figure_leaves_nothing_but_its_problem(
    cast: Cast, server: FakeKolada
) -> None:
    made = indicator(cast)
    page = server.rows["data"][: server.page]
    again = page[0] | {"values": [value | {"value": 12.5} for value in page[0]["values"]]}
    server.rows["data"] = [*page, again]  # the other figure comes on the next page
    brought = fetch_now(cast.actor("controller"), Kolada(server.address, sleep=lambda _ms: None))
    assert "Två olika värden" in brought.problem
    assert outcomes(made) == {}


def test_the_job_in_the_background_asks_as_the_one_who_wished_it(
    cast: Cast, server: FakeKolada, django_capture_on_commit_callbacks: Any
) -> None:
    made = indicator(cast)
    with django_capture_on_commit_callbacks(execute=True):
        request_fetch(cast.actor("controller"))
    assert said(KoladaFetch.objects.get())[0] == "controller"
    assert outcomes(made)[2024] == Decimal("81.123")


def test_nothing_is_asked_when_no_indicator_wants_it(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="Ingen indikator"):
        request_fetch(cast.actor("controller"))


def test_the_command_brings_in_files(cast: Cast) -> None:
    made, told = indicator(cast), StringIO()
    call_command("kolada", "import", *sorted(str(file) for file in OWN.glob("*.json")), stdout=told)
    assert "43 nya" in told.getvalue()
    assert outcomes(made)[2024] == Decimal("81.123")


def test_the_command_says_what_is_wrong(cast: Cast, tmp_path: Path, server: FakeKolada) -> None:
    wrong = tmp_path / "fel.json"
    wrong.write_text("inget")
    with pytest.raises(CommandError, match="inte JSON"):
        call_command("kolada", "import", str(wrong))
    with pytest.raises(CommandError, match="Ingen indikator"):
        call_command("kolada", "fetch")
    indicator(cast)
    server.troubles.append("404")
    with pytest.raises(CommandError, match="fel 404"):
        call_command("kolada", "fetch")


def test_a_thousand_values_cost_as_many_queries_as_ten(cast: Cast, django_assert_max_num_queries: Any) -> None:
    def package(size: int) -> Package:
        return Package(values=tuple(Value("N15428", f"{1000 + n}", 2024, "T", Decimal(n)) for n in range(size)))

    bring_in(system_actor(), samples(), "0")
    indicator(cast)
    for size in (10, 1000):
        with django_assert_max_num_queries(25):
            bring_in(system_actor(), package(size), str(size))
