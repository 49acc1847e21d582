"""Changing the organisation: only the administrator, with history, and never against a rule."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sala_styr.errors import Refused, RuleBroken
from sala_styr.organisation import actions
from sala_styr.organisation.models import Appointment, Role, Unit, UnitKind, User
from sala_styr.trees import check
from tests.cast import PEOPLE, Cast

NOT_ADMINISTRATORS = [name for name, role, _unit in PEOPLE if role != Role.ADMINISTRATOR]

CHANGES: dict[str, Callable[[Any, Cast], Any]] = {
    "create_unit": lambda a, c: actions.create_unit(a, parent=c["A1"], code="ny", name="Ny enhet", kind=UnitKind.UNIT),
    "update_unit": lambda a, c: actions.update_unit(a, c["A1"], name="Nytt namn"),
    "move_unit": lambda a, c: actions.move_unit(a, c["A1"], c["verksB"]),
    "end_unit": lambda a, c: actions.end_unit(a, c["A2"], date(2026, 12, 31)),
    "appoint": lambda a, c: actions.appoint(a, c.user("outsider"), c["A1"], Role.STAFF, date(2026, 1, 1)),
    "end_appointment": lambda a, c: actions.end_appointment(
        a, Appointment.objects.get(user=c.user("staff_a1")), date(2026, 12, 31)
    ),
    "create_person": lambda a, c: actions.create_person(a, username="ny", first_name="Ny", last_name="Person"),
    "set_active": lambda a, c: actions.set_active(a, c.user("outsider"), False),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("person", NOT_ADMINISTRATORS)
def test_only_the_administrator_may(cast: Cast, person: str, change: str) -> None:
    with pytest.raises(Refused, match="systemförvaltaren"):
        CHANGES[change](cast.actor(person), cast)


@pytest.mark.parametrize("change", CHANGES)
def test_the_history_says_who_and_why(cast: Cast, change: str) -> None:
    made = CHANGES[change](cast.actor("administrator"), cast)
    row = made.history.order_by("-history_id").first()
    assert row.history_user == cast.user("administrator")
    assert row.history_change_reason
    assert "utanför" not in row.history_change_reason


def test_the_tree_is_sound_after_each_change(cast: Cast) -> None:
    for name in ("create_unit", "move_unit", "end_unit"):
        CHANGES[name](cast.actor("administrator"), cast)
        assert check(Unit) == []


def test_a_unit_with_something_that_goes_on_below_it_cannot_end(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="fortsätter"):
        actions.end_unit(cast.actor("administrator"), cast["verksA"], date(2026, 12, 31))
    assert cast["verksA"].valid_to is None


def test_a_unit_ends_when_all_below_it_have_ended(cast: Cast) -> None:
    admin, last = cast.actor("administrator"), date(2026, 12, 31)
    for code in ("A1", "A2", "verksA"):
        actions.end_unit(admin, cast[code], last)
    assert Unit.objects.on(date(2026, 12, 31)).filter(code="verksA").exists()
    assert not Unit.objects.on(date(2027, 1, 1)).filter(code="verksA").exists()
    assert Unit.objects.in_year(2026).filter(code="verksA").exists()
    assert not Unit.objects.in_year(2027).filter(code="verksA").exists()


def test_nobody_locks_themselves_out(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="din egen"):
        actions.set_active(cast.actor("administrator"), cast.user("administrator"), False)


def test_a_person_without_password_cannot_log_in_with_one(cast: Cast) -> None:
    person = actions.create_person(cast.actor("administrator"), username="ny", first_name="Ny", last_name="Person")
    assert not person.has_usable_password()


def test_a_unit_code_is_used_once(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        actions.update_unit(cast.actor("administrator"), cast["A1"], code="A2")


def test_the_database_itself_refuses_dates_in_the_wrong_order(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(code="A1").update(valid_from=date(2026, 1, 1), valid_to=date(2025, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.update(valid_to=date(2001, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(code="A1").update(ownership_share=101)


def test_logging_in_leaves_no_history(cast: Cast) -> None:
    before = User.history.count()
    cast.client("controller")
    assert User.history.count() == before
