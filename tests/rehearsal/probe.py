"""Somebody who does the same thing over and over without pause, to see when it does not work, and for how long."""

import threading
import time
from itertools import pairwise
from typing import Any

from tests.rehearsal.crowd import Person

PAUSE = 0.3
"""Seconds between two tries."""
Event = dict[str, Any]


class Probe:
    """One who reads or saves (``kind``, a method of Person) until stopped. What happened is in ``events``, as the crowd tells it."""

    def __init__(self, plan: dict[str, Any], who: dict[str, Any], number: int, kind: str) -> None:
        self.events: list[Event] = []
        self.kind, self._zero, self._stop = kind, plan["zero"], threading.Event()
        self._person = Person(plan | {"think": (0.0, 0.0)}, who, number, self._tell)
        self._thread = threading.Thread(target=self._live, name=f"probe-{kind}", daemon=True)

    def __enter__(self) -> "Probe":
        while not self._person.do("log_in"):
            time.sleep(1)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _live(self) -> None:
        while not self._stop.wait(PAUSE):
            self._person.do(self.kind)

    def _tell(self, kind: str, began: float, **more: Any) -> None:
        now = time.monotonic()
        self.events.append({"kind": kind, "at": began - self._zero, "took": now - began} | more)

    def good(self) -> list[tuple[float, float]]:
        """When each try that went well began and ended."""
        return [
            (each["at"], each["at"] + each["took"]) for each in self.events if each["ok"] and each["kind"] == self.kind
        ]

    def longest_without(self, after: float, before: float) -> float:
        """The longest time without a good answer, from the last one that ended by ``after`` until ``before``."""
        ends = [end for _began, end in self.good() if end < before]
        first = max((end for end in ends if end <= after), default=after)
        return max(
            later - earlier for earlier, later in pairwise([first, *(end for end in ends if end > after), before])
        )

    def back(self, after: float) -> float | None:
        """Seconds from ``after`` until a good answer to what was asked after it; None when there was none."""
        return next((end - after for began, end in self.good() if began >= after), None)

    def wait_until_back(self, after: float, patience: float) -> None:
        """Wait until something that was asked past ``after`` went well, or patience ends."""
        deadline = time.monotonic() + patience
        while self.back(after) is None and time.monotonic() < deadline:
            time.sleep(0.1)
