"""What the shell's tests share: the example's people."""

from datetime import date

import pytest
from pytest_django import Settings

from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from sala_styr.organisation.models import Appointment, Role, User
from tests.cast import Cast

EXAMPLE_ROLES = {"politiker": Role.POLITICIAN, "chef": Role.MANAGER, "controller": Role.CONTROLLER}


@pytest.fixture
def example(cast: Cast, settings: Settings) -> dict[str, User]:
    """The example municipality is on, and three of its five people exist."""
    settings.EXAMPLE = True
    people = {}
    with recording(system_actor(), "Test"):
        for key, role in EXAMPLE_ROLES.items():
            person = User.objects.create_user(f"exempel-{key}", first_name=key.title(), last_name="Exempelsson")
            Appointment.objects.create(user=person, unit=cast["KF"], role=role, valid_from=date(2020, 1, 1))
            people[key] = person
    return people
