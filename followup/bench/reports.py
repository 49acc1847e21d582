"""A long report as PDF: bare WeasyPrint, our one process, chapters in two, and with one chapter changed (quality §1.4, B7).

Each in a process of its own, so that memory is that way's own; by turns on the same HTML, so that all meet the same machine.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from django.conf import settings

from followup.bench.table import Measured, Promise, table, times
from followup.bench.timing import Timing

PAGES = (100, 200, 300)
MOST_MEMORY = 1000


@dataclass(frozen=True)
class Made:
    """What a way took: pages of the file, seconds by the clock, seconds of processors, the most memory (MB) of all its processes together."""

    pages: int
    wall: float
    processor: float
    memory: int

    @property
    def timing(self) -> Timing:
        """By the clock, for the table."""
        return Timing((self.wall * 1000,), 0)


def run_reports(sizes: tuple[int, ...] = PAGES) -> Iterator[str]:
    """The part of the report."""
    yield from table(
        "B7 Rapport som PDF, PDF/UA-1 och PDF/A-3a (kvot: mot bara WeasyPrint på samma HTML)", _rows(sizes)
    )


def _rows(sizes: tuple[int, ...]) -> Iterator[Measured]:
    for size in sizes:
        with TemporaryDirectory(prefix="sala-bench-") as media:
            bare, one, first, changed = (made(way, size, media) for way in ("bare", "whole", "chapters", "changed"))
        yield Measured(f"{bare.pages} sidor: bara WeasyPrint", bare.timing, ratio=_about(bare))
        yield Measured(
            "i en process",
            one.timing,
            ratio=f"{times(one.processor / bare.processor)} processor, {_about(one)}",
            promises=(Promise("≤ 1,15 × WeasyPrint, processor", one.processor <= 1.15 * bare.processor),),
        )
        yield Measured(
            "kapitel för kapitel", first.timing, ratio=_compared(first, bare), promises=_held(size, first, bare)
        )
        yield Measured(
            "ett kapitel ändrat",
            changed.timing,
            ratio=_compared(changed, bare),
            promises=(Promise("< 5 s", changed.wall < 5),) if size <= 200 else (),
        )


def _held(size: int, first: Made, bare: Made) -> tuple[Promise, ...]:
    ratio = Promise("≤ 0,7 × WeasyPrint", first.wall <= 0.7 * bare.wall)
    if size != 200:
        return (ratio,)
    return (ratio, Promise("< 25 s", first.wall < 25), Promise("< 1 GB", first.memory < MOST_MEMORY))


def _compared(way: Made, bare: Made) -> str:
    return f"{times(way.wall / bare.wall)}, {_about(way)}"


def _about(way: Made) -> str:
    return f"{way.pages / way.wall:.1f} sidor/s, {way.memory} MB".replace(".", ",")


def made(way: str, pages: int, media: str) -> Made:
    """Make the report in a process of its own; ``media`` is where chapters are kept."""
    ended = subprocess.run(
        [sys.executable, "-m", "followup.bench.report_child", way, str(pages)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"SALA_MEDIA_DIR": media},
        capture_output=True,
        text=True,
        check=True,
    )
    return Made(**json.loads(ended.stdout.splitlines()[-1]))
