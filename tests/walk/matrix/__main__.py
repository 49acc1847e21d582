"""Write the matrix anew: ``python -m tests.walk.matrix``, or only the rows of some addresses: ``… seal:seals seal:verifier``.

Needs a database with the example municipality (``SALA_DATA_DIR``), which stays as it was.
"""

import logging
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sala_styr.settings")


def main(*names: str) -> None:
    """Try everybody, print the count, write the file. With ``names`` only their rows are tried; the others stay."""
    import django

    django.setup()
    from django.db import transaction
    from django.test.utils import setup_test_environment

    from tests.walk.matrix.people import PEOPLE
    from tests.walk.matrix.table import FILE, rows_of, written
    from tests.walk.matrix.trying import Tried, add_people, try_person

    setup_test_environment()
    logging.disable(logging.CRITICAL)
    columns: list[Tried] = []
    with transaction.atomic():
        add_people()
        for person in PEOPLE:
            columns.append(try_person(person, names))
            sys.stdout.write(f"{person.what}\n")
            sys.stdout.flush()
        transaction.set_rollback(True)
    kept = (
        {door: signs for door, signs in rows_of(FILE.read_text()).items() if door.split()[0] not in names}
        if names
        else {}
    )
    rows = kept | {door: "".join(each.signs[door] for each in columns) for door in columns[0].signs}
    FILE.write_text(written(dict(sorted(rows.items()))))
    for each in columns:
        for wrong in (each.broken, each.wrote_by_reading, each.wrote_though_refused):
            sys.stdout.writelines(f"{' '.join(map(str, what))}\n" for what in sorted(wrong))
    sys.stdout.write(f"{sum(each.cells for each in columns)} rutor, {len(columns[0].signs)} rader i {FILE}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
