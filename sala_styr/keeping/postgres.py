"""PostgreSQL's own programs: where they are, and how they are told which database, without a password on the command line."""

import os
import shutil
from pathlib import Path

from django.db import connection

from sala_styr.errors import RuleBroken

DEBIAN = Path("/usr/lib/postgresql")


def program(name: str) -> str:
    """The newest one on the machine. Raises RuleBroken, with what to install, when there is none."""
    debian = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which(name)
    if not found:
        raise RuleBroken(
            f"Programmet {name} finns inte på den här maskinen. Installera det med: apt-get install postgresql-client"
        )
    return found


def where() -> tuple[str, dict[str, str]]:
    """(the database as a connection string without password, the environment with it) of the connection in force."""
    told = connection.settings_dict
    parts = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "dbname": told["NAME"]}
    place = " ".join(f"{name}='{_escaped(str(value))}'" for name, value in parts.items() if value)
    environment = {name: value for name, value in os.environ.items() if name != "PGDATABASE"}
    if told["PASSWORD"]:
        environment["PGPASSWORD"] = str(told["PASSWORD"])
    return place, environment


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")
