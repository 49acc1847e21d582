"""How many people can be at work before one in twenty waits for more than a second: more and more of them, until that is so (quality.md, B9)."""

import time
from dataclasses import replace

from tests.rehearsal.figures import percentile
from tests.rehearsal.load import SECONDS, Place, Size, crowd, place, say

FIRST = 0.2
"""The first step's share of the people; each further step adds as many."""


def run(size: Size) -> bool:
    """Print how quickly so many were answered, and the most for whom it holds; True when it does for some. ``size.minutes`` is each step's time."""
    with place(replace(size, reports=min(size.reports, 1))) as there:
        most, step = 0, max(1, round(size.people * FIRST))
        for people in range(step, size.people + 1, step):
            slowest = _slowest(there, people)
            say(f"{people:5} personer: 95 % inom {slowest * 1000:.0f} ms")
            if not 0 < slowest < SECONDS:
                break
            most = people
        say(f"95 % under {SECONDS:g} s håller upp till {most} personer")
        return most > 0


def _slowest(there: Place, people: int) -> float:
    """The 95th percentile, in seconds, of what was asked for once all of them had come."""
    ramp = max(3.0, people * 0.3)
    plan = there.plan | {"persons": there.plan["persons"][:people], "ramp": ramp, "zero": time.monotonic()}
    with crowd(replace(there, plan=plan)) as at_work:
        events = at_work.wait(ramp + there.size.minutes * 60 + 150)
    for line in events.fault_lines():
        say(line)
    told = [each for each in events.everything if each["ok"] and each["kind"] != "log_in" and each["at"] >= ramp]
    return percentile([each["seconds"] for each in told], 0.95)
