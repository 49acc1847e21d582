"""Reminding from the grid: one section, a unit, everybody who is late; at most once a day."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from followup.models import Period, PeriodSection, SectionKind
from sala_styr.mail.models import Message
from sala_styr.organisation.models import User
from tests.cast import PEOPLE, Cast
from tests.followup.builders import period


@pytest.fixture(autouse=True)
def addresses(cast: Cast) -> None:
    for person in User.objects.all():
        User.objects.filter(pk=person.pk).update(email=f"{person.username}@prov.example")


def late_period() -> Period:
    yesterday = timezone.localdate() - timedelta(days=1)
    days = {"first_day": yesterday - timedelta(days=100), "last_day": yesterday - timedelta(days=20), "due": yesterday}
    return period(yesterday.year, **days)


def press(cast: Cast, name: str, during: Period, who: str, **more: str) -> HttpResponse:
    url = reverse("followup:remind_sections", args=[during.pk])
    answer: HttpResponse = cast.client(name).post(url, {"vem": who} | more, follow=True)
    return answer


def test_one_section_is_reminded_of_once_a_day(cast: Cast) -> None:
    during = late_period()
    section = PeriodSection.objects.get(period=during, kind=SectionKind.MONEY)
    who = f"{cast['A1'].pk}-{section.pk}"
    page = cast.client("controller").get(reverse("followup:sections", args=[during.pk])).content.decode()
    assert f'value="{who}"' in page
    assert "1 påminnelse är skickad" in press(cast, "controller", during, who).content.decode()
    letter = Message.objects.get()
    assert letter.recipient == cast.user("manager_a1")
    assert "Ekonomin: Enhet A1" in letter.subject
    assert "redan fått en påminnelse i dag" in press(cast, "controller", during, who).content.decode()
    assert Message.objects.count() == 1


def test_a_unit_and_all_who_are_late_are_reminded_by_one_press(cast: Cast) -> None:
    during = late_period()
    press(cast, "controller", during, str(cast["A1"].pk))
    assert "2 avsnitt kvar i" in Message.objects.get().subject
    text = press(cast, "controller", during, "alla", **{"del": str(cast["A"].pk)}).content.decode()
    assert "1 hade redan fått en påminnelse" in text
    assert "Ingen med e-postadress att påminna: Enhet A2" in text
    assert {cast.user("manager_a"), cast.user("head_a")} <= {each.recipient for each in Message.objects.all()}
    assert cast.user("manager_b") not in {each.recipient for each in Message.objects.all()}


@pytest.mark.parametrize("name", [name for name, _role, _unit in PEOPLE if name != "controller"])
def test_others_remind_nobody(cast: Cast, name: str) -> None:
    during = late_period()
    assert press(cast, name, during, "alla").status_code == 403
    assert not Message.objects.exists()


def test_a_closed_period_reminds_nobody(cast: Cast) -> None:
    during = late_period()
    Period.objects.update(is_open=False)
    assert "stängd" in press(cast, "controller", during, "alla").content.decode()
    assert not Message.objects.exists()


def test_a_leader_without_address_is_told_of_and_gets_no_letter(cast: Cast) -> None:
    User.objects.filter(username="manager_a1").update(email="")
    text = press(cast, "controller", late_period(), str(cast["A1"].pk)).content.decode()
    assert "Ingen med e-postadress att påminna: Enhet A1" in text
    assert not Message.objects.exists()
