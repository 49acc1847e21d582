"""Moving a branch of hundreds in a plan of thousands, alone and by eight writers at once (quality §1.4, B6)."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle

from django.db import connection
from django.db.models import F

from followup.bench.pages import YEAR
from followup.bench.table import Measured, Promise, times
from followup.bench.timing import Timing, measure
from goals.models import PlanItem
from goals.queries import plan_rows
from sala_styr import trees
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor

WRITERS, MOVES = 8, 3


@dataclass
class Race:
    """What the writers and the reader beside them met."""

    milliseconds: list[float] = field(default_factory=list)
    reads: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def branches() -> list[PlanItem]:
    """The largest branches of the year's largest tree that lie beside each other: one for each writer, and one to move them to."""
    size = (F("rght") - F("lft") - 1) / 2
    beside = PlanItem.objects.in_year(YEAR).filter(level=1).annotate(below=size).order_by("tree_id", "-below")
    largest = beside.order_by("-below").first()
    return list(beside.filter(tree_id=largest.tree_id).order_by("-below")[: WRITERS + 1]) if largest else []


def mover(branch: PlanItem, target: PlanItem) -> Callable[[], None]:
    """Moves the branch in under ``target`` and back again, by turns, with its history."""
    places = cycle([target.pk, branch.parent_id])

    def move() -> None:
        with recording(system_actor(), "Mätning"):
            trees.move(PlanItem, branch.pk, next(places))

    return move


def by_parent_alone(branch: PlanItem, target: PlanItem) -> Callable[[], None]:
    """The least a move can cost: the parent column alone, and no numbers kept."""
    places = cycle([target.pk, branch.parent_id])

    def move() -> None:
        PlanItem.objects.filter(pk=branch.pk).update(parent_id=next(places))

    return move


def _write(move: Callable[[], None], race: Race) -> None:
    try:
        for _turn in range(MOVES):
            began = time.perf_counter()
            move()
            race.milliseconds.append((time.perf_counter() - began) * 1000)
    except Exception as error:  # whatever it is, it is what this measures
        race.errors.append(repr(error))
    finally:
        connection.close()


def _read(race: Race, stop: threading.Event) -> None:
    try:
        while not stop.is_set():
            began = time.perf_counter()
            plan_rows(system_actor(), YEAR)
            race.reads.append((time.perf_counter() - began) * 1000)
    except Exception as error:  # a reader that falls is what this measures
        race.errors.append(repr(error))
    finally:
        connection.close()


def race(found: list[PlanItem]) -> Race:
    """Let eight writers loose on the same tree, each with a branch of its own, and somebody read meanwhile."""
    *moved, target = found
    met, stop = Race(), threading.Event()
    reader = threading.Thread(target=_read, args=(met, stop))
    writers = [threading.Thread(target=_write, args=(mover(branch, target), met)) for branch in moved]
    reader.start()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    stop.set()
    reader.join()
    return met


def measured(runs: int) -> Iterator[Measured]:
    """The rows of the table. The tree is checked afterwards by ``sala_styr.trees.check``: every number, and that nothing is its own ancestor."""
    found = branches()
    largest, target = found[0], found[-1]
    below = PlanItem.objects.get(pk=largest.pk).get_descendant_count()
    # An even number of moves, so that each branch ends where it began.
    floor = measure(by_parent_alone(largest, target), runs + runs % 2)
    alone = measure(mover(largest, target), runs + runs % 2)
    met = race(found)
    together = Timing(tuple(met.milliseconds), 0)
    faults = trees.check(PlanItem)
    yield Measured("(a) bara kolumnen parent", floor)
    yield Measured(
        f"En gren med {below + 1} delar flyttas",
        alone,
        None,
        f"{times(alone.median / floor.median)} (a)",
        (Promise("median < 150 ms", alone.median < 150),),
    )
    yield Measured(
        f"Åtta flyttar på en gång, {len(met.milliseconds)} flyttar, väntan inräknad",
        together,
        None,
        "",
        (
            Promise("0 fel", not met.errors and len(met.milliseconds) == WRITERS * MOVES),
            Promise("0 felaktiga nummer, 0 ringar", not faults),
        ),
    )
    yield Measured(
        f"Den som läser hela planen under tiden, {len(met.reads)} gånger",
        Timing(tuple(met.reads), 0),
        promises=(Promise("läsaren stoppas aldrig", len(met.reads) > 0 and not met.errors),),
    )
