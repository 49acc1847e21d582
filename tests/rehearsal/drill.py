"""The restore drill: everything is backed up, the machine is lost, and a new one is to say the same (docs/backup.md; quality R12).

    python -m tests.rehearsal drill --lines 100000 --items 5000
    python -m tests.rehearsal drill --point-in-time
    python -m tests.rehearsal drill --migrations

The first makes a municipality of that size, backs it up, restores it on an empty machine (a database and a folder of its own) and compares every
table and file by fingerprint. The second restores to a moment between two changes out of a base copy and the archived log. The third
undoes all migrations but each app's first, and does them again. Each prints its times and sizes, and exits 1 when something differs or takes longer
than it may.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.rehearsal.database import Server, primary
from tests.rehearsal.load import say
from tests.rehearsal.service import ROOT, environment, manage

LONGEST = 30 * 60
"""Seconds that a restoration may take, with all that is checked after it."""
LINES, ITEMS = 10_000, 500
"""What the example municipality has (``followup.demo.scale``)."""


@dataclass
class Told:
    """What has been seen: how long each step took, and everything that is not as it should be."""

    seconds: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time one step, and print it."""
        began = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - began
        say(f"{name:44}{self.seconds[name]:8.1f} s")

    def require(self, holds: bool, fault: str) -> None:
        """Note ``fault`` unless it holds."""
        if not holds:
            self.faults.append(fault)

    def verdict(self) -> bool:
        """Print it; True when there is no fault."""
        for fault in self.faults:
            say(f"HÅLLER INTE  {fault}")
        if not self.faults:
            say("håller      allt är som det var")
        return not self.faults


def ask(env: dict[str, str], *question: str) -> Any:
    """What ``tests.rehearsal.installation`` answers there. Raises RuntimeError with its errors."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.rehearsal.installation", *question],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{question[0]}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """One sentence for each table and file that is not the same in both states."""
    for what in ("tables", "files"):
        for name in sorted(before[what].keys() | after[what].keys()):
            if before[what].get(name) != after[what].get(name):
                yield f"{name}: {before[what].get(name)} blev {after[what].get(name)}"
    yield from (f"{path} saknas" for path in after["missing"])


def run(arguments: Sequence[str]) -> bool:
    """Read the command line, rehearse, and say whether everything holds."""
    parser = argparse.ArgumentParser(prog="python -m tests.rehearsal drill", description=__doc__)
    parser.add_argument("--lines", type=int, default=LINES, help="rader i detaljbudgetarna, minst")
    parser.add_argument("--items", type=int, default=ITEMS, help="delar i planen, minst")
    parser.add_argument("--reports", type=int, default=100, help="färdiga rapporter, med sina filer")
    parser.add_argument("--dump", type=Path, help="fil som kommunen hämtas ur, och läggs i första gången")
    parser.add_argument(
        "--point-in-time", action="store_true", help="återställ till ett ögonblick mellan två ändringar"
    )
    parser.add_argument("--migrations", action="store_true", help="till varje apps första migrering och framåt igen")
    wanted = parser.parse_args(arguments)
    if wanted.point_in_time:
        from tests.rehearsal import point_in_time

        return point_in_time.run(wanted.dump)
    size = max(math.ceil(wanted.lines / LINES), math.ceil(wanted.items / ITEMS))
    with tempfile.TemporaryDirectory(prefix="sala-drill-") as folder, primary() as server:
        env = environment(server.url(), Path(folder))
        told = Told()
        with told.step("kommunen görs"):
            fill(server, env, size, wanted.dump)
        if wanted.migrations:
            _back_and_forth(env, told)
            return told.verdict()
        with told.step(f"{wanted.reports} rapporter med filer"):
            ask(env, "reports", str(wanted.reports))
        with told.step("historiken förseglas"):
            root = manage(env, "seal_history").split()[-1]
        told.require(_is_as_large(ask(env, "counts"), wanted), "det är mindre än det skulle vara")
        _drill(env, Path(folder) / "kopior", root, told)
    return told.verdict()


def fill(server: Server, env: dict[str, str], size: int, dump: Path | None) -> None:
    """The example municipality, ``size`` times as large and with the history of each row: out of a file when there is one, else made and kept there."""
    if dump is not None and dump.exists():
        server.restore(dump)
        manage(env, "migrate", "--verbosity", "0")
        return
    manage(env, "migrate", "--verbosity", "0")
    manage(env | {"SALA_EXAMPLE": "1"}, "demo", "--size", str(size))
    if dump is not None:
        server.dump(dump)


def _back_and_forth(env: dict[str, str], told: Told) -> None:
    """All migrations but each app's first are undone and done again; what the older tables can hold is there all the way."""
    with told.step("tillbaka och framåt igen"):
        done = subprocess.run(
            [sys.executable, "-m", "tests.keeping.back_and_forth"],
            cwd=ROOT, env=env | {"DJANGO_SETTINGS_MODULE": "sala_styr.settings"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found = json.loads(done.stdout.splitlines()[-1])
    say(f"{found['tabeller']} tabeller, {found['rader']} rader; ogjorda och gjorda igen: {', '.join(found['ogjorda'])}")
    for step in ("framåt", "tillbaka", "framåt igen", "från början till slut"):
        told.faults += [f"{step}: {each}" for each in found[step]]
    say(manage(env, "verify_history").strip())


def _is_as_large(counts: dict[str, int], wanted: argparse.Namespace) -> bool:
    say(", ".join(f"{number} {name}" for name, number in counts.items()))
    return counts["lines"] >= wanted.lines and counts["items"] >= wanted.items


def _drill(env: dict[str, str], folder: Path, root: str, told: Told) -> None:
    with told.step("så här står det: varje tabell och fil"):
        before = ask(env, "state")
    told.require(not before["missing"], "filer saknas redan före säkerhetskopian")
    with told.step("backup"):
        say(manage(env, "backup", str(folder)).strip())
    [package] = folder.glob("*.zip")
    with told.step("backup --check"):
        say(manage(env, "backup", "--check", str(package)).strip())
    with tempfile.TemporaryDirectory(prefix="sala-drill-new-") as new, primary() as empty:
        there = environment(empty.url(), Path(new))
        with told.step("restore, med alla kontroller"):
            say(manage(there, "restore", str(package)).strip())
        with told.step("verify_history med sigill utifrån"):
            say(manage(there, "verify_history", "--root", root).strip())
        with told.step("jämförelse, tabell för tabell, fil för fil"):
            after = ask(there, "state")
    told.faults += differences(before, after)
    rows = sum(number for number, _sha256 in after["tables"].values())
    say(f"{len(after['tables'])} tabeller, {rows} rader och {len(after['files'])} filer jämförda")
    restored = told.seconds["restore, med alla kontroller"]
    told.require(restored <= LONGEST, f"återställningen tog {restored:.0f} s, mer än {LONGEST}")
