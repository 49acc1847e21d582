"""A report is made in a process of its own, tells how far it has come, and ends either whole or with a readable reason."""

import errno
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from sala_styr.documents import making, progress, tasks
from sala_styr.documents.actions import begin_again, request_report
from sala_styr.documents.kinds import Order, find_kind
from sala_styr.documents.making import make, produce
from sala_styr.documents.models import SILENCE, Report, ReportState
from sala_styr.documents.pdf import PdfPartsMissing
from sala_styr.documents.progress import ProgressWriter
from sala_styr.documents.snapshot import one_moment
from sala_styr.documents.store import fingerprint
from sala_styr.documents.tasks import make_report
from sala_styr.organisation.models import User
from tests.cast import Cast, build_cast
from tests.documents.reading import opened, text_of
from tests.support.processes import child_environment, start_python

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("report_kinds")]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, committed, so that other processes see it."""
    return build_cast()


def queued(kind: str, people: Cast | None = None, **fields: object) -> Report:
    user = people.user("manager_a") if people else None
    return Report.objects.create(kind=kind, year=2025, requested_by=user, **fields)


def content(report: Report) -> bytes:
    return Path(settings.MEDIA_ROOT, str(report.file.name)).read_bytes()


def test_a_report_is_made_from_request_to_file(people: Cast, child: None) -> None:
    report = request_report(people.actor("manager_a"), "tiny", 2025)
    report.refresh_from_db()
    assert (report.state, report.error, report.progress) == (ReportState.DONE, "", 100)
    made = content(report)
    assert report.sha256 == fingerprint(made)
    assert report.size == len(made)
    assert report.pages == len(opened(made).pages) == 4
    assert "Utkast" in text_of(made)
    assert f"uppgifternas kod {report.data_id}" in text_of(made)
    assert report.finished_at >= report.started_at >= report.requested_at


def test_the_decided_version_carries_its_decision(people: Cast, child: None) -> None:
    decision = people.decision("KF", registry_number="KS 2026/112")
    report = request_report(people.actor("controller"), "tiny", 2025, decision=decision)
    text = text_of(content(Report.objects.get(pk=report.pk)))
    assert f"{decision}" in text.replace("\n", " ")
    assert "UTKAST" not in text


def test_the_history_names_the_person_at_each_step(people: Cast, child: None) -> None:
    report = request_report(people.actor("manager_a"), "tiny", 2025)
    rows = list(report.history.order_by("history_id").values_list("history_change_reason", "history_user__username"))
    assert rows == [
        ("Beställde Provrapport 2025", "manager_a"),
        ("Började göra rapporten", "manager_a"),
        ("Rapporten blev klar", "manager_a"),
    ]


def test_a_new_report_is_a_new_row_and_a_new_file(people: Cast) -> None:
    one, two = queued("tiny", people), queued("tiny", people)
    assert make(one.pk)
    assert make(two.pk)
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.file.name != two.file.name
    assert content(one) == content(two)
    assert one.data_id == two.data_id


def test_a_child_that_dies_late_does_not_fail_the_attempt_after_it(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = queued("tiny", people)
    script = (
        "import django, sys; django.setup()\n"
        "from sala_styr.documents.models import Report\n"
        "Report.objects.update(attempt=2, state='running')\n"
        "sys.exit(9)"
    )
    for name, value in child_environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(tasks, "child_command", lambda report_id: [sys.executable, "-c", script])
    make_report.call(report.pk)
    report.refresh_from_db()
    assert (report.attempt, report.state) == (2, ReportState.RUNNING)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("broken", "Felet är antecknat i systemets logg"),
        ("ruled", "Året är inte stängt"),
        ("killed", "avbröts innan den var klar"),
        ("avskaffad", "ingen rapport som heter ”avskaffad”"),
    ],
)
def test_what_goes_wrong_is_said_in_plain_swedish(people: Cast, child: None, kind: str, words: str) -> None:
    report = queued(kind, people)
    make_report.call(report.pk)
    report.refresh_from_db()
    assert report.state == ReportState.FAILED
    assert words in report.error
    assert "Traceback" not in report.error
    assert report.file.name == ""
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.pdf"))


def test_missing_libraries_are_named_on_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> bytes:
        raise PdfPartsMissing("Kör detta som administratör: apt-get install libpango-1.0-0")

    monkeypatch.setattr(making, "render_pdf", refuse)
    report = queued("tiny")
    assert not make(report.pk)
    report.refresh_from_db()
    assert "apt-get install libpango" in report.error


def test_a_full_disk_is_named_on_the_report_and_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(making, "write_once", refuse)
    report = queued("tiny")
    assert not make(report.pk)
    report.refresh_from_db()
    assert report.state == ReportState.FAILED
    assert "inte sparad: disken är full" in report.error


def test_a_database_that_went_away_is_no_fault_of_the_report_s(monkeypatch: pytest.MonkeyPatch) -> None:
    def loses(*args: object, **kwargs: object) -> bytes:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(making, "render_pdf", loses)
    report = queued("tiny")
    with pytest.raises(SystemExit) as ended:
        call_command("render_report", report.pk)
    assert ended.value.code == tasks.AGAIN
    report.refresh_from_db()
    assert (report.state, report.error) == (ReportState.RUNNING, "")


def test_a_report_that_lost_the_database_is_begun_again_and_made_once(
    people: Cast, child: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    loses, makes = [sys.executable, "-c", f"raise SystemExit({tasks.AGAIN})"], tasks.child_command
    commands = iter([lambda _pk: loses, makes])
    monkeypatch.setattr(tasks, "child_command", lambda pk: next(commands)(pk))
    report = queued("tiny", people)
    make_report.call(report.pk)
    report.refresh_from_db()
    assert (report.state, report.attempt, report.error) == (ReportState.DONE, 2, "")
    assert report.history.filter(history_change_reason="Rapporten blev klar").count() == 1


def test_a_child_is_not_stopped_because_the_database_cannot_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(report_id: int) -> int:
        raise OperationalError("the database system is starting up")

    monkeypatch.setattr(tasks, "_attempt", away)
    assert tasks._is_wanted(1, 1)


def test_the_worker_waits_for_the_database_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def refuses() -> None:
        tried.append(1)
        if len(tried) < 3:
            raise OperationalError("connection refused")

    monkeypatch.setattr(tasks, "LOOK", 0.001)
    monkeypatch.setattr(connection, "ensure_connection", refuses)
    monkeypatch.setattr(connection, "is_usable", lambda: True)
    tasks._wait_for_database()
    assert len(tried) == 3
    tried.clear()
    monkeypatch.setattr(tasks, "PATIENCE", 0)
    with pytest.raises(OperationalError):
        tasks._wait_for_database()


def test_a_report_is_made_by_one_process_only(people: Cast) -> None:
    report = queued("tiny", people)
    assert make(report.pk)
    assert not make(report.pk)
    assert report.history.count() == 3


def test_an_id_that_does_not_exist_is_nothing_to_do() -> None:
    assert not make(987_654_321)


def test_progress_is_seen_from_outside_while_the_report_is_made(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PAUSE", 0.01)
    seen: list[tuple[int, str]] = []
    report = queued(
        "tiny", people, state=ReportState.RUNNING, started_at=timezone.now(), heartbeat_at=timezone.now() - SILENCE
    )
    with ProgressWriter(report) as tell:
        for percent, step in ((10, "Hämtar"), (60, "Sätter sida 7"), (40, "Sätter sida 8")):
            tell(percent, step)
            while Report.objects.get(pk=report.pk).step != step:
                time.sleep(0.01)
            fresh = Report.objects.get(pk=report.pk)
            seen.append((fresh.progress, fresh.step))
    assert seen == [(10, "Hämtar"), (60, "Sätter sida 7"), (60, "Sätter sida 8")]
    assert not Report.objects.get(pk=report.pk).is_broken


def test_a_silent_worker_still_gives_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PAUSE", 0.01)
    monkeypatch.setattr(progress, "BEAT", 0.02)
    report = queued("tiny", state=ReportState.RUNNING, started_at=timezone.now(), heartbeat_at=timezone.now() - SILENCE)
    with ProgressWriter(report):
        while Report.objects.get(pk=report.pk).heartbeat_at == report.heartbeat_at:
            time.sleep(0.01)
    assert Report.objects.get(pk=report.pk).heartbeat_at > timezone.now() - SILENCE


def test_progress_goes_from_building_over_pages_to_the_file() -> None:
    told: list[tuple[int, str]] = []
    produce(find_kind("tiny"), Order(2025), None, lambda percent, step: told.append((percent, step)))
    percents = [percent for percent, _step in told]
    assert percents == sorted(percents)
    assert percents[-1] < 100
    assert [step for _percent, step in told][:3] == ["Hämtar uppgifter", "Läser allt", "Sätter sidorna"]
    assert "Sätter sida 4" in [step for _percent, step in told]


def wait_for(report: Report, step: str) -> None:
    while Report.objects.get(pk=report.pk).step != step:
        time.sleep(0.05)


def test_a_killed_process_leaves_no_half_file_and_the_report_can_be_begun_again(
    people: Cast, child: None, queue: list[int]
) -> None:
    report = queued("slow", people)
    process = start_python("-m", "tests.documents.jobs", str(report.pk), SALA_MEDIA_DIR=str(settings.MEDIA_ROOT))
    wait_for(report, "Läser långsamt")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*"))
    # The worker that waited for the process was killed too, so nobody says that it failed; a minute passes.
    Report.objects.filter(pk=report.pk).update(
        heartbeat_at=timezone.now() - SILENCE - timedelta(seconds=1), kind="tiny"
    )
    report.refresh_from_db()
    assert report.is_broken
    begin_again(people.actor("manager_a"), report)
    assert queue == [report.pk]
    assert make(report.pk)
    assert Report.objects.get(pk=report.pk).attempt == 2


def test_a_worker_that_wakes_up_after_a_restart_does_not_spoil_it(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = queued("tiny", people)
    real = making.render_pdf

    def meanwhile(*args: object, **kwargs: object) -> bytes:
        Report.objects.filter(pk=report.pk).update(state=ReportState.QUEUED, attempt=2)
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "render_pdf", meanwhile)
    assert not make(report.pk)
    report.refresh_from_db()
    assert (report.state, report.attempt, report.file.name) == (ReportState.QUEUED, 2, "")


def test_everything_is_read_as_of_one_moment(people: Cast) -> None:
    """Another process changes a name while we read; we see the old one to the end, and are not in its way."""
    rename = (
        "import django; django.setup()\n"
        "from sala_styr.organisation.models import User\n"
        "User.objects.filter(username='manager_a').update(first_name='Ändrad')\n"
    )
    with one_moment():
        before = User.objects.get(username="manager_a").first_name
        process = start_python("-c", rename)
        _out, error = process.communicate(timeout=60)
        assert process.returncode == 0, error
        assert User.objects.get(username="manager_a").first_name == before
    assert User.objects.get(username="manager_a").first_name == "Ändrad"


def test_one_moment_leaves_the_connection_as_it_was() -> None:
    with one_moment():
        pass
    with transaction.atomic():
        assert Report.objects.create(kind="tiny", year=2025).pk
    if connection.vendor == "sqlite":
        assert connection.transaction_mode == "IMMEDIATE"  # type: ignore[attr-defined]


def test_the_command_of_the_worker_makes_the_report(people: Cast) -> None:
    report = queued("tiny", people)
    call_command("render_report", report.pk)
    report.refresh_from_db()
    assert report.state == ReportState.DONE


def test_the_background_worker_takes_it_from_the_queue(people: Cast, child: None, settings: object) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # type: ignore[attr-defined]
    report = request_report(people.actor("manager_a"), "tiny", 2025)
    assert Report.objects.get(pk=report.pk).state == ReportState.QUEUED
    call_command("worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert Report.objects.get(pk=report.pk).state == ReportState.DONE


def test_the_interpreter_of_the_worker_is_ours() -> None:
    assert tasks.child_command(7)[0] == sys.executable
    assert tasks.child_command(7)[1:] == [str(Path(settings.BASE_DIR) / "manage.py"), "render_report", "7"]
