"""The year wheel's pages and calendars."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from followup.actions.wheel import load_standard, renew_feed
from followup.models import WheelFeed, WheelStep, WheelYear
from followup.wheel_calendar import token_of
from tests.cast import PEOPLE, Cast
from tests.followup.builders import dialogue, period

WHEEL = "/uppfoljning/arshjul/"
EVERYBODY = [name for name, role, _unit in PEOPLE if role]
NEW: dict[str, Any] = {
    "name": "Budgetdag för alla chefer", "track": "planning", "month": "5", "day": "7", "years": "all", "about": "1",
    "start_month": "", "text": "", "law": "", "is_asked": "on",
}  # fmt: skip


def standard(cast: Cast) -> dict[str, WheelStep]:
    load_standard(cast.actor("controller"))
    return {step.key: step for step in WheelStep.objects.all()}


def read(client: Client, address: str = WHEEL) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_with_an_appointment_reads_the_wheel_and_a_controller_is_offered_its_pen(
    cast: Cast, name: str
) -> None:
    standard(cast)
    page = read(cast.client(name), f"{WHEEL}?ar=2026")
    assert "KL 11:20" in page
    assert "2026 är valår" in page
    assert "Nyvalda kommunfullmäktige" in page
    assert ("Lägg till steg" in page) == (name == "controller")
    assert ("Alla år" in page) == (name == "controller")


def test_an_empty_wheel_says_so_and_a_controller_fills_it_in_one_click(cast: Cast) -> None:
    assert "En controller lägger in stegen." in read(cast.client("chair_a"))
    client = cast.client("controller")
    assert "Lägg in lagens dagar och vanliga steg" in read(client)
    client.post(reverse("followup:wheel_standard"))
    assert "Kommunfullmäktige beslutar om ansvarsfrihet" in read(client)


def test_the_drawing_and_the_list_hold_the_same_steps(cast: Cast) -> None:
    standard(cast)
    page = read(cast.client("controller"), f"{WHEEL}?ar=2026")
    drawn = {part.split('"')[0] for part in page.split('data-to="')[1:] if part.startswith("steg-")}
    listed = {part.split('"')[0] for part in page.split('class="wheel-step" id="')[1:]}
    assert drawn == listed
    assert len(listed) > 20


def test_a_track_narrows_both(cast: Cast) -> None:
    standard(cast)
    page = read(cast.client("chair_a"), f"{WHEEL}?ar=2026&spar=control")
    assert "Kommunstyrelsen prövar varje bolag" in page
    assert "Kommunfullmäktige beslutar om ansvarsfrihet" not in page


def test_a_controller_adds_changes_and_leaves_out_a_step(cast: Cast) -> None:
    client = cast.client("controller")
    assert client.post(reverse("followup:new_wheel_step"), NEW | {"month": "4", "day": "31"}).status_code == 422
    assert client.post(reverse("followup:new_wheel_step"), NEW).status_code == 302
    step = WheelStep.objects.get()
    assert (step.day, step.month, step.about, step.is_asked) == (7, 5, 1, True)
    edit = reverse("followup:edit_wheel_step", args=[step.pk])
    assert client.post(edit, NEW | {"version": "1", "day": ""}).status_code == 302
    stale = client.post(edit, NEW | {"version": "1", "day": "9"})
    assert stale.status_code == 422
    assert "Någon annan har ändrat steget" in stale.content.decode()
    special = reverse("followup:wheel_year", args=[step.pk, 2026])
    assert client.post(special, {"left_out": "on"}).status_code == 422
    assert client.post(special, {"left_out": "on", "reason": "Det är ett valår."}).status_code == 302
    page = read(client, f"{WHEEL}?ar=2026")
    assert "Görs inte 2026" in page
    assert "Det är ett valår." in page


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name != "controller"])
def test_others_are_told_who_steers_the_wheel(cast: Cast, name: str) -> None:
    step, client = standard(cast)["discharge"], cast.client(name)
    for address in (
        reverse("followup:new_wheel_step"),
        reverse("followup:edit_wheel_step", args=[step.pk]),
        reverse("followup:wheel_year", args=[step.pk, 2026]),
    ):
        response = client.get(address)
        assert response.status_code == 403
        assert "Årshjulet sköts av en controller." in response.content.decode()


def test_the_councils_chair_notes_the_discharge_and_takes_it_back(cast: Cast) -> None:
    step, client, today = standard(cast)["discharge"], cast.client("kf_chair"), timezone.localdate()
    address = reverse("followup:wheel_done", args=[step.pk, today.year])
    assert address in read(client, f"{WHEEL}?ar={today.year}")
    assert client.post(address, {"on": str(today + timedelta(days=1)), "note": ""}).status_code == 422
    assert client.post(address, {"on": str(today), "note": "KF § 52"}).status_code == 302
    page = read(client, f"{WHEEL}?ar={today.year}")
    assert "KF § 52" in page
    assert address not in page
    client.post(reverse("followup:wheel_not_done", args=[step.pk, today.year]))
    assert WheelYear.objects.get().done_on is None


def test_a_chair_notes_the_own_committees_part_and_takes_it_back(cast: Cast) -> None:
    step, client, today = standard(cast)["committee_reports"], cast.client("chair_a"), timezone.localdate()
    address = reverse("followup:wheel_done", args=[step.pk, today.year]) + f"?enhet={cast['A'].pk}"
    assert address in read(client, f"{WHEEL}?ar={today.year}")
    assert cast["A"].name in read(client, address)
    assert client.post(address, {"on": str(today), "note": "§ 9"}).status_code == 302
    page = read(client, f"{WHEEL}?ar={today.year}")
    assert address not in page
    assert "1 av 3 är klara" in page
    assert cast.client("chair_b").post(address, {"on": str(today), "note": "§ 10"}).status_code == 403
    again = read(client, address)
    back = reverse("followup:wheel_not_done", args=[step.pk, today.year]) + f"?enhet={cast['A'].pk}"
    assert back in again
    client.post(back)
    assert address in read(client, f"{WHEEL}?ar={today.year}")


@pytest.mark.parametrize("name", ["chair_a", "controller"])
@pytest.mark.parametrize("size", [1, 3])
def test_the_page_asks_as_many_questions_whatever_its_size(
    cast: Cast, name: str, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    standard(cast)
    during, client = period(), cast.client(name)
    for number in range(size):
        cast.item("activity", "A1", title=f"Aktivitet {number}")
        dialogue(cast, during, day=date(2026, 9, 12 + number))
        client.post(reverse("followup:new_wheel_step"), NEW | {"name": f"Steg {number}"})
    read(client, f"{WHEEL}?ar=2026")
    with django_assert_num_queries(41):
        read(client, f"{WHEEL}?ar=2026")


def events(response: Any) -> dict[str, Any]:
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(response.content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def test_the_public_calendar_holds_public_days_only_and_needs_no_login(cast: Cast) -> None:
    steps, year = standard(cast), timezone.localdate().year
    found = events(Client().get(reverse("followup:wheel_feed")))
    discharge = found["Kommunfullmäktige beslutar om ansvarsfrihet (KL 5:24)"]
    assert discharge["dtstart"].dt in {date(year, 6, 30), date(year + 1, 6, 30)}
    assert str(discharge["uid"]).startswith(f"arshjul-{steps['discharge'].pk}-")
    assert not any("internkontrollplan" in name for name in found)
    public = {step.name for step in steps.values() if step.is_public}
    assert {name.split(" (KL")[0] for name in found} <= public


def test_ones_own_calendar_holds_ones_steps_and_dialogues_until_the_address_is_renewed(cast: Cast) -> None:
    standard(cast)
    during = period(timezone.localdate().year)
    dialogue(cast, during, day=timezone.localdate() + timedelta(days=9))
    dialogue(cast, during, upper="B", lower="kontorB", day=timezone.localdate())
    client = cast.client("chair_a")
    client.post(reverse("followup:renew_wheel_feed"))
    address = reverse("followup:my_wheel_feed", args=[token_of(WheelFeed.objects.get())])
    assert address in read(client, reverse("followup:wheel_calendars"))
    found = events(Client().get(address))
    assert "Dialog Nämnd A – Kontor A" in found
    assert "Dialog Nämnd B – Kontor B" not in found
    assert any("internkontrollplan" in name for name in found)
    assert not any("planeringsförutsättningar" in name.lower() for name in found)
    client.post(reverse("followup:renew_wheel_feed"))
    assert Client().get(address).status_code == 404


def test_a_forged_address_or_that_of_somebody_who_has_left_says_nothing(cast: Cast) -> None:
    standard(cast)
    feed = renew_feed(cast.actor("chair_a"))
    address = reverse("followup:my_wheel_feed", args=[token_of(feed)])
    assert Client().get(address[:-6] + "x.ics").status_code == 404
    cast.user("chair_a").appointments.all().delete()
    assert Client().get(address).status_code == 404
