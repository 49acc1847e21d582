"""The pages of the grunduppdrag, and what the plan adds to the pages of units and decisions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals import actions
from goals.actions.quality import add_factor
from goals.laws import Law
from goals.models import CoreMission, LawReference
from tests.cast import Cast
from tests.goals.past import count


def text(cast: Cast, name: str, address: str, status: int = 200) -> str:
    response = cast.client(name).get(address)
    assert response.status_code == status
    return response.content.decode()


def address(cast: Cast, code: str = "A1", part: str = "") -> str:
    return f"/mal/grunduppdrag/{cast[code].pk}/{part}"


def laws(*rows: tuple[str, str, str, str]) -> dict[str, str]:
    """The rows of the form as a browser sends them."""
    sent = {"lag-TOTAL_FORMS": str(len(rows)), "lag-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        sent |= {f"lag-{number}-{part}": value for part, value in zip(Law._fields, row, strict=True)}
    return sent


def test_all_are_listed_and_counted(cast: Cast) -> None:
    actions.set_statutory(cast.actor("manager_a1"), cast["A1"], "Förskola", [], 0)
    html = text(cast, "outsider", "/mal/grunduppdrag/?ar=2026")
    assert "1 av 9 är skrivna." in html
    assert "Enhet A1" in html
    assert f"grunduppdrag/{cast['A'].pk}/" not in html


def test_the_list_costs_the_same_queries_however_many_there_are(cast: Cast) -> None:
    counts = []
    for codes in ((), ("A1", "A2", "verksA", "kontorA")):
        for code in codes:
            actions.set_statutory(cast.actor("head_a"), cast[code], "Förskola", [], 0)
        client = cast.client("outsider")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/mal/grunduppdrag/?ar=2026").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_is_not_written_yet_says_who_writes_it_and_offers_it_to_them_alone(cast: Cast) -> None:
    html = text(cast, "outsider", address(cast))
    assert html.count("Inte skriven ännu") == 2
    assert "beslutas av Nämnd A" in html
    assert "lagstadgat/" not in html
    manager, chair = text(cast, "manager_a1", address(cast)), text(cast, "chair_a", address(cast))
    assert address(cast, part="lagstadgat/") in manager
    assert address(cast, part="lokalt/") not in manager
    assert address(cast, part="lokalt/") in chair
    assert address(cast, part="lagstadgat/") not in chair


def test_the_manager_writes_the_statutory_part(cast: Cast) -> None:
    client = cast.client("manager_a1")
    sent = {"statutory": "Förskola för alla", "version": 0} | laws(("skollagen", "2010:800", "1 kap.", "4 §"))
    assert client.post(address(cast, part="lagstadgat/"), sent)["Location"] == address(cast)
    html = text(cast, "outsider", address(cast))
    assert "Förskola för alla" in html
    assert "skollagen (2010:800) 1 kap. 4 §" in html
    assert "Historik" in html


def test_the_chair_writes_the_local_part_with_a_decision(cast: Cast) -> None:
    client, decision = cast.client("chair_a"), cast.decision("A")
    html = client.get(address(cast, part="lokalt/")).content.decode()
    assert "behöver ett beslut av Nämnd A" in html
    assert "/beslut/nytt/?organ=" in html
    sent = {"local": "Öppet till 18", "version": 0, "decision": ""}
    assert client.post(address(cast, part="lokalt/"), sent).status_code == 422
    assert not CoreMission.objects.exists()
    client.post(address(cast, part="lokalt/"), sent | {"decision": decision.pk})
    assert str(decision) in text(cast, "outsider", address(cast))


@pytest.mark.parametrize(
    ("part", "name"),
    [("lagstadgat/", "chair_a"), ("lagstadgat/", "staff_a1"), ("lagstadgat/", "manager_b"), ("lagstadgat/", "auditor"),
     ("lokalt/", "manager_a1"), ("lokalt/", "chair_b"), ("lokalt/", "controller"), ("lokalt/", "outsider")],
)  # fmt: skip
def test_others_are_refused_with_a_reason(cast: Cast, part: str, name: str) -> None:
    assert "grunduppdraget" in text(cast, name, address(cast, part=part), status=403)
    assert cast.client(name).post(address(cast, part=part), {}).status_code == 403


def test_the_second_of_two_sees_both_texts(cast: Cast) -> None:
    actions.set_statutory(cast.actor("manager_a"), cast["A1"], "Först skrivet", [], 0)
    sent = {"statutory": "Sedan skrivet", "version": 0} | laws(("skollagen", "2010:800", "", ""))
    response = cast.client("manager_a1").post(address(cast, part="lagstadgat/"), sent)
    html = response.content.decode()
    assert response.status_code == 409
    assert "Först skrivet" in html
    assert "Sedan skrivet" in html
    assert "skollagen (2010:800)" in html
    assert CoreMission.objects.get().statutory == "Först skrivet"


def test_a_political_body_has_no_page(cast: Cast) -> None:
    for part in ("", "lagstadgat/", "lokalt/"):
        text(cast, "chair_a", address(cast, "A", part), status=404)


def test_a_units_page_shows_its_grunduppdrag_and_its_part_of_the_plan(cast: Cast) -> None:
    chain = cast.chain()
    actions.set_statutory(cast.actor("manager_a1"), cast["A1"], "Förskola för alla", [], 0)
    html = text(cast, "outsider", f"/organisation/{cast['A1'].pk}/?ar=2026")
    assert "Förskola för alla" in html
    assert f'href="/mal/{chain["activity"].pk}/?ar=2026"' in html
    assert f'href="/mal/{chain["focus"].pk}/' in text(cast, "outsider", f"/organisation/{cast['A'].pk}/?ar=2026")


def test_a_decisions_page_shows_what_it_decided(cast: Cast) -> None:
    goal = cast.item("goal", "KF", title="Trygg uppväxt")
    html = text(cast, "outsider", f"/beslut/{goal.decision_id}/")
    assert "Trygg uppväxt" in html
    assert f'href="/mal/{goal.pk}/"' in html


def test_the_history_of_a_draft_is_not_read_by_others(cast: Cast) -> None:
    draft = cast.item("goal", "KF", state="draft")
    address = f"/historik/goals.planitem/{draft.pk}/"
    text(cast, "kf_politician", address)
    text(cast, "chair_a", address, status=404)
    text(cast, "auditor", address)


def test_what_is_missing_is_said_with_the_way_to_mend_it_for_those_who_may(cast: Cast) -> None:
    mission = actions.set_statutory(cast.actor("manager_a1"), cast["A1"], "Förskola", [], 0)
    listed, own = "/mal/grunduppdrag/?ar=2026", address(cast)
    manager = text(cast, "manager_a1", listed)
    assert f'href="{address(cast, part="lagstadgat/")}">lagrum' in manager
    assert f'href="{address(cast, part="kvalitet/")}">kvalitetsfaktorer' in manager
    assert f'href="{address(cast, part="lokalt/")}">lokalt beslutad del' in text(cast, "chair_a", listed)
    outsider = text(cast, "outsider", listed)
    assert "lagrum, lokalt beslutad del, kvalitetsfaktorer" in outsider
    assert "Saknas" in text(cast, "outsider", own)
    actions.set_statutory(cast.actor("manager_a1"), cast["A1"], "Förskola", [Law("skollagen", "2010:800")], 1)
    actions.set_local(cast.actor("chair_a"), cast["A1"], "Öppet", cast.decision("A"), 2)
    add_factor(cast.actor("manager_a1"), mission, "Trygghet")
    assert "inget saknas" in text(cast, "outsider", listed)
    assert "Saknas" not in text(cast, "outsider", own)
    assert "Enhet A1" not in text(cast, "outsider", f"{listed}&visa=brister")
    assert "Enhet A2" in text(cast, "outsider", f"{listed}&visa=brister")


def test_the_page_says_who_answers(cast: Cast) -> None:
    html = text(cast, "outsider", address(cast))
    assert "Manager A1 Exempel" in html
    assert "Manager A Exempel" not in html
    html = text(cast, "outsider", address(cast, "A2"))
    assert "Manager A Exempel" in html
    assert "chef, Verksamhet A" in html


@pytest.mark.parametrize(
    ("row", "words"),
    [(("skollagen", "210:800", "", ""), "år, kolon och nummer"), (("", "2010:800", "", ""), "Skriv lagens namn"),
     (("skollagen", "2010:800", "första", ""), "kapitlets nummer"), (("skollagen", "2010:800", "1", "fyra"), "paragrafens nummer"),
     (("skollagen", "", "1", "4"), "Skriv SFS-numret också")],
)  # fmt: skip
def test_a_law_that_is_not_written_right_is_told_at_its_field(
    cast: Cast, row: tuple[str, str, str, str], words: str
) -> None:
    client = cast.client("manager_a1")
    response = client.post(address(cast, part="lagstadgat/"), {"statutory": "Text", "version": 0} | laws(row))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not CoreMission.objects.exists()


def test_a_law_is_changed_added_and_taken_away_and_keeps_its_history(cast: Cast) -> None:
    client, page = cast.client("manager_a1"), address(cast, part="lagstadgat/")
    first, second = ("skollagen", "2010:800", "", ""), ("Lpfö 18", "", "", "")
    client.post(page, {"statutory": "Text", "version": 0} | laws(first, second))
    mission = CoreMission.objects.get()
    kept = mission.law_references.first()
    client.post(page, {"statutory": "Text", "version": 1} | laws(first, ("", "", "", ""), ("FL", "2017:900", "", "")))
    assert CoreMission.objects.get().law_list == ["skollagen (2010:800)", "FL (2017:900)"]
    assert kept is not None
    assert count(kept) == 1
    client.post(page, {"statutory": "Text", "version": 2} | laws(first))
    assert CoreMission.objects.get().law_list == ["skollagen (2010:800)"]
    assert LawReference.history.filter(name="FL", history_type="-").exists()


def test_the_page_costs_the_same_however_much_there_is(cast: Cast) -> None:
    mission = actions.set_statutory(cast.actor("manager_a1"), cast["A1"], "T", [Law("skollagen", "2010:800")], 0)
    factor = add_factor(cast.actor("manager_a1"), mission, "Trygghet")
    actions.create_indicator(cast.actor("manager_a1"), factor, name="Andel trygga", unit_of_measure="procent")
    client, counts = cast.client("manager_a1"), []
    for size in (0, 5):
        for number in range(size):
            more = add_factor(cast.actor("manager_a1"), mission, f"Faktor {number}")
            actions.create_indicator(cast.actor("manager_a1"), more, name=f"I {number}", unit_of_measure="antal")
            actions.set_statutory(
                cast.actor("manager_a1"), cast["A1"], "T", [Law(f"lag {n}") for n in range(number + 2)], number + 1
            )
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address(cast)).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]
