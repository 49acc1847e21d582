"""Internal control in a real browser: each page read by axe, by keyboard and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from followup.actions.control_plans import begin_control_plan
from tests.cast import Cast, build_cast
from tests.followup.test_control import control_of, decided, result_of, risk_in
from tests.support.browser import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


def test_the_pages_of_internal_control(page: Page, live_server: LiveServer, people: Cast) -> None:
    activity = decided(people)
    result = result_of(people, activity)
    draft = begin_control_plan(people.actor("head_a"), people["A"], 2027)
    written = control_of(people, risk_in(people, draft))
    sign_in(page, live_server.url, people.user("head_a"))
    for name, arguments in (
        ("control_plans", []),
        ("control_plan", [activity.risk.plan_id]),
        ("control_plan", [draft.pk]),
        ("edit_risk", [draft.pk, written.risk_id]),
        ("edit_control", [written.pk]),
        ("control_result", [activity.pk]),
        ("measure_done", [result.measures.get().pk]),
        ("control_report", []),
        ("risk_matrix", []),
    ):
        page.goto(f"{live_server.url}{reverse(f'followup:{name}', args=arguments)}?ar=2026")
        examine(page)
    sign_in(page, live_server.url, people.user("controller"))
    for name, arguments in (("edit_risk_matrix", []), ("company_review", [2025, people["bolaget"].pk])):
        page.goto(live_server.url + reverse(f"followup:{name}", args=arguments))
        examine(page)
