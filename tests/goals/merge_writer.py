"""A process of its own that lets a plan amendment into the plan: ``python -m tests.goals.merge_writer PK``. Prints 1 when it did, 0 when it was told no."""

import sys

import django

django.setup()

from goals.actions.merge import merge_amendment  # noqa: E402
from goals.models import Amendment  # noqa: E402
from goals.queries.amendments import change_rows  # noqa: E402
from sala_styr.errors import RuleBroken  # noqa: E402
from sala_styr.organisation.actor import system_actor  # noqa: E402


def main(pk: int) -> int:
    amendment = Amendment.objects.get(pk=pk)
    seen = {row.change.pk: (row.current.pk, row.current.version) for row in change_rows(amendment) if row.current}
    try:
        merge_amendment(system_actor(), amendment, amendment.version, seen, {})
    except RuleBroken:
        return 0
    return 1


if __name__ == "__main__":
    sys.stdout.write(str(main(int(sys.argv[1]))))
