"""The small municipality with everybody whom a year needs, a clock that can be moved, and how one asks what waits for whom.

``waits`` is the year's own question: exactly these people have the thing to do, each sees it on the own start page (where the most urgent stand) and in
the own list, and the way from there opens. ``gone``: nobody has it any more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from unittest import mock

from django.test import Client
from django.urls import reverse

from followup.contributions.start_todo import MOST
from followup.todo import Todo, todo_kinds, todos_of
from followup.views.todo import A_PAGE
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
    seen: dict[str, set[str]] = field(default_factory=dict)
    """Whom each thing has waited for."""
    looked_at: set[tuple[str, str, str]] = field(default_factory=set)
    """Who has been seen to find which kind of thing on their pages."""
    _paragraphs: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def today(self) -> date:
        return self.clock.day

    def on(self, *day: int) -> None:
        """It is the day ``day``; time goes forward only."""
        new = date(*day)
        assert new >= self.clock.day, f"{new} lies before {self.clock.day}"
        self.clock.day = new

    def until(self, day: date) -> None:
        """It is at least the day ``day``."""
        self.clock.day = max(self.today, day)

    def actor(self, name: str) -> Actor:
        return self.who.actor(name)

    def unit(self, code: str) -> Unit:
        return self.who[code]

    def decide(self, name: str, body: str, title: str) -> Decision:
        """``body`` decides today, and ``name`` registers it."""
        return register_decision(self.actor(name), self.unit(body), self.today, next(self._paragraphs), title)

    # What waits for whom

    def todos(self, name: str, *kinds: str) -> list[Todo]:
        found = [todo for _kind, todo in todos_of(self.actor(name), self.today, kinds or None)]
        if not kinds:
            self._nothing_is_left_out(name, found)
        return found

    def _nothing_is_left_out(self, name: str, found: list[Todo]) -> None:
        """Each kind asked by itself has what the whole list has: what is asked first hides nothing."""
        alone = {todo.key for kind in todo_kinds() for todo in self.todos(name, kind.name)}
        assert {todo.key for todo in found} == alone, f"{self.today}: {name}"

    def having(self, key: str, names: Iterable[str] = EVERYBODY) -> dict[str, Todo]:
        """Those of ``names`` who have the thing ``key`` to do."""
        found = {name: self._the(name, key) for name in names}
        return {name: todo for name, todo in found.items() if todo is not None}

    def _the(self, name: str, key: str) -> Todo | None:
        return next((todo for todo in self.todos(name, key.partition(":")[0]) if todo.key == key), None)

    def waits(self, key: str, *names: str) -> Todo:
        """Exactly ``names`` have it, and see it on their pages."""
        found = self.having(key)
        assert set(found) == set(names), f"{self.today}: {key} waits for {sorted(found)}, not {sorted(names)}"
        self.seen.setdefault(key, set()).update(found)
        for name, todo in found.items():
            self._sees(name, [todo])
        return found[names[0]]

    def all_wait(self, kind: str, expected: Mapping[str, Iterable[str]]) -> None:
        """Of ``kind`` exactly these wait, {key: for whom}, and each sees theirs on the own pages."""
        own = {name: self.todos(name, kind) for name in EVERYBODY}
        found: dict[str, set[str]] = {}
        for name, todos in own.items():
            for todo in todos:
                found.setdefault(todo.key, set()).add(name)
        assert found == {key: set(names) for key, names in expected.items()}, self.today
        for name, todos in own.items():
            if todos:
                self._sees(name, todos)
        for key, names in found.items():
            self.seen.setdefault(key, set()).update(names)

    def _sees(self, name: str, todos: Sequence[Todo]) -> None:
        """In the own list and on the start page, and the way from there opens. ``todos``: of one kind.

        Asked once of a person and a kind, and of each step of the wheel: the second time the same page would only be asked the same again.
        """
        kind, *rest = todos[0].key.split(":")
        what = (name, kind, rest[0] if kind == "wheel" else "")
        if what in self.looked_at:
            return
        self.looked_at.add(what)
        client = self.who.client(name)
        listed, start = _page(client, reverse("followup:todo"), slag=kind), _page(client, reverse("start"))
        assert reverse("followup:todo") in start
        shown = {todo.key for todo in self.todos(name)[:MOST]}
        for todo in todos[:A_PAGE]:
            assert _mark(todo) in listed, f"{name} does not find {todo.key} in the list"
            assert (_mark(todo) in start) == (todo.key in shown), f"{name}: {todo.key} on the start page"
        _page(client, todos[0].url)

    def gone(self, key: str) -> None:
        """Nobody whom it waited for has it to do any more; nobody at all where that is not known."""
        left = sorted(self.having(key, self.seen.get(key, EVERYBODY)))
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


def _mark(todo: Todo) -> str:
    return f'id="gor-{todo.key.replace(":", "-")}"'


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
