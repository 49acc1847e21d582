"""The measurement has a database of its own, and the user's is as it was."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.support.processes import child_environment

SCRIPT = """
import django
django.setup()
from django.db import connection
from followup.bench.database import temporary_database
from sala_styr.organisation.models import Unit
own = connection.settings_dict["NAME"]
with temporary_database():
    assert connection.settings_dict["NAME"] != own, own
    Unit.objects.create(code="X", name="Bara i den tillfälliga", kind="group")
    print("inne:", Unit.objects.count())
print("efter:", Unit.objects.filter(code="X").count(), connection.settings_dict["NAME"] == own)
"""


@pytest.mark.django_db(transaction=True)
def test_what_is_written_in_the_temporary_database_is_gone_afterwards() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=settings.BASE_DIR,
        env=child_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["inne: 1", "efter: 0 True"]
