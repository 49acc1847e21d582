"""The example's uppdrag, quality factors and links to the global goals: as the actions would have let people make them."""

import pytest
from django.utils import timezone

from goals.models import AgendaLink, Assignment, AssignmentReceiver, AssignmentState, QualityFactor
from goals.queries.agenda import coverage
from goals.queries.assignments import CLOSED, OPEN, WAITING, possible_receivers, rows_for, whole
from sala_styr.organisation.actor import system_actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]


def test_they_are_given_to_those_the_giver_may_tell_by_its_own_decision() -> None:
    assert 7 <= Assignment.objects.count() <= 12
    for assignment in Assignment.objects.select_related("giver", "decision", "close_decision"):
        allowed = set(possible_receivers(assignment.giver).values_list("pk", flat=True))
        direct = set(assignment.receivers.filter(via=None).values_list("unit", flat=True))
        assert direct, assignment
        assert direct <= allowed, assignment
        assert assignment.decision.body == assignment.giver
        assert assignment.close_decision is None or assignment.close_decision.body == assignment.giver
        assert assignment.due > assignment.decision.date


def test_what_was_passed_on_went_to_ones_own() -> None:
    passed = AssignmentReceiver.objects.exclude(via=None).select_related("unit", "via__unit")
    assert passed
    assert all(each.unit in each.via.unit.get_descendants() for each in passed)


def test_every_state_is_there() -> None:
    assert set(AssignmentReceiver.objects.values_list("state", flat=True)) == set(AssignmentState)
    rows = rows_for(system_actor(), whole(Assignment.objects.order_by("pk")), timezone.localdate())
    assert {row.state for row in rows} == {OPEN, WAITING, CLOSED}
    assert AssignmentReceiver.objects.exclude(returned_word="").exists()


def test_the_numbers_follow_each_other() -> None:
    numbers = set(Assignment.objects.values_list("number", flat=True))
    assert {"KF 2025-1", "KF 2025-2", "KF 2026-1", "KS 2026-1", "SN 2025-1"} <= numbers


def test_quality_is_said_and_partly_measured() -> None:
    assert QualityFactor.objects.count() >= 12
    assert QualityFactor.objects.filter(indicators__isnull=False).count() >= 3


def test_some_global_goals_have_links_and_some_have_none() -> None:
    found = coverage(system_actor(), 2026)
    assert AgendaLink.objects.filter(core_mission__isnull=False).exists()
    assert AgendaLink.objects.filter(indicator__isnull=False).exists()
    assert 3 <= len(found.without_link) <= 8
    assert found.unlinked
