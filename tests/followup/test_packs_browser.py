"""What goes before a dialogue, in a real browser: planned, invited to and read by keyboard, on a phone too."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from followup.dialogue_tasks import make_pack_file
from followup.models import Dialogue, DialoguePack
from followup.reports.pack_file import make_file
from tests.cast import Cast, build_cast
from tests.followup.packs_builders import laid_table
from tests.support.browser import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    # The file is made in the test: a child process would look in another database.
    monkeypatch.setattr(type(make_pack_file), "enqueue", lambda _task, pack_id: None)
    return build_cast()


def test_a_manager_invites_and_both_read_the_same(page: Page, live_server: LiveServer, people: Cast) -> None:
    table = laid_table(people)
    sign_in(page, live_server.url, people.user("manager_a"))
    page.goto(f"{live_server.url}/uppfoljning/dialoger/{table.dialogue.pk}/")
    page.get_by_role("link", name="Bjud in och frys underlaget").press("Enter")
    page.get_by_role("link", name="Förhandsvisa underlaget").press("Enter")
    expect(page.get_by_text("Inget är sparat.")).to_be_visible()
    examine(page)
    page.get_by_role("link", name="Tillbaka till inbjudan").press("Enter")
    examine(page)
    page.get_by_label("Vill ni säga något mer?").fill("Ta med en elev.")
    page.get_by_role("button", name="Frys underlaget och skicka").press("Enter")
    expect(page.get_by_text("Underlaget är fryst")).to_be_visible()
    examine(page)
    expect(page.get_by_text("Ta med en elev.")).to_be_visible()
    make_file(DialoguePack.objects.get().pk)
    page.reload()
    with page.expect_download() as fetching:
        page.get_by_role("link", name="Hämta PDF").press("Enter")
    assert fetching.value.suggested_filename.endswith("-1.pdf")
    page.get_by_role("link", name="Så är målen och bedömningarna nu").press("Enter")
    expect(page.get_by_role("heading", level=1, name="Enhet A1")).to_be_visible()
    assert DialoguePack.objects.count() == 1


def test_the_controller_plans_all_and_keeps_the_questions(page: Page, live_server: LiveServer, people: Cast) -> None:
    table = laid_table(people)
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, live_server.url, people.user("controller"))
    page.goto(f"{live_server.url}/uppfoljning/dialoger/planera/")
    examine(page)
    page.get_by_label("Planera Nämnd B – Kontor B").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Planera de valda").press("Enter")
    expect(page.get_by_text("10 dialoger är planerade.")).to_be_visible()
    assert not Dialogue.objects.filter(upper=people["B"]).exists()
    assert Dialogue.objects.filter(period=table.period, day__gt=timezone.localdate() + timedelta(days=1)).count() == 11

    page.goto(f"{live_server.url}/uppfoljning/dialoger/fragor/?ar={table.period.year}")
    examine(page)
    page.get_by_role("button", name="Gör dem till era egna (nämnd och kontor)").press("Enter")
    page.get_by_role("button", name="Flytta ned: Vad fungerar i grunduppdraget, och vad oroar?").press("Enter")
    page.get_by_role("link", name="Ändra Vad har ni lärt er").press("Enter")
    examine(page)
    page.get_by_label("Vad vill ni fråga?").fill("Vad vill ni pröva?")
    page.get_by_role("button", name="Spara").press("Enter")
    expect(page.get_by_text("Vad vill ni pröva?").first).to_be_visible()
