"""Planning in a real browser: rows written in where they stand, two who write at once, and a first-time manager with nothing but a keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from budget.models import Account, Chart, DetailLine
from goals.models import ActivityStatus, Level, PlanItem, SubStep
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast, build_cast
from tests.support.browser import Complaints, Fingers, axe, examine, no_sideways_scroll, sign_in, width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture
def chain(people: Cast) -> dict[str, PlanItem]:
    return people.chain()


def name_of(page: Page, item: PlanItem):  # type: ignore[no-untyped-def]
    return page.locator(f"#p{item.pk} > .thread-row .thread-name")


def to_tree(page: Page, live_server: LiveServer, chain: dict[str, PlanItem]) -> None:
    opened = f"{chain['focus'].pk},{chain['strategy'].pk}"
    page.goto(f"{live_server.url}/mal/?ar=2026&oppna={opened}")


def test_a_row_is_written_in_and_left_by_the_keyboard(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("manager_a1"))
    to_tree(page, live_server, chain)
    page.evaluate("window.kept = true")
    name_of(page, chain["activity"]).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Rubrik")).to_be_focused()
    page.keyboard.type("Bortslängt")
    page.keyboard.press("Escape")
    expect(name_of(page, chain["activity"])).to_be_focused()
    expect(name_of(page, chain["activity"])).to_have_text("Ett aktivitet")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Rubrik")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Läsa tillsammans")
    page.keyboard.press("Tab")
    expect(page.locator(".thread-edit").get_by_label("Ansvarig")).to_be_focused()
    page.keyboard.type("Staff")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Startar")).to_be_focused()
    page.get_by_label("Klar senast").fill("2026-06-30")
    axe(page)
    page.get_by_label("Rubrik").press("Enter")
    expect(name_of(page, chain["activity"])).to_have_text("Läsa tillsammans")
    expect(name_of(page, chain["activity"])).to_be_focused()
    expect(page.get_by_text("Staff A1 Exempel")).to_be_visible()
    assert page.evaluate("window.kept")
    stored = PlanItem.objects.get(pk=chain["activity"].pk)
    assert (stored.responsible, str(stored.end_date)) == (people.user("staff_a1"), "2026-06-30")


def test_rows_are_added_and_ordered_by_the_keyboard(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("manager_a1"))
    to_tree(page, live_server, chain)
    name_of(page, chain["activity"]).focus()
    page.keyboard.press("Insert")
    page.get_by_label("Rubrik").press_sequentially("Den andra")
    page.keyboard.press("Escape")
    expect(name_of(page, chain["activity"])).to_be_focused()
    page.keyboard.press("n")
    expect(page.get_by_label("Rubrik")).to_be_focused()
    page.keyboard.type("Den andra")
    page.keyboard.press("Enter")
    second = page.get_by_role("link", name="Den andra", exact=True)
    expect(second).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("Flyttad uppåt.")).to_be_attached()
    expect(second).to_be_focused()
    titles = page.locator(f"#p{chain['strategy'].pk} .thread-name").all_text_contents()
    assert titles == ["Ett strategi", "Den andra", "Ett aktivitet"]
    children = PlanItem.objects.get(pk=chain["strategy"].pk).get_children()
    assert [each.title for each in children] == ["Den andra", "Ett aktivitet"]


def test_what_one_may_not_write_shows_its_card(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("manager_a"))
    to_tree(page, live_server, chain)
    name_of(page, chain["focus"]).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#kort-rubrik")).to_be_focused()
    expect(page.locator(".plan-card")).to_contain_text("Ett fokusområde")
    expect(name_of(page, chain["focus"])).to_have_attribute("aria-current", "true")
    assert f"valt={chain['focus'].pk}" in page.url
    axe(page)
    page.keyboard.press("Escape")
    expect(name_of(page, chain["focus"])).to_be_focused()
    page.reload()
    expect(page.locator(".plan-card")).to_contain_text("Ett fokusområde")
    page.get_by_role("link", name="Lägg till strategi").click()
    expect(page.get_by_label("Rubrik")).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Stäng kortet").click()
    expect(page.locator(".plan-card")).to_have_count(0)
    assert "valt=" not in page.url
    name_of(page, chain["strategy"]).click()
    expect(page.locator(".plan-card")).to_contain_text("Ett strategi")
    examine(page)
    with width(page, 360):
        name_of(page, chain["strategy"]).click()
        expect(page).to_have_url(f"{live_server.url}/mal/{chain['strategy'].pk}/?ar=2026")


def test_two_browsers_write_in_the_same_row(
    page: Page,
    browser: Browser,
    live_server: LiveServer,
    people: Cast,
    chain: dict[str, PlanItem],
    complaints: Complaints,
) -> None:
    complaints.expect("409")
    other = browser.new_context().new_page()
    for each, person in ((page, "manager_a1"), (other, "staff_a1")):
        sign_in(each, live_server.url, people.user(person))
        to_tree(each, live_server, chain)
        name_of(each, chain["activity"]).focus()
        each.keyboard.press("Enter")
        expect(each.get_by_label("Rubrik")).to_be_focused()
    other.get_by_label("Klar senast").fill("2026-08-31")
    other.get_by_label("Rubrik").fill("Medarbetarens ord")
    other.keyboard.press("Enter")
    expect(name_of(other, chain["activity"])).to_have_text("Medarbetarens ord")
    page.get_by_label("Rubrik").fill("Chefens ord")
    page.keyboard.press("Enter")
    told = page.locator(".thread-edit .ds-alert")
    expect(told).to_be_focused()
    expect(told).to_contain_text("Staff A1 Exempel hann före")
    expect(told).to_contain_text("Medarbetarens ord")
    expect(told).to_contain_text("Chefens ord")
    expect(told).to_contain_text("Klar senast")
    axe(page)
    no_sideways_scroll(page)
    assert PlanItem.objects.get(pk=chain["activity"].pk).title == "Medarbetarens ord"
    page.get_by_role("button", name="Spara mitt").click()
    expect(name_of(page, chain["activity"])).to_have_text("Chefens ord")
    stored = PlanItem.objects.get(pk=chain["activity"].pk)
    assert (stored.title, str(stored.end_date)) == ("Chefens ord", "2026-08-31")
    past = list(PlanItem.history.filter(id=stored.pk).order_by("history_id").values_list("title", flat=True))
    assert past == ["Ett aktivitet", "Medarbetarens ord", "Chefens ord"]
    other.context.close()


def test_two_browsers_write_on_the_form_page(
    page: Page,
    browser: Browser,
    live_server: LiveServer,
    people: Cast,
    chain: dict[str, PlanItem],
    complaints: Complaints,
) -> None:
    complaints.expect("409")
    other = browser.new_context().new_page()
    for each, person in ((page, "manager_a1"), (other, "staff_a1")):
        sign_in(each, live_server.url, people.user(person))
        each.goto(f"{live_server.url}/mal/{chain['activity'].pk}/andra/")
    other.get_by_label("Beskrivning").fill("Medarbetarens text")
    other.get_by_label("Rubrik").fill("Medarbetarens rubrik")
    other.get_by_role("button", name="Spara").click()
    expect(other.get_by_role("heading", name="Medarbetarens rubrik")).to_be_visible()
    page.get_by_label("Rubrik").fill("Chefens rubrik")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Någon annan hann före")).to_be_visible()
    expect(page.get_by_label("Rubrik")).to_have_value("Chefens rubrik")
    expect(page.get_by_label("Beskrivning")).to_have_value("Medarbetarens text")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", name="Chefens rubrik")).to_be_visible()
    stored = PlanItem.objects.get(pk=chain["activity"].pk)
    assert (stored.title, stored.description) == ("Chefens rubrik", "Medarbetarens text")
    other.context.close()


def test_a_first_time_manager_adds_an_activity_with_responsible_days_and_kronor(
    page: Page,
    live_server: LiveServer,
    people: Cast,
    chain: dict[str, PlanItem],
    record_property: Callable[[str, object], None],
) -> None:
    """By the keyboard alone, from the first page. Normal typing is 200 keys a minute; what is not text is few keys and one page."""
    with recording(system_actor(), "Test"):
        for number, called in (("4010", "Inköp av material"), ("5010", "Löner"), ("6110", "Kontorsmateriel")):
            Account.objects.create(chart=Chart.KOMMUN_BAS, number=number, name=called)
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(live_server.url)
    hand = Fingers(page)

    for _step in range(30):  # the navigation's entry, as far away as it is
        hand.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Röda tråden":
            break
    hand.press("Enter")
    page.wait_for_url("**/mal/**")
    hand.press("/")
    hand.type("strategi")
    expect(page.locator(f"#p{chain['strategy'].pk}")).to_be_visible()
    hand.press("ArrowDown")
    expect(name_of(page, chain["strategy"])).to_be_focused()

    hand.press("+")
    expect(page.get_by_label("Rubrik")).to_be_focused()
    title = "Läsa högt varje dag"
    hand.type(title)
    hand.press("Tab")  # responsible: the manager herself is proposed
    expect(page.locator(".thread-edit").get_by_label("Ansvarig")).to_be_focused()
    hand.press("Tab")
    expect(page.get_by_label("Startar")).to_be_focused()
    hand.type("02012026")
    hand.press("Tab", "Tab")  # the day's own little calendar is a stop on the way
    expect(page.get_by_label("Klar senast")).to_be_focused()
    hand.type("06302026")
    hand.press("Enter")
    new = page.get_by_role("link", name=title, exact=True)
    expect(new).to_be_focused()

    hand.press(" ")
    expect(page.locator("#kort-rubrik")).to_be_focused()
    for _step in range(30):
        hand.press("Tab")
        if page.evaluate("document.activeElement.name") == "amount":
            break
    hand.type("25000")
    hand.press("Tab")
    hand.type("4010")
    hand.press("Tab", "Enter")
    expect(page.locator(".plan-card")).to_contain_text("−25")

    made = PlanItem.objects.get(title=title)
    assert made.owner == people["A1"]
    assert made.responsible == people.user("manager_a1")
    assert (str(made.start_date), str(made.end_date)) == ("2026-02-01", "2026-06-30")
    assert made.activity_status == ActivityStatus.NOT_STARTED
    line = DetailLine.objects.get(plan_item=made)
    assert (line.unit, line.account.number, line.amount) == (people["A1"], "4010", -2_500_000)
    record_property("figure", f"First-time manager: {hand.keys} keystrokes, {hand.loads} page loads")
    assert hand.keys <= 110
    assert hand.loads <= 1


def test_sub_steps_are_written_and_ticked_in_place(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("staff_a1"))
    page.goto(f"{live_server.url}/mal/{chain['activity'].pk}/")
    page.evaluate("window.kept = true")
    for text in ("Boka lokal", "Bjuda in"):
        page.get_by_label("Nytt delsteg").fill(text)
        page.get_by_label("Nytt delsteg").press("Enter")
        expect(page.get_by_text(text)).to_be_visible()
        expect(page.get_by_label("Nytt delsteg")).to_be_focused()
    page.get_by_role("button", name="Klart: Boka lokal").click()
    expect(page.get_by_role("button", name="Klart: Boka lokal")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Klart: Boka lokal")).to_be_focused()
    expect(page.get_by_text("1 av 2 klara")).to_be_visible()
    page.get_by_label("Mer om Bjuda in").click()
    page.get_by_role("button", name="Flytta upp").first.click()
    expect(page.locator(".step-text").first).to_contain_text("Bjuda in")
    assert page.evaluate("window.kept")
    examine(page)
    assert [step.text for step in SubStep.objects.order_by("order")] == ["Bjuda in", "Boka lokal"]


def test_a_politician_writes_with_forms_and_gets_a_friendly_hint(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("politician_a"))
    page.goto(f"{live_server.url}/mal/{chain['goal'].pk}/ny/?ar=2026")
    page.get_by_label("Rubrik").fill("Anställa fler lärare")
    expect(page.get_by_text("läses som ett hur")).to_be_visible()
    text = page.get_by_label("Beskrivning")
    text.fill("Viktigt")
    text.press("Control+a")
    page.get_by_role("button", name="Fet").click()
    expect(text).to_have_value("**Viktigt**")
    page.get_by_role("button", name="Lista").click()
    expect(text).to_have_value("- **Viktigt**")
    examine(page)
    page.get_by_role("button", name="Lägg till").click()
    expect(page.locator(".item-text strong")).to_have_text("Viktigt")
    expect(page.get_by_text("läses som ett hur")).to_be_visible()
    assert PlanItem.objects.get(title="Anställa fler lärare").description == "- **Viktigt**"


def test_moving_copying_and_linking_work_without_scripts(
    browser: Browser, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    Level.objects.filter(key="activity").update(many_parents=True)
    other = people.item("strategy", "verksA", parent=chain["focus"], title="En annan strategi")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url, people.user("manager_a1"))
    page.goto(f"{live_server.url}/mal/{chain['activity'].pk}/koppla/")
    page.get_by_label("Sök bland det som går att välja").fill("annan")
    page.locator("main").get_by_role("button", name="Sök", exact=True).click()
    page.get_by_label("En annan strategi").check()
    page.get_by_role("button", name="Koppla till fler").click()
    expect(page.get_by_text("syns nu på båda ställena")).to_be_visible()
    page.goto(f"{live_server.url}/mal/{chain['activity'].pk}/kopiera/")
    page.get_by_label("Kopians rubrik").fill("Kopian")
    page.get_by_label("En annan strategi").check()
    page.get_by_role("button", name="Kopiera").click()
    expect(page.get_by_text("Här är kopian")).to_be_visible()
    page.goto(f"{live_server.url}/mal/{chain['activity'].pk}/flytta/")
    page.get_by_label("En annan strategi").check()
    page.get_by_role("button", name="Flytta", exact=True).click()
    expect(page.get_by_text("Flyttat, med allt som hör till.")).to_be_visible()
    context.close()
    below = PlanItem.objects.get(pk=other.pk).get_children()
    assert sorted(each.title for each in below) == ["Ett aktivitet", "Kopian"]


def test_what_is_being_written_is_not_swept_away(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("manager_a1"))
    to_tree(page, live_server, chain)
    name_of(page, chain["activity"]).focus()
    page.keyboard.press("F2")
    page.get_by_label("Rubrik").fill("Halvskriven")
    page.locator(f"#v{chain['focus'].pk}").click()
    expect(page.get_by_label("Rubrik")).to_be_focused()
    expect(page.get_by_label("Rubrik")).to_have_value("Halvskriven")
    page.keyboard.press("Escape")
    expect(name_of(page, chain["activity"])).to_be_focused()
    page.locator(f"#v{chain['focus'].pk}").click()
    expect(name_of(page, chain["activity"])).to_have_count(0)
    page.locator(f"#n{chain['focus'].pk}").focus()
    page.keyboard.press("?")
    expect(page.locator("#tangenter summary")).to_be_focused()
    examine(page)


def test_a_politician_gets_the_hint_in_the_row_too(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    sign_in(page, live_server.url, people.user("politician_a"))
    to_tree(page, live_server, chain)
    name_of(page, chain["goal"]).focus()
    page.keyboard.press("+")
    page.get_by_label("Rubrik").press_sequentially("Anställa fler")
    expect(page.locator(".thread-edit .hint-box")).to_contain_text("läses som ett hur")
    expect(page.get_by_label("Rubrik")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Anställa fler", exact=True)).to_be_focused()
    assert PlanItem.objects.get(title="Anställa fler").state == "draft"


def test_a_row_is_carried_to_another_by_the_keyboard(
    page: Page, live_server: LiveServer, people: Cast, chain: dict[str, PlanItem]
) -> None:
    other = people.item("strategy", "verksA", parent=chain["focus"], title="En annan strategi")
    sign_in(page, live_server.url, people.user("manager_a"))
    to_tree(page, live_server, chain)
    page.evaluate("window.kept = true")
    name_of(page, chain["activity"]).focus()
    page.keyboard.press("x")
    expect(page.locator("#bar-flytta")).to_contain_text("Flyttar Ett aktivitet.")
    axe(page)
    page.keyboard.press("Escape")
    expect(page.locator("#bar-flytta")).to_be_hidden()
    page.keyboard.press("x")
    # The plan is drawn again around what is carried: it is still said what one carries.
    page.locator("#plan").evaluate("plan => { plan.dataset.former = 'ja' }")
    page.evaluate("htmx.ajax('GET', location.href, { target: '#plan', select: '#plan', swap: 'outerHTML' })")
    expect(page.locator("#plan[data-former]")).to_have_count(0)
    expect(page.locator("#bar-flytta")).to_contain_text("Flyttar Ett aktivitet.")
    expect(page.locator("#bar-flytta")).to_be_visible()
    expect(page.locator(f"#p{chain['activity'].pk} > .thread-row.is-carried")).to_be_visible()
    name_of(page, chain["activity"]).focus()
    page.keyboard.press("ArrowDown")
    expect(name_of(page, other)).to_be_focused()
    page.keyboard.press("v")
    expect(page.locator(f"#p{other.pk} #p{chain['activity'].pk} .thread-name")).to_be_focused()
    expect(page.locator("#bar-flytta")).to_be_hidden()
    assert page.evaluate("window.kept")
    assert PlanItem.objects.get(pk=chain["activity"].pk).parent_id == other.pk
