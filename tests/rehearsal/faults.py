"""One thing after another breaks while people are at work. What did they see, was anything lost, and how soon could they go on?

A server with two standbys that copies are waited for (``synchronous_standby_names = 'ANY 1 (*)'``), nginx, web processes, a worker: what
docs/operation.md says for an installation where nothing may be lost.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from tests.rehearsal import truth
from tests.rehearsal.crowd import Person
from tests.rehearsal.database import furthest
from tests.rehearsal.load import Place, Size, crowd, place, say, until_quiet
from tests.rehearsal.probe import Event, Probe
from tests.rehearsal.service import kill
from tests.support.postgres import SERVER_USER
from tests.support.small_disk import SmallDisk, may_mount, small_disk

DATABASE_DISK, FILES_DISK = 4000, 300
"""Megabytes, taken of the memory as they are used."""
HOLD = 10.0
"""Seconds that what is away, or full, stays so."""
AFTERWARDS = 8.0
"""Seconds that people work undisturbed before the next fault, at least."""
USUAL = 5.0
"""Seconds that one may have to wait on a machine with much else to do; a longer wait excuses nothing."""
LONGEST = 90.0
"""Seconds that are waited until it works again."""
REVIVED = 300.0
"""Seconds after which the tasks of a dead worker must be done: it is taken for dead after a minute and a half, and its report begun again."""


@dataclass
class Scene:
    """What can be broken."""

    place: Place
    disk: SmallDisk
    files: SmallDisk
    controller: Person
    ordered: list[Event]
    reading: Probe
    saving: Probe

    def order_report(self) -> None:
        """Order a report, as often as it takes until that is acknowledged."""
        for _try in range(100):
            if self.controller.do("order_report"):
                return
            time.sleep(0.3)
        raise RuntimeError("no report could be ordered")


@dataclass(frozen=True)
class Fault:
    """``strike`` breaks something, and returns when it is whole again, or left to the service to mend. ``limit``: seconds until both reading and saving
    must work after that. ``reads_go_on``: the longest that reading may be away all the while; None when it may as long as the fault lasts. Both on top
    of the longest that one waits for an answer when nothing is broken, on this machine with what else it does."""

    name: str
    strike: Callable[[Scene], None]
    limit: float
    reads_go_on: float | None = None
    starts_anew: bool = False
    """Must what starts be loaded from the beginning? Then it may take as long as it did at first."""


@dataclass
class Struck:
    """A fault that was, in seconds on the crowd's clock."""

    fault: Fault
    at: float
    mended: float
    until: float = 0.0


def nothing(scene: Scene) -> None:
    """To compare with."""


def a_web_process(scene: Scene) -> None:
    """One of them is killed at work."""
    kill(scene.place.service.web_processes()[0])


def the_whole_web(scene: Scene) -> None:
    """gunicorn with all its processes is killed."""
    kill(scene.place.service.web.pid)


def the_worker(scene: Scene) -> None:
    """The worker and the process that lays out a report are killed in the middle of it."""
    scene.order_report()
    deadline = time.monotonic() + 60
    while not truth.reports(scene.place.database.url()).get("running"):
        if time.monotonic() > deadline:
            raise RuntimeError("no report was begun")
        time.sleep(0.1)
    time.sleep(1)
    kill(scene.place.service.worker.pid)


def the_database_falls(scene: Scene) -> None:
    """It is ended in the middle of everything and started again."""
    scene.place.database.crash_and_return()


def the_replica_dies(scene: Scene) -> None:
    """The one that is read from is killed, and comes back."""
    gone = scene.place.copies[0]
    gone.kill()
    time.sleep(HOLD)
    gone.start()


def no_room_for_files(scene: Scene) -> None:
    """The disk that reports and uploads are written to is full until a report has failed for it. When there is room again it is ordered anew."""
    url, deadline = scene.place.database.url(), time.monotonic() + 120
    scene.files.fill()
    scene.order_report()
    while not truth.failed(url) and time.monotonic() < deadline:
        time.sleep(0.5)
    scene.files.make_room(FILES_DISK)
    scene.order_report()


def no_room_for_the_database(scene: Scene) -> None:
    """The primary's disk is full for a while. Should the server have ended, systemd starts it again."""
    scene.disk.fill()
    time.sleep(HOLD)
    scene.disk.make_room(DATABASE_DISK)
    if not scene.place.database.is_running():
        say("  (databasen stannade helt, och startas som systemd gör det)")
        scene.place.database.start()


def the_primary_dies(scene: Scene) -> None:
    """It is killed for good, and the standby that has come furthest is promoted."""
    scene.place.database.kill()
    left = scene.place.copies
    scene.place.database = furthest(left)
    scene.place.database.promote()
    scene.place.database.wait_for_others()


CALM = Fault("ingenting, att jämföra med", nothing, 30)
FAULTS = [
    CALM,
    Fault("en webbprocess dödas", a_web_process, 2, reads_go_on=2),
    Fault("hela webben dödas", the_whole_web, 5, starts_anew=True),
    Fault("arbetaren dödas mitt i en rapport", the_worker, 2, reads_go_on=2),
    Fault("databasen faller och startas", the_database_falls, 5),
    Fault("kopian som läses dör, kommer åter", the_replica_dies, 2, reads_go_on=2),
    Fault("disken för filer är full", no_room_for_files, 2, reads_go_on=2),
    Fault("databasens disk är full", no_room_for_the_database, 10),
    Fault("databasen dör, en kopia tar över", the_primary_dies, 10),
]


def run(size: Size) -> bool:
    """The whole rehearsal, printed; True when everything holds."""
    if not may_mount():
        say("Fulla diskar prövas på en liten disk i minnet, som bara root får montera: kör som root.")
        return False
    with scene(size) as there, crowd(there.place) as people, there.reading, there.saving:
        say(f"{size.people} personer kommer under {size.ramp:.0f} s …")
        time.sleep(size.ramp)
        struck = list(_one_after_another(there, size.minutes * 60 / len(FAULTS)))
        everything = people.so_far().everything + there.reading.events + there.saving.events + there.ordered
        people.process.kill()
        say("Väntar tills allt som lades i kön är gjort …")
        began = time.monotonic()
        left = until_quiet(there.place, REVIVED)
        say(f"… vilket tog {time.monotonic() - began:.0f} s")
        return _verdict(there, struck, everything, left)


@contextmanager
def scene(size: Size) -> Iterator[Scene]:
    """The service with everything that is to break. Two more people come, who do nothing but try."""
    with ExitStack() as stack:
        disk = stack.enter_context(small_disk(DATABASE_DISK, SERVER_USER))
        files = stack.enter_context(small_disk(FILES_DISK))
        whole = replace(size, people=size.people + 2)
        there = stack.enter_context(place(whole, parent=disk.path, media=files.path, copies=2))
        there.database.wait_for_others()
        there.plan["minutes"] = size.minutes * 3  # ended when the last fault is over
        there.plan["ramp"] = size.ramp
        ordered: list[Event] = []
        zero = there.plan["zero"]

        def tell(kind: str, began: float, **more: object) -> None:
            ordered.append({"kind": kind, "at": began - zero, "took": time.monotonic() - began} | more)

        controller = Person(there.plan, there.plan["controller"], -2, tell)
        if not controller.do("log_in"):
            raise RuntimeError(f"the controller could not log in: {ordered}")
        plan, count = there.plan, size.people
        *plan["persons"], reader, saver = plan["persons"]
        reading, saving = Probe(plan, reader, count, "branch"), Probe(plan, saver, count + 1, "save_activity")
        yield Scene(there, disk, files, controller, ordered, reading, saving)


def _one_after_another(there: Scene, seconds: float) -> Iterator[Struck]:
    """Each fault, and the time that was its own."""
    zero = there.place.plan["zero"]
    for fault in FAULTS:
        say(f"{time.monotonic() - zero:6.0f} s  {fault.name}")
        at = time.monotonic()
        fault.strike(there)
        mended = time.monotonic()
        for probe in (there.reading, there.saving):
            probe.wait_until_back(mended - zero, LONGEST)
        time.sleep(max(AFTERWARDS, at + seconds - time.monotonic()))
        half = truth.without_file(there.place.database.url(), there.files.path)
        if half:
            raise RuntimeError(f"finished reports without their whole file: {half}")
        yield Struck(fault, at - zero, mended - zero, time.monotonic() - zero)


def _verdict(there: Scene, struck: list[Struck], everything: list[Event], left: list[str]) -> bool:
    url = there.place.database.url()
    marks: dict[str, set[str]] = {}
    for each in everything:
        if each["ok"] and "mark" in each:
            marks.setdefault(each["kind"], set()).add(each["mark"])
    lost = set(truth.lost(url, marks))
    unwell = truth.not_made_once(url, marks.get("order_report", set()))
    say()
    say(f"{'':36}{'fel':>5}{'bara fel':>10}{'läsa':>8}{'spara':>8}{'åter':>7}{'sparat':>8}{'saknas':>8}")
    usual, starting = min(USUAL, max(_without(there, struck[0]))), there.place.service.starting
    say(f"det tog {starting:.1f} s att starta tjänsten; så långa uppehåll räknas som vanliga här: {usual:.1f} s")
    holds = [_line(there, each, everything, lost, usual) for each in struck]
    say(
        "fel: svar som sade att det inte går just nu; bara fel: andra fel; läsa, spara: längsta tiden (s) mellan två som gick;"
    )
    say("åter: sekunder från att det som brast var helt, eller lämnades åt sig självt, tills både läsa och spara gick")
    for each in everything:
        if not each["ok"] and not each["calm"]:
            say(f"  bart fel vid {each['at']:.1f} s: {each['kind']} {each['status']} {each['why']}")
    say(
        f"{sum(len(each) for each in marks.values())} ändringar och beställningar kvitterades, {len(lost)} saknas: {sorted(lost)[:9]}"
    )
    say(f"rapporter: {truth.reports(url)}; fast i kön: {left or 'inget'}; inte gjorda en gång: {unwell or 'inga'}")
    for line in truth.failed(url):
        say(f"  {line}")
    well = not lost and not left and not unwell and bool(marks)
    say("allt håller" if well and all(holds) else "HÅLLER INTE")
    return well and all(holds)


def _without(there: Scene, each: Struck) -> tuple[float, float]:
    """The longest times without a page, and without something saved."""
    return there.reading.longest_without(each.at, each.until), there.saving.longest_without(each.at, each.until)


def _line(there: Scene, each: Struck, everything: list[Event], lost: set[str], usual: float) -> bool:
    """Print what one fault cost; does it hold?"""
    mine = [event for event in everything if each.at <= event["at"] + event["took"] < each.until]
    bad = [event for event in mine if not event["ok"]]
    bare = [event for event in bad if not event["calm"]]
    saved = {event["mark"] for event in mine if event["ok"] and "mark" in event}
    without = _without(there, each)
    backs = [there.reading.back(each.mended), there.saving.back(each.mended)]
    back = None if None in backs else max(filter(None, backs))
    may_be_away = each.fault.reads_go_on
    holds = (
        not bare
        and back is not None
        and back <= each.fault.limit + usual + (there.place.service.starting if each.fault.starts_anew else 0)
        and (may_be_away is None or without[0] <= may_be_away + usual)
    )
    told = f"{back:7.1f}" if back is not None else f"{'aldrig':>7}"
    say(
        f"{each.fault.name:36}{len(bad) - len(bare):5}{len(bare):10}{without[0]:8.1f}{without[1]:8.1f}{told}"
        f"{len(saved):8}{len(saved & lost):8}{'' if holds else '   HÅLLER INTE'}"
    )
    return holds
