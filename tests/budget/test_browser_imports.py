"""The pages that say how a file under review is read, in a real browser: by axe, at 360 pixels, and used by keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from budget.models import ColumnMapping, DimensionMapping
from tests.budget.test_browser_codes import looked_at
from tests.budget.test_dimensions import NAMED
from tests.budget.test_proposed_columns import ODD
from tests.cast import Cast, build_cast
from tests.support.browser import Complaints, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return build_cast()


def choose_file(page: Page, address: str, path: Path) -> None:
    page.goto(f"{address}/ekonomi/import/ny/")
    page.get_by_label("Fil", exact=True).set_input_files(path)
    page.get_by_label("Gäller").select_option(index=0)
    page.get_by_role("button", name="Granska filen").press("Enter")


def test_a_controller_confirms_the_columns_and_says_what_a_dimension_is(
    page: Page, live_server: LiveServer, people: Cast, complaints: Complaints, tmp_path: Path
) -> None:
    (tmp_path / "uttag.csv").write_bytes(ODD)
    (tmp_path / "kommun.se").write_bytes(NAMED)
    sign_in(page, live_server.url, people.user("controller"))
    choose_file(page, live_server.url, tmp_path / "uttag.csv")
    expect(page.get_by_text("Kolumnen heter ”Kto”.")).to_be_visible()
    looked_at(page)
    page.get_by_label("Kom ihåg kolumnerna som").fill("Uttaget")
    page.get_by_role("button", name="Använd kolumnerna").press("Enter")
    expect(page.get_by_text("Kolumnerna läses som du har valt.")).to_be_visible()
    looked_at(page)
    choose_file(page, live_server.url, tmp_path / "kommun.se")
    expect(page.get_by_text("varken namn eller nummer är kända")).to_be_visible()
    page.get_by_role("link", name="Ändra vad dimensionerna läses som").press("Enter")
    looked_at(page)
    page.get_by_label("Dimension 3 Verksamhet läses som").select_option("läses inte")
    page.get_by_label("Dimension 31 Bil läses som").select_option("verksamhet")
    page.get_by_role("button", name="Spara").press("Enter")
    expect(page.get_by_text("så är det sparat").first).to_be_visible()
    assert ColumnMapping.objects.get().name == "Uttaget"
    assert DimensionMapping.objects.get(number="31").part == "activity"
    page.goto(f"{live_server.url}/ekonomi/kodplan/oversattningar/")
    expect(page.get_by_role("cell", name="verksamhet")).to_be_visible()
    looked_at(page)
