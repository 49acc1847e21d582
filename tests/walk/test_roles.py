"""Each role walks through the running product, by keyboard: first page, the red thread to a krona, import, assessment, dialogue, report."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.documents import verapdf
from tests.walk.conftest import Walker
from tests.walk.site import manage

pytestmark = pytest.mark.browser


FILES = Path(__file__).parents[1] / "budget" / "sie" / "samples"


def down_the_thread(walker: Walker) -> None:
    """From the vision to a krona: open the outline by keyboard, then the activity, then the row of the budget behind its kronor."""
    page = walker.page
    walker.go("/mal/?ar=2026")
    for title in ("Alla elever klarar skolan med behörighet till gymnasiet", "Läsa, skriva och räkna i tid"):
        name = page.locator("a.thread-name", has_text=title).first
        name.wait_for()
        page.locator(f"#v{(name.get_attribute('id') or '').removeprefix('n')}").press("Enter")
        page.wait_for_load_state("networkidle")
    walker.look()
    beside_the_thread(walker, "Läsa, skriva och räkna i tid")
    walker.follow("Hela sidan")
    assert "bidrar till" in walker.text() or "svarar på" in walker.text()
    cost = page.locator("section.panel", has=page.get_by_role("heading", name="Vad det kostar"))
    assert re.search(r"−\d", cost.inner_text())


def beside_the_thread(walker: Walker, title: str) -> None:
    """The card of a row, by keyboard."""
    walker.page.get_by_role("link", name=title, exact=True).first.press("Space")
    walker.page.locator(".plan-card").wait_for()
    assert title in walker.page.locator("#kort").inner_text()


def test_a_politician_sees_goals_money_and_talks(walker: Walker) -> None:
    walker.log_in("politiker")
    assert "Ett hållbart och tryggt samhälle" in walker.text()
    assert "Våra mål" in walker.text()
    down_the_thread(walker)
    walker.go("/mal/?ar=2026")
    beside_the_thread(walker, "Alla elever klarar skolan med behörighet till gymnasiet")
    assert re.search(r"SN \d{4}-\d\d-\d\d § \d+", walker.text())
    for address in (
        "/uppfoljning/",
        "/uppfoljning/dialoger/",
        "/ekonomi/",
        "/ekonomi/ramar/",
        "/rapporter/",
        "/beslut/",
        "/organisation/",
    ):
        walker.go(address)
    walker.go("/uppfoljning/dialoger/")
    walker.follow("Kommunfullmäktige – Vård- och omsorgsnämnden")


def test_a_manager_assesses_budgets_and_talks(walker: Walker) -> None:
    page = walker.page
    walker.log_in("chef")
    assert "Att göra" in walker.text()
    walker.follow("Allt att göra")  # the first page has only what is most urgent
    work = page.locator("li.todo-wide", has=page.get_by_label("osäkert"), has_text="Grundskolan").first
    work.get_by_label("osäkert").press("Space")
    work.get_by_role("textbox").first.fill("Vi kom igång sent men arbetslagen är med nu.")
    work.get_by_role("button", name="Lämna in").press("Enter")
    page.locator("li.todo-done").wait_for()
    walker.look()
    walker.go("/uppfoljning/")
    walker.follow("Grundskolan", exact=True)
    assert "Vi kom igång sent men arbetslagen är med nu." in page.content()

    walker.go("/uppfoljning/dialoger/")
    walker.follow("Skolkontoret – Grundskolan")
    mine = page.locator("section[aria-labelledby=lower-bild] textarea")
    mine.fill("Vi behöver prata om vikarierna och om lokalerna i Gruvbacken.")
    walker.press("Spara")
    page.reload()
    assert mine.input_value().startswith("Vi behöver prata om vikarierna")

    walker.go("/ekonomi/detaljbudget/?ar=2027")
    walker.follow("Lindallens skola")
    walker.follow("Ny rad")
    account = page.locator("#id_account option", has_text="6810").get_attribute("value")
    page.get_by_label("Konto").select_option(value=account)
    page.get_by_label("Belopp för året").fill("−1 200,50")
    walker.press("Spara")
    walker.look()
    assert "−1" in walker.text()
    down_the_thread(walker)


def test_a_controller_imports_reconciles_and_reports(walker: Walker, tmp_path: Path) -> None:
    walker.log_in("controller")
    assert "Går det ihop?" in walker.text()
    walker.go("/ekonomi/avstamning/?ar=2025")
    assert "Allt går ihop" in walker.text()
    down_the_thread(walker)
    the_import(walker)
    the_report(walker, tmp_path)


def choose_file(walker: Walker, name: str) -> None:
    """The first of the import's three steps. The samples are of 2025, a closed year; here they are of 2024."""
    walker.go("/ekonomi/import/ny/")
    data = (FILES / name).read_bytes().replace(b"2025", b"2024")
    walker.page.get_by_label("Fil").first.set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})
    gruvan = walker.page.locator("#id_unit option", has_text="Silvergruva").get_attribute("value")
    walker.page.get_by_label("Gäller").select_option(value=gruvan)
    walker.press("Granska filen")
    walker.look()


def the_import(walker: Walker) -> None:
    """A file that is none, a file that is right, and the same file once more."""
    walker.complaints.expect("status of 422")
    choose_file(walker, "webbsida.se")
    assert "webbsida" in walker.text()
    choose_file(walker, "typ4.se")
    assert "Kontrollsummor" in walker.text()
    walker.press("Läs in")
    walker.look()
    assert "typ4.se" in walker.text()
    choose_file(walker, "typ4.se")
    assert "Filen är redan inläst" in walker.text()


def the_report(walker: Walker, folder: Path) -> None:
    """The interim report: ordered, made by the worker beside the page, fetched, and accessible and archivable by veraPDF's rules."""
    page = walker.page
    walker.go("/rapporter/skriv/")
    page.get_by_role("link", name="Delårsrapport januari–augusti 2026").press("Enter")
    walker.press("Gör rapporten")
    walker.look()
    page.get_by_role("link", name="Hämta PDF").wait_for(timeout=120_000)
    walker.look()
    with page.expect_download() as fetching:
        page.get_by_role("link", name="Hämta PDF").press("Enter")
    file = folder / "delarsrapport.pdf"
    fetching.value.save_as(file)
    assert hashlib.sha256(file.read_bytes()).hexdigest() in walker.text()
    assert verapdf.check(file)[str(file)] == {"ua1": [], "3a": []}


def test_an_auditor_reads_everything_and_is_offered_no_pen(walker: Walker) -> None:
    page = walker.page
    walker.log_in("revisor")
    for address in (
        "/historik/",
        "/beslut/",
        "/ekonomi/import/",
        "/ekonomi/avstamning/",
        "/organisation/",
        "/rapporter/",
        "/uppfoljning/dialoger/",
    ):
        walker.go(address)
    down_the_thread(walker)
    for word in ("Ändra", "Ta bort", "Bedöm", "Flytta", "Lås"):
        assert page.locator("main").get_by_role("link", name=word, exact=True).count() == 0
    walker.page.locator("details.drawer > summary").filter(has_text="Historik").last.press("Enter")
    assert "Exempeldata" in walker.text()


def test_an_administrator_keeps_people_and_units(walker: Walker) -> None:
    page = walker.page
    walker.log_in("administrator")
    walker.go("/organisation/personer/")
    walker.follow("Ny person")
    page.get_by_label("Användarnamn").fill("karin.berg")
    page.get_by_label("Förnamn").fill("Karin")
    page.get_by_label("Efternamn").fill("Berg")
    walker.press("Spara")
    walker.look()
    page.get_by_label("Enhet").select_option(label="Lindallens skola")
    page.get_by_label("Roll").select_option(label="medarbetare")
    walker.press("Ge uppdraget")
    assert "Lindallens skola" in page.locator("table").inner_text()
    walker.go("/organisation/")
    walker.follow("Lindallens skola", exact=True)
    down_the_thread(walker)


def test_the_second_start_keeps_the_data(site: tuple[str, Path]) -> None:
    """What `make run` does the next time: nothing is loaded again, nothing is lost."""
    again = manage(site[1], "demo", "--if-empty")
    assert again.returncode == 0
    assert manage(site[1], "check_tree").returncode == 0
    assert manage(site[1], "reconcile", "--year", "2025").returncode == 0
