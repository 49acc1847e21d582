"""The dialogue's room in real browsers: two write at once, the network is cut in the middle of a save, and what was typed is there."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from followup.actions.dialogues import write_texts
from followup.actions.findings import add_finding
from followup.actions.steps import add_step, ask_question
from followup.models import Dialogue, FindingKind
from sala_styr.text_merge import Typed
from tests.cast import Cast, build_cast
from tests.followup.builders import dialogue, period
from tests.support.browser import PATIENCE, Complaints, examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONEY = "Ekonomin: läge, prognos och åtgärder"
LEARNT = "Vad har vi lärt oss, vad förstår vi annorlunda?"
CUT = "Inget nät just nu"
NETWORK_CUT = "ERR_FAILED|ERR_INTERNET_DISCONNECTED|Failed to load resource"


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


@pytest.fixture
def talk(people: Cast) -> Dialogue:
    during = period(timezone.localdate().year)
    return dialogue(people, during, day=timezone.localdate(), money="Budgeten är 40 mnkr.")


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """The other person's own browser."""
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def open_room(page: Page, live_server: LiveServer, people: Cast, name: str, talk: Dialogue) -> None:
    sign_in(page, live_server.url, people.user(name))
    page.goto(f"{live_server.url}/uppfoljning/dialoger/{talk.pk}/")


def box(page: Page, label: str = MONEY):  # type: ignore[no-untyped-def]
    return page.get_by_label(label, exact=False).first


def stands(talk: Dialogue) -> Dialogue:
    talk.refresh_from_db()
    return talk


def test_two_browsers_write_at_once_and_both_texts_are_there(
    page: Page, other: Page, live_server: LiveServer, people: Cast, talk: Dialogue
) -> None:
    open_room(page, live_server, people, "head_a", talk)
    open_room(other, live_server, people, "chair_a", talk)
    box(page).press("Control+Home")
    box(other).press("Control+End")
    # Key by key, turn and turn about, in the same box; and each in a box of its own.
    for mine, theirs in zip("Kontoret ser ett överskott. ", " Nämnden ser ett underskott.", strict=True):
        page.keyboard.type(mine)
        other.keyboard.type(theirs)
    both = "Kontoret ser ett överskott. Budgeten är 40 mnkr. Nämnden ser ett underskott."
    for each in (page, other):
        expect(box(each)).to_have_value(both)
        expect(each.get_by_text("Sparat ")).to_be_visible()
    # The caret stayed with each: what is typed next goes on where one was.
    page.keyboard.type("Alltså.")
    box(other, LEARNT).fill("Vi lyssnade.")
    expect(box(other)).to_have_value(both.replace("Budgeten", "Alltså.Budgeten"))
    expect(other.get_by_text("skriver här").first).to_be_visible()
    expect(box(page, LEARNT)).to_have_value("Vi lyssnade.")
    assert stands(talk).money == both.replace("Budgeten", "Alltså.Budgeten")


def test_the_network_is_cut_in_the_middle_of_a_save_and_nothing_is_lost(
    page: Page, live_server: LiveServer, people: Cast, talk: Dialogue, complaints: Complaints
) -> None:
    complaints.expect(NETWORK_CUT)
    open_room(page, live_server, people, "head_a", talk)

    def lose_the_answer(route: Route) -> None:
        route.fetch()  # the server has saved it; the page never learns
        route.abort()

    page.route("**/spara/", lose_the_answer, times=1)
    box(page).press("Control+End")
    page.keyboard.type(" Vi ser ett underskott.")
    expect(page.get_by_text(CUT)).to_be_visible()
    page.context.set_offline(True)
    page.keyboard.type(" Det växer.")
    page.get_by_role("button", name="Spara", exact=True).click()  # goes nowhere, and the page stays
    expect(box(page)).to_have_value("Budgeten är 40 mnkr. Vi ser ett underskott. Det växer.")
    page.context.set_offline(False)
    expect(page.get_by_text("Sparat ")).to_be_visible()
    assert stands(talk).money == "Budgeten är 40 mnkr. Vi ser ett underskott. Det växer."


def test_what_was_left_when_the_page_was_closed_is_offered_and_put_back_on_top_of_the_others_words(
    page: Page, live_server: LiveServer, people: Cast, talk: Dialogue, complaints: Complaints
) -> None:
    complaints.expect(NETWORK_CUT)
    open_room(page, live_server, people, "head_a", talk)
    page.context.set_offline(True)
    box(page).press("Control+End")
    page.keyboard.type(" Vi sparar på vikarier.")
    expect(page.get_by_text(CUT)).to_be_visible()
    context = page.context
    page.close()
    assert stands(talk).money == "Budgeten är 40 mnkr."
    write_texts(people.actor("chair_a"), talk, {"money": Typed(talk.money, "Vi börjar om.\n\nBudgeten är 40 mnkr.")})
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{live_server.url}/uppfoljning/dialoger/{talk.pk}/")
    left = page.get_by_role("group", name="Det här hann inte sparas sist")
    expect(left).to_contain_text("Vi sparar på vikarier.")
    examine(page)
    left.get_by_role("button", name="Lägg tillbaka").click()
    expect(left).to_be_hidden()
    whole = "Vi börjar om.\n\nBudgeten är 40 mnkr. Vi sparar på vikarier."
    expect(box(page)).to_have_value(whole)
    assert stands(talk).money == whole
    page.reload()
    expect(box(page)).to_have_value(whole)
    expect(left).to_be_hidden()


def test_what_the_other_adds_appears_and_a_locked_dialogue_closes_its_boxes(
    page: Page, live_server: LiveServer, people: Cast, talk: Dialogue
) -> None:
    open_room(page, live_server, people, "head_a", talk)
    page.wait_for_timeout(300)
    add_finding(people.actor("chair_a"), talk, FindingKind.DISAGREEMENT, "Om kön är rimlig.")
    add_step(people.actor("chair_a"), talk, "Räkna om kön.")
    expect(page.get_by_text("Räkna om kön.").first).to_be_visible()
    expect(page.get_by_label("Hur ser ni det?").last).to_be_visible()
    page.get_by_label("Hur ser ni det?").last.fill("Den är rimlig.")
    expect(page.get_by_text("Sparat ")).to_be_visible()
    assert talk.findings.get().lower_words == "Den är rimlig."
    now = timezone.now()
    Dialogue.objects.update(state="confirmed", upper_confirmed_at=now, lower_confirmed_at=now)
    expect(page.get_by_text("Bekräftad anteckning.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)


def test_the_room_and_the_paper(page: Page, live_server: LiveServer, people: Cast, talk: Dialogue) -> None:
    paragraph = "Fler barn har fått plats i tid, men kön till fritids är kvar och vikarierna räcker inte till. " * 5
    first = dialogue(people, talk.period, day=talk.day - timedelta(days=90))
    for number in range(3):
        add_step(people.actor("head_a"), first, f"Räkna om behovet av platser i område {number}.")
    need = add_finding(people.actor("head_a"), talk, FindingKind.SUPPORT, "En vikarie till från mars.")
    for kind in FindingKind:
        add_finding(people.actor("head_a"), talk, kind, "Det här är viktigt att komma ihåg till nästa gång vi ses.")
    ask_question(people.actor("head_a"), talk, "Varför söker så få?")
    texts = ("lower_picture", "upper_picture", "core_mission", "focus_areas", "reflection")
    Dialogue.objects.filter(pk=talk.pk).update(**dict.fromkeys(texts, paragraph))
    open_room(page, live_server, people, "chair_a", talk)
    examine(page)
    page.get_by_role("link", name="Visa för rummet").click()
    expect(page.get_by_role("navigation", name="Huvudmeny")).to_be_hidden()
    size = page.locator(".room-text").first.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    assert size >= 20
    examine(page)
    page.goto(f"{live_server.url}/uppfoljning/dialoger/{talk.pk}/?las=1")
    with pikepdf.open(io.BytesIO(page.pdf(format="A4"))) as paper:
        assert len(paper.pages) == 2
    page.goto(f"{live_server.url}/uppfoljning/dialoger/behov/{need.pk}/")
    page.get_by_label("Vad svarar ni?").fill("Ja, från mars.")
    page.get_by_role("button", name="Spara svaret").click()
    expect(page.get_by_text("Svaret är sparat.")).to_be_visible()
    examine(page)


CASES = [
    "",
    "Ord.",
    "Ord. Mer ord.",
    "Mer ord.",
    "Ett\n\ntvå tre",
    "tre två\nett",
    "a b c d e",
    "b x d y",
    "  a  b",
    "å\nä ö",
]


def test_the_differences_between_two_texts_make_the_one_the_other(page: Page, live_server: LiveServer) -> None:
    page.goto(live_server.url)
    wrong = page.evaluate(
        """async (cases) => {
            const address = document.querySelector('script[src*="autosave"]').src;
            const { differences } = await import(address);
            const wrong = [];
            for (const before of cases) for (const after of cases) {
                let text = before;
                for (const [from, to, words] of differences(before, after).reverse()) text = text.slice(0, from) + words + text.slice(to);
                if (text !== after) wrong.push([before, after, text]);
            }
            return wrong;
        }""",
        CASES,
    )
    assert wrong == []


def test_a_box_that_only_its_button_saves_is_kept_in_the_browser_until_then(
    page: Page, live_server: LiveServer, people: Cast, talk: Dialogue
) -> None:
    open_room(page, live_server, people, "head_a", talk)
    new_step = page.get_by_label("Nytt steg: vad ska göras?")
    new_step.press_sequentially("Räkna om kön.")
    context = page.context
    page.close()
    page = context.new_page()
    page.goto(f"{live_server.url}/uppfoljning/dialoger/{talk.pk}/")
    left = page.get_by_role("group", name="Det här hann inte sparas sist")
    left.get_by_role("button", name="Lägg tillbaka").click()
    new_step = page.get_by_label("Nytt steg: vad ska göras?")
    expect(new_step).to_have_value("Räkna om kön.")
    page.get_by_role("button", name="Lägg till steget").click()
    expect(page.get_by_text("Sparat.")).to_be_visible()
    expect(page.locator(".agreed p").get_by_text("Räkna om kön.")).to_be_visible()
    expect(left).to_be_hidden()
    assert talk.steps.get().text == "Räkna om kön."
