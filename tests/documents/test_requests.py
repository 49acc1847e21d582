"""Who may ask for which report, and what becomes of the question."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from sala_styr.documents.actions import Terms, begin_again, request_report
from sala_styr.documents.models import SILENCE, Report, ReportState
from sala_styr.documents.rules import readable_reports
from sala_styr.errors import Refused, RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import ANONYMOUS, system_actor
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_kinds", "queue")]

EVERYBODY = [
    "kf_chair",
    "kf_politician",
    "chair_a",
    "politician_a",
    "head_a",
    "manager_a1",
    "staff_a1",
    "controller",
    "auditor",
    "administrator",
]


def stored(**fields: object) -> Report:
    """A report row in the given state."""
    with recording(system_actor(), "Test"):
        return Report.objects.create(**({"kind": "tiny", "year": 2025} | fields))


def done(**fields: object) -> Report:
    return stored(state=ReportState.DONE, file="rapporter/2025/x.pdf", sha256="a" * 64, pages=3, size=9, **fields)


@pytest.mark.parametrize("name", EVERYBODY)
def test_anybody_with_an_appointment_may_make_a_draft(cast: Cast, name: str) -> None:
    report = request_report(cast.actor(name), "tiny", 2025)
    assert report.draft
    assert report.requested_by == cast.user(name)
    assert report.state == ReportState.QUEUED


def test_nobody_else_may(cast: Cast) -> None:
    for actor in (cast.actor("outsider"), ANONYMOUS):
        with pytest.raises(Refused, match="uppdrag"):
            request_report(actor, "tiny", 2025)


def test_the_report_is_enqueued_when_the_row_can_be_seen(
    cast: Cast, queue: list[int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        report = request_report(cast.actor("manager_a"), "tiny", 2025)
        assert queue == []
    assert queue == [report.pk]


def test_a_request_that_is_rolled_back_leaves_no_task(
    cast: Cast, queue: list[int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        request_report(cast.actor("manager_a"), "tiny", 2025)
        transaction.set_rollback(True)
    assert queue == []
    assert not Report.objects.exists()


@pytest.mark.parametrize(("name", "body", "allowed"), [
    ("controller", "KF", True),
    ("kf_chair", "KF", True),
    ("chair_a", "A", True),
    ("chair_a", "KF", False),
    ("chair_b", "A", False),
    ("kf_politician", "KF", False),
    ("head_a", "A", False),
    ("auditor", "KF", False),
    ("administrator", "KF", False),
    ("manager_a", "A", False),
])  # fmt: skip
def test_the_decided_version_is_made_by_a_controller_or_the_bodys_chair(
    cast: Cast, name: str, body: str, allowed: bool
) -> None:
    decision = cast.decision(body)
    if allowed:
        report = request_report(cast.actor(name), "tiny", 2025, decision=decision)
        assert (report.draft, report.decision) == (False, decision)
    else:
        with pytest.raises(Refused, match="controller eller av ordföranden"):
            request_report(cast.actor(name), "tiny", 2025, decision=decision)


def test_a_report_of_a_time_is_not_decided_before_it_has_ended(cast: Cast) -> None:
    terms = Terms(ends=date(2025, 12, 31))
    early, late = cast.decision("KF", date(2025, 12, 31)), cast.decision("KF", date(2026, 4, 27))
    with pytest.raises(RuleBroken, match=r"var slut \(2025-12-31\)"):
        request_report(cast.actor("controller"), "tiny", 2025, decision=early, terms=terms)
    assert not Report.objects.exists()
    assert not request_report(cast.actor("controller"), "tiny", 2025, decision=late, terms=terms).draft


def test_what_it_is_made_of_stands_on_the_report(cast: Cast) -> None:
    old = done(draft=False, decision=cast.decision("KF"), title="Året 2025")
    terms = Terms(title="Året 2025", subject=7, template_version=3, corrects=old, correction="Fel siffra i tabellen.")
    report = request_report(cast.actor("controller"), "tiny", 2025, decision=cast.decision("KF"), terms=terms)
    assert str(report) == "Året 2025"
    assert (report.subject, report.template_version, report.corrects, report.correction) == (
        7,
        3,
        old,
        "Fel siffra i tabellen.",
    )
    with pytest.raises(IntegrityError):
        request_report(cast.actor("controller"), "tiny", 2024, terms=Terms(corrects=old))


def test_a_kind_or_year_that_does_not_exist_is_explained(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="julkort"):
        request_report(cast.actor("controller"), "julkort", 2025)
    with pytest.raises(RuleBroken, match="mellan 1990 och 2100"):
        request_report(cast.actor("controller"), "tiny", 20255)


def test_a_second_click_gives_the_report_that_is_under_way(cast: Cast) -> None:
    first = request_report(cast.actor("manager_a"), "tiny", 2025)
    assert request_report(cast.actor("manager_a"), "tiny", 2025) == first
    assert request_report(cast.actor("manager_a"), "tiny", 2026) != first
    assert request_report(cast.actor("head_a"), "tiny", 2025) != first


def test_a_finished_report_does_not_stop_a_new_one(cast: Cast) -> None:
    first = done(requested_by=cast.user("manager_a"))
    assert request_report(cast.actor("manager_a"), "tiny", 2025) != first


def test_the_history_says_who_asked_for_what(cast: Cast) -> None:
    report = request_report(cast.actor("manager_a"), "tiny", 2025)
    row = report.history.get()
    assert row.history_user == cast.user("manager_a")
    assert row.history_change_reason == "Beställde Provrapport 2025"


# A worker that died


def test_a_running_report_that_is_silent_is_broken() -> None:
    now = timezone.now()
    assert not stored(state=ReportState.RUNNING, started_at=now, heartbeat_at=now).is_broken
    quiet = stored(
        state=ReportState.RUNNING,
        started_at=now - timedelta(hours=1),
        heartbeat_at=now - SILENCE - timedelta(seconds=1),
    )
    assert quiet.is_broken
    assert quiet.can_begin_again
    assert not quiet.is_under_way


def test_a_report_that_nobody_takes_can_be_begun_again() -> None:
    assert stored(requested_at=timezone.now() - SILENCE - timedelta(seconds=1)).can_begin_again
    assert not stored().can_begin_again


@pytest.mark.parametrize("name", ["manager_a", "controller"])
def test_a_failed_report_is_begun_again_by_who_asked_or_a_controller(
    cast: Cast, name: str, queue: list[int], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    failed = stored(
        state=ReportState.FAILED, error="Det gick inte.", progress=40, step="x", requested_by=cast.user("manager_a")
    )
    with django_capture_on_commit_callbacks(execute=True):
        again = begin_again(cast.actor(name), failed)
    assert (again.state, again.attempt, again.progress, again.error) == (ReportState.QUEUED, 2, 0, "")
    assert queue == [failed.pk]
    assert again.history.first().history_change_reason == "Började om med rapporten"


@pytest.mark.parametrize("name", ["head_a", "auditor", "administrator", "outsider"])
def test_others_may_not_begin_it_again(cast: Cast, name: str) -> None:
    failed = stored(state=ReportState.FAILED, requested_by=cast.user("manager_a"))
    with pytest.raises(Refused):
        begin_again(cast.actor(name), failed)


def test_what_is_done_or_under_way_is_not_begun_again(cast: Cast) -> None:
    for report in (stored(), done()):
        with pytest.raises(RuleBroken, match="redan klar eller görs"):
            begin_again(cast.actor("controller"), report)


# For ever


def test_a_decided_report_that_is_done_never_changes(cast: Cast) -> None:
    report = done(draft=False, decision=cast.decision())
    report.sha256 = "b" * 64
    with pytest.raises(RuleBroken, match="ändras aldrig"):
        report.save()
    with pytest.raises(RuleBroken, match="ändras aldrig"):
        report.delete()
    report.refresh_from_db()
    assert report.sha256 == "a" * 64


def test_a_draft_may_be_removed() -> None:
    done().delete()
    assert not Report.objects.exists()


@pytest.mark.parametrize("fields", [{"draft": False}, {"state": "done"}, {"progress": 101}])
def test_the_database_refuses_what_cannot_be(fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        stored(**fields)


def test_the_rules_of_the_database_are_known_to_forms_too() -> None:
    with pytest.raises(ValidationError):
        Report(kind="tiny", year=2025, draft=False).full_clean()


# Reading


def test_decided_reports_are_read_by_all_drafts_by_their_maker_and_those_who_read_everything(cast: Cast) -> None:
    decided = done(draft=False, decision=cast.decision())
    making = stored(draft=False, decision=cast.decision(), requested_by=cast.user("controller"))
    own = done(requested_by=cast.user("manager_a"))
    readers = {"manager_a": {decided, own}, "politician_a": {decided}, "kf_chair": {decided}, "outsider": set()}
    for name, reports in readers.items():
        assert set(readable_reports(cast.actor(name))) == reports, name
    for name in ("controller", "auditor", "administrator"):
        assert set(readable_reports(cast.actor(name))) == {decided, making, own}, name
    assert not readable_reports(ANONYMOUS).exists()
