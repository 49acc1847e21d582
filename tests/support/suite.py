"""Every check and every test, one after the other, and in the end what failed.

    python -m tests.support.suite          all of it
    python -m tests.support.suite --fast   what takes seconds: linters, types, contracts

Everything runs, whatever the others said, so that one run tells all that is wrong. The last lines printed are the
closing lines of each pytest run. Exits 1 when anything failed.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
PYTEST = [PYTHON, "-m", "pytest"]
PRODUCTION = {
    "SALA_PRODUCTION": "1",
    "SALA_SECRET_KEY": "a-key-only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SALA_ALLOWED_HOSTS": "styr.example",
    "SALA_PUBLIC_ADDRESS": "https://styr.example",
    "SALA_EMAIL_URL": "smtp+tls://styr:secret@smtp.example:587",
    "SALA_MAIL_FROM": "Sala styr <styr@styr.example>",
}


@dataclass(frozen=True)
class Step:
    """A command with a name. ``tests`` marks the pytest runs."""

    name: str
    command: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)
    tests: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a step ended."""

    step: Step
    passed: bool
    seconds: float
    closing_line: str


def tool(name: str, *arguments: str) -> list[str]:
    """The command line of a tool that is installed in our environment."""
    return [str(BIN / name), *arguments]


def manage(*arguments: str) -> list[str]:
    """The command line of ``manage.py``."""
    return [PYTHON, "manage.py", *arguments]


CHECKS = (
    Step("ruff", tool("ruff", "check", "--quiet", ".")),
    Step("ruff format", tool("ruff", "format", "--check", "--quiet", ".")),
    Step("djlint", tool("djlint", "--lint", "--quiet", "templates")),
    Step("import-linter", tool("lint-imports", "--no-cache")),
    Step("makemigrations --check", manage("makemigrations", "--check", "--dry-run")),
    Step("check --deploy", manage("check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
    Step("mypy", tool("mypy")),
)
TESTS = (
    Step("SQLite", [*PYTEST, "-n", "2", "--dist", "worksteal", "-m", "not browser"], tests=True),
    # By file, so that the running product that the walks share is started once.
    Step("Chromium", [*PYTEST, "-n", "2", "--dist", "loadfile", "-m", "browser"], tests=True),
    Step(
        "PostgreSQL",
        [PYTHON, "-m", "tests.support.postgres", "--", *PYTEST, "-n", "2", "--dist", "worksteal", "-m", "not browser"],
        tests=True,
    ),
)


def run(step: Step) -> Outcome:
    """Run a step, show its output as it comes, and remember its last line."""
    say(f"── {step.name} {'─' * (76 - len(step.name))}")
    began = time.monotonic()
    closing_line = ""
    with subprocess.Popen(
        step.command,
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"} | step.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            closing_line = line.strip() or closing_line
    return Outcome(step, process.returncode == 0, time.monotonic() - began, closing_line)


def say(text: str) -> None:
    """Print at once, so that our lines and the steps' output stay in order."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def report(outcomes: Sequence[Outcome]) -> None:
    """What passed and failed and how long it took; pytest's own closing lines last."""
    say("─" * 80)
    for outcome in outcomes:
        say(f"{'ok     ' if outcome.passed else 'FAILED '} {outcome.seconds:6.0f} s  {outcome.step.name}")
    for outcome in outcomes:
        if outcome.step.tests:
            say(f"{outcome.step.name}:\n{outcome.closing_line}")


def main(arguments: Sequence[str]) -> int:
    """Run everything, or only the quick checks with ``--fast``."""
    outcomes = [run(step) for step in (CHECKS if "--fast" in arguments else CHECKS + TESTS)]
    report(outcomes)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
