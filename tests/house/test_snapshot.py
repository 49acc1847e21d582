"""Heavy data that is built once per run is the same every time it is put back, and a test's changes do not stay in it."""

import pytest
from django.contrib.contenttypes.models import ContentType

from sala_styr.organisation.models import User
from tests.cast import PEOPLE, build_cast
from tests.support.processes import run_manage
from tests.support.snapshot import load_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("time", ["first", "second", "third"])
def test_the_data_is_there_each_time(time: str) -> None:
    load_once("prov", build_cast)
    assert User.objects.count() == len(PEOPLE)
    assert ContentType.objects.get_for_model(User).model == "user"
    User.objects.create_user(time)
    assert User.objects.filter(username=time).exists()


def test_other_processes_see_it() -> None:
    load_once("prov", build_cast)
    done = run_manage("shell", "-c", "from sala_styr.organisation.models import User; print(User.objects.count())")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == str(len(PEOPLE))
