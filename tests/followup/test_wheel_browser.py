"""The year wheel in a real browser: read by axe, by keyboard and on a phone; a click on the drawing leads to the list."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from followup.actions.wheel import load_standard
from followup.models import WheelStep
from tests.cast import Cast, build_cast
from tests.support.browser import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


def test_the_wheel_and_its_pages(page: Page, live_server: LiveServer, people: Cast) -> None:
    load_standard(people.actor("controller"))
    step = WheelStep.objects.get(key="discharge")
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(f"{live_server.url}{reverse('followup:wheel')}?ar=2026")
    page.locator(".wheel-words", has_text="ansvarsfrihet").click()
    expect(page).to_have_url(f"{live_server.url}{reverse('followup:wheel')}?ar=2026#steg-{step.pk}")
    expect(page.locator(f"#steg-{step.pk}")).to_be_in_viewport()
    examine(page)
    for name, arguments in (
        ("edit_wheel_step", [step.pk]),
        ("wheel_year", [step.pk, 2026]),
        ("wheel_done", [step.pk, 2026]),
        ("wheel_calendars", []),
    ):
        page.goto(live_server.url + reverse(f"followup:{name}", args=arguments))
        examine(page)
