"""What each person is to be reminded of: gathered from the list of things to do, by who gets the letter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.functional import Promise

from followup.models import Occasion, Reminded
from followup.todo import Todo, TodoKind, todo_kinds, todos_of
from sala_styr.mail.composing import absolute, unsubscribe_url
from sala_styr.mail.cover import Cover
from sala_styr.mail.models import Absence, MailOptOut
from sala_styr.organisation.actor import actor_for
from sala_styr.organisation.models import User
from sala_styr.workdays import is_working_day

WEEK = timedelta(days=7)
KIND_PREFIX = "att-gora:"


def mail_kind_of(kind: TodoKind) -> str:
    """What the kind of thing to do is called among the kinds of letters."""
    return f"{KIND_PREFIX}{kind.name}"


def next_working_day(day: date) -> date:
    """The first working day after ``day``."""
    after = day + timedelta(days=1)
    while not is_working_day(after):
        after += timedelta(days=1)
    return after


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing to do in a letter. ``due`` is its day, which every such thing has."""

    kind: TodoKind
    todo: Todo
    due: date
    occasion: Occasion

    @property
    def address(self) -> str:
        """The whole address of where it is done."""
        return absolute(self.todo.url) if self.todo.url.startswith("/") else self.todo.url


@dataclass
class Share:
    """The things of one person in somebody's letter; ``absence`` says why, when they are not the receiver's own."""

    person: User
    absence: Absence | None
    things: list[Thing]
    waiting: int = 0
    """How many more things are late or soon due that the receiver has been told of before."""

    @property
    def late(self) -> list[Thing]:
        """What has passed its day."""
        return [thing for thing in self.things if thing.occasion == Occasion.LATE]

    @property
    def soon(self) -> list[Thing]:
        """What is due."""
        return [thing for thing in self.things if thing.occasion != Occasion.LATE]


@dataclass
class Parcel:
    """One letter: everything one receiver is told of on one occasion."""

    receiver: User
    shares: list[Share] = field(default_factory=list)

    @property
    def things(self) -> list[Thing]:
        """All of them, in the letter's order."""
        return [thing for share in self.shares for thing in share.things]

    @property
    def waiting(self) -> int:
        """How many of the receiver's own things wait beside these."""
        return sum(share.waiting for share in self.shares if share.absence is None)

    def ways_out(self) -> list[tuple[str | Promise, str]]:
        """For each kind in the letter its name and the link that says no to it."""
        kinds = {thing.kind.name: thing.kind for thing in self.things}
        return [(kind.label, unsubscribe_url(self.receiver.pk, mail_kind_of(kind))) for kind in kinds.values()]


def parcels_of_the_week(cover: Cover, today: date) -> Iterator[Parcel]:
    """What is due within seven days and what is late, without what the receiver was told before."""
    yield from _parcels(cover, today, today + WEEK, with_late=True)


def parcels_of_the_day(cover: Cover, today: date) -> Iterator[Parcel]:
    """What is due before the end of the next working day."""
    yield from _parcels(cover, today, next_working_day(today), with_late=False)


def _parcels(cover: Cover, today: date, last: date, *, with_late: bool) -> Iterator[Parcel]:
    people = cover.people()
    without = _unwanted(people)
    told = _told()
    receivers: dict[int, Parcel] = {}
    for person in people:
        receiver, absence = cover.receiver_for(person)
        no = without.get(person.pk, set()) | without.get(receiver.pk, set())
        share = Share(person, absence, [])
        for thing in _things(person, today, last, no, with_late=with_late):
            if (receiver.pk, thing.todo.key, thing.occasion, thing.due) in told:
                share.waiting += 1
            else:
                share.things.append(thing)
        if share.things or share.waiting:
            receivers.setdefault(receiver.pk, Parcel(receiver)).shares.append(share)
    for parcel in receivers.values():
        _own_first_and_each_once(parcel)
        if parcel.things:
            yield parcel


def _things(person: User, today: date, last: date, no: set[str], *, with_late: bool) -> Iterator[Thing]:
    wanted = [kind.name for kind in todo_kinds() if kind.reminds and mail_kind_of(kind) not in no]
    for kind, todo in todos_of(actor_for(person, today), today, wanted):
        if todo.due is None or todo.due > last:
            continue
        if todo.due < today:
            if with_late:
                yield Thing(kind, todo, todo.due, Occasion.LATE)
        else:
            yield Thing(kind, todo, todo.due, Occasion.SOON if with_late else Occasion.EVE)


def _own_first_and_each_once(parcel: Parcel) -> None:
    """A stand-in has the same things on a list of their own: they are told once."""
    parcel.shares.sort(key=lambda share: share.absence is not None)
    seen: set[str] = set()
    for share in parcel.shares:
        share.things = [thing for thing in share.things if thing.todo.key not in seen]
        seen.update(thing.todo.key for thing in share.things)
    parcel.shares = [share for share in parcel.shares if share.things or share.absence is None]


def _unwanted(people: Iterable[User]) -> dict[int, set[str]]:
    """The kinds that each has said no to. One query."""
    found: dict[int, set[str]] = {}
    for user_id, kind in MailOptOut.objects.filter(user__in=list(people)).values_list("user_id", "kind"):
        found.setdefault(user_id, set()).add(kind)
    return found


def _told() -> set[tuple[int, str, str, date]]:
    """What everybody was reminded of before. One query."""
    return set(Reminded.objects.values_list("receiver_id", "todo", "occasion", "due"))
