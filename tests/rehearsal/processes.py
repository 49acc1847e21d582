"""Several web processes: whichever answers, one is logged in, told of somebody else's change, counted once, and finds one's file again.

Every request comes on a connection of its own, so that any process may take it; in the end each has worked.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import psycopg

from tests.rehearsal.crowd import Person
from tests.rehearsal.load import Place, Size, place, say
from tests.rehearsal.pages import Page, Visitor, form_of, forms_of

T = TypeVar("T")
PROCESSES = 4
READS, CONFLICTS, TWICE, FILES = 20, 8, 8, 3
"""How many times each thing is tried by each person."""
WORKED = 0.05
"""Seconds of the processor's time that each process must have spent on people."""


class Restless(Visitor):
    """A browser that never keeps a connection."""

    def _ask(self, *asked: Any) -> Page:
        self.hang_up()
        return super()._ask(*asked)


def run(size: Size) -> bool:
    """The rehearsal, printed; True when everything holds."""
    with place(replace(size, processes=PROCESSES, reports=0), copies=0) as there:
        pids = there.service.web_processes()
        before = {pid: _seconds(pid) for pid in pids}
        faults: list[str] = []
        persons = [_person(there, who, number, faults) for number, who in enumerate(there.plan["persons"])]
        for words, what in TRIES:
            counted = sum(at_once([partial(what, there, person, faults) for person in persons]))
            say(f"{counted:5} {words}")
        say(f"{_uploads(there, faults):5} filer som granskades och lästes in")
        worked = {pid: _seconds(pid) - before[pid] for pid in pids}
    say("processorns tid: " + ", ".join(f"{each:.1f} s" for each in worked.values()))
    for line in faults[:12]:
        say(f"  {line}")
    well = not faults and len(pids) == PROCESSES and min(worked.values()) > WORKED
    say("allt håller" if well else "HÅLLER INTE")
    return well


def _person(there: Place, who: dict[str, Any], number: int, faults: list[str]) -> Person:
    def tell(kind: str, began: float, **more: Any) -> None:
        if not more["ok"]:
            faults.append(f"{kind} {more['status']} {more['why']}")

    person = Person(there.plan | {"think": (0.0, 0.0)}, who, number, tell)
    person.visitor = Restless(there.plan["base"])
    person.do("log_in")
    return person


def at_once(calls: Sequence[Callable[[], T]]) -> list[T]:
    """All of them at the same time; what they answered. Raises what the first that failed did."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return [each.result() for each in [pool.submit(call) for call in calls]]


def _reads(there: Place, person: Person, faults: list[str]) -> int:
    for number in range(READS):
        page = person.visitor.get("/" if number % 2 else f"/mal/{person.who['item']}/?ar=2026")
        if page.status != 200 or "/logga-in/" in page.address:
            faults.append(f"utloggad: {page.status} {page.address}")
    return READS


def _conflicts(there: Place, person: Person, faults: list[str]) -> int:
    """Two of one's own windows hold the same text; the second to save is shown what the first wrote, and what it wrote itself."""
    address = f"/mal/{person.who['item']}/andra/"
    for _time in range(CONFLICTS):
        windows = [person.visitor.get(address) for _window in range(2)]
        marks = [person.mark(), person.mark()]
        answers = [
            person.visitor.send(page, form_of(page, "description"), description=f"Så långt. {mark}")
            for page, mark in zip(windows, marks, strict=True)
        ]
        if answers[0].status != 302 or answers[1].status not in (200, 409, 422):
            faults.append(f"krock: {[each.status for each in answers]}")
        elif not all(mark in answers[1].text for mark in marks):
            faults.append(f"krock utan båda texterna: {answers[1].status} {address}")
    return CONFLICTS


def _twice(there: Place, person: Person, faults: list[str]) -> int:
    """The same form is sent by two processes at the same moment."""
    address = f"/ekonomi/detaljbudget/{person.who['unit']}/ny-rad/?ar=2027"
    for _time in range(TWICE):
        page, mark = person.visitor.get(address), person.mark()
        sent = {"account": person.account_on(page), "text": mark, "amount": "-100", "belongs_to": "unlinked"}
        answers = at_once(
            [partial(_copy(person, there).send, page, form_of(page, "amount"), **sent) for _n in range(2)]
        )
        with psycopg.connect(there.database.url()) as connection:
            found = connection.execute("SELECT 1 FROM budget_detailline WHERE text = %s", [mark]).fetchall()
        if len(found) != 1 or [each.status for each in answers] != [302, 302]:
            faults.append(f"sänd två gånger: {len(found)} rader, {[each.status for each in answers]}")
    return TWICE


def _copy(person: Person, there: Place) -> Visitor:
    """The same browser, to ask two things at once."""
    other = Restless(there.plan["base"])
    other.cookies = dict(person.visitor.cookies)
    return other


def _uploads(there: Place, faults: list[str]) -> int:
    """A file is sent, looked at and brought in: three requests, which any process may answer."""
    controller = _person(there, there.plan["controller"], -1, faults)
    for number in range(FILES):
        name, content = f"utfall-{number}.csv", f"konto;period;belopp\n5010;202601;-{number + 1}\n".encode()
        page = controller.visitor.get("/ekonomi/import/ny/")
        sent = controller.visitor.send_file(page, form_of(page, "sign"), "file", (name, content), year="2026")
        review = controller.visitor.get(sent.location) if sent.status == 302 else sent
        if name not in review.text:
            faults.append(f"filen: {sent.status} {sent.location} {review.status}")
            continue
        done = controller.visitor.send(review, next(form for form in forms_of(review) if form.action == ""))
        if done.status != 302 or "granska" in done.location:
            faults.append(f"inläsningen: {done.status} {done.location}")
    return FILES


TRIES = [
    ("sidor utan att behöva logga in igen", _reads),
    ("krockar där den som kom sist fick se båda texterna", _conflicts),
    ("rader som sändes två gånger samtidigt och blev en", _twice),
]


def _seconds(pid: int) -> float:
    """The processor's time that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
