"""A municipality that is committed, with a decided report, its picture and its files: what a backup has to bring back."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from goals.models import PlanItem
from sala_styr.documents.models import Report
from sala_styr.history import recording
from sala_styr.organisation.actor import system_actor
from tests.cast import Cast, build_cast
from tests.documents.builders import by_hand, document
from tests.documents.jobs import kinds_for_tests
from tests.documents.kept_reports import kept_report


@dataclass(frozen=True)
class World:
    """The people, a plan item with two versions, and a report."""

    cast: Cast
    activity: PlanItem
    report: Report
    media: Path


@pytest.fixture
def world(transactional_db: None) -> World:
    """Committed, so that other connections and programs see it."""
    return make_world()


def make_world() -> World:
    """Put it into the empty database in force."""
    cast = build_cast()
    activity = cast.chain()["activity"]
    with recording(system_actor(), "Test"):
        activity.description = 'Å, ä och ö\n=1+1\t😀 \\ "citat"'
        activity.save()
        cast.user("chair_a").set_password("hemligt lösenord")
        cast.user("chair_a").save()
    with kinds_for_tests():
        report = kept_report(document(by_hand()), decision=cast.decision("KF", registry_number="KS 2026/112"))
    return World(cast, activity, report, Path(settings.MEDIA_ROOT))
