"""Registering decisions and steering the years."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from sala_styr.decisions.actions import register_decision, set_year_state, verify_decision
from sala_styr.decisions.models import Decision, Year, YearState
from sala_styr.decisions.queries import bodies_for, current_year, search_decisions
from sala_styr.decisions.rules import require_verified
from sala_styr.errors import Refused, RuleBroken
from sala_styr.organisation.actor import system_actor
from tests.cast import PEOPLE, Cast

DAY = date(2025, 11, 24)
MAY_KF = {"kf_chair", "controller"}
MAY_A = {"chair_a", "controller"}


@pytest.mark.parametrize("person", [name for name, _r, _u in PEOPLE])
@pytest.mark.parametrize(("body", "allowed"), [("KF", MAY_KF), ("A", MAY_A)])
def test_the_chair_or_a_controller_registers(cast: Cast, person: str, body: str, allowed: set[str]) -> None:
    actor = cast.actor(person)
    if person in allowed:
        assert register_decision(actor, cast[body], DAY, 12, "Rubrik").body == cast[body]
    else:
        with pytest.raises(Refused, match="ordförande"):
            register_decision(actor, cast[body], DAY, 12, "Rubrik")


@pytest.mark.parametrize("code", ["kontorA", "A1", "bolaget", "gemensamt"])
def test_only_political_bodies_make_decisions(cast: Cast, code: str) -> None:
    with pytest.raises(Refused):
        register_decision(cast.actor("controller"), cast[code], DAY, 1, "Rubrik")


def test_the_offered_bodies_are_those_one_may_write_for(cast: Cast) -> None:
    assert {body.code for body in bodies_for(cast.actor("chair_a"))} == {"A"}
    assert {body.code for body in bodies_for(cast.actor("controller"))} == {"KF", "KS", "A", "B"}
    assert {body.code for body in bodies_for(system_actor())} == {"KF", "KS", "A", "B"}
    assert not bodies_for(cast.actor("head_a"))


def test_the_same_paragraph_is_registered_once(cast: Cast) -> None:
    register_decision(cast.actor("kf_chair"), cast["KF"], DAY, 12, "Rubrik")
    with pytest.raises(RuleBroken, match="finns redan") as broken:
        register_decision(cast.actor("kf_chair"), cast["KF"], DAY, 12, "Annan rubrik")
    assert broken.value.field == "paragraph"
    assert Decision.objects.count() == 1


def test_a_decision_cannot_lie_in_the_future(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="framtiden"):
        register_decision(cast.actor("kf_chair"), cast["KF"], timezone.localdate() + timedelta(days=1), 1, "Rubrik")


def test_the_decision_line_is_as_in_the_minutes(cast: Cast) -> None:
    decision = register_decision(cast.actor("kf_chair"), cast["KF"], DAY, 123, "Budget", registry_number="KS 2025/456")
    assert str(decision) == "Kommunfullmäktige 2025-11-24 § 123, dnr KS 2025/456"


def test_the_history_says_who_registered(cast: Cast) -> None:
    decision = register_decision(cast.actor("kf_chair"), cast["KF"], DAY, 1, "Rubrik")
    row = decision.history.get()
    assert (row.history_user, row.history_change_reason) == (cast.user("kf_chair"), "Antecknade beslutet")


@pytest.mark.parametrize(
    ("text", "hits"), [("budget", 1), ("§ 7", 1), ("7", 1), ("KS 2025/9", 1), ("finns inte", 0), ("9" * 40, 0)]
)
def test_decisions_are_found(cast: Cast, text: str, hits: int) -> None:
    cast.decision("KF", title="Budget 2026", paragraph=7, registry_number="KS 2025/9")
    cast.decision("A", title="Annat", paragraph=8, registry_number="")
    assert search_decisions(text=text).count() == hits


@pytest.mark.parametrize("person", [name for name, role, _u in PEOPLE if role != "controller"])
def test_only_a_controller_steers_the_years(cast: Cast, person: str) -> None:
    with pytest.raises(Refused, match="controller"):
        set_year_state(cast.actor(person), 2028, YearState.PLANNED)


def test_a_year_is_opened_beside_the_others(cast: Cast) -> None:
    set_year_state(cast.actor("controller"), 2028, YearState.PLANNED)
    assert list(Year.objects.values_list("year", flat=True)) == [2025, 2026, 2027, 2028]
    assert set_year_state(cast.actor("controller"), 2028, YearState.OPEN).state == YearState.OPEN


def test_the_current_year_is_the_calendars_when_it_is_open(cast: Cast) -> None:
    Year.objects.all().delete()
    today = timezone.localdate().year
    assert current_year() == today
    Year.objects.create(year=today - 1, state=YearState.OPEN)
    assert current_year() == today - 1
    Year.objects.create(year=today, state=YearState.OPEN)
    assert current_year() == today


def form(**changes: str) -> dict[str, str]:
    return {
        "date": "2025-11-24",
        "paragraph": "5",
        "title": "Mål och budget",
        "registry_number": "",
        "minutes_url": "",
    } | changes


def test_the_page_registers_and_goes_where_one_came_from(cast: Cast) -> None:
    response = cast.client("kf_chair").post("/beslut/nytt/?till=/organisation/", form(body=str(cast["KF"].pk)))
    assert response.headers["Location"] == "/organisation/"
    assert Decision.objects.get().title == "Mål och budget"


def test_the_page_never_leads_to_another_site(cast: Cast) -> None:
    response = cast.client("kf_chair").post("/beslut/nytt/?till=https://example.com/", form(body=str(cast["KF"].pk)))
    assert response.headers["Location"] == f"/beslut/{Decision.objects.get().pk}/"


def test_a_body_one_may_not_write_for_is_no_choice(cast: Cast) -> None:
    response = cast.client("chair_a").post("/beslut/nytt/", form(body=str(cast["KF"].pk)))
    assert response.status_code == 422
    assert not Decision.objects.exists()


def test_others_are_refused_with_a_reason(cast: Cast) -> None:
    response = cast.client("head_a").get("/beslut/nytt/")
    assert response.status_code == 403
    assert "ordförande" in response.content.decode()


def test_everybody_reads_the_decisions(cast: Cast) -> None:
    decision = cast.decision("KF", title="Budget 2026")
    client = cast.client("staff_a1")
    assert "Budget 2026" in client.get("/beslut/").content.decode()
    assert str(decision.paragraph) in client.get(f"/beslut/{decision.pk}/").content.decode()
    assert "Anteckna ett beslut" not in client.get("/beslut/").content.decode()


def test_the_list_costs_the_same_whatever_its_length(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    client = cast.client("controller")
    cast.decision()
    with django_assert_max_num_queries(14) as few:
        client.get("/beslut/")
    for _n in range(40):
        cast.decision()
    with django_assert_max_num_queries(14) as many:
        client.get("/beslut/")
    assert len(few) == len(many)


def test_somebody_else_than_who_registered_it_verifies_it_once(cast: Cast) -> None:
    decision = register_decision(cast.actor("controller"), cast["KF"], DAY, 12, "Rubrik")
    for person in ("controller", "chair_a", "head_a", "staff_a1", "auditor"):
        with pytest.raises(Refused, match="dock inte av den som antecknade"):
            verify_decision(cast.actor(person), decision)
    found = verify_decision(cast.actor("kf_chair"), decision)
    assert (found.verified_by, found.history.first().history_change_reason) == (
        cast.user("kf_chair"),
        "Stämde av beslutet mot protokollet",
    )
    before = found.history.count()
    assert verify_decision(cast.actor("kf_chair"), decision).verified_at == found.verified_at
    assert found.history.count() == before


def test_where_two_persons_are_asked_for_nothing_rests_on_an_unverified_decision(
    cast: Cast, settings: Settings
) -> None:
    decision = register_decision(cast.actor("controller"), cast["KF"], DAY, 12, "Rubrik")
    require_verified(decision)
    settings.SALA_TWO_PERSONS = True
    with pytest.raises(RuleBroken, match="stämma av") as refusal:
        require_verified(decision)
    assert refusal.value.field == "decision"
    require_verified(verify_decision(cast.actor("kf_chair"), decision))


def test_the_page_offers_it_to_who_may_and_says_who_did(cast: Cast) -> None:
    decision = register_decision(cast.actor("controller"), cast["KF"], DAY, 12, "Rubrik")
    address = f"/beslut/{decision.pk}/"
    for person, offered in (("controller", False), ("kf_chair", True), ("staff_a1", False)):
        page = cast.client(person).get(address).content.decode()
        assert ("Det stämmer med protokollet" in page) is offered
        assert "✓" not in page
    assert cast.client("controller").post(f"{address}stam-av/").status_code == 403
    page = cast.client("kf_chair").post(f"{address}stam-av/", follow=True).content.decode()
    assert "Stämt av mot protokollet av" in page
    assert "✓" in cast.client("staff_a1").get("/beslut/").content.decode()
