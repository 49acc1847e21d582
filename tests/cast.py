"""The people and places every test knows: a small municipality with its council, two committees and what lies below them.

    koncern ─ KF ─ KS ─ ekonomikontoret
            │    ├ nämnd A ─ kontor A ─ verksamhet A ─ enhet A1, enhet A2
            │    ├ nämnd B ─ kontor B ─ verksamhet B ─ enhet B1
            │    └ gemensamma poster
            └ Bolaget AB

Each person has one appointment and is called after it. ``outsider`` has none.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.test import Client

from goals.models import ItemState, Level, PlanItem, SteeringModel
from sala_styr import trees
from sala_styr.decisions.models import Decision, Year, YearState
from sala_styr.history import bulk_create, recording
from sala_styr.organisation.actor import Actor, actor_for, system_actor
from sala_styr.organisation.models import Appointment, LegalForm, Role, Unit, UnitKind, User
from tests.support.replay import Replay

FIRST_DAY = date(2020, 1, 1)

UNITS: list[tuple[str, str, UnitKind, str | None]] = [
    ("koncern", "Provkommuns koncern", UnitKind.GROUP, None),
    ("KF", "Kommunfullmäktige", UnitKind.COUNCIL, "koncern"),
    ("KS", "Kommunstyrelsen", UnitKind.BOARD, "KF"),
    ("ekonomi", "Ekonomikontoret", UnitKind.DEPARTMENT, "KS"),
    ("A", "Nämnd A", UnitKind.COMMITTEE, "KF"),
    ("kontorA", "Kontor A", UnitKind.DEPARTMENT, "A"),
    ("verksA", "Verksamhet A", UnitKind.SERVICE, "kontorA"),
    ("A1", "Enhet A1", UnitKind.UNIT, "verksA"),
    ("A2", "Enhet A2", UnitKind.UNIT, "verksA"),
    ("B", "Nämnd B", UnitKind.COMMITTEE, "KF"),
    ("kontorB", "Kontor B", UnitKind.DEPARTMENT, "B"),
    ("verksB", "Verksamhet B", UnitKind.SERVICE, "kontorB"),
    ("B1", "Enhet B1", UnitKind.UNIT, "verksB"),
    ("gemensamt", "Gemensamma poster", UnitKind.CENTRAL, "KF"),
    ("bolaget", "Bolaget AB", UnitKind.COMPANY, "koncern"),
]

PEOPLE: list[tuple[str, Role | None, str]] = [
    ("kf_chair", Role.CHAIR, "KF"),
    ("kf_politician", Role.POLITICIAN, "KF"),
    ("chair_a", Role.CHAIR, "A"),
    ("politician_a", Role.POLITICIAN, "A"),
    ("chair_b", Role.CHAIR, "B"),
    ("head_a", Role.MANAGER, "kontorA"),
    ("manager_a", Role.MANAGER, "verksA"),
    ("manager_a1", Role.MANAGER, "A1"),
    ("staff_a1", Role.STAFF, "A1"),
    ("manager_b", Role.MANAGER, "verksB"),
    ("controller", Role.CONTROLLER, "koncern"),
    ("auditor", Role.AUDITOR, "koncern"),
    ("administrator", Role.ADMINISTRATOR, "koncern"),
    ("outsider", None, ""),
]

LEVELS = [
    ("vision", "vision", "visioner", "visionen", "goals", None, "council", True, False),
    (
        "goal",
        "övergripande mål",
        "övergripande mål",
        "det övergripande målet",
        "goals",
        "vision",
        "council",
        True,
        False,
    ),
    ("focus", "fokusområde", "fokusområden", "fokusområdet", "goals", "goal", "committee", True, False),
    ("strategy", "strategi", "strategier", "strategin", "goals", "focus", "operation", False, False),
    ("activity", "aktivitet", "aktiviteter", "aktiviteten", "goals", "strategy", "operation", False, True),
    (
        "priority",
        "övergripande prioritering",
        "övergripande prioriteringar",
        "den övergripande prioriteringen",
        "priorities",
        "vision",
        "council",
        True,
        False,
    ),
    (
        "committee_priority",
        "prioritering",
        "prioriteringar",
        "prioriteringen",
        "priorities",
        "priority",
        "committee",
        True,
        False,
    ),
    (
        "service_priority",
        "verksamhetsprioritering",
        "verksamhetsprioriteringar",
        "verksamhetsprioriteringen",
        "priorities",
        "committee_priority",
        "operation",
        False,
        False,
    ),
]


@dataclass
class Cast:
    """``cast["A1"]`` is a unit, ``cast.user("chair_a")`` a person, ``cast.actor("chair_a")`` what they may reach."""

    units: dict[str, Unit]
    users: dict[str, User]
    levels: dict[str, Level]
    _paragraph: int = field(default=100)

    def __getitem__(self, code: str) -> Unit:
        return Unit.objects.get(pk=self.units[code].pk)

    def user(self, name: str) -> User:
        return self.users[name]

    def actor(self, name: str) -> Actor:
        return actor_for(self.users[name])

    def client(self, name: str) -> Client:
        """A browser in which ``name`` is logged in."""
        client = Client()
        client.force_login(self.users[name])
        return client

    def decision(self, body: str = "KF", day: date = date(2025, 11, 24), **fields: Any) -> Decision:
        """A registered decision of ``body``; each call gets a new paragraph."""
        self._paragraph += 1
        values = {"paragraph": self._paragraph, "title": "Ett beslut", "registry_number": "KS 2025/1"} | fields
        with recording(system_actor(), "Test"):
            return Decision.objects.create(body=self.units[body], date=day, **values)

    def item(
        self, step: str, owner: str, *, parent: PlanItem | None = None, state: str = "", **fields: Any
    ) -> PlanItem:
        """A plan item of level ``step``, decided (with a decision of its owner) or active unless ``state`` says otherwise."""
        level = self.levels[step]
        state = state or (ItemState.DECIDED if level.needs_decision else ItemState.ACTIVE)
        values = {"title": f"Ett {level.singular}", "first_year": 2025, "last_year": 2027} | fields
        if state == ItemState.DECIDED and "decision" not in values:
            values["decision"] = self.decision(owner)
        with recording(system_actor(), "Test"):
            node = PlanItem(step=level, owner=self.units[owner], state=state, **values)
            return trees.insert(node, parent.pk if parent else None)

    def chain(self) -> dict[str, PlanItem]:
        """One whole thread: vision → goal → focus area of A → strategy of verksamhet A → activity of A1."""
        items: dict[str, PlanItem] = {}
        parent = None
        for step, owner in (
            ("vision", "KF"),
            ("goal", "KF"),
            ("focus", "A"),
            ("strategy", "verksA"),
            ("activity", "A1"),
        ):
            parent = items[step] = self.item(step, owner, parent=parent)
        return items


def build_cast() -> Cast:
    """Make the municipality in the database in force: many rows at a time, since thousands of tests begin with it."""
    with recording(system_actor(), "Test"):
        units = _organisation()
        users = {name: _person(name) for name, _role, _code in PEOPLE}
        bulk_create(User, list(users.values()))
        appointed = [(users[name], units[code], role) for name, role, code in PEOPLE if role]
        bulk_create(
            Appointment,
            [Appointment(user=who, unit=where, role=role, valid_from=FIRST_DAY) for who, where, role in appointed],
        )
        model = SteeringModel.objects.create(name="Prov", first_year=2020)
        levels: dict[str, Level] = {}
        for order, (key, one, many, the, track, parent, owner_kind, decided, is_activity) in enumerate(LEVELS):
            levels[key] = Level.objects.create(
                steering_model=model, key=key, order=order, singular=one, plural=many, definite=the, track=track,
                parent=levels[parent] if parent else None, owner_kind=owner_kind, needs_decision=decided, is_activity=is_activity,
                followed_up=key != "vision",
            )  # fmt: skip
        states = {2025: YearState.CLOSED, 2026: YearState.OPEN, 2027: YearState.PLANNED}
        bulk_create(Year, [Year(year=year, state=state) for year, state in states.items()])
    return Cast(units=units, users=users, levels=levels)


def _organisation() -> dict[str, Unit]:
    forms = {UnitKind.COMPANY: LegalForm.WHOLLY_OWNED}
    units = {
        code: Unit(code=code, name=name, kind=kind, legal_form=forms.get(kind, LegalForm.MUNICIPALITY))
        for code, name, kind, _parent in UNITS
    }
    places = {code: place for place, code in enumerate(units)}
    trees.bulk_insert(Unit, list(units.values()), [places[parent] if parent else None for *_unit, parent in UNITS])
    return units


def _person(name: str) -> User:
    user = User(username=name, first_name=name.replace("_", " ").title(), last_name="Exempel")
    user.set_unusable_password()
    return user


_replay = Replay(build_cast)


@pytest.fixture
def cast(db: None) -> Cast:
    """The small municipality, new for the test: made once, and then put back. Where another stands already it is made beside that."""
    return build_cast() if Unit.objects.exists() else _replay.again()
