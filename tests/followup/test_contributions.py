"""What the follow-up adds to pages of others, and one thing assessed on its own page."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followup.models import AssessmentState, Status
from followup.queries.attainment import attainment, missions_attainment, total_counts
from followup.queries.thread import latest_looks
from sala_styr.shell.contributions import thread_values
from tests.cast import PEOPLE, Cast
from tests.followup.builders import assessment, dialogue, full_year, mission, period

EVERYBODY = [name for name, _role, _unit in PEOPLE]


def test_the_red_thread_gets_a_column_of_status_in_one_query(cast: Cast, rf: RequestFactory) -> None:
    chain = cast.chain()
    assessment(chain["focus"], period(), AssessmentState.APPROVED)
    request = rf.get("/")
    request.user, request.actor = cast.user("chair_b"), cast.actor("chair_b")  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as queries:
        column = thread_values(request, 2026)["status"]
    assert sum("followup_assessment" in query["sql"] for query in queries) == 1
    row = column[chain["focus"].pk]
    assert (row.symbol, row.word, row.tone, row.trend_symbol, row.trend_word) == (
        "◐",
        "osäkert",
        "warning",
        "↗",
        "bättre",
    )


def test_the_plan_items_page_shows_what_has_been_said_and_offers_to_say_more(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    assessment(item, full_year(2025), AssessmentState.APPROVED, comment="Så var det i fjol.")
    url = reverse("goals:item", args=[item.pk]) + "?ar=2026"
    page = cast.client("manager_a1").get(url).content.decode()
    assess_url = reverse("followup:assess", args=[during.pk, f"del-{item.pk}"])
    assert "Så var det i fjol." in page
    assert assess_url in page
    assert assess_url not in cast.client("chair_b").get(url).content.decode()


def test_a_plan_item_nobody_has_assessed_says_who_when(cast: Cast) -> None:
    item = cast.chain()["focus"]
    period()
    page = cast.client("chair_b").get(reverse("goals:item", args=[item.pk]) + "?ar=2026").content.decode()
    assert "Ingen har bedömt hur det går ännu" in page
    assert "20 september 2026" in page


def test_a_units_page_shows_its_states_and_its_dialogues(cast: Cast) -> None:
    during = period()
    assessment(mission(cast, "kontorA"), during, AssessmentState.SUBMITTED)
    dialogue(cast, during, place="Sessionssalen")
    url = reverse("organisation:unit", args=[cast.units["kontorA"].pk]) + "?ar=2026"
    page = cast.client("head_a").get(url).content.decode()
    assert "inlämnad" in page
    assert "Sessionssalen" in page
    assert "Sessionssalen" not in cast.client("manager_b").get(url).content.decode()


def test_the_navigation_offers_follow_up_and_dialogues_to_those_with_an_appointment(cast: Cast) -> None:
    for name, expected in (("staff_a1", True), ("outsider", False)):
        page = cast.client(name).get(reverse("start")).content.decode()
        assert (reverse("followup:dialogues") in page) == expected


@pytest.mark.parametrize("name", EVERYBODY)
def test_one_thing_can_be_assessed_by_its_writers_on_its_own_page(cast: Cast, name: str) -> None:
    item, during = cast.chain()["activity"], period()
    url = reverse("followup:assess", args=[during.pk, f"del-{item.pk}"])
    page = cast.client(name).get(url)
    writers = {"head_a", "manager_a", "manager_a1", "staff_a1"}
    assert page.status_code == (403 if name == "outsider" else 200)
    assert (f'name="del-{item.pk}-comment"' in page.content.decode()) == (name in writers)
    sent = {
        f"del-{item.pk}-version": "0",
        f"del-{item.pk}-status": "met",
        f"del-{item.pk}-comment": "Klart.",
        "gor": "spara",
    }
    assert cast.client(name).post(url, sent).status_code == (302 if name in writers else 403)


def test_what_needs_mending_from_a_row_is_mended_on_the_things_own_page(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    url = reverse("followup:assess", args=[during.pk, f"del-{item.pk}"])
    sent = {
        f"del-{item.pk}-version": "0",
        f"del-{item.pk}-status": "met",
        f"del-{item.pk}-comment": "",
        "gor": "lamna",
        "next": "/",
    }
    answer = cast.client("manager_a1").post(url, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv en kommentar" in page
    assert 'name="next" value="/"' in page


@pytest.mark.parametrize("key", ["del-99999", "uppdrag-99999", "del-x", "annat-1", "del-"])
def test_a_thing_that_is_not_there_is_not_found(cast: Cast, key: str) -> None:
    url = reverse("followup:assess", args=[period().pk, key])
    assert cast.client("controller").get(url).status_code == 404


def test_a_draft_goal_of_another_body_is_not_found(cast: Cast) -> None:
    item = cast.item("focus", "A", state="draft")
    url = reverse("followup:assess", args=[period().pk, f"del-{item.pk}"])
    assert cast.client("manager_b").get(url).status_code == 404


@pytest.mark.parametrize("name", ["manager_a1", "staff_a1", "chair_a", "controller", "auditor"])
def test_others_than_the_level_above_cannot_approve_or_return_in_the_browser(cast: Cast, name: str) -> None:
    row = assessment(cast.chain()["activity"], period(), AssessmentState.SUBMITTED)
    client = cast.client(name)
    for action in ("approve", "send_back"):
        answer = client.post(reverse(f"followup:{action}", args=[row.pk]), {"version": "1"})
        assert answer.status_code == 403
        assert "nivån över Enhet A1" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == AssessmentState.SUBMITTED


def test_approving_something_that_changed_meanwhile_is_a_calm_page(cast: Cast) -> None:
    row = assessment(cast.chain()["activity"], period(), AssessmentState.SUBMITTED, version=3)
    answer = cast.client("manager_a").post(reverse("followup:approve", args=[row.pk]), {"version": "2"})
    assert answer.status_code == 409
    assert "Någon annan" in answer.content.decode()


@pytest.mark.parametrize("verb", ["approve", "send_back"])
def test_reading_addresses_do_not_change_anything(cast: Cast, verb: str) -> None:
    row = assessment(cast.chain()["activity"], period(), AssessmentState.SUBMITTED)
    assert cast.client("manager_a").get(reverse(f"followup:{verb}", args=[row.pk])).status_code == 405


def test_a_grunduppdrags_page_shows_what_has_been_said_of_it(cast: Cast) -> None:
    found, during = mission(cast, "A1"), period()
    url = reverse("goals:mission", args=[cast.units["A1"].pk]) + "?ar=2026"
    assert "Ingen har bedömt hur det går ännu" in cast.client("chair_b").get(url).content.decode()
    assessment(found, during, AssessmentState.APPROVED, comment="Barnen är trygga.")
    page = cast.client("manager_a1").get(url).content.decode()
    assess_url = reverse("followup:assess", args=[during.pk, f"uppdrag-{found.pk}"])
    assert "Barnen är trygga." in page
    assert assess_url in page
    assert assess_url not in cast.client("chair_b").get(url).content.decode()


def test_a_grunduppdrags_assessment_is_never_among_the_goals(cast: Cast) -> None:
    chain, during = cast.chain(), period()
    assessment(chain["focus"], during, AssessmentState.APPROVED, status=Status.MET)
    before = [body.counts for body in attainment(during)], total_counts(attainment(during))
    column = latest_looks(cast.actor("auditor"), 2026)
    for code in ("A1", "kontorA", "verksA", "bolaget"):
        assessment(mission(cast, code), during, AssessmentState.APPROVED, status=Status.NOT_MET)
    assert ([body.counts for body in attainment(during)], total_counts(attainment(during))) == before
    assert latest_looks(cast.actor("auditor"), 2026) == column
    assert {each.said.status for each in missions_attainment(during)} == {Status.NOT_MET}
