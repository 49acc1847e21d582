"""Run inside an installation's environment: say how it stands, or put something into it. What it finds is one line of JSON on standard output.

python -m tests.rehearsal.installation state|counts|reports N|change TEXT|said TEXT
"""

import json
import os
import sys
from collections.abc import Callable
from random import Random
from typing import Any

PDF_BYTES = 400_000
"""About what a report of thirty pages takes."""


def state() -> dict[str, Any]:
    """{"tables": {name: [rows, SHA-256 of all of them]}, "files": {path: SHA-256}, "missing": paths that rows name and nothing lies at}."""
    from sala_styr.keeping.files import present, referenced, sha256_of
    from sala_styr.keeping.snapshots import present as standing

    with standing() as now:
        states = {table: now.state(table) for table in now.tables()}
        there, missing = present(referenced(now.column))
    return {
        "tables": {name: [each.rows, each.sha256] for name, each in states.items()},
        "files": {path: sha256_of(path) for path in there},
        "missing": missing,
    }


def counts() -> dict[str, int]:
    """How much there is of what the size is told in."""
    from budget.models import DetailLine
    from goals.models import PlanItem
    from sala_styr.documents.models import Report
    from sala_styr.seal.models import Leaf

    found: dict[str, Any] = {"lines": DetailLine, "items": PlanItem, "reports": Report, "leaves": Leaf}
    return {name: model.objects.count() for name, model in found.items()}


def reports(wanted: str) -> int:
    """Put so many finished reports there with their files, kept as the worker keeps them; no page is drawn."""
    from django.utils import timezone

    from sala_styr.documents.kept import keep_beside
    from sala_styr.documents.models import Report, ReportState
    from sala_styr.documents.store import fingerprint, write_once
    from sala_styr.history import recording
    from sala_styr.organisation.actor import system_actor
    from tests.documents.builders import by_hand, document

    said = document(by_hand())
    with recording(system_actor(), "Repetition"):
        for number in range(int(wanted)):
            name, pdf = f"2026/repetition-{number}", b"%PDF-1.7 " + Random(number).randbytes(PDF_BYTES)
            Report.objects.create(
                kind="arsredovisning",
                year=2026,
                state=ReportState.DONE,
                file=write_once(f"{name}.pdf", pdf),
                sha256=fingerprint(pdf),
                size=len(pdf),
                progress=100,
                finished_at=timezone.now(),
                **keep_beside(name, said),
            )
    return int(wanted)


def change(text: str) -> str:
    """Let somebody write ``text`` in an activity, as the page does; the moment by the database's clock right after it was acknowledged."""
    from django.db import connection

    from goals.actions import edit_item
    from goals.models import PlanItem
    from sala_styr.organisation.actor import actor_for

    item = PlanItem.objects.filter(step__is_activity=True, state="active", responsible__isnull=False).latest("pk")
    edit_item(actor_for(item.responsible), item, item.version, description=text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return str(cursor.fetchone()[0].isoformat())


def said(text: str) -> bool:
    """Does an activity say ``text``?"""
    from goals.models import PlanItem

    return PlanItem.objects.filter(description=text).exists()


ASKED: dict[str, Callable[..., Any]] = {each.__name__: each for each in (state, counts, reports, change, said)}


def main(what: str, *arguments: str) -> None:
    """Answer one question."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sala_styr.settings")
    django.setup()
    sys.stdout.write(json.dumps(ASKED[what](*arguments)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
