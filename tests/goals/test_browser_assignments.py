"""Uppdrag, grunduppdrag and Agenda 2030 in a real browser: answered from the first page by keyboard, and each page passes."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from goals import actions as plan_actions
from goals.actions import agenda, assignments
from goals.actions.quality import add_factor
from goals.laws import Law
from goals.models import AssignmentReceiver, LawReference
from tests.cast import Cast, build_cast
from tests.goals.test_assignments import answer, give, late, part_of
from tests.support.browser import Complaints, examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


def test_a_manager_answers_from_the_first_page_by_keyboard(page: Page, live_server: LiveServer, people: Cast) -> None:
    give(people, "A", ("kontorA",))
    sign_in(page, live_server.url, people.user("head_a"))
    page.goto(f"{live_server.url}/")
    field = page.get_by_label("Återrapport")
    field.focus()
    page.keyboard.type("Hållplatsen är flyttad.")
    button = page.get_by_role("button", name="Återrapportera")
    for _press in range(4):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("[data-todo-done]")).to_contain_text("Återrapporten är lämnad.")
    assert AssignmentReceiver.objects.get().report == "Hållplatsen är flyttad."


def test_without_scripts_a_list_is_narrowed_and_an_answer_sent(
    browser: Browser, live_server: LiveServer, people: Cast
) -> None:
    late(people, title="För sent")
    give(people, to=("B",), title="I tid")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url, people.user("chair_a"))
    page.goto(f"{live_server.url}/mal/uppdrag/?ar=2026")
    page.get_by_label("Läge").select_option(label="Försenade")
    page.get_by_role("button", name="Visa").click()
    expect(page.get_by_role("link", name="I tid")).to_have_count(0)
    page.get_by_role("link", name="För sent").click()
    page.get_by_role("button", name="Vi har tagit emot det").click()
    expect(page.get_by_text("mottaget").first).to_be_visible()
    context.close()


def test_every_page_passes(page: Page, live_server: LiveServer, people: Cast) -> None:
    chain = people.chain()
    uppdrag = late(people, to=("A", "B", "bolaget"), plan_item=chain["goal"])
    assignments.pass_on(people.actor("chair_a"), part_of(uppdrag, "A"), 1, [people["kontorA"]])
    part = answer(people, "chair_b", uppdrag, "B", "reported", report="Klart")
    done = give(people, to=("B",))
    reported = answer(people, "chair_b", done, "B", "reported", report="Klart")
    assignments.send_back(people.actor("kf_chair"), reported, reported.version, "Vad kostade det?")
    head = people.actor("head_a")
    mission = plan_actions.set_statutory(head, people["A1"], "Förskola", [Law("skollagen", "2010:800", "8")], 0)
    factor = add_factor(head, mission, "Trygghet", "Barnen vågar.")
    plan_actions.create_indicator(head, factor, name="Andel trygga", unit_of_measure="procent")
    add_factor(head, mission, "Ro")
    agenda.link_goal(people.actor("chair_a"), chain["focus"], 4, "direct", "Skolan")
    agenda.link_goal(head, mission, 4, "indirect")
    own = f"/mal/grunduppdrag/{people['A1'].pk}/"
    for name, addresses in (
        ("kf_chair", ["/", f"/mal/uppdrag/{uppdrag.pk}/", f"/mal/uppdrag/{uppdrag.pk}/avsluta/", "/mal/uppdrag/nytt/",
                      f"/mal/uppdrag/{uppdrag.pk}/andra/", f"/mal/uppdrag/svar/{part.pk}/skicka-tillbaka/"]),
        ("chair_a", [f"/mal/uppdrag/{uppdrag.pk}/", f"/mal/uppdrag/svar/{part_of(uppdrag, 'A').pk}/", f"/mal/{chain['focus'].pk}/",
                     f"/mal/uppdrag/svar/{part_of(uppdrag, 'A').pk}/skicka-vidare/", f"/mal/agenda-2030/del/{chain['focus'].pk}/"]),
        ("head_a", ["/", own, f"{own}lagstadgat/", f"{own}kvalitet/"]),
        ("chair_b", [f"/mal/uppdrag/{done.pk}/"]),
        ("controller", ["/mal/uppdrag/?ar=2026", "/mal/uppdrag/nytt/", "/mal/grunduppdrag/", "/mal/agenda-2030/?ar=2026"]),
    ):  # fmt: skip
        sign_in(page, live_server.url, people.user(name))
        for address in addresses:
            page.goto(f"{live_server.url}{address}")
            for closed in page.locator("details.agenda-links").all():
                closed.locator("summary").click()
            examine(page)


def test_a_law_that_is_not_written_right_is_put_right(
    page: Page, live_server: LiveServer, people: Cast, complaints: Complaints
) -> None:
    complaints.expect("422")
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/mal/grunduppdrag/{people['A1'].pk}/lagstadgat/")
    page.get_by_label("Vad lagen ger verksamheten i uppdrag").fill("Förskola")
    page.get_by_label("Lag, rad 1").fill("skollagen")
    page.get_by_label("SFS-nummer, rad 1").fill("10:800")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("år, kolon och nummer").first).to_be_visible()
    examine(page)
    page.get_by_label("SFS-nummer, rad 1").fill("2010:800")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("skollagen (2010:800)")).to_be_visible()
    assert LawReference.objects.count() == 1
