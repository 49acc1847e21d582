"""People and their appointments: elected representatives, managers of every unit, and the five that one may log in as."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from django.contrib.auth.hashers import make_password

from followup.demo.content import people as content
from followup.demo.organisation import Units, places
from sala_styr import history
from sala_styr.organisation.models import Appointment, Role, Unit, User

TERM = date(2023, 1, 1)
COUNCIL_TERM = date(2022, 10, 15)
OFFICIALS_SINCE = date(2022, 1, 1)
NEXT_TERM = date(2027, 1, 1)


@dataclass
class People:
    """Who is who: the manager and the chair of each unit by its code, and those who log in by their user name."""

    managers: dict[str, User]
    chairs: dict[str, User]
    members: dict[str, list[User]]
    staff: dict[str, User]
    examples: dict[str, User]

    def head_of(self, code: str) -> User:
        """The unit's manager, or its chair where the unit is a political body."""
        return self.managers.get(code) or self.chairs[code]


class Crowd:
    """Makes invented people, no name twice."""

    def __init__(self) -> None:
        self.users: list[User] = []
        self._names = self._all_names()

    @staticmethod
    def _all_names() -> Iterator[tuple[str, str]]:
        first, last = content.FIRST_NAMES, content.SURNAMES
        for turn in range(len(last)):
            for number, name in enumerate(first):
                yield name, last[(number + turn * 7 + turn) % len(last)]

    def next(self) -> User:
        """A new person."""
        return self.add(*next(self._names))

    def add(self, first: str, last: str, username: str = "") -> User:
        """A person with this name; the user name is made of it when none is given."""
        user = User(
            username=username or _plain(f"{first}.{last}"),
            first_name=first,
            last_name=last,
            email=f"{_plain(f'{first}.{last}')}@exempel.invalid",
            password=make_password(None),
        )
        self.users.append(user)
        return user


def _plain(name: str) -> str:
    """``Åsa Järnmalm Exempel`` → ``asa.jarnmalm.exempel``."""
    letters = normalize("NFKD", name).encode("ascii", "ignore").decode()
    return letters.lower().replace(" ", ".")


def load_people(units: Units) -> People:
    """Make everybody with their appointments. Nobody can log in with a password; the example's five by one click (settings.EXAMPLE)."""
    crowd = Crowd()
    appointments: list[Appointment] = []
    examples = {name: crowd.add(first, last, name) for name, first, last, *_ in content.EXAMPLE_PEOPLE}
    examples["exempel-administrator"].is_staff = examples["exempel-administrator"].is_superuser = True
    people = People({}, {}, {}, {}, examples)
    for username, _first, _last, title, role, code in content.EXAMPLE_PEOPLE:
        since = TERM if role == Role.CHAIR else OFFICIALS_SINCE
        appointments.append(_appointment(examples[username], units[code], role, title, since))
    people.chairs["SN"] = examples["exempel-politiker"]
    people.managers["SK-GRU"] = examples["exempel-chef"]
    appointments += _elected(crowd, units, people)
    appointments += _managers(crowd, units, people)
    appointments += _staff(crowd, units, people)
    history.bulk_create(User, crowd.users)
    history.bulk_create(Appointment, appointments)
    return people


def _appointment(user: User, unit: Unit, role: str, title: str, since: date) -> Appointment:
    """In force from ``since``, but never outside the unit's own days."""
    begins = max(since, unit.valid_from or since)
    return Appointment(user=user, unit=unit, role=role, title=title, valid_from=begins, valid_to=unit.valid_to)


def _elected(crowd: Crowd, units: Units, people: People) -> Iterator[Appointment]:
    politician = people.examples["exempel-politiker"]
    yield _appointment(politician, units["KF"], Role.POLITICIAN, "ledamot", COUNCIL_TERM)
    for code in content.BODIES:
        since = COUNCIL_TERM if code == "KF" else TERM
        if code not in people.chairs:
            chair = people.chairs.get("BMN") if code == "SBN" else None
            people.chairs[code] = chair or crowd.next()
            yield _appointment(people.chairs[code], units[code], Role.CHAIR, "ordförande", since)
        members = people.members["BMN"] if code == "SBN" else [crowd.next() for _ in range(content.MEMBERS_EACH)]
        people.members[code] = members
        for number, member in enumerate(members):
            title = "vice ordförande" if number == 0 else "ledamot"
            yield _appointment(member, units[code], Role.POLITICIAN, title, since)


def _managers(crowd: Crowd, units: Units, people: People) -> Iterator[Appointment]:
    """A manager for every unit that has a budget or is a company; a unit that continues as another keeps its manager."""
    predecessor = {place.became: code for code, place in places().items() if place.became}
    for code, place in places().items():
        if place.kind in ("group", "council", "board", "committee") or code in people.managers:
            continue
        known = content.SHARED_MANAGERS.get(code) or predecessor.get(code) or ""
        manager = people.managers.get(known) or crowd.next()
        people.managers[code] = manager
        yield _appointment(manager, units[code], Role.MANAGER, manager_title(code), OFFICIALS_SINCE)


def manager_title(code: str) -> str:
    """What the manager of the unit is called: rektor, enhetschef, kontorschef …"""
    place = places()[code]
    titles = content.MANAGER_TITLES
    by_kind = titles[place.kind] if place.kind != "unit" else titles.get(place.profile, titles["unit"])
    return content.MANAGER_TITLE_OF.get(code, by_kind)


def _staff(crowd: Crowd, units: Units, people: People) -> Iterator[Appointment]:
    for code in content.STAFF_UNITS:
        people.staff[code] = crowd.next()
        yield _appointment(people.staff[code], units[code], Role.STAFF, "utvecklingsledare", OFFICIALS_SINCE)
