"""All the dialogues of a period planned in one go: who meets whom, on working days, the lowest level first."""

from collections import Counter
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.urls import reverse

from followup.actions.dialogue_planning import Chosen, chosen_of, plan_all
from followup.models import Dialogue, DialogueInvitation, PairKind
from followup.queries.dialogue_planning import Proposal, proposals
from sala_styr import trees
from sala_styr.errors import Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import LegalForm, Unit, UnitKind
from sala_styr.workdays import is_working_day, working_days_after
from tests.cast import Cast
from tests.followup.builders import dialogue, period

TODAY = date(2026, 9, 1)
PAIRS = {
    ("KF", "KS"),
    ("KF", "A"),
    ("KF", "B"),
    ("KS", "bolaget"),
    ("KS", "ekonomi"),
    ("A", "kontorA"),
    ("B", "kontorB"),
    ("kontorA", "verksA"),
    ("kontorB", "verksB"),
    ("verksA", "A1"),
    ("verksA", "A2"),
    ("verksB", "B1"),
}


def codes(found: list[Proposal]) -> set[tuple[str, str]]:
    return {(each.upper.code, each.lower.code) for each in found}


def chosen(found: list[Proposal]) -> list[Chosen]:
    return [chosen_of(each, each.day, each.starts, each.ends) for each in found]


def test_every_pair_of_neighbours_is_proposed_and_nobody_else(cast: Cast) -> None:
    assert codes(proposals(cast.actor("controller"), period(), TODAY)) == PAIRS


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("manager_a", {("kontorA", "verksA"), ("verksA", "A1"), ("verksA", "A2")}),
        ("chair_a", {("KF", "A"), ("A", "kontorA")}),
        ("staff_a1", set()),
        ("auditor", set()),
    ],
)
def test_others_are_proposed_what_they_may_plan(cast: Cast, name: str, expected: set[tuple[str, str]]) -> None:
    assert codes(proposals(cast.actor(name), period(), TODAY)) == expected


def test_the_days_are_working_days_after_the_assessments_the_lowest_level_first(cast: Cast) -> None:
    during = period()
    found = proposals(cast.actor("controller"), during, TODAY)
    assert all(is_working_day(each.day) and each.day > during.due for each in found)
    last = {pair: max(each.day for each in found if each.pair == pair) for pair in PairKind}
    first = {pair: min(each.day for each in found if each.pair == pair) for pair in PairKind}
    assert last[PairKind.UNIT] < first[PairKind.OFFICE]
    assert last[PairKind.OFFICE] < first[PairKind.COUNCIL]


def test_nobody_has_more_than_two_a_day_and_never_at_the_same_time(cast: Cast) -> None:
    with recording(system_actor(), "Test"):
        for number in range(7):
            unit = Unit(
                code=f"X{number}", name=f"Enhet {number}", kind=UnitKind.UNIT, legal_form=LegalForm.MUNICIPALITY
            )
            trees.insert(unit, cast["verksA"].pk)
    found = proposals(cast.actor("controller"), period(), TODAY)
    times = Counter((each.upper.pk, each.day, each.starts) for each in found)
    assert max(times.values()) == 1
    a_day = Counter((each.upper.pk, each.day) for each in found)
    assert max(a_day.values()) == 2


def test_in_a_period_whose_day_has_passed_there_is_time_to_invite(cast: Cast) -> None:
    late = date(2026, 12, 21)
    found = proposals(cast.actor("controller"), period(), late)
    assert min(each.day for each in found) == working_days_after(late, 5)


def test_all_are_planned_at_once_and_those_there_are_left_as_they_are(cast: Cast) -> None:
    actor, during = cast.actor("controller"), period()
    there = dialogue(cast, during, "A", "kontorA", date(2026, 10, 1), place="Rådhuset")
    found = proposals(actor, during, TODAY)
    assert [each.exists for each in found if each.key == f"{cast['A'].pk}-{cast['kontorA'].pk}"] == [there]
    made = plan_all(actor, during, chosen(found), "Biblioteket")
    assert len(made) == len(PAIRS) - 1
    assert Dialogue.objects.filter(period=during).count() == len(PAIRS)
    there.refresh_from_db()
    assert (there.day, there.place) == (date(2026, 10, 1), "Rådhuset")
    assert plan_all(actor, during, chosen(found)) == []


def test_each_is_ready_to_be_invited_to(cast: Cast) -> None:
    actor, during = cast.actor("controller"), period()
    plan_all(actor, during, chosen(proposals(actor, during, TODAY)), "Biblioteket")
    talk = Dialogue.objects.get(upper=cast["verksA"], lower=cast["A1"])
    assert [row.user.username for row in talk.participants.order_by("pk")] == ["manager_a", "manager_a1"]
    assert talk.participants.first().title == "chef, Verksamhet A"  # type: ignore[union-attr]
    invitation = DialogueInvitation.objects.get(dialogue=talk)
    assert (invitation.starts, invitation.is_sent, talk.place) == (time(9, 0), False, "Biblioteket")
    row = talk.history.get()
    assert (row.history_user, row.history_change_reason) == (cast.user("controller"), "Planerade periodens dialoger")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": date(2026, 10, 3)}, "ingen arbetsdag"),
        ({"ends": time(8, 0)}, "sluttiden"),
        ({"lower": "B1"}, "inte grannar"),
    ],
)
def test_one_that_is_wrong_stops_them_all(cast: Cast, changes: dict[str, Any], words: str) -> None:
    actor, during = cast.actor("controller"), period()
    good = chosen(proposals(actor, during, TODAY))
    values = {"upper": "verksA", "lower": "A1", "day": date(2026, 10, 1), "starts": time(9, 0), "ends": time(10, 0)}
    values |= changes
    wrong = Chosen(
        cast[str(values["upper"])], cast[str(values["lower"])], values["day"], values["starts"], values["ends"]
    )  # type: ignore[arg-type]
    with pytest.raises(RuleBroken, match=words):
        plan_all(actor, during, [*good, wrong])
    assert not Dialogue.objects.exists()


def test_what_is_not_yours_to_plan_is_refused(cast: Cast) -> None:
    during = period()
    everything = chosen(proposals(cast.actor("controller"), during, TODAY))
    with pytest.raises(Refused):
        plan_all(cast.actor("manager_a"), during, everything)
    assert not Dialogue.objects.exists()


def test_planning_costs_as_many_questions_for_many_as_for_few(cast: Cast, django_assert_num_queries: Any) -> None:
    actor = cast.actor("controller")
    few, many = period(name="Få"), period(name="Många")
    found = chosen(proposals(actor, few, TODAY))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        plan_all(actor, few, found[:2])
    with django_assert_num_queries(len(asked)):
        plan_all(actor, many, found)
    with django_assert_num_queries(3):
        proposals(actor, many, TODAY)


def form_data(response: Any) -> dict[str, Any]:
    """What a browser would send of the page as it stands."""
    data: dict[str, Any] = {"period": response.context["period"].pk, "place": "Biblioteket"}
    for _kind, rows in response.context["groups"]:
        for each, form in rows:
            if form is not None:
                data |= {
                    f"par-{each.key}-chosen": "on",
                    f"par-{each.key}-day": each.day.isoformat(),
                    f"par-{each.key}-starts": f"{each.starts:%H:%M}",
                    f"par-{each.key}-ends": f"{each.ends:%H:%M}",
                }
    return data


def test_the_page_plans_what_is_chosen(cast: Cast) -> None:
    during = period()
    dialogue(cast, during, "A", "kontorA", date(2026, 10, 1))
    client, address = cast.client("controller"), reverse("followup:plan_period")
    response = client.get(address)
    assert "Finns redan: 1 oktober 2026" in response.content.decode()
    data = form_data(response)
    pair = f"par-{cast['verksA'].pk}-{cast['A2'].pk}"
    del data[f"{pair}-chosen"]
    done = client.post(address, data, follow=True)
    assert f"{len(PAIRS) - 2} dialoger är planerade" in done.content.decode()
    assert not Dialogue.objects.filter(lower=cast["A2"]).exists()


def test_what_is_missing_is_said_where_it_stands_and_nothing_is_planned(cast: Cast) -> None:
    period()
    client, address = cast.client("controller"), reverse("followup:plan_period")
    data = form_data(client.get(address))
    pair = f"par-{cast['verksA'].pk}-{cast['A2'].pk}"
    response = client.post(address, data | {f"{pair}-day": ""})
    assert response.status_code == 422
    assert "Fyll i det här, eller ta bort krysset." in response.content.decode()
    saturday = data | {f"{pair}-day": "2026-10-03"}
    response = client.post(address, saturday)
    assert "Verksamhet A – Enhet A2: 2026-10-03 är ingen arbetsdag" in response.content.decode()
    response = client.post(address, {"period": data["period"], "place": ""})
    assert "Välj minst en dialog" in response.content.decode()
    assert not Dialogue.objects.exists()


def test_without_an_open_period_the_page_says_what_to_do(cast: Cast) -> None:
    period(is_open=False)
    assert "Ingen period är öppen" in cast.client("controller").get(reverse("followup:plan_period")).content.decode()


def test_who_plans_nothing_does_not_open_the_page(cast: Cast) -> None:
    period()
    address = reverse("followup:plan_period")
    assert [cast.client(name).get(address).status_code for name in ("staff_a1", "auditor", "outsider")] == [403] * 3


def test_a_manager_with_no_pair_left_is_told(cast: Cast) -> None:
    during = period()
    for lower in ("A1", "A2"):
        dialogue(cast, during, "verksA", lower, date(2026, 10, 1))
    dialogue(cast, during, "kontorA", "verksA", date(2026, 10, 1) + timedelta(days=1))
    page = cast.client("manager_a").get(reverse("followup:plan_period")).content.decode()
    assert "Alla par har en dialog för perioden." in page
