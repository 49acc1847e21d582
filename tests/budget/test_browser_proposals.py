"""Budget proposals in a real browser: sums that follow each tick by the keyboard alone, money asked for in one form, and every page looked at."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from budget.actions.proposals import choose_measures, submit_proposal
from budget.models import Measure
from tests.budget.builders import Money
from tests.budget.proposal_round import ROUND, laid
from tests.cast import build_cast
from tests.support.browser import Complaints, Fingers, examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_sums_follow_each_tick(page: Page, live_server: LiveServer, transactional_db: None) -> None:
    cast = build_cast()
    budget = laid(Money(cast))
    costly, saving = budget.measure("Dyrt", -900), budget.measure("Sparsamt", 300, consequence="Mindre av allt")
    other = budget.proposal("Ett inlämnat", by="chair_b")
    choose_measures(budget.actor("chair_b"), other, {saving.pk}, set())
    submit_proposal(budget.actor("chair_b"), other)
    proposal = budget.proposal("Vårt förslag")
    sign_in(page, live_server.url, cast.user("politician_a"))
    page.goto(f"{live_server.url}/ekonomi/forslag/{proposal.pk}/?i=kr")
    examine(page)

    page.locator(f"#atgard-{costly.pk}").focus()
    page.keyboard.press("Space")
    expect(page.locator("#utslag")).to_contain_text("Förslaget är inte i balans")
    expect(page.locator("#laget")).to_contain_text("0,1 tkr fattas")
    for _link in range(6):  # the measure's name and its figures, which lead to where they come from
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
    assert page.evaluate("document.activeElement.id") == f"atgard-{saving.pk}"  # nothing jumped
    page.keyboard.press("Space")
    expect(page.locator("#utslag")).to_contain_text("Förslaget är i balans alla år")
    expect(page.locator("#utslag")).to_contain_text("2 åtgärder valda")
    expect(page.locator("#summor")).to_contain_text("Mindre av allt")
    expect(page.locator("#laget")).to_have_count(1)
    page.reload()
    expect(page.locator(f"#atgard-{costly.pk}")).to_be_checked()
    page.get_by_role("button", name="Lämna in förslaget").press("Enter")
    expect(page.get_by_text("Förslaget är inlämnat")).to_be_visible()

    for path in (
        f"?ar={ROUND}",
        f"jamfor/?ar={ROUND}&f={proposal.pk}&f={other.pk}",
        f"atgarder/?ar={ROUND}",
        f"atgarder/{saving.pk}/",
        f"atgarder/ny/?ar={ROUND}",
        f"ny/?ar={ROUND}",
        f"bas/?ar={ROUND}",
    ):
        page.goto(f"{live_server.url}/ekonomi/forslag/{path}")
        examine(page)


def test_the_base_shows_how_it_was_made_to_keyboard_and_axe(
    page: Page, live_server: LiveServer, transactional_db: None, complaints: Complaints
) -> None:
    """The controller's fields and everybody's table, each with last year's entries one by one; a wrong amount is said at its field."""
    cast = build_cast()
    budget = laid(Money(cast))
    address = f"{live_server.url}/ekonomi/forslag/bas/?ar={ROUND}"
    sign_in(page, live_server.url, cast.user("controller"))
    page.goto(address)
    examine(page)
    entries = page.locator("#basens-ursprung ~ details summary, .base-origins summary").first
    entries.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".base-origins details table").first).to_be_visible()
    examine(page)
    amount = page.locator(".base-table input[type=text]").first
    complaints.expect("422")
    amount.fill("många")
    amount.press("Enter")
    expect(page.locator(".base-table [aria-invalid=true]")).to_have_count(1)
    examine(page)
    proposal = budget.proposal("Ett inlämnat", by="chair_b")
    submit_proposal(budget.actor("chair_b"), proposal)
    page.goto(address)
    expect(page.get_by_text("Basen ligger fast")).to_be_visible()
    expect(page.locator(".base-table input")).to_have_count(0)
    examine(page)


def test_money_is_asked_for_in_one_form(
    page: Page, live_server: LiveServer, transactional_db: None, record_property: Callable[[str, object], None]
) -> None:
    """From the list of proposals to a request that everybody can choose: one page to write in, by the keyboard alone."""
    cast = build_cast()
    laid(Money(cast))
    sign_in(page, live_server.url, cast.user("chair_a"))
    page.goto(f"{live_server.url}/ekonomi/forslag/?ar={ROUND}")
    page.get_by_role("link", name="Begär pengar eller föreslå en åtgärd").focus()
    hand = Fingers(page)
    hand.press("Enter")
    page.get_by_label("Vad gäller det?").focus()
    hand.type("Två lärare till")
    hand.press("Tab", "Tab", "Tab")
    assert page.evaluate("document.activeElement.name") == "year_2027"
    for amount in ("1 500", "1 550", "1 600", "1 650"):
        hand.type(amount)
        hand.press("Tab")
    page.locator("[name=year_2030]").press("Enter")  # the form is sent from any of its fields
    hand.keys += 1
    expect(page.get_by_text("”Två lärare till” är skriven.")).to_be_visible()
    assert [each.amount for each in Measure.objects.get().amounts.all()] == [
        -150_000_000,
        -155_000_000,
        -160_000_000,
        -165_000_000,
    ]
    record_property("keystrokes_for_a_request", hand.keys)
    record_property("page_loads_for_a_request", hand.loads)
    assert (hand.keys, hand.loads) <= (60, 2)
