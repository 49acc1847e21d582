"""A worker of its own for tests of crashes: ``python -m tests.mail.children WHAT [ids…]`` on the test's database.

``deliver``: send the letters. ``die-before`` / ``die-after``: the same, but the process ends without a word right before, or right after, a
letter is handed to the mail server. ``hang-before`` / ``hang-after``: there it waits, to be killed. ``run-due``: what the timer runs, with a
thing to do for everybody. Those that say READY wait for a line on a file named by SALA_TEST_GO.
"""

import os
import sys
import time
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any


def wait_for_the_other() -> None:
    """So that both begin at the same moment."""
    sys.stdout.write("READY\n")
    sys.stdout.flush()
    go = Path(os.environ["SALA_TEST_GO"])
    while not go.exists():
        time.sleep(0.005)


def interrupted(what: str) -> None:
    """Let the hand-over be where the process dies, or hangs."""
    from sala_styr.mail import delivery

    real = delivery._hand_over

    def end() -> None:
        if what.startswith("die"):
            os._exit(9)
        sys.stdout.write("HANGS\n")
        sys.stdout.flush()
        time.sleep(60)

    def hand_over(connection: Any, message: Any) -> Any:
        if what.endswith("before"):
            end()
        outcome = real(connection, message)
        end()
        return outcome

    delivery._hand_over = hand_over  # type: ignore[assignment]


def run_due_now() -> None:
    """The timer's command at one moment, with one thing to do for each person."""
    from django.utils import timezone

    from followup import todo
    from followup.actions.reminders import run_due
    from sala_styr.organisation.actor import Actor

    todo._kinds.clear()

    @todo.todo_kind("prov", "Prov", 1)
    def prov(actor: Actor, today: date) -> Iterable[todo.Todo]:
        yield todo.Todo(key=f"prov:{actor.user.pk}", title="Sak", url="/", due=today)

    wait_for_the_other()
    run_due(timezone.make_aware(datetime(2026, 3, 2, 8)))


def main(what: str, ids: list[int]) -> None:
    import django

    django.setup()
    from sala_styr.mail.delivery import deliver

    if what == "run-due":
        run_due_now()
        return
    if what == "deliver":
        wait_for_the_other()
    else:
        interrupted(what)
    deliver(ids)


if __name__ == "__main__":
    main(sys.argv[1], [int(each) for each in sys.argv[2:]])
