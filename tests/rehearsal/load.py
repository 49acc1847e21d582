"""Many people at work: how quickly are they answered, and does anything grow or get lost?"""

import json
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.rehearsal import truth
from tests.rehearsal.database import Server, primary, several, standbys
from tests.rehearsal.figures import Events, percentile
from tests.rehearsal.front import nginx
from tests.rehearsal.service import ROOT, Service, environment, manage, service
from tests.support.pgbouncer import pgbouncer

PASSWORD = "repetition-och-repetition"
SECONDS = 1.0
"""The 95th percentile must be below."""
GROWTH = 1.15
"""A process may be so much larger at the end than in the middle."""


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    people: int = 300
    minutes: float = 5
    processes: int = 3
    threads: int = 4
    replica: bool = False
    bouncer: bool = False
    front: bool = True
    reports: int = 3
    think: tuple[float, float] = (5.0, 15.0)
    seed: int = 1
    dump: Path | None = None
    fsync: bool = False

    @property
    def ramp(self) -> float:
        """Seconds over which they arrive: a log-in costs its password's time."""
        return max(3.0, self.people * 0.3)


@dataclass
class Place:
    """Everything that runs."""

    size: Size
    database: Server
    copies: list[Server]
    service: Service
    env: dict[str, str]
    plan: dict[str, Any]
    memory: list[tuple[str, dict[str, int]]] = field(default_factory=list)


def say(text: str = "") -> None:
    """Print at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextmanager
def place(
    size: Size, parent: Path | None = None, media: Path | None = None, copies: int | None = None, late: float = 0
) -> Iterator[Place]:
    """The running service with the example municipality and its people.

    ``parent``: where the database's folder is made; ``media``: where files are kept; ``copies``: how many standbys there are, of which the first is
    read from; ``late``: so many seconds behind it is kept.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sala-rep-")))
        server = stack.enter_context(primary(parent))
        env = environment(server.near_url(), folder)
        if media is not None:
            env["SALA_MEDIA_DIR"] = str(media)
        say("Lägger in exempelkommunen …")
        fill(server, env, size.dump)
        say(f"… och {size.people} personer till …")
        plan = populate(env, size.people)
        if size.fsync:
            server.stop("fast")
            server.start(fsync="on")
        made = stack.enter_context(standbys(server, int(size.replica) if copies is None else copies, late))
        if made:
            env |= {"DATABASE_URL": several([server, *made]), "SALA_REPLICA_URL": made[0].url()}
        if size.bouncer:
            env |= {"DATABASE_URL": stack.enter_context(pgbouncer(server.url())), "SALA_PGBOUNCER": "1"}
        before = partial(nginx, env, folder, log=folder / "nginx.log") if size.front else None
        running = stack.enter_context(service(env, size.processes, size.threads, before))
        plan |= {
            "base": running.base,
            "minutes": size.minutes,
            "ramp": size.ramp,
            "think": size.think,
            "seed": size.seed,
            "reports": size.reports,
            "zero": time.monotonic(),
        }
        yield Place(size, server, made, running, env, plan)


def populate(env: dict[str, str], people: int) -> dict[str, Any]:
    """Make so many people; what each needs to know (populate.py). Raises RuntimeError."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.rehearsal.populate", str(people), PASSWORD],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    plan: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return plan


def fill(server: Server, env: dict[str, str], dump: Path | None) -> None:
    """The tables and the example municipality: out of a file from an earlier rehearsal when there is one, else made anew and kept there."""
    if dump is not None and dump.exists():
        server.restore(dump)
        manage(env, "migrate", "--verbosity", "0")
        return
    manage(env, "migrate", "--verbosity", "0")
    manage(env | {"SALA_EXAMPLE": "1"}, "demo")
    if dump is not None:
        server.dump(dump)


@contextmanager
def crowd(there: Place) -> Iterator["Crowd"]:
    """The people, at work until their time is over."""
    events = there.service.folder / "events"
    with events.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.rehearsal.crowd"], cwd=ROOT, stdin=subprocess.PIPE, stdout=out, text=True
        )
        assert process.stdin is not None
        process.stdin.write(json.dumps(there.plan))
        process.stdin.close()
        at_work = Crowd(process, events, time.monotonic())
        try:
            yield at_work
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


@dataclass(frozen=True)
class Crowd:
    """The process of the people, and what they tell."""

    process: "subprocess.Popen[str]"
    told: Path
    began: float

    def wait(self, seconds: float) -> Events:
        """Wait until they are done; what happened. Raises RuntimeError when they are not in time."""
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise RuntimeError("folket blev inte klart i tid") from None
        if status:
            raise RuntimeError(f"folkets process slutade med {status}")
        return self.so_far()

    def so_far(self) -> Events:
        """What has happened until now."""
        lines = self.told.read_text().splitlines()
        return Events.read(line for line in lines if line.endswith("}"))


def until_quiet(there: Place, patience: float = 180) -> list[str]:
    """Wait until no task or report is left; those that are when patience ends."""
    deadline, url = time.monotonic() + patience, there.database.url()
    while (left := truth.stuck(url)) and time.monotonic() < deadline:
        time.sleep(1)
    return left


def run(size: Size) -> bool:
    """The whole rehearsal, printed; True when everything holds."""
    with place(size) as there:
        say(
            f"{size.people} personer i {size.minutes:g} min efter {size.ramp:.0f} s då de kommer; {size.processes} × {size.threads} webbtrådar; "
            f"Python {platform.python_version()} ur {sys.base_prefix}"
        )
        before = _children_seconds()
        with crowd(there) as people:
            measuring = threading.Thread(target=_measure, args=(there,), daemon=True)
            measuring.start()
            events = people.wait(size.ramp + size.minutes * 60 + 150)
            measuring.join()
        say(f"folket självt tog {_children_seconds() - before:.0f} s av processorerna")
        left, missing = until_quiet(there), truth.lost(there.database.url(), events.marks)
        return _verdict(there, events, left, missing)


def _children_seconds() -> float:
    """The processors' time of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _measure(there: Place) -> None:
    half = there.size.minutes * 30
    time.sleep(there.size.ramp)
    there.memory.append(("början", there.service.memory()))
    time.sleep(half)
    there.memory.append(("mitten", there.service.memory()))
    time.sleep(half)
    there.memory.append(("slutet", there.service.memory()))


def _verdict(there: Place, events: Events, left: list[str], missing: list[str]) -> bool:
    for line in events.table():
        say(line)
    say(f"95 % var trettionde sekund: {events.over_time()} ms")
    slowest = percentile(events.all_seconds(), 0.95)
    rate = len(events.all_seconds()) / (there.size.minutes * 60)
    acknowledged = sum(len(marks) for marks in events.marks.values())
    say(f"{rate:.1f} svar i sekunden; {len(events.faults)} fel")
    for line in events.fault_lines():
        say(line)
    for when, told in there.memory:
        say(f"minne i {when}: " + ", ".join(f"{name} {size} MB" for name, size in told.items()))
    say(f"{acknowledged} sparade ändringar kvitterades, {len(missing)} av dem saknas i databasen")
    say(f"rapporter: {truth.reports(there.database.url())}; fast i kön: {left or 'inget'}")
    broken = truth.failed(there.database.url())
    for line in broken:
        say(f"  {line}")
    grown = _grown(there.memory)
    holds = {
        "inga fel": not events.faults,
        f"95 % under {SECONDS:g} s": 0 < slowest < SECONDS,
        "inget kvitterat saknas": not missing and acknowledged > 0,
        "inget fast i kön": not left,
        "rapporterna blev klara": not broken,
        "minnet växer inte": not grown,
    }
    for name, well in holds.items():
        say(f"{'håller    ' if well else 'HÅLLER INTE'} {name}")
    return all(holds.values())


def _grown(memory: list[tuple[str, dict[str, int]]]) -> list[str]:
    """The processes that were larger at the end than they may be."""
    if len(memory) < 3:
        return ["inte mätt"]
    middle, end = memory[1][1], memory[2][1]
    return [name for name, size in end.items() if size > max(middle.get(name, size), 60) * GROWTH]
