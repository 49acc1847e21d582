"""What one does oneself, in a real browser: the list, the five-minute update, questions, improvements and letters; and all of it by keyboard alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from followup.actions.improvements import raise_improvement
from followup.actions.questions import answer_goal_question, ask_about_goal
from followup.models import ActivityNote, GoalQuestion, Period, SectionReport
from goals.models import PlanItem
from sala_styr.history import recording
from sala_styr.mail.actions import be_away
from sala_styr.mail.composing import unsubscribe_token
from sala_styr.mail.models import Message, MessageContent
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast, build_cast
from tests.followup.builders import period
from tests.support.browser import axe, examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TABS = 250


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


def due_now() -> Period:
    yesterday = timezone.localdate() - timedelta(days=1)
    days = {"first_day": yesterday - timedelta(days=100), "last_day": yesterday, "due": yesterday + timedelta(days=14)}
    return period(yesterday.year, **days)


def activities(people: Cast, count: int = 2) -> list[PlanItem]:
    return [
        people.item("activity", "A1", title=f"Aktivitet {n}", first_year=2020, last_year=2040) for n in range(count)
    ]


def see(page: Page, live_server: LiveServer, people: Cast, name: str, *paths: str) -> None:
    """Each page as ``name`` passes the examination."""
    sign_in(page, live_server.url, people.user(name))
    for path in paths:
        page.goto(live_server.url + path)
        expect(page.locator("h1")).to_be_visible()
        examine(page)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until ``wanted`` has the focus, as somebody without a mouse does; fails when it is never reached."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab never came to {wanted} on {page.url}")


def test_what_is_to_do_is_done_from_the_list_and_in_five_minutes(
    page: Page, live_server: LiveServer, people: Cast
) -> None:
    during = due_now()
    (item, *_others) = activities(people)
    ask_about_goal(people.actor("chair_b"), people.chain()["focus"], "Räcker platserna?")
    see(page, live_server, people, "manager_a1", "/uppfoljning/att-gora/")
    row = page.locator(f"#gor-assess-{during.pk}-del-{item.pk}")
    row.get_by_label("osäkert").check()
    row.get_by_label("Vad ligger bakom?").fill("Halva vägen.")
    row.get_by_role("button", name="Lämna in").click()
    expect(page.locator("[data-todo-done]")).to_contain_text("Bedömningen är inlämnad.")
    axe(page)
    see(page, live_server, people, "manager_a1", "/uppfoljning/mina-aktiviteter/")


def test_the_five_minute_update_by_keyboard_alone(page: Page, live_server: LiveServer, people: Cast) -> None:
    first, second = activities(people)
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/uppfoljning/mina-aktiviteter/")
    tab_to(page, page.locator(f"#aktivitet-{first.pk} input[name$='-line']"))
    page.keyboard.type("Väntar på bygglov.")
    page.keyboard.press("Enter")
    expect(page.locator(f"#aktivitet-{second.pk} input[name$='-line']")).to_be_focused()
    page.keyboard.type("Klar på måndag.")
    page.keyboard.press("Enter")
    expect(page.locator(f"#aktivitet-{second.pk}").get_by_text("sparat")).to_be_visible()
    assert {note.line for note in ActivityNote.objects.all()} == {"Väntar på bygglov.", "Klar på måndag."}


def test_a_question_is_answered_and_a_section_handed_in_by_keyboard_alone(
    page: Page, live_server: LiveServer, people: Cast
) -> None:
    during = due_now()
    question = ask_about_goal(people.actor("chair_b"), people.chain()["strategy"], "Räcker platserna?")
    sign_in(page, live_server.url, people.user("manager_a"))
    page.goto(f"{live_server.url}/uppfoljning/fragor/om-mal/{question.pk}/")
    tab_to(page, page.get_by_role("textbox", name="svar"))
    page.keyboard.type("Ja, till hösten.")
    tab_to(page, page.get_by_role("button", name="Publicera svaret"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Svaret är publicerat med målet.")).to_be_visible()
    assert GoalQuestion.objects.get().answer == "Ja, till hösten."
    page.goto(f"{live_server.url}/uppfoljning/{during.pk}/{people.units['verksA'].pk}/")
    tab_to(page, page.get_by_role("textbox", name="Ekonomin"))
    page.keyboard.type("Vi håller budgeten.")
    tab_to(page, page.get_by_role("button", name="Lämna in allt"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 avsnitt är inlämnat.")).to_be_visible()
    assert SectionReport.objects.get().state == "submitted"


def test_a_status_saves_itself_once_its_comment_is_there(page: Page, live_server: LiveServer, people: Cast) -> None:
    during = due_now()
    (item,) = activities(people, 1)
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/uppfoljning/{during.pk}/{people.units['A1'].pk}/")
    thing = page.locator(f"#del-{item.pk}")
    thing.get_by_label("osäkert").check()
    expect(page.get_by_text("Bedömningen sparas när det finns en kommentar till den.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("group", name="Det här hann inte sparas sist")).to_contain_text("osäkert")
    page.get_by_role("button", name="Lägg tillbaka").click()
    expect(thing.get_by_label("osäkert")).to_be_checked()
    thing.get_by_label("Vad ligger bakom?").press_sequentially("Halva vägen.")
    expect(page.get_by_text("Sparat ")).to_be_visible()
    thing.get_by_label("Trend").select_option(label="↗ bättre")
    expect(page.locator("[data-unsaved]")).to_have_count(0)
    found = item.assessments.get()
    assert (found.status, found.trend, found.comment) == ("partly", "better", "Halva vägen.")
    thing.get_by_label("kan inte bedömas").check()
    expect(page.get_by_text("Bedömningen sparas när det står varför")).to_be_visible()
    axe(page)


def test_questions_about_goals(page: Page, live_server: LiveServer, people: Cast) -> None:
    chain = people.chain()
    chair = people.actor("chair_b")
    answered = ask_about_goal(chair, chain["focus"], "Räcker platserna?")
    answer_goal_question(people.actor("head_a"), answered, "Ja, från hösten.", answered.version)
    waiting = ask_about_goal(chair, chain["focus"], "Vad kostar det?")
    see(
        page,
        live_server,
        people,
        "chair_b",
        "/uppfoljning/fragor/",
        "/uppfoljning/fragor/?text=saknas",
        f"/uppfoljning/fragor/om-mal/{waiting.pk}/",
        f"/uppfoljning/fragor/stall/{chain['focus'].pk}/",
    )
    see(page, live_server, people, "head_a", f"/uppfoljning/fragor/om-mal/{answered.pk}/")


def test_improvements(page: Page, live_server: LiveServer, people: Cast) -> None:
    sign_in(page, live_server.url, people.user("manager_a1"))
    see(page, live_server, people, "manager_a1", "/uppfoljning/forbattringar/")
    found = raise_improvement(people.actor("manager_a1"), people["A1"], title="Kortare kö", seen="Många väntar.")
    see(
        page,
        live_server,
        people,
        "manager_a1",
        "/uppfoljning/forbattringar/",
        "/uppfoljning/forbattringar/ny/",
        f"/uppfoljning/forbattringar/{found.pk}/",
        f"/uppfoljning/forbattringar/{found.pk}/avsluta/",
        f"/uppfoljning/forbattringar/{found.pk}/till-planen/",
    )


def test_letters_and_being_away(page: Page, live_server: LiveServer, people: Cast) -> None:
    today, person = timezone.localdate(), people.user("manager_a1")
    be_away(people.actor("controller"), today, today + timedelta(days=9), None)
    with recording(system_actor(), "Test"):
        letter = Message.objects.create(
            key="x", recipient=person, address="a@b.se", subject="Att göra: 2 saker", message_id="<x@y>",
            state="failed", failure="Adressen godtogs inte.",
        )  # fmt: skip
    MessageContent.objects.create(message=letter, text="Hej!", html="<p>Hej!</p>")
    see(
        page,
        live_server,
        people,
        "controller",
        "/paminnelser/",
        "/paminnelser/utskick/",
        f"/paminnelser/utskick/{letter.pk}/",
    )
    see(page, live_server, people, "administrator", f"/organisation/personer/{person.pk}/andra/")
    kind = "paminnelser"
    see(
        page,
        live_server,
        people,
        "administrator",
        reverse("mail:unsubscribe", args=[unsubscribe_token(person.pk, kind)]),
    )
