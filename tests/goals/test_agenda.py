"""Agenda 2030: who ties what to which goal, and what the coverage says. No scores."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals import actions as plan_actions
from goals.actions import agenda as actions
from goals.actions.quality import add_factor
from goals.agenda import GOALS
from goals.models import AgendaLink, CoreMission, Indicator, ItemState, PlanItem, Strength
from goals.queries.agenda import coverage
from goals.rules.agenda import Linked
from sala_styr.errors import Refused, RuleBroken
from tests.cast import PEOPLE, Cast
from tests.goals.past import count, said

EVERYBODY = {name for name, _role, _unit in PEOPLE}
PAGE = "/mal/agenda-2030/?ar=2026"


@pytest.fixture
def chain(cast: Cast) -> dict[str, PlanItem]:
    return cast.chain()


@pytest.fixture
def mission(cast: Cast) -> CoreMission:
    return plan_actions.set_statutory(cast.actor("manager_a1"), cast["A1"], "Förskola", [], 0)


def link(cast: Cast, who: str, thing: Linked, goal: int = 4, strength: str = "direct", why: str = "") -> AgendaLink:
    return actions.link_goal(cast.actor(who), thing, goal, strength, why)


def test_the_17_goals_have_their_names() -> None:
    assert list(GOALS) == list(range(1, 18))
    assert str(GOALS[13]) == "Bekämpa klimatförändringarna"


def test_a_link_is_made_changed_and_taken_away(cast: Cast, chain: dict[str, PlanItem]) -> None:
    made = link(cast, "chair_a", chain["focus"], 4, "direct", "Skolan")
    assert said(made) == ("chair_a", "Kopplade till Agenda 2030, mål 4 God utbildning för alla")
    assert link(cast, "chair_a", chain["focus"], 4, "direct", "Skolan").pk == made.pk
    assert count(made) == 1
    again = link(cast, "politician_a", chain["focus"], 4, "indirect", "Skolan")
    assert (again.pk, again.strength, count(made)) == (made.pk, "indirect", 2)
    actions.unlink_goal(cast.actor("chair_a"), made)
    assert not AgendaLink.objects.exists()
    assert AgendaLink.history.filter(history_type="-").exists()


@pytest.mark.parametrize(
    ("goal", "strength", "field"), [(18, "direct", "goal"), (0, "direct", "goal"), (4, "much", "strength")]
)
def test_what_is_no_goal_is_told(cast: Cast, chain: dict[str, PlanItem], goal: int, strength: str, field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        link(cast, "chair_a", chain["focus"], goal, strength)
    assert broken.value.field == field


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_those_who_write_a_thing_link_it_and_nobody_else(
    cast: Cast, chain: dict[str, PlanItem], mission: CoreMission, name: str
) -> None:
    factor = add_factor(cast.actor("manager_a1"), mission, "Trygghet")
    own = plan_actions.create_indicator(cast.actor("chair_a"), chain["focus"], name="I", unit_of_measure="antal")
    quality = plan_actions.create_indicator(cast.actor("manager_a1"), factor, name="Q", unit_of_measure="antal")
    officials_a = {"head_a", "manager_a", "manager_a1"}
    cases: list[tuple[Linked, set[str]]] = [
        (chain["goal"], {"kf_chair", "kf_politician"}),
        (chain["focus"], {"chair_a", "politician_a"}),
        (chain["activity"], officials_a | {"staff_a1"}),
        (mission, officials_a),
        (Indicator.objects.get(pk=own.pk), {"chair_a", "politician_a"}),
        (Indicator.objects.get(pk=quality.pk), officials_a),
    ]
    for thing, allowed in cases:
        if name in allowed:
            made = link(cast, name, thing)
            actions.unlink_goal(cast.actor(name), made)
        else:
            with pytest.raises(Refused):
                link(cast, name, thing)
    assert not AgendaLink.objects.exists()


def test_what_has_ended_is_left_as_it_was(cast: Cast, chain: dict[str, PlanItem]) -> None:
    plan_actions.end_item(cast.actor("manager_a1"), chain["activity"], 2026, "Klart", 1)
    with pytest.raises(Refused, match="avslutat"):
        link(cast, "manager_a1", PlanItem.objects.get(pk=chain["activity"].pk))


def test_the_coverage_counts_by_strength_and_says_what_has_none(
    cast: Cast, chain: dict[str, PlanItem], mission: CoreMission, django_assert_num_queries: object
) -> None:
    link(cast, "chair_a", chain["focus"], 4)
    link(cast, "kf_chair", chain["goal"], 4, "indirect")
    link(cast, "manager_a1", mission, 4)
    reader = cast.actor("outsider")
    with django_assert_num_queries(3):  # type: ignore[operator]
        found = coverage(reader, 2026)
    four = found.goals[3]
    assert (four.number, four.direct, four.indirect, len(four.links)) == (4, 2, 1, 3)
    few = coverage(reader, 2026, most=1).goals[3]
    assert (few.total, len(few.links), few.in_thread) == (3, 1, True)
    assert [goal.number for goal in found.without_link] == [n for n in GOALS if n != 4]
    assert found.unlinked == ()
    assert [item.title for item in coverage(cast.actor("outsider"), 2024).unlinked] == []
    AgendaLink.objects.filter(item=chain["goal"]).delete()
    assert [item.pk for item in coverage(cast.actor("outsider"), 2026).unlinked] == [chain["goal"].pk]


def test_what_officials_do_needs_no_link_and_a_draft_is_its_bodys_own(cast: Cast, chain: dict[str, PlanItem]) -> None:
    draft = cast.item("focus", "A", parent=chain["goal"], state=ItemState.DRAFT)
    link(cast, "chair_a", draft, 13)
    unlinked = {item.pk for item in coverage(cast.actor("outsider"), 2026).unlinked}
    assert unlinked == {chain["goal"].pk, chain["focus"].pk}
    for name, seen in (("chair_a", 1), ("auditor", 1), ("chair_b", 0), ("outsider", 0)):
        assert len(coverage(cast.actor(name), 2026).goals[12].links) == seen


def test_a_units_coverage_is_its_own_and_that_of_those_below(cast: Cast, chain: dict[str, PlanItem]) -> None:
    link(cast, "chair_a", chain["focus"], 4)
    link(cast, "manager_a1", chain["activity"], 5, Strength.INDIRECT)
    link(cast, "kf_chair", chain["goal"], 6)

    def linked(code: str) -> list[int]:
        return [goal.number for goal in coverage(cast.actor("outsider"), 2026, cast[code]).goals if goal.links]

    assert linked("A") == [4, 5]
    assert linked("A1") == [5]
    assert linked("B") == []
    assert linked("KF") == [4, 5, 6]


def test_the_page_says_it_plainly_and_costs_the_same_however_much_there_is(
    cast: Cast, chain: dict[str, PlanItem], mission: CoreMission
) -> None:
    client, counts = cast.client("outsider"), []
    link(cast, "chair_a", chain["focus"], 4, "direct", "Skolan är grunden")
    for size in (0, 6):
        for number in range(size):
            item = cast.item("focus", "A", parent=chain["goal"], title=f"Fokus {number}")
            for goal in (4, 5, 13):
                link(cast, "chair_a", item, goal)
            link(cast, "manager_a1", mission, number + 1)
        with CaptureQueriesContext(connection) as caught:
            response = client.get(PAGE)
        assert response.status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]
    html = response.content.decode()
    assert "Skolan är grunden" in html
    assert "Globala mål utan koppling" in html
    assert "agenda=13" in html
    assert f'href="/mal/{chain["goal"].pk}/?ar=2026#agenda"' in html
    assert "Enhet med allt under" in html
    assert client.get(f"{PAGE}&enhet=nonsense").status_code == 200


def test_it_is_linked_on_the_items_own_page(cast: Cast, chain: dict[str, PlanItem]) -> None:
    focus, client = chain["focus"], cast.client("chair_a")
    form = f"/mal/agenda-2030/del/{focus.pk}/"
    assert form in client.get(f"/mal/{focus.pk}/").content.decode()
    assert form not in cast.client("outsider").get(f"/mal/{focus.pk}/").content.decode()
    assert client.post(form, {"goal": "", "strength": "direct"}).status_code == 422
    sent = {"goal": "13", "strength": "indirect", "rationale": "Färre resor"}
    assert client.post(form, sent)["Location"] == f"/mal/{focus.pk}/#agenda"
    html = cast.client("outsider").get(f"/mal/{focus.pk}/").content.decode()
    assert "13 Bekämpa klimatförändringarna" in html
    assert "Färre resor" in html
    assert "Färre resor" in client.get(f"{form}?mal=13").content.decode()
    made = AgendaLink.objects.get()
    gone = f"/mal/agenda-2030/koppling/{made.pk}/ta-bort/"
    assert cast.client("chair_b").post(gone).status_code == 403
    assert client.post(gone).status_code == 302
    assert client.post(gone).status_code == 404
    for name in ("chair_b", "manager_a", "auditor", "outsider"):
        assert cast.client(name).get(form).status_code == 403
    for missing in ("/mal/agenda-2030/del/99999/", "/mal/agenda-2030/annat/1/"):
        assert client.get(missing).status_code == 404


def test_the_link_of_a_draft_is_not_there_for_others(cast: Cast, chain: dict[str, PlanItem]) -> None:
    draft = cast.item("focus", "A", parent=chain["goal"], state=ItemState.DRAFT)
    made = link(cast, "chair_a", draft, 13)
    gone, form = f"/mal/agenda-2030/koppling/{made.pk}/ta-bort/", f"/mal/agenda-2030/del/{draft.pk}/"
    for name, status in (("outsider", 404), ("chair_b", 404), ("auditor", 403)):
        assert cast.client(name).post(gone).status_code == status
        assert cast.client(name).get(form).status_code == status


def test_a_grunduppdrag_and_an_indicator_are_linked_too(cast: Cast, mission: CoreMission) -> None:
    client = cast.client("manager_a1")
    form = f"/mal/agenda-2030/grunduppdrag/{mission.pk}/"
    page = f"/mal/grunduppdrag/{cast['A1'].pk}/"
    assert form in client.get(page).content.decode()
    client.post(form, {"goal": "4", "strength": "direct", "rationale": ""})
    assert "4 God utbildning för alla" in cast.client("outsider").get(page).content.decode()
    factor = add_factor(cast.actor("manager_a1"), mission, "Trygghet")
    made = plan_actions.create_indicator(cast.actor("manager_a1"), factor, name="Andel", unit_of_measure="procent")
    response = client.post(f"/mal/agenda-2030/indikator/{made.pk}/", {"goal": "3", "strength": "direct"})
    assert response["Location"] == f"/mal/indikatorer/{made.pk}/#agenda"
    assert (
        "3 God hälsa och välbefinnande" in cast.client("outsider").get(f"/mal/indikatorer/{made.pk}/").content.decode()
    )
    html = cast.client("outsider").get(PAGE).content.decode()
    assert f'href="/mal/indikatorer/{made.pk}/"' in html
