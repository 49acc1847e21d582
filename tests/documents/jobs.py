"""Kinds of reports for tests, and a child process that knows them: ``python -m tests.documents.jobs ID`` makes report ID."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sala_styr.documents import kinds
from sala_styr.documents.kinds import Progress, report_kind
from sala_styr.documents.model import Document, Paragraph, Section
from sala_styr.errors import RuleBroken
from tests.documents.builders import document, money_table


def _tiny(year: int, progress: Progress) -> Document:
    progress(50, "Läser allt")
    return document(Section("Sammanfattning", (Paragraph(f"Året {year}."), money_table())), title=f"Provrapport {year}")


def _broken(year: int, progress: Progress) -> Document:
    raise ZeroDivisionError("ett fel i programmet")


def _ruled(year: int, progress: Progress) -> Document:
    raise RuleBroken("Året är inte stängt, så rapporten kan inte göras än.")


def _killed(year: int, progress: Progress) -> Document:
    os.abort()


def _slow(year: int, progress: Progress) -> Document:
    progress(40, "Läser långsamt")
    time.sleep(60)
    return _tiny(year, progress)


@contextmanager
def kinds_for_tests() -> Iterator[None]:
    """Offer the kinds tiny, broken, ruled, killed and slow, and nothing else."""
    before = dict(kinds._kinds)
    kinds._kinds.clear()
    for key, build in (("tiny", _tiny), ("broken", _broken), ("ruled", _ruled), ("killed", _killed), ("slow", _slow)):
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


if __name__ == "__main__":
    main(int(sys.argv[1]))
