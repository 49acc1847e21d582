"""The example municipality, loaded once for all tests in this folder and rolled back after them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from followup.demo.load import load


@pytest.fixture(scope="package")
def example(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Inside one transaction, so that nothing of it is left for other tests. Tests that ask for it also need ``django_db``."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)
