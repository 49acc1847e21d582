"""The plan's pages as they were on a day: the band, the links that keep the day, and that nothing can be changed there."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import get_resolver

from goals import actions
from goals.laws import Law
from goals.models import ItemState, ParentLink, PlanItem, QualityFactor, SubStep
from goals.queries.missions_as_of import missions_on
from goals.queries.moments import decision_days, decision_moments
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast, build_cast
from tests.goals.big_plan import grow
from tests.goals.days import on

JANUARY, FEBRUARY, MARCH = (date(2026, month, 10) for month in (1, 2, 3))
DAY = "dag=2026-02-10"


@pytest.fixture
def early(db: None) -> Cast:
    """The municipality, made before everything else."""
    with on(date(2025, 12, 1)):
        return build_cast()


@pytest.fixture
def chain(early: Cast) -> dict[str, PlanItem]:
    """A thread made in January, whose strategy was renamed in March."""
    with on(JANUARY):
        items = early.chain()
    with on(MARCH):
        actions.edit_item(early.actor("manager_a"), items["strategy"], 1, title="Nytt namn")
    return items


def read(cast: Cast, address: str, name: str = "outsider", status: int = 200) -> str:
    response = cast.client(name).get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.mark.parametrize("address", ["/mal/?visa=alla&", "/mal/?som=tabell&", "/mal/tidslinje/?", "/mal/kvar/?"])
def test_a_page_of_the_past_says_so_and_shows_what_was(early: Cast, chain: dict[str, PlanItem], address: str) -> None:
    then, now = read(early, f"{address}ar=2026&{DAY}"), read(early, f"{address}ar=2026")
    assert "Så här var det den 10 februari 2026." in then
    assert "Så här var det" not in now
    assert "Nytt namn" not in then


@pytest.mark.parametrize("address", ["/mal/?visa=alla&", "/mal/?som=tabell&", "/mal/kvar/?"])
def test_links_keep_the_day(early: Cast, chain: dict[str, PlanItem], address: str) -> None:
    text = read(early, f"{address}ar=2026&{DAY}")
    to_items = [link for link in re.findall(r'href="(/mal/\d+/[^"]*)"', text) if not link.endswith("#")]
    assert to_items
    assert all(DAY in link for link in to_items), to_items
    nav = text[text.index("plan-nav") :]
    assert f"/mal/kvar/?ar=2026&amp;{DAY}" in nav


def test_the_band_leads_back_to_today_and_to_what_has_changed(early: Cast, chain: dict[str, PlanItem]) -> None:
    text = read(early, f"/mal/?ar=2026&{DAY}")
    band = text[text.index("past-band") : text.index("</header>")]
    assert 'href="?ar=2026"' in band
    assert "/mal/andrat/?ar=2026&amp;sedan=2026-02-10" in band


def test_the_band_offers_the_days_of_the_decisions(early: Cast, chain: dict[str, PlanItem]) -> None:
    text = read(early, f"/mal/?ar=2026&{DAY}")
    decision = chain["focus"].decision
    assert decision is not None
    assert str(decision) in text
    assert "?ar=2026&amp;dag=2026-01-10" in text  # entered on the tenth of January, decided in November


def test_a_decision_is_shown_on_the_day_from_which_the_plan_shows_it(early: Cast) -> None:
    with on(JANUARY):
        goal = early.item("goal", "KF", state=ItemState.DRAFT, responsible=early.user("kf_chair"))
        decision = early.decision("KF", day=date(2026, 1, 5))
    with on(MARCH):
        actions.decide_item(early.actor("kf_chair"), goal, decision, 1)
    (found,) = decision_days(2026)
    assert (found.decision, found.seen, found.items) == (decision, MARCH, 1)
    with on(FEBRUARY):
        assert decision_moments(2026, 5) == []


def test_the_page_of_days_leads_to_the_plan_as_it_was(early: Cast, chain: dict[str, PlanItem]) -> None:
    text = read(early, "/mal/som-den-var/?ar=2026")
    assert 'href="/mal/?ar=2026&amp;dag=2026-01-10"' in text


def test_an_item_of_the_past_is_what_it_was_and_leads_to_today(early: Cast, chain: dict[str, PlanItem]) -> None:
    text = read(early, f"/mal/{chain['strategy'].pk}/?ar=2026&{DAY}")
    assert "<h1" in text
    assert "Ett strategi" in text
    assert "Nytt namn" not in text
    assert f'href="/mal/{chain["strategy"].pk}/?ar=2026"' in text
    assert f'href="/mal/{chain["activity"].pk}/?ar=2026&amp;{DAY}"' in text


def test_an_item_that_was_not_there_says_so(early: Cast, chain: dict[str, PlanItem]) -> None:
    with on(MARCH):
        new = early.item("activity", "A1", parent=chain["strategy"], title="Ny i mars")
    assert "fanns inte då" in read(early, f"/mal/{new.pk}/?ar=2026&{DAY}", status=404)
    read(early, f"/mal/99999/?ar=2026&{DAY}", status=404)


def test_what_is_deleted_can_be_read_as_it_was(early: Cast, chain: dict[str, PlanItem]) -> None:
    with on(MARCH):
        actions.delete_item(early.actor("manager_a1"), chain["activity"], 1)
    text = read(early, f"/mal/{chain['activity'].pk}/?ar=2026&{DAY}")
    assert "finns inte längre i planen" in text


@pytest.mark.parametrize("name", ["manager_a", "chair_a", "kf_chair", "controller"])
def test_no_way_to_change_anything_is_offered(early: Cast, chain: dict[str, PlanItem], name: str) -> None:
    pages = [f"/mal/{item.pk}/?" for item in chain.values()]
    pages += ["/mal/?visa=alla&", "/mal/?som=tabell&", "/mal/kvar/?", "/mal/tidslinje/?", "/mal/grunduppdrag/?"]
    for page in pages:
        text = read(early, f"{page}ar=2026&{DAY}", name)
        main = text[text.index("<main") : text.index("</main")]
        assert 'method="post"' not in main, page
        assert not re.search(r'href="[^"]*/(andra|ny|flytta|ta-bort|besluta|avsluta)/', main), page


def test_no_day_of_the_future_and_no_nonsense_is_the_past(early: Cast, chain: dict[str, PlanItem]) -> None:
    for day in ("2999-01-01", "igår", "2026-13-40", "", "1066-10-14"):
        assert "Nytt namn" in read(early, f"/mal/?ar=2026&visa=alla&dag={day}")


def test_a_branch_opens_as_it_was(early: Cast, chain: dict[str, PlanItem]) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/mal/?ar=2026&{DAY}"}
    response = early.client("outsider").get(f"/mal/gren/{chain['focus'].pk}/?oppen=ja", headers=headers)
    text = response.content.decode()
    assert "Ett strategi" in text
    assert f"ar=2026&amp;{DAY}" in text
    assert DAY in response["HX-Push-Url"]


def plan_addresses(pk: int) -> list[str]:
    """Every address of the plan with an item's number in the place of any number."""
    (goals,) = [each for each in get_resolver().url_patterns if getattr(each, "app_name", "") == "goals"]
    routes = [str(pattern.pattern) for pattern in goals.url_patterns]
    return ["/mal/" + re.sub(r"<[^>]*>", str(pk), route) for route in routes]


def test_nothing_can_be_sent_from_a_page_of_the_past(early: Cast, chain: dict[str, PlanItem]) -> None:
    """Every address of the plan, by those who may write there: nothing is written, and no server error."""
    pk = chain["strategy"].pk
    before = PlanItem.history.count()
    for name in ("manager_a", "controller", "administrator"):
        client = early.client(name)
        for address in plan_addresses(pk):
            if address == "/mal/tips/":  # reads what is being typed and answers with a hint
                continue
            response = client.post(f"{address}?{DAY}", {"title": "Ändrat i det förgångna", "version": "2"})
            assert response.status_code in (302, 403, 404, 405, 409, 422), (address, response.status_code)
    assert PlanItem.history.count() == before


def test_what_is_sent_from_the_past_is_answered_calmly(early: Cast, chain: dict[str, PlanItem]) -> None:
    address = f"/mal/{chain['strategy'].pk}/andra/"
    client = early.client("manager_a")
    fields = {"title": "X", "description": "", "first_year": 2025, "last_year": 2027, "version": 2}
    response = client.post(f"{address}?{DAY}", fields)
    assert response.status_code == 409
    assert "Du ser planen som den var" in response.content.decode()
    by_htmx = client.post(
        address, fields, headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver/mal/?{DAY}"}
    )
    assert by_htmx.status_code == 409
    assert PlanItem.objects.get(pk=chain["strategy"].pk).title == "Nytt namn"


@pytest.mark.parametrize("address", ["/mal/?", "/mal/?visa=alla&", "/mal/som-den-var/?"])
def test_the_number_of_queries_is_the_same_for_any_size(
    early: Cast, address: str, django_assert_max_num_queries: Any
) -> None:
    counts = []
    client = early.client("controller")
    for goals in (1, 5):
        with on(JANUARY):
            grow(early, goals)
        with django_assert_max_num_queries(30) as found:
            client.get(f"{address}ar=2026&{DAY}")
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_a_grunduppdrag_is_what_it_was(early: Cast) -> None:
    unit = early["verksA"]
    manager = early.actor("manager_a")
    with on(JANUARY):
        mission = actions.set_statutory(manager, unit, "Så löd det i januari", [Law("Skollagen", "2010:800")], 0)
        with recording(system_actor(), "Test"):
            gone = QualityFactor.objects.create(mission=mission, order=1, name="Trygghet")
    with on(MARCH):
        actions.set_statutory(manager, unit, "Så lyder det sedan mars", [], mission.version)
        with recording(system_actor(), "Test"):
            gone.delete()
    then = read(early, f"/mal/grunduppdrag/{unit.pk}/?ar=2026&{DAY}")
    assert "Så löd det i januari" in then
    assert "Skollagen (2010:800)" in then
    assert "Trygghet" in then
    assert "sedan mars" not in then
    rows = read(early, f"/mal/grunduppdrag/?ar=2026&{DAY}")
    assert f'href="/mal/grunduppdrag/{unit.pk}/?ar=2026&amp;{DAY}"' in rows
    assert "Inget var skrivet ännu" in read(early, f"/mal/grunduppdrag/{unit.pk}/?ar=2026&dag=2025-12-24")


def test_the_grunduppdrag_of_a_day_cost_the_same_for_any_number(early: Cast, django_assert_num_queries: Any) -> None:
    manager = early.actor("head_a")
    for code in ("verksA", "A1", "A2"):
        with on(JANUARY):
            actions.set_statutory(manager, early[code], "Text", [], 0)
        with django_assert_num_queries(6):
            missions_on(2026, FEBRUARY)


def test_the_history_leads_to_the_item_as_it_was(early: Cast, chain: dict[str, PlanItem]) -> None:
    text = read(early, f"/mal/{chain['strategy'].pk}/?ar=2026")
    assert f'href="/mal/{chain["strategy"].pk}/?dag=2026-01-10"' in text
    assert "Se den som den var då" in text
    assert "Ett strategi" in read(early, f"/mal/{chain['strategy'].pk}/?dag=2026-01-10")


def test_an_item_of_the_past_has_its_way_up_its_steps_and_its_links(early: Cast, chain: dict[str, PlanItem]) -> None:
    activity = chain["activity"]
    with on(JANUARY), recording(system_actor(), "Test"):
        other = early.item("strategy", "verksA", parent=chain["focus"], title="En annan strategi")
        step = SubStep.objects.create(item=activity, order=1, text="Bjuda in")
        gone = SubStep.objects.create(item=activity, order=2, text="Togs bort i mars")
        ParentLink.objects.create(item=activity, above=other)
    with on(MARCH), recording(system_actor(), "Test"):
        step.done_on = MARCH
        step.save()
        gone.delete()
    text = read(early, f"/mal/{activity.pk}/?ar=2026&{DAY}")
    assert "bidrar till strategin" in text
    assert "Nämnd A:s fokusområde" in text
    assert "inte klart" in text
    assert "Togs bort i mars" in text
    assert f'href="/mal/{other.pk}/?ar=2026&amp;{DAY}">En annan strategi' in text


def test_an_item_of_the_past_costs_the_same_for_any_size(early: Cast, django_assert_max_num_queries: Any) -> None:
    counts = []
    client = early.client("controller")
    for goals in (1, 4):
        with on(JANUARY):
            items = grow(early, goals)
        with django_assert_max_num_queries(45) as found:
            client.get(f"/mal/{items[2].pk}/?ar=2026&{DAY}")
        counts.append(len(found))
    assert counts[0] == counts[1]
