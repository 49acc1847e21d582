"""A few processes that lay out chapters (``chapter_child``), one at a time each; the heaviest chapters first, so that all end at about the same time."""

import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from sala_styr.documents.chapter_work import Job, LaidOut, receive, send
from sala_styr.documents.engine import PdfPartsMissing

TRIES = 2
"""A process that is killed may have been unlucky; twice with the same chapter is no accident."""
LOOK = 0.2
"""Seconds between looks at the clock, and at whether the report is still wanted."""
ALL = 1_000_000
"""The page that is told when a chapter is done."""
PROJECT = Path(__file__).resolve().parents[2]
logger = logging.getLogger(__name__)

Told = Callable[[int, int], None]
"""Called with a job's number and the page reached in it (ALL when it is done), or -1 while nothing has happened: whatever it raises ends the work."""


class ChapterFailed(RuntimeError):
    """A chapter could not be laid out. ``number`` is the job's."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"chapter {number}: {reason}")
        self.number = number


class ChapterTooLarge(ChapterFailed):
    """It wants more memory than it may have."""


class ChapterTooSlow(ChapterFailed):
    """It takes more time than it may."""


@dataclass(frozen=True)
class Limits:
    """How many processes at once, and what each may use: megabytes of memory, and seconds for one chapter."""

    processes: int
    megabytes: int
    seconds: float


@dataclass(frozen=True)
class _Answer:
    number: int
    word: str
    value: object = None


def lay_out_all(jobs: Sequence[tuple[int, Job]], limits: Limits, told: Told) -> dict[int, LaidOut]:
    """Lay out the numbered jobs in the order given. All processes are gone when it returns or raises.

    Raises ChapterFailed, PdfPartsMissing, and whatever ``told`` raises.
    """
    if not jobs:
        return {}
    pool = _Pool(jobs, limits)
    try:
        return pool.run(told)
    finally:
        pool.end()


class _Pool:
    def __init__(self, jobs: Sequence[tuple[int, Job]], limits: Limits) -> None:
        self.limits = limits
        self.waiting: queue.SimpleQueue[tuple[int, Job]] = queue.SimpleQueue()
        for job in jobs:
            self.waiting.put(job)
        self.left = {number for number, _job in jobs}
        self.answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        self.began: dict[int, float] = {}
        self.children: dict[int, subprocess.Popen[bytes]] = {}
        self.ending = False
        count = min(limits.processes, len(jobs))
        self.threads = [threading.Thread(target=self._serve, args=(seat,), daemon=True) for seat in range(count)]

    def run(self, told: Told) -> dict[int, LaidOut]:
        """Start, and gather the answers."""
        for thread in self.threads:
            thread.start()
        done: dict[int, LaidOut] = {}
        while self.left:
            try:
                answer = self.answers.get(timeout=LOOK)
            except queue.Empty:
                told(-1, 0)
                self._look_at_the_clock()
                continue
            if answer.word == "page":
                told(answer.number, cast("int", answer.value))
            elif answer.word == "done":
                done[answer.number] = cast("LaidOut", answer.value)
                self.left.discard(answer.number)
                told(answer.number, ALL)
            else:
                _refuse(answer)
        return done

    def end(self) -> None:
        """Kill what is left."""
        self.ending = True
        for child in list(self.children.values()):
            child.kill()
        for thread in self.threads:
            thread.join()

    def _look_at_the_clock(self) -> None:
        for number, began in list(self.began.items()):
            if number in self.left and time.monotonic() - began > self.limits.seconds:
                raise ChapterTooSlow(number, f"not done after {self.limits.seconds} s")

    def _serve(self, seat: int) -> None:
        """One seat: a process, and the thread that gives it work. The thread lives as long as the process, which dies with it."""
        child: subprocess.Popen[bytes] | None = None
        try:
            while not self.ending:
                number, job = self.waiting.get_nowait()
                for attempt in range(1, TRIES + 1):
                    if child is None or child.poll() is not None:
                        child = self.children[seat] = _start(self.limits.megabytes)
                    self.began[number] = time.monotonic()
                    if self._one(child, number, job) or self.ending:
                        break
                    _end(child)
                    logger.warning("the process with chapter %s died (%s), try %s", number, child.returncode, attempt)
                else:
                    self.answers.put(_Answer(number, "died", child.returncode if child else None))
        except queue.Empty:
            pass
        except Exception as error:
            logger.exception("a seat of the pool broke")
            self.answers.put(_Answer(-1, "failed", repr(error)))
        finally:
            if child is not None:
                _end(child)

    def _one(self, child: subprocess.Popen[bytes], number: int, job: Job) -> bool:
        """Give the process a job and pass on what it says; False when it died."""
        try:
            send(cast("IO[bytes]", child.stdin), job)  # type: ignore[arg-type]
        except OSError:
            return False
        while (message := receive(cast("IO[bytes]", child.stdout))) is not None:  # type: ignore[arg-type]
            word, value = message
            self.answers.put(_Answer(number, word, value))
            if word != "page":
                return True
        return False


def _start(megabytes: int) -> subprocess.Popen[bytes]:
    """A process that knows neither the database nor a secret."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SALA_", "DATABASE_", "DJANGO_"))}
    command = [sys.executable, "-m", "sala_styr.documents.chapter_child", str(megabytes), str(os.getpid())]
    return subprocess.Popen(command, cwd=PROJECT, env=kept, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:
                logger.debug("a pipe to a process that is gone could not be emptied")


def _refuse(answer: _Answer) -> None:
    if answer.word == "missing":
        raise PdfPartsMissing(str(answer.value))
    if answer.word in ("memory", "died"):
        raise ChapterTooLarge(answer.number, f"{answer.word} {answer.value}")
    raise ChapterFailed(answer.number, str(answer.value))
