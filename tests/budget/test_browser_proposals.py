"""Budget proposals in a real browser: sums that follow each tick by the keyboard alone, and every page looked at."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from budget.actions.proposals import choose_measures, submit_proposal
from tests.budget.builders import Money
from tests.budget.proposal_round import ROUND, laid
from tests.cast import build_cast
from tests.support.browser import examine, sign_in

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
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
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
