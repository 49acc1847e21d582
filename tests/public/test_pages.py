"""What a citizen reads on each open page."""

import hashlib
import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from public.actions import publish
from sala_styr.documents.models import Report
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast
from tests.public.world import World, csv_of, stored


def read(address: str) -> str:
    """The page's words, with single spaces."""
    answer = Client().get(address)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def html(address: str) -> str:
    return Client().get(address).content.decode()


def test_the_start_tells_vision_goals_money_and_reports(world: World) -> None:
    words = read("/oppet/")
    for said in (
        "En kommun för alla",
        "Trygg uppväxt",
        "delvis uppfyllt",
        "Helår 2025",
        "Läsning först",
        "inte publicerat",
        "55,56",
        "100,00",
    ):
        assert said in words
    assert f"/oppet/rapporter/{world.reports['published'].pk}/" in html("/oppet/")


def test_pages_are_calm_when_nothing_is_decided(cast: Cast) -> None:
    assert "Målen är inte beslutade ännu" in read("/oppet/")
    for address in ("/oppet/plan/", "/oppet/budget/"):
        assert "Ingenting är beslutat ännu" in read(address)
    for address in ("/oppet/uppfoljning/", "/oppet/rapporter/"):
        assert "publicerad" in read(address) or "publicerade" in read(address)


def test_a_page_has_a_title_a_description_and_one_address(world: World, settings: Settings) -> None:
    settings.PUBLIC_ADDRESS = "https://styr.example"
    titles = set()
    for address in (
        "/oppet/",
        "/oppet/plan/2026/",
        "/oppet/budget/2026/?lon=1",
        "/oppet/uppfoljning/",
        "/oppet/rapporter/",
        "/oppet/tillganglighet/",
    ):
        page = html(address)
        titles |= set(re.findall("<title>(.*?)</title>", page))
        assert re.search(r'<meta name="description" content="[^"]{20,}">', page), address
        assert f'<link rel="canonical" href="https://styr.example{address.split("?")[0]}">' in page
        assert '<html lang="sv"' in page
    assert len(titles) == 6


def test_a_goal_says_what_it_is_and_how_it_goes(world: World) -> None:
    words = read(f"/oppet/mal/{world.items['goal'].pk}/")
    for said in (
        "Trygg uppväxt",
        "Barn ska må bra.",
        "gäller 2025–2027",
        "Fler barn trivs, men vi når inte målet.",
        "Andel nöjda",
        "77",
        "Fler når målen i skolan",
    ):
        assert said in words
    assert "Exempel" not in words.replace("Exempeldata", ""), "a person's name"


def test_the_number_of_a_newer_wording_leads_to_the_first(world: World) -> None:
    old = world.items["goal"]
    new = world.cast.item("goal", "KF", parent=world.items["vision"], title="Trygga barn", replaces=old)
    answer = Client().get(f"/oppet/mal/{new.pk}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/oppet/mal/{old.pk}/")
    assert "Trygga barn" in read(f"/oppet/mal/{old.pk}/")


def test_my_tax_is_spread_over_the_areas(world: World) -> None:
    words = read("/oppet/budget/2026/?lon=30+000")
    assert "22,31 kronor av hundra" in words
    assert "6\u00a0693,00" in html("/oppet/budget/2026/?lon=30+000")
    assert "går inte att läsa som ett belopp" in read("/oppet/budget/2026/?lon=mycket")
    with recording(system_actor(), "Test"):
        from budget.models import StatementFigure

        StatementFigure.objects.filter(year=2026).delete()
    assert "Skattesatsen för 2026 är inte inskriven" in read("/oppet/budget/2026/?lon=30000")


def test_the_frames_are_shown_in_swedish_form(world: World) -> None:
    words = read("/oppet/budget/2026/")
    assert "Beslutat från början Nu, med senare beslut" in words
    assert "−20" in words
    lines = csv_of(Client(), "/oppet/budget/2026/")
    assert lines[1].startswith("Kommunstyrelsen;2000,00;2000,00;")


def test_the_follow_up_says_why(world: World) -> None:
    words = read(f"/oppet/uppfoljning/{world.periods['published'].pk}/")
    assert "3 mål och prioriteringar" in words
    assert "Fler barn trivs, men vi når inte målet." in words
    assert "inte bedömt" in words


def test_a_report_is_read_as_page_and_fetched_as_files(world: World) -> None:
    report = world.reports["published"]
    page = html(f"/oppet/rapporter/{report.pk}/")
    assert "Året gav ett överskott." in page
    assert "/ekonomi/" not in page, "figures lead nowhere for those who cannot log in"
    pictures = re.findall(r'src="(/oppet/rapporter/\d+/bild/[0-9a-f]+/)"', page)
    assert len(pictures) == 1
    assert Client().get(pictures[0])["Content-Type"] == "image/png"
    for form, sha256 in (("pdf", report.sha256), ("word", report.word_sha256), ("excel", report.excel_sha256)):
        file = Client().get(f"/oppet/rapporter/{report.pk}/{form}/")
        assert hashlib.sha256(file.content).hexdigest() == sha256
        assert "attachment" in file["Content-Disposition"]


def test_a_corrected_report_leads_to_the_one_that_corrects_it_when_that_is_public(world: World) -> None:
    old, decision = world.reports["published"], world.cast.decision("KF", date(2026, 5, 4))
    new = stored("Året gav ett underskott.", decision)
    corrected = Report.objects.create(
        **{
            field: getattr(new, field)
            for field in ("kind", "year", "draft", "decision", "state", "file", "sha256", "finished_at")
        },
        corrects=old,
        correction="Tecknet var fel.",
    )
    address = f"/oppet/rapporter/{old.pk}/"
    assert "är rättad" not in read(address)
    publish(world.cast.actor("controller"), corrected)
    assert "Den här rapporten är rättad" in read(address)
    assert "Tecknet var fel." in read(address)
    assert f'href="/oppet/rapporter/{corrected.pk}/"' in html(address)


def test_robots_may_read_the_open_pages_only(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().split()
    assert "Allow: /oppet/" in " ".join(lines)
    assert lines[-2:] == ["Disallow:", "/"]


@pytest.mark.parametrize(
    ("address", "most"),
    [("/oppet/", 18), ("/oppet/plan/2026/", 6), ("/oppet/budget/2026/?lon=30000", 8), ("/oppet/rapporter/", 2)],
)
def test_a_page_asks_as_many_questions_whatever_there_is(
    world: World, address: str, most: int, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for number in range(4):
        world.cast.item("goal", "KF", parent=world.items["vision"], title=f"Mål {number}")
    with django_assert_max_num_queries(most):
        Client().get(address)


def test_the_way_there_is_on_the_log_in_page_and_in_every_foot(cast: Cast) -> None:
    for page in (html("/logga-in/"), cast.client("manager_a").get("/").content.decode()):
        assert 'href="/oppet/"' in page
        assert 'href="/oppet/tillganglighet/"' in page
