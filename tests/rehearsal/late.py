"""A copy that is some seconds behind: whoever writes sees it at once, others see the copy's older page, and then the same.

Each person has two browsers. One saves and reads its own page over and over: what it saved must stand there each time. The other only reads, and shows
that pages do come from the copy: the text reaches it first when the copy has it.
"""

import difflib
import re
import threading
import time
from dataclasses import dataclass, field, replace
from typing import Any

from tests.rehearsal.crowd import Person, Refused
from tests.rehearsal.figures import percentile
from tests.rehearsal.load import Size, place, say

LATE = 5.0
"""Seconds that the copy is behind."""
LOOKS = 1.5
"""A process looks at the copies so often, and a page takes its time: so much later may a text be seen than the copy has it."""


@dataclass
class Seen:
    """What all of them saw."""

    own: int = 0
    own_missing: list[str] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    differ: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def run(size: Size) -> bool:
    """The rehearsal, printed; True when everything holds."""
    with place(replace(size, reports=0), copies=1, late=LATE) as there:
        seen, ends = Seen(), time.monotonic() + size.minutes * 60
        threads = [
            threading.Thread(target=_write_and_look, args=(there.plan, who, number, ends, seen), daemon=True)
            for number, who in enumerate(there.plan["persons"])
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return _verdict(seen)


def _write_and_look(plan: dict[str, Any], who: dict[str, Any], number: int, ends: float, seen: Seen) -> None:
    def tell(kind: str, began: float, **more: Any) -> None:
        if not more["ok"]:
            seen.faults.append(f"{kind} {more['status']} {more['why']}")
        elif "mark" in more:
            saved.append(more["mark"])

    saved: list[str] = []
    quick = plan | {"think": (0.0, 0.0)}
    writer, reader = Person(quick, who, number, tell), Person(quick, who, number, tell)
    for person in (writer, reader):
        while not person.do("log_in"):
            time.sleep(1)
    time.sleep(LATE + 2 * LOOKS)  # the log-in was written too: until the copy has it, both read from the primary
    while time.monotonic() < ends:
        if writer.do("save_activity"):
            try:
                _look(writer, reader, saved[-1], seen)
            except Refused as refused:
                seen.faults.append(str(refused))


def _look(writer: Person, reader: Person, mark: str, seen: Seen) -> None:
    address, began = f"/mal/{writer.who['item']}/?ar=2026", time.monotonic()
    while (passed := time.monotonic() - began) < 4 * LATE:
        own, other = writer.read("branch", address), reader.read("branch", address)
        seen.own += 1
        if mark not in own.text:
            seen.own_missing.append(f"{mark} efter {passed:.1f} s")
        if mark in other.text:
            seen.others.append(time.monotonic() - began)
            # Anew: this page may have been begun before the copy had it, and what is told once, that it is saved, has been told.
            if difference := _difference(writer.read("branch", address).text, reader.read("branch", address).text):
                seen.differ.append(difference[:600])
            return
        time.sleep(0.2)
    seen.faults.append(f"{mark} nådde aldrig den andra läsaren")


def _difference(one: str, other: str) -> str:
    """The first lines that differ, without what is each browser's own (tokens in forms) or has been said once (messages); empty when none do."""
    texts = [
        re.sub(r'value="[A-Za-z0-9_-]{16,}"', "", page.partition("<main")[2]).splitlines() for page in (one, other)
    ]
    lines = [line for line in difflib.unified_diff(*texts, n=0, lineterm="") if line[:3] not in ("---", "+++", "@@ ")]
    return " | ".join(line.strip() for line in lines[:4])


def _verdict(seen: Seen) -> bool:
    early = [each for each in seen.others if each < LATE / 2]
    say(
        f"den som sparat läste sin sida {seen.own} gånger; {len(seen.own_missing)} gånger saknades texten {seen.own_missing[:3]}"
    )
    told = ", ".join(f"{percentile(seen.others, part):.1f}" for part in (0.0, 0.5, 0.95))
    say(
        f"den andra läsaren såg den efter {told} s (först, median, 95 %), {len(seen.others)} gånger; {len(early)} ur primären"
    )
    holds = {
        "den som skrivit ser alltid sitt eget": seen.own > 0 and not seen.own_missing,
        "andra läser ur kopian": len(seen.others) > 0 and not early,
        "kopians sida är densamma när den hunnit ikapp": not seen.differ,
        "inga fel": not seen.faults,
    }
    for line in seen.faults[:9] + seen.differ[:3]:
        say(f"  {line}")
    for name, well in holds.items():
        say(f"{'håller    ' if well else 'HÅLLER INTE'} {name}")
    return all(holds.values())
