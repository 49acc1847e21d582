"""What the example's units have answered in the sections of the periods, and who has stood in for whom."""

from datetime import date

import pytest

from followup.models import AssessmentState, Period, PeriodSection, SectionReport
from followup.queries.sections import section_grid
from sala_styr.organisation.models import StandIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]

TODAY = date(2026, 11, 26)


def test_every_period_asks_and_gives_each_level_its_day() -> None:
    for period in Period.objects.all():
        sections, rows = section_grid(period, today=TODAY)
        assert len(sections) == (7 if period.is_full_year else 6)
        assert len({row.due for row in rows}) >= 4


def test_the_autumn_is_under_way_with_some_late_and_one_sent_back() -> None:
    autumn = Period.objects.get(name="Höstuppföljning oktober")
    _sections, rows = section_grid(autumn, today=TODAY)
    states = [cell.state for row in rows for cell in row.asked]
    assert {"", *AssessmentState.values} == set(states)
    late = sum(row.late for row in rows)
    assert 0 < late < len(states) / 4


def test_last_year_is_answered_and_approved() -> None:
    reports = SectionReport.objects.filter(section__period__year=2025)
    assert set(reports.values_list("state", flat=True)) == {AssessmentState.APPROVED}
    assert PeriodSection.objects.filter(period__year=2025, kind="control", reports__isnull=False).exists()


def test_somebody_stands_in_just_now_and_has_written_in_the_others_place() -> None:
    now = StandIn.objects.on(TODAY).get()
    found = SectionReport.objects.exclude(in_place_of="").first()
    assert found is not None
    assert found.written_by == now.substitute
    assert found.in_place_of == str(now.appointment.user)
