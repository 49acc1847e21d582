"""The small municipality with everybody whom a year needs, a clock that can be moved, and how one asks what waits for whom.

``waits`` is the year's own question: exactly these people have the thing to do, each sees it on the own start page and in the own list, and the way
from there opens. ``gone``: nobody has it any more.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from unittest import mock

from django.test import Client
from django.urls import reverse

from followup.contributions.start_todo import MOST
from followup.todo import Todo, todo_kinds, todos_of
from goals.models import PlanItem
from sala_styr.decisions.actions import register_decision
from sala_styr.decisions.models import Decision
from sala_styr.history import bulk_create, recording
from sala_styr.organisation.actor import Actor, system_actor
from sala_styr.organisation.models import Appointment, Role, Unit, User
from tests.cast import FIRST_DAY, PEOPLE, Cast, build_cast

MORE_PEOPLE: list[tuple[str, Role, str]] = [
    ("ks_chair", Role.CHAIR, "KS"),
    ("economy_head", Role.MANAGER, "ekonomi"),
    ("manager_a2", Role.MANAGER, "A2"),
    ("head_b", Role.MANAGER, "kontorB"),
    ("manager_b1", Role.MANAGER, "B1"),
    ("company_chair", Role.CHAIR, "bolaget"),
    ("company_head", Role.MANAGER, "bolaget"),
]
"""Beside the cast, in which nobody leads them."""
EVERYBODY = [name for name, _role, _unit in PEOPLE] + [name for name, _role, _unit in MORE_PEOPLE]


@dataclass
class Clock:
    """What ``timezone.now`` answers: the morning of ``day``, a little later each time it is asked."""

    day: date
    ticks: Iterator[int] = field(default_factory=count)

    def now(self) -> datetime:
        return datetime.combine(self.day, time(7), UTC) + timedelta(milliseconds=next(self.ticks))


@dataclass
class World:
    """``who.actor("chair_a")`` and ``who["A1"]`` as in the cast; ``clock.day`` is today. ``items``: parts of the plan by a name of their own."""

    who: Cast
    clock: Clock
    items: dict[str, PlanItem] = field(default_factory=dict)
    _paragraphs: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def today(self) -> date:
        return self.clock.day

    def on(self, *day: int) -> None:
        """It is the day ``day``; time goes forward only."""
        new = date(*day)
        assert new >= self.clock.day, f"{new} lies before {self.clock.day}"
        self.clock.day = new

    def actor(self, name: str) -> Actor:
        return self.who.actor(name)

    def unit(self, code: str) -> Unit:
        return self.who[code]

    def decide(self, name: str, body: str, title: str) -> Decision:
        """``body`` decides today, and ``name`` registers it."""
        return register_decision(self.actor(name), self.unit(body), self.today, next(self._paragraphs), title)

    # What waits for whom

    def todos(self, name: str, *kinds: str) -> list[Todo]:
        return [todo for _kind, todo in todos_of(self.actor(name), self.today, kinds or None)]

    def having(self, key: str) -> dict[str, Todo]:
        """Everybody who has the thing ``key`` to do."""
        found = {name: self._the(name, key) for name in EVERYBODY}
        return {name: todo for name, todo in found.items() if todo is not None}

    def _the(self, name: str, key: str) -> Todo | None:
        return next((todo for todo in self.todos(name, key.partition(":")[0]) if todo.key == key), None)

    def waits(self, key: str, *names: str) -> Todo:
        """Exactly ``names`` have it, and see it on their pages."""
        found = self.having(key)
        assert set(found) == set(names), f"{self.today}: {key} waits for {sorted(found)}, not {sorted(names)}"
        for name, todo in found.items():
            self._sees(name, todo)
        return found[names[0]]

    def _sees(self, name: str, todo: Todo) -> None:
        client = self.who.client(name)
        mark = f'id="gor-{todo.key.replace(":", "-")}"'
        listed = _page(client, reverse("followup:todo"), slag=todo.key.partition(":")[0])
        assert mark in listed, f"{name} does not find {todo.key} in the list"
        place = [each.key for each in self.todos(name)].index(todo.key)
        start = _page(client, reverse("start"))
        assert mark in start or place >= MOST, f"{name} does not find {todo.key} on the start page"
        assert reverse("followup:todo") in start
        _page(client, todo.url)

    def gone(self, *keys: str) -> None:
        """Nobody has any of them to do."""
        for key in keys:
            left = sorted(self.having(key))
            assert not left, f"{self.today}: {key} still waits for {left}"

    def waiting(self, *kinds: str) -> dict[str, set[str]]:
        """{key: for whom} of everything, or of ``kinds``."""
        found: dict[str, set[str]] = {}
        for name in EVERYBODY:
            for todo in self.todos(name, *kinds):
                found.setdefault(todo.key, set()).add(name)
        return found

    def nothing_left(self, *kinds: str) -> None:
        """Nobody has anything of ``kinds``, which all are known."""
        assert set(kinds) <= {kind.name for kind in todo_kinds()}
        left = self.waiting(*kinds)
        assert not left, f"{self.today}: {left}"

    def page(self, name: str, view: str, *args: object, **query: object) -> str:
        """The page as ``name`` reads it."""
        return _page(self.who.client(name), reverse(view, args=args), **query)


def _page(client: Client, url: str, **query: object) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200, f"{url}: {answer.status_code}"
    return answer.content.decode()


@contextmanager
def a_world(day: date) -> Iterator[World]:
    """The municipality, in the database in force, with the clock at ``day``."""
    clock = Clock(day)
    with mock.patch("django.utils.timezone.now", clock.now):
        who = build_cast()
        _appoint_more(who)
        yield World(who, clock)


def _appoint_more(who: Cast) -> None:
    with recording(system_actor(), "Test"):
        new = [
            User(username=name, first_name=name.replace("_", " ").title(), last_name="Exempel")
            for name in _names(MORE_PEOPLE)
        ]
        for user in new:
            user.set_unusable_password()
        bulk_create(User, new)
        who.users |= {user.username: user for user in new}
        rows = [
            Appointment(user=who.users[name], unit=who.units[code], role=role, valid_from=FIRST_DAY)
            for name, role, code in MORE_PEOPLE
        ]
        bulk_create(Appointment, rows)
        for user in User.objects.all():
            user.email = f"{user.username}@exempel.se"
            user.save(update_fields=["email"])


def _names(people: Iterable[tuple[str, Role, str]]) -> list[str]:
    return [name for name, _role, _code in people]
