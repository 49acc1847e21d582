"""The follow-up in a real browser: work done right on the first page, a unit's period and a dialogue by keyboard and on a phone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from followup.actions.steps import add_step
from followup.models import Assessment, AssessmentState, Dialogue, NextStep, Period, PeriodSection, UnitReflection
from tests.cast import Cast, build_cast
from tests.followup.builders import assessment, dialogue, mission, period
from tests.support.browser import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


def due_now(**fields: Any) -> Period:
    yesterday = timezone.localdate() - timedelta(days=1)
    days = {"first_day": yesterday - timedelta(days=100), "last_day": yesterday, "due": yesterday + timedelta(days=14)}
    return period(yesterday.year, **days | fields)


def test_a_row_of_work_is_done_in_place_and_the_page_stays(page: Page, live_server: LiveServer, people: Cast) -> None:
    items = [people.item("activity", "A1", title=f"Aktivitet {n}", first_year=2020, last_year=2040) for n in (1, 2)]
    during = due_now()
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(live_server.url)
    page.evaluate("window.kept = true")
    row = page.locator(f"#gor-assess-{during.pk}-del-{items[0].pk}")
    expect(row.get_by_label("Varför går det inte att bedöma?")).to_be_hidden()
    row.get_by_label("kan inte bedömas").check()
    expect(row.get_by_label("Varför går det inte att bedöma?")).to_be_visible()
    row.get_by_label("osäkert").check()
    row.get_by_label("Vad ligger bakom?").fill("Halva vägen.")
    row.get_by_role("button", name="Lämna in").click()
    expect(page.locator("[data-todo-done]")).to_contain_text("Bedömningen är inlämnad.")
    expect(page.locator(f"#gor-assess-{during.pk}-del-{items[1].pk}")).to_be_visible()
    assert page.evaluate("window.kept")
    assert Assessment.objects.get().state == AssessmentState.SUBMITTED


def test_what_is_missing_in_a_row_is_shown_on_a_page_of_its_own_without_scripts(
    browser: Browser, live_server: LiveServer, people: Cast
) -> None:
    item = people.item("activity", "A1", first_year=2020, last_year=2040)
    during = due_now()
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(live_server.url)
    row = page.locator(f"#gor-assess-{during.pk}-del-{item.pk}")
    row.get_by_label("osäkert").check()
    row.get_by_role("button", name="Lämna in").click()
    expect(page.get_by_role("group", name="Det här behöver rättas")).to_contain_text("Skriv en kommentar")
    page.get_by_label("Vad ligger bakom?").fill("Nu finns den.")
    page.get_by_role("button", name="Lämna in").click()
    expect(page.locator("h1")).to_contain_text("Hej")
    expect(row).to_have_count(0)
    context.close()


@pytest.mark.parametrize("name", ["chair_a", "manager_a1", "controller", "auditor", "administrator"])
def test_every_first_page_passes_the_examination(page: Page, live_server: LiveServer, people: Cast, name: str) -> None:
    chain, during = people.chain(), due_now()
    assessment(chain["goal"], during, AssessmentState.APPROVED)
    assessment(chain["focus"], during, AssessmentState.SUBMITTED)
    talk = dialogue(people, during, day=timezone.localdate() + timedelta(days=5))
    add_step(people.actor("head_a"), talk, "Besök enheten.", responsible=people.user(name))
    sign_in(page, live_server.url, people.user(name))
    page.goto(live_server.url)
    examine(page)


def test_a_units_period_is_filled_in_and_handed_in_by_keyboard(
    page: Page, live_server: LiveServer, people: Cast
) -> None:
    mission(people, "A1")
    during = due_now()
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/uppfoljning/{during.pk}/{people.units['A1'].pk}/")
    examine(page)
    page.get_by_role("radio", name="inte bedömt än").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Det fungerar som det ska.")
    page.get_by_role("button", name="Lämna in allt").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 bedömning är inlämnad.")).to_be_visible()
    examine(page)
    assert Assessment.objects.get().status == "met"


def test_a_units_page_saves_itself_and_hands_in_what_it_saved(
    page: Page, live_server: LiveServer, people: Cast
) -> None:
    during = due_now()
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/uppfoljning/{during.pk}/{people.units['A1'].pk}/")
    page.get_by_role("textbox", name="Ekonomin").press_sequentially("Vi håller budgeten.")
    expect(page.get_by_text("Sparat ")).to_be_visible()
    assert UnitReflection.objects.get().money == "Vi håller budgeten."
    page.locator("summary", has_text="Inget att rapportera?").last.click()
    examine(page)
    page.get_by_label("Varför finns det inget att rapportera?").last.fill("Vi samlar ihop till helåret.")
    page.get_by_role("button", name="Lämna in allt").click()
    expect(page.get_by_text("2 avsnitt är inlämnade.")).to_be_visible()


def test_the_reader_returns_with_a_word(page: Page, live_server: LiveServer, people: Cast) -> None:
    during = due_now()
    found = assessment(mission(people, "A1"), during, AssessmentState.SUBMITTED)
    sign_in(page, live_server.url, people.user("manager_a"))
    page.goto(f"{live_server.url}/uppfoljning/{during.pk}/{people.units['A1'].pk}/")
    page.get_by_text("Lämna tillbaka med ett ord").click()
    examine(page)
    page.get_by_label("Vad behöver kompletteras?").fill("Skriv om kön.")
    page.get_by_role("button", name="Lämna tillbaka").click()
    expect(page.get_by_role("heading", name="Tillbaka för komplettering")).to_be_visible()
    found.refresh_from_db()
    assert found.returned_because == "Skriv om kön."


def test_a_dialogue_is_held_written_and_confirmed(page: Page, live_server: LiveServer, people: Cast) -> None:
    during = due_now()
    first = dialogue(people, during, day=timezone.localdate() - timedelta(days=90))
    add_step(people.actor("head_a"), first, "Räkna om behovet.")
    talk = dialogue(people, during, day=timezone.localdate())
    sign_in(page, live_server.url, people.user("head_a"))
    page.goto(f"{live_server.url}/uppfoljning/dialoger/{talk.pk}/")
    examine(page)
    page.get_by_label("Klart", exact=True).check()
    page.get_by_label("Hur gick det?").fill("Behovet är 40 platser.")
    page.get_by_label("Nytt steg: vad ska göras?").fill("Berätta för fler.")
    page.get_by_label("När").press("Enter")
    expect(page.get_by_text("Sparat.")).to_be_visible()
    expect(page.get_by_text("Berätta för fler.").first).to_be_visible()
    assert NextStep.objects.get(dialogue=talk).text == "Berätta för fler."
    page.get_by_role("button", name="Bekräfta för Kontor A").click()
    expect(page.get_by_text("Du har bekräftat dialogen för er sida.")).to_be_visible()
    assert Dialogue.objects.get(pk=talk.pk).lower_confirmed_by == people.user("head_a")


@pytest.mark.parametrize(
    "path",
    [
        "/uppfoljning/?ar={year}",
        "/uppfoljning/perioder/ny/",
        "/uppfoljning/perioder/{period}/",
        "/uppfoljning/perioder/{period}/svar/",
        "/uppfoljning/perioder/{period}/fragor/",
        "/uppfoljning/perioder/{period}/fragor/ny/",
        "/uppfoljning/fragor/{section}/",
        "/organisation/ersattare/",
        "/uppfoljning/{period}/bedom/{key}/",
        "/uppfoljning/dialoger/",
        "/uppfoljning/dialoger/ny/",
        "/uppfoljning/dialoger/{talk}/?las=1",
        "/uppfoljning/dialoger/{talk}/ordna/",
        "/uppfoljning/arsredovisning/2025/samlad/",
        "/uppfoljning/hushallning/?ar=2026",
        "/uppfoljning/hushallning/ny/?ar=2026",
        "/uppfoljning/hushallning/revisorernas-fragor/?ar=2026",
        "/uppfoljning/processen/?ar=2026",
        "/uppfoljning/processen/samtalat-om/?ar=2026&alla=1",
    ],
)
def test_every_other_page_passes_the_examination(page: Page, live_server: LiveServer, people: Cast, path: str) -> None:
    item, during = people.chain()["goal"], due_now()
    talk = dialogue(people, during, reflection="Vi lärde oss.")
    sign_in(page, live_server.url, people.user("controller"))
    year = during.year
    places = {"year": year, "period": during.pk, "key": f"del-{item.pk}", "talk": talk.pk}
    places["section"] = PeriodSection.objects.filter(period=during)[0].pk
    page.goto(live_server.url + path.format(**places))
    expect(page.locator("h1")).to_be_visible()
    examine(page)
