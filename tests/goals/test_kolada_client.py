"""The client asks calmly and tells calmly: pages, at most 25 ids, 429, a broken line, and never another server."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from goals.kolada.client import PAUSE, TRIES, Kolada, KoladaUnreachable
from goals.kolada.wishes import Wish, fetch
from tests.goals.kolada_server import SHARED, FakeKolada, kolada_server, shared_rows


@pytest.fixture
def server() -> Iterator[FakeKolada]:
    with kolada_server() as server:
        yield server


@pytest.fixture
def waited() -> list[int]:
    return []


@pytest.fixture
def kolada(server: FakeKolada, waited: list[int]) -> Kolada:
    return Kolada(server.address, sleep=waited.append)


@pytest.mark.parametrize("name", ["next_url", "next_page", "next"])
def test_every_page_is_read(server: FakeKolada, kolada: Kolada, name: str) -> None:
    server.page, server.next_name = 2, name
    assert [each.code for each in kolada.municipalities().municipalities] == ["0000", "1272", "1881", "1981", "2062"]
    assert len(server.asked) == 3


def test_values_come_with_null_as_missing(kolada: Kolada) -> None:
    found = {each.key: each for each in kolada.values(["N15428", "N03106"], ["1981", "2062"], [2024, 2025]).values}
    assert found["N15428", "1981", 2025, "T"].value == Decimal("82.123456")
    assert found["N15428", "2062", 2025, "T"].value is None
    assert found["N03106", "1981", 2024, "T"].value is None
    assert found["N03106", "1981", 2025, "T"].status == "deleted"


def test_no_more_than_25_ids_are_asked_at_a_time(server: FakeKolada, kolada: Kolada) -> None:
    kolada.values([f"N{number:05}" for number in range(30)], [f"{code:04}" for code in range(26)], range(2000, 2030))
    assert len(server.asked) == 8
    assert max(len(part.split(",")) for path in server.asked for part in path.split("/")) == 25


def test_there_is_a_pause_between_calls(kolada: Kolada, waited: list[int]) -> None:
    kolada.kpis(["N15428"])
    assert waited == []
    kolada.municipalities()
    assert waited == [PAUSE, PAUSE]


def test_it_waits_as_long_as_kolada_asks_and_goes_on(server: FakeKolada, kolada: Kolada, waited: list[int]) -> None:
    server.troubles.extend(["429 soon", "429"])
    assert kolada.kpis(["N15428"]).kpis
    assert waited == [7000, PAUSE, 2000, PAUSE]


def test_it_gives_up_when_kolada_goes_on_asking_to_wait(server: FakeKolada, kolada: Kolada) -> None:
    server.troubles.extend(["429"] * 10)
    with pytest.raises(KoladaUnreachable, match="ber oss vänta"):
        kolada.kpis(["N15428"])
    assert len(server.asked) == TRIES


def test_a_broken_line_is_tried_again(server: FakeKolada, kolada: Kolada) -> None:
    server.troubles.append("break")
    assert [each.kpi_id for each in kolada.kpis(["N15428"]).kpis] == ["N15428"]
    assert len(server.asked) == 2


def test_a_line_that_stays_broken_is_told_calmly(server: FakeKolada, kolada: Kolada) -> None:
    server.troubles.extend(["break"] * TRIES)
    with pytest.raises(KoladaUnreachable, match="eller så bröts förbindelsen"):
        kolada.kpis(["N15428"])


def test_nobody_at_home_is_told_calmly(waited: list[int]) -> None:
    with kolada_server() as server:
        address = server.address
    with pytest.raises(KoladaUnreachable, match="går inte att nå"):
        Kolada(address, sleep=waited.append).municipalities()
    assert waited == [1000, PAUSE, 2000, PAUSE, 4000, PAUSE]  # and no wait when there is nothing more to try


def test_koladas_own_fault_is_tried_again_but_ours_is_not(server: FakeKolada, kolada: Kolada) -> None:
    server.troubles.append("500")
    assert kolada.kpis(["N15428"]).kpis
    server.troubles.append("404")
    with pytest.raises(KoladaUnreachable, match="fel 404"):
        kolada.kpis(["N15428"])
    assert len(server.asked) == 3


def test_a_redirection_is_not_followed(server: FakeKolada, kolada: Kolada) -> None:
    server.troubles.append("302")
    with pytest.raises(KoladaUnreachable, match="fel 302"):
        kolada.municipalities()


def test_what_is_not_json_is_told_calmly(server: FakeKolada, kolada: Kolada) -> None:
    server.troubles.append("garbage")
    with pytest.raises(KoladaUnreachable, match="inte JSON"):
        kolada.municipalities()


def test_it_goes_to_no_other_server(server: FakeKolada, kolada: Kolada) -> None:
    server.elsewhere = True
    with pytest.raises(KoladaUnreachable, match="annan adress"):
        kolada.municipalities()


def test_a_next_page_that_is_no_address_is_told_calmly(
    server: FakeKolada, kolada: Kolada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeKolada, "address", "http:" + "//[")
    with pytest.raises(KoladaUnreachable, match="annan adress"):
        kolada.municipalities()


def test_it_does_not_go_in_circles(server: FakeKolada, kolada: Kolada) -> None:
    server.in_circles = True
    with pytest.raises(KoladaUnreachable, match="cirkel"):
        kolada.municipalities()


def test_a_wish_brings_our_own_groups_their_members_and_the_country(kolada: Kolada) -> None:
    found = fetch(kolada, Wish(("N15428",), (), (2024, 2025)))
    assert [group.group_id for group in found.groups] == ["G37504"]
    assert {each.municipality for each in found.values} == {"1981", "0000", "1272", "1881", "2062"}
    assert {each.kpi for each in found.values} == {"N15428"}


if SHARED.exists():  # where only the project is checked out, the cases of our own are what there is

    def test_the_real_samples_come_through_the_client(waited: list[int]) -> None:
        with kolada_server(shared_rows()) as server:
            server.page = 50
            server.troubles.extend(["429 soon", "break"])
            kolada = Kolada(server.address, sleep=waited.append)
            assert len(kolada.municipalities().municipalities) == 312
            codes = ["0319", "0562", "0687", "1082", "1083", "1885", "1984", "2084"]
            found = kolada.values(["N03702", "N03703"], codes, range(2012, 2024)).values
        assert len(found) == 192
        assert found[0].value == Decimal("253.891158")
