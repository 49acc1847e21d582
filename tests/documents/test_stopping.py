"""A report can be cancelled, may not take for ever or all the memory, and is made once whoever is killed meanwhile."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from sala_styr.documents import progress
from sala_styr.documents.actions import begin_again, cancel
from sala_styr.documents.making import make
from sala_styr.documents.management.commands.worker import look_until
from sala_styr.documents.models import SILENCE, Report, ReportState
from sala_styr.documents.progress import NoLongerWanted, ProgressWriter
from sala_styr.documents.reviving import MARGIN, MOST, revive
from sala_styr.documents.tasks import make_report
from sala_styr.errors import Refused, RuleBroken
from tests.cast import Cast, build_cast
from tests.support.processes import start_python

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("report_kinds"),
    pytest.mark.postgresql,  # minutes of killed processes: where it is run for real
]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    """The cast, committed, so that other processes see it."""
    return build_cast()


def queued(kind: str, people: Cast, **fields: object) -> Report:
    return Report.objects.create(kind=kind, year=2025, requested_by=people.user("manager_a"), **fields)


def until(holds: Callable[[], bool], seconds: float = 240) -> None:
    """Wait until something holds, but not for ever."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def state_of(report: Report) -> str:
    return Report.objects.values_list("state", flat=True).get(pk=report.pk)


def files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT, "rapporter").rglob("*.pdf") if path.is_file()]


def processes(*words: str) -> list[int]:
    """The processes whose command line has all the words."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if all(word in line for word in words):
            found.append(int(path.parent.name))
    return found


def chapter_processes(parent: int) -> list[int]:
    return processes("sala_styr.documents.chapter_child", str(parent))


@contextmanager
def in_a_thread(action: Callable[[], object]) -> Iterator[threading.Thread]:
    def run() -> None:
        try:
            action()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield thread
    finally:
        thread.join()


# Cancelling


def test_a_report_that_is_being_made_is_cancelled_and_its_processes_go(people: Cast, child: None) -> None:
    report = queued("slow", people)
    with in_a_thread(lambda: make_report.call(report.pk)) as worker:
        until(lambda: Report.objects.get(pk=report.pk).step == "Läser långsamt")
        assert processes("tests.documents.jobs", str(report.pk))
        cancel(people.actor("manager_a"), report)
        worker.join(30)
        assert not worker.is_alive()
    assert not processes("tests.documents.jobs", str(report.pk))
    assert state_of(report) == ReportState.STOPPED
    assert files() == []
    assert report.history.first().history_change_reason == "Avbröt rapporten"


def test_who_waits_in_the_queue_is_cancelled_and_not_made(people: Cast, child: None) -> None:
    report = cancel(people.actor("controller"), queued("tiny", people))
    make_report.call(report.pk)
    assert not make(report.pk)
    assert state_of(report) == ReportState.STOPPED


def test_others_may_not_cancel_and_what_is_over_cannot_be(people: Cast) -> None:
    report = queued("tiny", people)
    for name in ("head_a", "auditor", "administrator", "outsider"):
        with pytest.raises(Refused):
            cancel(people.actor(name), report)
    assert make(report.pk)
    with pytest.raises(RuleBroken, match="inget att avbryta"):
        cancel(people.actor("manager_a"), report)
    assert state_of(report) == ReportState.DONE


def test_a_cancelled_report_can_be_begun_again(people: Cast, queue: list[int]) -> None:
    report = cancel(people.actor("manager_a"), queued("tiny", people))
    again = begin_again(people.actor("manager_a"), report)
    assert (again.state, again.attempt, queue) == (ReportState.QUEUED, 2, [report.pk])


def test_a_process_whose_worker_is_gone_sees_by_itself_that_nobody_wants_the_report(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PAUSE", 0.01)
    monkeypatch.setattr(progress, "LOOK", 0.01)
    report = queued("tiny", people, state=ReportState.RUNNING)
    with ProgressWriter(report) as tell:
        tell(10, "Hämtar")
        cancel(people.actor("manager_a"), report)

        def refused() -> bool:
            try:
                tell(10, "Hämtar")
            except NoLongerWanted:
                return True
            return False

        until(refused)


def test_the_page_offers_to_cancel_and_says_that_it_was_done(people: Cast) -> None:
    report = queued("tiny", people)
    client = people.client("manager_a")
    assert "Avbryt rapporten" in client.get(f"/rapporter/{report.pk}/").content.decode()
    assert "Avbryt rapporten" not in people.client("auditor").get(f"/rapporter/{report.pk}/").content.decode()
    page = client.post(f"/rapporter/{report.pk}/avbryt/", follow=True).content.decode()
    assert "Rapporten avbröts" in page
    assert "Börja om" in page
    assert "Avbryt rapporten" not in page


# Limits


def test_a_report_that_takes_too_long_fails_with_a_reason(people: Cast, child: None, settings: Settings) -> None:
    settings.SALA_REPORT_SECONDS = 1
    report = queued("slow", people)
    make_report.call(report.pk)
    report.refresh_from_db()
    assert report.state == ReportState.FAILED
    assert "på den tid den får ta, 1 min" in report.error
    assert not processes("tests.documents.jobs", str(report.pk))


def test_a_report_that_takes_too_much_memory_fails_with_a_reason(people: Cast, child: None, settings: Settings) -> None:
    settings.SALA_REPORT_MEMORY = 5
    report = queued("slow", people)
    make_report.call(report.pk)
    report.refresh_from_db()
    assert report.state == ReportState.FAILED
    assert "Minnet räckte inte till" in report.error


# Killed


def test_when_the_worker_is_killed_its_child_makes_the_report_once(people: Cast) -> None:
    report = queued("long", people)
    where = {"SALA_MEDIA_DIR": str(settings.MEDIA_ROOT)}
    worker = start_python("-m", "tests.documents.jobs", "worker", str(report.pk), **where)
    until(lambda: Report.objects.get(pk=report.pk).progress >= 50)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    until(lambda: state_of(report) != ReportState.RUNNING)
    assert state_of(report) == ReportState.DONE
    assert len(files()) == 1
    assert Report.objects.get(pk=report.pk).attempt == 1


def test_when_the_child_is_killed_the_report_is_begun_again_and_made_once(people: Cast, child: None) -> None:
    report = queued("long", people)
    with in_a_thread(lambda: make_report.call(report.pk)):
        until(lambda: Report.objects.get(pk=report.pk).progress >= 50)
        (maker,) = processes("tests.documents.jobs", str(report.pk))
        assert chapter_processes(maker)
        os.kill(maker, signal.SIGKILL)
        until(lambda: not chapter_processes(maker))
    report.refresh_from_db()
    assert (report.state, report.attempt, report.error) == (ReportState.DONE, 2, "")
    assert len(files()) == 1
    reasons = list(report.history.values_list("history_change_reason", flat=True))
    assert reasons.count("Rapporten blev klar") == 1
    assert "Började om: arbetet med rapporten dog" in reasons


def test_when_both_are_killed_another_worker_begins_again_and_it_is_made_once(
    people: Cast, child: None, queue: list[int]
) -> None:
    report = queued("long", people)
    where = {"SALA_MEDIA_DIR": str(settings.MEDIA_ROOT)}
    worker = start_python("-m", "tests.documents.jobs", "worker", str(report.pk), **where)
    until(lambda: Report.objects.get(pk=report.pk).progress >= 50)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    (maker,) = processes("tests.documents.jobs", str(report.pk))
    os.kill(maker, signal.SIGKILL)
    until(lambda: not processes("tests.documents.jobs", str(report.pk)))
    assert revive() == []
    Report.objects.filter(pk=report.pk).update(heartbeat_at=timezone.now() - SILENCE - MARGIN - timedelta(seconds=1))
    assert revive() == [report.pk] == queue
    assert revive() == []
    make_report.call(report.pk)
    report.refresh_from_db()
    assert (report.state, report.attempt, report.error) == (ReportState.DONE, 2, "")
    assert len(files()) == 1


def test_a_report_that_takes_every_worker_with_it_is_left_to_people(people: Cast, queue: list[int]) -> None:
    silent = timezone.now() - timedelta(minutes=5)
    report = queued("long", people, state=ReportState.RUNNING, heartbeat_at=silent, attempt=MOST)
    assert revive() == queue == []
    report.refresh_from_db()
    assert report.state == ReportState.FAILED
    assert "har avbrutits 4 gånger" in report.error


def test_the_worker_looks_for_such_reports(people: Cast, queue: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    silent = timezone.now() - timedelta(minutes=5)
    report = queued("long", people, state=ReportState.RUNNING, heartbeat_at=silent)
    ended = threading.Event()
    with in_a_thread(lambda: look_until(ended, 0.01)):
        until(lambda: queue == [report.pk], 30)
        ended.set()
    assert state_of(report) == ReportState.QUEUED


def test_when_a_chapters_process_is_killed_the_chapter_is_laid_out_again(people: Cast) -> None:
    report = queued("long", people)
    with in_a_thread(lambda: make(report.pk)):
        until(lambda: bool(chapter_processes(os.getpid())))
        os.kill(chapter_processes(os.getpid())[0], signal.SIGKILL)
    report.refresh_from_db()
    assert (report.state, report.attempt, report.error) == (ReportState.DONE, 1, "")
    assert not chapter_processes(os.getpid())
