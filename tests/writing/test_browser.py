"""Writing together in real browsers: two in the same text, by keyboard, and every page examined."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from sala_styr.writing.actions.reports import set_due
from sala_styr.writing.actions.sections import comment
from sala_styr.writing.actions.templates import SectionPlan, add_section, load_templates
from sala_styr.writing.models import ReportTemplate, TemplateSection, WrittenReport
from sala_styr.writing.standard import standard_templates
from tests.cast import Cast, build_cast
from tests.support.browser import PATIENCE, examine, sign_in
from tests.writing.builders import section, unit_report, whole_report, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """The other person's own browser."""
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_two_write_in_the_same_section_and_both_texts_are_there(
    page: Page, other: Page, live_server: LiveServer, people: Cast
) -> None:
    report = unit_report(people)
    found = written(people, report, "Förord", "Året var gott.")
    for each, name in ((page, "controller"), (other, "chair_a")):
        sign_in(each, live_server.url, people.user(name))
        each.goto(f"{live_server.url}/rapporter/skriv/avsnitt/{found.pk}/")
    page.get_by_role("textbox", name="Text").press("Control+Home")
    other.get_by_role("textbox", name="Text").press("Control+End")
    for mine, theirs in zip("Tack alla. ", " Vi vinner.", strict=True):
        page.keyboard.type(mine)
        other.keyboard.type(theirs)
    both = "Tack alla. Året var gott. Vi vinner."
    for each in (page, other):
        expect(each.get_by_role("textbox", name="Text")).to_have_value(both)
    page.keyboard.type("X")
    expect(other.get_by_text("skriver här")).to_be_visible()


def test_the_pages_are_sound_and_a_section_is_written_and_handed_in_by_keyboard(
    page: Page, live_server: LiveServer, people: Cast
) -> None:
    report = whole_report(people)
    found = written(people, report, "Händelser", "Vi byggde")
    comment(people.actor("manager_b"), found, "Kom ihåg skolan.")
    load_templates(people.actor("administrator"), standard_templates())
    sign_in(page, live_server.url, people.user("controller"))
    template = ReportTemplate.objects.get(key="arsredovisning")
    inner = TemplateSection.objects.filter(template=template).first()
    assert inner is not None
    for path in (
        "skriv/",
        f"skriv/{report.pk}/",
        f"skriv/{report.pk}/las/",
        f"skriv/{report.pk}/bilder/",
        "mallar/",
        f"mallar/{template.pk}/",
        f"mallar/{template.pk}/andra/",
        f"mallar/avsnitt/{inner.pk}/",
    ):
        page.goto(f"{live_server.url}/rapporter/{path}")
        examine(page)
    page.goto(f"{live_server.url}/rapporter/skriv/avsnitt/{found.pk}/")
    box = page.get_by_role("textbox", name="Text")
    box.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" en skola.")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+b")
    expect(box).to_have_value("**Vi byggde en skola.**")
    expect(page.get_by_text("Sparat ")).to_be_visible()
    expect(page.locator(".section-preview strong")).to_have_text("Vi byggde en skola.")
    examine(page)
    box.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Spara och lämna in")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Avsnittet är inlämnat.")).to_be_visible()
    expect(page.locator(".report-body strong")).to_have_text("Vi byggde en skola.")
    examine(page)
    assert WrittenReport.objects.get(pk=report.pk).sections.get(heading="Händelser").state == "submitted"


PASTE = """([element, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  element.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_headings_lists_tables_links_and_figures_are_made_by_toolbar_and_keyboard_and_seen_beside(
    page: Page, live_server: LiveServer, people: Cast
) -> None:
    people.chain()
    found = section(whole_report(people, 2026), "Händelser")
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(f"{live_server.url}/rapporter/skriv/avsnitt/{found.pk}/")
    box, shown = page.get_by_role("textbox", name="Text"), page.locator(".section-preview")
    tools = page.get_by_role("toolbar", name="Textens form")
    box.focus()
    page.keyboard.type("Skolan")
    tools.get_by_role("button", name="Rubrik", exact=True).press("Enter")
    page.keyboard.type("\nett\ntvå")
    page.keyboard.press("Shift+ArrowUp")
    tools.get_by_role("button", name="Numrerad lista").press("Enter")
    expect(box).to_have_value("## Skolan\n1. ett\n2. två")
    page.keyboard.press("Control+End")
    page.keyboard.type("\ntre\n\n")  # the list goes on, and ends by an empty point
    expect(box).to_have_value("## Skolan\n1. ett\n2. två\n3. tre\n\n")
    page.keyboard.press("Control+k")
    page.keyboard.type("https://www.sala.se")
    page.keyboard.press("Control+End")
    page.keyboard.type("\n\n")
    page.evaluate(PASTE, [box.element_handle(), "År\tAntal\n2025\t1 204\n2026\t1 187\n"])
    page.keyboard.type("Antal barn")  # the caption is chosen, to be written over
    expect(shown.get_by_role("heading", name="Skolan")).to_be_visible()
    expect(shown.get_by_role("row", name="2026")).to_contain_text("1 187")
    expect(shown.get_by_role("link", name="länkens text")).to_have_attribute("href", "https://www.sala.se")
    expect(shown.locator("ol li")).to_have_count(3)
    page.evaluate(
        "box => box.setSelectionRange(box.value.indexOf('2025'), box.value.indexOf('2025'))", box.element_handle()
    )
    box.focus()
    tools.get_by_role("button", name="Ny rad").press("Enter")
    page.keyboard.type("2024")
    tools.get_by_role("button", name="Ny kolumn").press("Enter")
    page.keyboard.type("Andel")
    expect(shown.get_by_role("columnheader", name="Andel")).to_be_visible()
    expect(shown.get_by_role("row", name="2024")).to_be_visible()
    page.keyboard.press("Control+End")
    page.get_by_text("Siffror ur systemet").press("Enter")
    page.get_by_role("searchbox", name="Sök bland siffrorna").fill("antal mål")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sätt in Antal mål").first.press("Enter")
    expect(box).to_be_focused()
    assert "[[goals.count]]" in box.input_value()
    expect(shown.get_by_text("mål i planen 2026")).to_be_visible(
        timeout=15_000
    )  # where it comes from, for who reads on paper
    examine(page)


def test_the_pages_that_arrange_and_remind_are_sound(page: Page, live_server: LiveServer, people: Cast) -> None:
    report = unit_report(people)
    actor = people.actor("controller")
    found = written(people, report, "Uppdrag", "Vi driver skolor.")
    said = comment(people.actor("manager_b"), found, "Vilka?")
    comment(actor, found, "Alla.", answers=said)
    add_section(actor, report.template, SectionPlan("Framtid"))
    set_due(actor, report, date(2026, 2, 13))
    sign_in(page, live_server.url, people.user("controller"))
    for path in (
        f"{report.pk}/",
        f"{report.pk}/avsnitt/",
        f"{report.pk}/avsnitt/nytt/",
        f"{report.pk}/mallen/",
        f"{report.pk}/uppgifter/",
        f"avsnitt/{found.pk}/",
        f"avsnitt/{found.pk}/andra/",
        f"avsnitt/{found.pk}/bort/",
        f"avsnitt/{found.pk}/siffror/",
        "laget/",
    ):
        page.goto(f"{live_server.url}/rapporter/skriv/{path}")
        examine(page)
