"""A process of its own that brings in one file and says how much memory it has had at most: ``python -m followup.bench.import_child FILE UNIT YEAR``.

Its own VmHWM: what ``getrusage`` says of a child begins with what its parent had.
"""

import io
import os
import re
import sys
from pathlib import Path

import django
from django.core.management import call_command


def peak() -> int:
    """MB of this process since its program began."""
    found = re.search(r"VmHWM:\s*([0-9]+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) // 1024 if found else 0


def main(path: str, unit: str, year: str) -> None:
    """Bring it in by the command, and print the number."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sala_styr.settings")
    django.setup()
    call_command("import_actuals", path, "--unit", unit, "--year", year, stdout=io.StringIO())
    sys.stdout.write(f"{peak()}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
