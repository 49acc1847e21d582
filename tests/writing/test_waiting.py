"""What waits for whom in the reports, who has not written, and the letters that remind."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from followup.todo import Todo, todos_of
from sala_styr.errors import Refused
from sala_styr.organisation.models import User
from sala_styr.writing.actions import sections as verbs
from sala_styr.writing.actions.outline import change_section
from sala_styr.writing.actions.reminding import remind_writers
from sala_styr.writing.actions.reports import set_due
from sala_styr.writing.grid import grid_listing, grid_of, times_of
from sala_styr.writing.models import ReportSection, SectionComment, WrittenReport
from sala_styr.writing.waiting import ANSWERED_WITHIN
from tests.cast import PEOPLE, Cast
from tests.writing.builders import section, unit_report, unit_template, whole_report, written

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 10)


def asked(cast: Cast, name: str, kind: str = "report-section") -> list[Todo]:
    """Of the kind, out of the whole list: what is asked first for all kinds hides nothing."""
    return [todo for each, todo in todos_of(cast.actor(name), TODAY) if each.name == kind]


def who(cast: Cast, kind: str) -> set[str]:
    return {name for name, _role, _unit in PEOPLE if asked(cast, name, kind)}


def due(cast: Cast, report: WrittenReport, day: date) -> WrittenReport:
    set_due(cast.actor("controller"), report, day)
    report.refresh_from_db()
    return report


def letters() -> list[tuple[str, str]]:
    return [(letter.to[0].partition("@")[0], letter.subject) for letter in mail.outbox]


@pytest.fixture
def addresses(cast: Cast) -> None:
    for name, user in cast.users.items():
        User.objects.filter(pk=user.pk).update(email=f"{name}@example.org")


def test_a_text_waits_for_those_who_write_it_until_it_is_handed_in(cast: Cast) -> None:
    report = due(cast, unit_report(cast), TODAY + timedelta(3))
    assert who(cast, "report-section") == {"head_a"}  # the chair's words are left to the chair
    (todo,) = asked(cast, "head_a")
    assert (todo.title, todo.due) == ("Uppdrag: Berättelse 2025, Nämnd A", TODAY + timedelta(3))
    change_section(cast.actor("controller"), section(report, "Uppdrag"), 2, due=TODAY)
    assert asked(cast, "head_a")[0].due == TODAY
    found = written(cast, report, "Uppdrag", "Vi driver skolor.")
    found = verbs.hand_in(cast.actor("head_a"), found, found.version)
    assert who(cast, "report-section") == set()
    assert who(cast, "report-read") == {"head_a", "controller"}
    verbs.send_back(cast.actor("controller"), found, "Hur många?", found.version)
    assert asked(cast, "head_a")[0].detail == "Tillbaka: Hur många?"
    assert who(cast, "report-read") == set()


def test_what_is_of_the_whole_waits_for_the_controllers_and_a_named_unit_for_its_own(cast: Cast) -> None:
    report = whole_report(cast)
    assert who(cast, "report-section") == {"controller"}
    change_section(cast.actor("controller"), section(report, "Personal"), 1, owner_unit=cast.units["A1"])
    assert who(cast, "report-section") == {"controller", "manager_a1", "staff_a1"}


def test_a_comment_on_what_is_of_the_whole_waits_for_the_controllers(cast: Cast) -> None:
    verbs.comment(cast.actor("manager_b"), section(whole_report(cast), "Personal"), "Hur många?")
    assert who(cast, "report-comment") == {"controller"}


def test_a_comment_waits_for_who_writes_and_its_answer_for_who_asked(cast: Cast) -> None:
    found = section(unit_report(cast), "Uppdrag")
    said = verbs.comment(cast.actor("manager_b"), found, "Vilka skolor?")
    assert who(cast, "report-comment") == {"head_a"}
    (todo,) = asked(cast, "head_a", "report-comment")
    assert todo.due == timezone.localdate() + ANSWERED_WITHIN
    assert todo.url.endswith(f"#kommentar-{said.pk}")
    answer = verbs.comment(cast.actor("head_a"), found, "Alla sju.", answers=said)
    assert who(cast, "report-comment") == {"manager_b"}
    verbs.settle_comment(cast.actor("manager_b"), said)
    assert who(cast, "report-comment") == set()
    verbs.comment(cast.actor("head_a"), found, "Och en till.", answers=answer)  # an answer opens it again
    said.refresh_from_db()
    assert said.settled_at is None
    assert SectionComment.objects.filter(answers=said).count() == 2


def test_a_comment_is_opened_again_and_answered_on_the_page(cast: Cast) -> None:
    found = section(unit_report(cast), "Uppdrag")
    said = verbs.comment(cast.actor("manager_b"), found, "Vilka skolor?")
    verbs.settle_comment(cast.actor("controller"), said)
    client = cast.client("head_a")
    client.post(reverse("writing:reopen_comment", args=[said.pk]))
    client.post(reverse("writing:answer_comment", args=[said.pk]), {"comment": "Alla <sju>."})
    page = client.get(reverse("writing:section", args=[found.pk])).content.decode()
    assert "Alla &lt;sju&gt;." in page
    assert "Inga öppna kommentarer" not in page
    assert cast.client("politician_a").post(reverse("writing:reopen_comment", args=[said.pk])).status_code == 404


@pytest.mark.parametrize("size", [1, 5])
def test_the_list_costs_as_many_questions_however_many_there_are(
    cast: Cast, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(size):
        report = unit_report(cast, "A", 2020 + number)
        found = written(cast, report, "Uppdrag", "Ett")
        verbs.comment(cast.actor("manager_b"), found, "Två?")
        if number % 2:
            verbs.hand_in(cast.actor("head_a"), found, found.version)
    actor = cast.actor("head_a")
    with django_assert_num_queries(5):  # the offices below political bodies; texts; texts to read; comments and answers
        todos_of(actor, TODAY, ["report-section", "report-read", "report-comment"])


def test_the_grid_says_who_has_written_and_who_is_late(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    report = due(cast, unit_report(cast, "A"), TODAY - timedelta(4))
    found = written(cast, report, "Förord", "Året var gott.", by="chair_a")
    verbs.hand_in(cast.actor("chair_a"), found, found.version)
    actor = cast.actor("controller")
    (time,) = times_of(actor)
    with django_assert_num_queries(3):
        grid = grid_of(actor, time, TODAY)
    assert grid.headings == ("Uppdrag", "Förord")
    listed = {row[1]: row[2:] for row in grid_listing(time, grid).rows}
    assert listed["Nämnd A"] == ("inte påbörjat, 4 dagar sent", "inlämnat", 1)
    assert listed["Nämnd B"] == (None, None, 0)  # not begun
    unit_report(cast, "B")
    with django_assert_num_queries(3):
        grid_of(actor, time, TODAY)


def test_the_grid_is_a_page_and_a_file_and_reminds(
    cast: Cast, addresses: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    due(cast, unit_report(cast, "A"), TODAY)
    unit_report(cast, "B")
    client, address = cast.client("controller"), reverse("writing:grid")
    with django_assert_num_queries(8):
        page = client.get(address).content.decode()
    assert "Nämnd B" in page
    assert "2 texter kvar att lämna in" in page
    assert client.get(address, {"format": "csv"})["Content-Disposition"].startswith("attachment")
    assert 'name="vem"' not in cast.client("auditor").get(address).content.decode()
    (time,) = times_of(cast.actor("controller"))
    client.post(reverse("writing:remind"), {"tid": time.key, "vem": "alla"})
    assert letters() == [
        ("head_a", "En påminnelse: Uppdrag: Berättelse 2025, Nämnd A"),
        ("chair_b", "En påminnelse: Uppdrag: Berättelse 2025, Nämnd B"),  # nobody leads an office below
    ]
    assert client.get(address, {"tid": "1-1-1"}).status_code == 404


def test_one_letter_goes_to_each_of_who_writes_once_a_day(cast: Cast, addresses: None) -> None:
    report = whole_report(cast)
    change_section(cast.actor("controller"), section(report, "Personal"), 1, owner_unit=cast.units["A1"])
    rows = ReportSection.objects.filter(report=report).select_related("report__template", "report__unit", "owner_unit")
    done = remind_writers(cast.actor("controller"), rows, TODAY)
    assert (done.reminded, done.already, done.nobody) == (2, 0, [])
    assert letters() == [
        ("controller", "En påminnelse: Händelser: Året 2025"),
        ("manager_a1", "En påminnelse: Personal: Året 2025"),
    ]
    again = remind_writers(cast.actor("controller"), rows, TODAY)
    assert (again.reminded, again.already) == (0, 2)
    with pytest.raises(Refused):
        remind_writers(cast.actor("manager_a"), rows, TODAY)


def test_those_who_arrange_a_report_remind_from_its_page(cast: Cast, addresses: None) -> None:
    report = unit_report(cast)
    address = reverse("writing:remind_report", args=[report.pk])
    assert cast.client("manager_b").post(address).status_code == 403
    cast.client("controller").post(address)
    assert [name for name, _subject in letters()] == ["head_a"]


def test_all_reports_are_begun_with_the_same_day(cast: Cast) -> None:
    template = unit_template(cast)
    said = {"template": template.pk, "year": 2025, "month": 12, "due": "2026-02-13"}
    cast.client("controller").post(reverse("writing:reports"), said)
    assert {report.due for report in WrittenReport.objects.all()} == {date(2026, 2, 13)}
