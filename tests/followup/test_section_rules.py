"""What a period asks of whom, when, and the one rule of a section's state."""

from datetime import date

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from followup.actions import sections as verbs
from followup.models import AssessmentState, Period, PeriodSection, SectionKind, SectionReport, UnitReflection
from followup.queries.due import due_of
from followup.queries.sections import cells_of, gathered_state, section_grid, sections_of
from sala_styr import trees
from sala_styr.errors import EditConflict, Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Appointment, Unit, UnitKind
from sala_styr.organisation.stand_ins import appoint_stand_in
from sala_styr.workdays import is_working_day
from tests.cast import Cast
from tests.followup.builders import assessment, full_year, mission, period

BEFORE = date(2026, 9, 1)
AFTER = date(2026, 9, 25)


def section(during: Period, kind: str) -> PeriodSection:
    return PeriodSection.objects.get(period=during, kind=kind)


def state(during: Period, unit: Unit, kind: str) -> str:
    return cells_of(during, unit, BEFORE)[section(during, kind).pk].state


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({}, ""),
        ({"draft": 1}, "draft"),
        ({"submitted": 1}, "draft"),
        ({"submitted": 1, "approved": 1}, "submitted"),
        ({"approved": 2}, "approved"),
        ({"approved": 1, "returned": 1}, "returned"),
    ],
)
def test_a_gathered_section_follows_its_assessments(states: dict[str, int], expected: str) -> None:
    assert gathered_state(2, states) == expected


def test_the_days_come_lowest_level_first_and_on_working_days(cast: Cast) -> None:
    during = period()
    units = [cast[code] for code in ("A1", "verksA", "kontorA", "A")]
    days = [due_of(during, units)[unit.pk] for unit in units]
    assert days == sorted(days)
    assert len(set(days)) == len(days)
    assert all(is_working_day(day) for day in days)
    assert days[-1] <= during.due


def test_only_the_year_end_asks_of_intern_kontroll(cast: Cast) -> None:
    assert SectionKind.CONTROL not in {each.kind for each in sections_of(period())}
    assert SectionKind.CONTROL in {each.kind for each in sections_of(full_year())}


def test_a_unit_is_asked_only_of_what_it_has(cast: Cast) -> None:
    cast.chain()
    mission(cast, "A1")
    during = period()
    asked = {each.section.kind for each in cells_of(during, cast["A1"], BEFORE).values()}
    assert asked == {SectionKind.MISSION, SectionKind.ACTIVITIES, SectionKind.MONEY, SectionKind.LEARNT}
    assert cells_of(during, cast["gemensamt"], BEFORE) == {}


def test_what_is_handed_in_thing_by_thing_is_not_handed_in_again(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    assert state(during, cast["A1"], SectionKind.ACTIVITIES) == ""
    assessment(item, during, AssessmentState.SUBMITTED)
    assert state(during, cast["A1"], SectionKind.ACTIVITIES) == AssessmentState.SUBMITTED


def test_an_answer_goes_from_draft_to_approved_by_way_of_a_word(cast: Cast) -> None:
    during, unit = period(), cast["A1"]
    money = section(during, SectionKind.MONEY)
    report = verbs.save_section(cast.actor("staff_a1"), money, unit, text="Vi håller budgeten.")
    assert report is not None
    assert UnitReflection.objects.get().money == "Vi håller budgeten."
    with pytest.raises(Refused, match="chefen för Enhet A1"):
        verbs.submit_section(cast.actor("staff_a1"), report, 1)
    report = verbs.submit_section(cast.actor("manager_a1"), report, 1)
    with pytest.raises(RuleBroken, match="inlämnat"):
        verbs.save_section(cast.actor("manager_a1"), money, unit, text="Nej.", version=report.version)
    with pytest.raises(Refused, match="nivån över"):
        verbs.return_section(cast.actor("chair_b"), report, "Varför?", report.version)
    with pytest.raises(RuleBroken, match="kompletteras"):
        verbs.return_section(cast.actor("manager_a"), report, " ", report.version)
    report = verbs.return_section(cast.actor("manager_a"), report, "Skriv vad ni gör åt vikarierna.", report.version)
    assert state(during, unit, SectionKind.MONEY) == AssessmentState.RETURNED
    report = verbs.save_section(cast.actor("manager_a1"), money, unit, text="Färre vikarier.", version=report.version)
    assert report is not None
    report = verbs.submit_section(cast.actor("manager_a1"), report, report.version)
    report = verbs.approve_section(cast.actor("manager_a"), report, report.version)
    assert state(during, unit, SectionKind.MONEY) == AssessmentState.APPROVED


def test_nothing_to_report_is_an_answer_with_a_reason(cast: Cast) -> None:
    item, during = cast.chain()["activity"], period()
    activities, actor = section(during, SectionKind.ACTIVITIES), cast.actor("manager_a1")
    report = verbs.save_section(actor, activities, cast["A1"], nothing="Allt är pausat över sommaren.")
    assert report is not None
    verbs.submit_section(actor, report, report.version)
    assert state(during, cast["A1"], SectionKind.ACTIVITIES) == AssessmentState.SUBMITTED
    SectionReport.objects.all().delete()
    assessment(item, during)
    with pytest.raises(RuleBroken, match="redan bedömt"):
        verbs.save_section(actor, activities, cast["A1"], nothing="Allt är pausat.")


def test_nothing_is_handed_in_empty_overwritten_or_written_in_a_closed_period(cast: Cast) -> None:
    during, actor, unit = period(), cast.actor("manager_a1"), cast["A1"]
    learnt = section(during, SectionKind.LEARNT)
    report = verbs.save_section(actor, learnt, unit, text="Vi lyssnar.")
    assert report is not None
    with pytest.raises(EditConflict):
        verbs.save_section(actor, learnt, unit, text="Vi talar.")
    report = verbs.save_section(actor, learnt, unit, text="", version=1)
    assert report is not None
    with pytest.raises(RuleBroken, match="Skriv något"):
        verbs.submit_section(actor, report, report.version)
    Period.objects.update(is_open=False)
    with pytest.raises(RuleBroken, match="stängd"):
        verbs.save_section(actor, section(during, SectionKind.LEARNT), unit, text="Vi lyssnar.", version=2)


def test_what_is_left_after_the_units_own_day_is_late(cast: Cast) -> None:
    during = period()
    _sections, rows = section_grid(during, [cast["A1"].pk], AFTER)
    assert rows[0].late == rows[0].left == 2
    PeriodSection.objects.filter(kind=SectionKind.LEARNT).update(required=False)
    _sections, rows = section_grid(during, [cast["A1"].pk], AFTER)
    assert (rows[0].late, rows[0].left) == (1, 2)
    _sections, rows = section_grid(during, [cast["A1"].pk], rows[0].due)
    assert rows[0].late == 0


@pytest.mark.parametrize("more", [0, 40])
def test_the_grid_takes_as_many_queries_whatever_its_size(
    cast: Cast, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cast.chain()
    during = period()
    with recording(system_actor(), "Test"):
        for number in range(more):
            trees.insert(Unit(code=f"N{number}", name=f"Ny {number}", kind=UnitKind.UNIT), cast["verksA"].pk)
    with django_assert_num_queries(10):
        _sections, rows = section_grid(during)
    assert len(rows) >= 10 + more
    assert all(row.due <= during.due for row in rows)


def test_a_stand_in_answers_and_both_are_named(cast: Cast) -> None:
    during, today = period(), timezone.localdate()
    away = Appointment.objects.get(user=cast.user("manager_a1"))
    appoint_stand_in(cast.actor("manager_a1"), away, cast.user("manager_b"), today, today)
    actor = cast.actor("manager_b")
    report = verbs.save_section(actor, section(during, SectionKind.MONEY), cast["A1"], text="Vi håller budgeten.")
    assert report is not None
    report = verbs.submit_section(actor, report, report.version)
    assert (report.written_by, report.in_place_of) == (cast.user("manager_b"), str(cast.user("manager_a1")))
    told = report.history.first()
    assert told.history_user == cast.user("manager_b")
    assert told.history_change_reason == f"Lämnade in avsnittet, i stället för {cast.user('manager_a1')}"
