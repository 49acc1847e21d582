"""What the sections leave to do, and for whom: nothing stays when it is done."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followup.actions import sections as verbs
from followup.models import Period, PeriodSection, SectionKind, SectionReport
from followup.todo import Todo, todos_of
from sala_styr import trees
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor, system_actor
from sala_styr.organisation.models import Appointment, Role, Unit, UnitKind
from tests.cast import Cast
from tests.followup.builders import period

TODAY = date(2026, 9, 1)


def todos(actor: Actor, kind: str = "section") -> list[Todo]:
    return [todo for _kind, todo in todos_of(actor, TODAY, [kind])]


def money(during: Period) -> PeriodSection:
    return PeriodSection.objects.get(period=during, kind=SectionKind.MONEY)


def hand_in(cast: Cast, during: Period) -> SectionReport:
    actor = cast.actor("manager_a1")
    report = verbs.save_section(actor, money(during), cast["A1"], text="Vi håller budgeten.")
    assert report is not None
    return verbs.submit_section(actor, report, report.version)


def test_a_section_waits_for_its_writers_until_it_is_handed_in_and_then_for_its_reader(cast: Cast) -> None:
    during = period()
    waiting = [todo.title for todo in todos(cast.actor("manager_a1"))]
    assert waiting == ["Ekonomin: Enhet A1", "Vad vi har lärt oss: Enhet A1"]
    report = hand_in(cast, during)
    assert [todo.title for todo in todos(cast.actor("manager_a1"))] == ["Vad vi har lärt oss: Enhet A1"]
    readers = {
        name for name in ("manager_a", "head_a", "chair_a", "manager_b") if todos(cast.actor(name), "section-read")
    }
    assert readers == {"manager_a"}
    verbs.approve_section(cast.actor("manager_a"), report, report.version)
    assert todos(cast.actor("manager_a"), "section-read") == []


def test_what_came_back_says_its_word_in_the_list(cast: Cast) -> None:
    report = hand_in(cast, period())
    verbs.return_section(cast.actor("manager_a"), report, "Skriv om vikarierna.", report.version)
    found = todos(cast.actor("manager_a1"))
    assert found[0].detail == "Tillbaka: Skriv om vikarierna."
    assert found[0].url.endswith("#ekonomin")
    assert found[0].due == date(2026, 9, 4)


def test_what_one_may_leave_out_and_what_is_closed_is_not_asked_for(cast: Cast) -> None:
    period()
    PeriodSection.objects.filter(kind=SectionKind.LEARNT).update(required=False)
    assert [todo.title for todo in todos(cast.actor("manager_a1"))] == ["Ekonomin: Enhet A1"]
    Period.objects.update(is_open=False)
    assert todos(cast.actor("manager_a1")) == []


@pytest.mark.parametrize("kind", ["section", "section-read"])
def test_it_takes_as_many_queries_for_one_unit_as_for_thirty(cast: Cast, kind: str) -> None:
    period()
    counts = []
    for number in range(0, 30, 29):
        with recording(system_actor(), "Test"):
            for place in range(number):
                unit = trees.insert(Unit(code=f"N{place}", name=f"Ny {place}", kind=UnitKind.UNIT), cast["verksA"].pk)
                Appointment.objects.create(
                    user=cast.user("manager_a1"), unit=unit, role=Role.MANAGER, valid_from=date(2020, 1, 1)
                )
        actor = cast.actor("manager_a1" if kind == "section" else "manager_a")
        with CaptureQueriesContext(connection) as queries:
            todos(actor, kind)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7
