"""Other processes that see the test's own database: for races, commands and background work as they really run."""

import os
import subprocess
import sys
from collections.abc import Sequence

from django.conf import settings
from django.db import connection


def database_url() -> str:
    """The database that this test is connected to, as a DATABASE_URL. What others are to see must be committed."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    part = connection.settings_dict
    return f"postgres://{part['USER']}@{part['HOST']}:{part['PORT']}/{part['NAME']}"


def child_environment(**extra: str) -> dict[str, str]:
    """The environment in which ``python manage.py …`` or a script with django.setup() works on the test's database."""
    return os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.support.settings"} | extra


def start_python(*arguments: str, **extra: str) -> "subprocess.Popen[str]":
    """Start ``python <arguments>`` at the project's root on the test's database; its output is in the pipes."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=child_environment(**extra),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_manage(*arguments: str, **extra: str) -> "subprocess.CompletedProcess[str]":
    """Run ``manage.py <arguments>`` on the test's database to its end."""
    command: Sequence[str] = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=child_environment(**extra), capture_output=True, text=True, check=False
    )
