"""Kinds of reports for tests, and a child process that knows them: ``python -m tests.documents.jobs ID`` makes report ID."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sala_styr.documents import kinds
from sala_styr.documents.kinds import Order, Progress, report_kind
from sala_styr.documents.model import Document, Paragraph, Section
from sala_styr.errors import RuleBroken
from tests.documents.builders import document, money_table


def _tiny(order: Order, progress: Progress) -> Document:
    progress(50, "Läser allt")
    return document(
        Section("Sammanfattning", (Paragraph(f"Året {order.year}."), money_table())), title=f"Provrapport {order.year}"
    )


def _broken(order: Order, progress: Progress) -> Document:
    raise ZeroDivisionError("ett fel i programmet")


def _ruled(order: Order, progress: Progress) -> Document:
    raise RuleBroken("Året är inte stängt, så rapporten kan inte göras än.")


def _killed(order: Order, progress: Progress) -> Document:
    os.abort()


def _slow(order: Order, progress: Progress) -> Document:
    progress(40, "Läser långsamt")
    time.sleep(60)
    return _tiny(order, progress)


def _long(order: Order, progress: Progress) -> Document:
    """Long enough to be made by chapters, and to be met at half of it."""
    chapters = (
        Section(
            f"Kapitel {number}", (Paragraph(f"Del {number} av {order.year}."), money_table(160, f"Tabell {number}"))
        )
        for number in range(6)
    )
    return document(*chapters, title=f"Lång rapport {order.year}")


@contextmanager
def kinds_for_tests() -> Iterator[None]:
    """Offer the kinds tiny, broken, ruled, killed, slow and long, and nothing else."""
    before = dict(kinds._kinds)
    kinds._kinds.clear()
    builders = {
        "tiny": _tiny,
        "broken": _broken,
        "ruled": _ruled,
        "killed": _killed,
        "slow": _slow,
        "long": _long,
    }
    for key, build in builders.items():
        report_kind(key, title="Provrapport" if key == "tiny" else key)(build)
    try:
        yield
    finally:
        kinds._kinds.clear()
        kinds._kinds.update(before)


def main(report_id: int) -> None:
    """What ``manage.py render_report`` does, with the kinds of the tests."""
    import django

    django.setup()
    from django.core.management import call_command

    with kinds_for_tests():
        call_command("render_report", report_id)


def worker(report_id: int) -> None:
    """What the background worker does with a report: starts ``main`` in a process of its own and waits for it."""
    import django

    django.setup()
    from sala_styr.documents import tasks

    tasks.child_command = lambda number: [sys.executable, "-m", "tests.documents.jobs", str(number)]
    tasks.make_report.call(report_id)


if __name__ == "__main__":
    if sys.argv[1] == "worker":
        worker(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]))
