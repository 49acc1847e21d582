"""Alive, ready, whole: what each is told, and that nobody is told why."""

import errno
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from sala_styr.operation import beats, health, jobs
from sala_styr.operation.models import WorkerBeat

pytestmark = pytest.mark.django_db


class AwayDatabase:
    def cursor(self) -> None:
        raise DatabaseError("password authentication failed for user sala")


def test_a_process_that_lives_says_so_without_asking_anybody(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        answer = client.get("/halsa/")
    assert answer.status_code == 200
    assert answer.json() == {"läge": "ok"}
    assert "no-cache" in answer["Cache-Control"]


def test_ready_asks_the_database_the_tables_and_the_files(client: Client) -> None:
    answer = client.get("/halsa/redo/")
    assert answer.status_code == 200
    assert set(answer.json()) == {"läge", "databas", "tabeller", "filer"}


def test_ready_says_when_the_database_is_away_without_saying_why(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "connection", AwayDatabase())
    answer = client.get("/halsa/redo/")
    assert answer.status_code == 503
    assert answer.json()["databas"] == {"ok": False, "säger": "nås inte"}
    assert "password" not in answer.content.decode()


def test_ready_says_when_files_cannot_be_written(client: Client, settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "en-fil").write_text("i vägen")
    settings.MEDIA_ROOT = tmp_path / "en-fil" / "media"
    answer = client.get("/halsa/redo/")
    assert answer.status_code == 503
    assert answer.json()["filer"]["ok"] is False


def test_a_full_disk_is_told_but_takes_nobody_out_of_service(
    client: Client, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path

    def full(name: str, content: object) -> str:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    beats.beat("arbetare-1")
    monkeypatch.setattr(health.default_storage, "save", full, raising=False)
    ready, whole = client.get("/halsa/redo/"), client.get("/halsa/allt/")
    assert (ready.status_code, ready.json()["filer"]["säger"]) == (200, "går att läsa, men är full")
    assert (whole.status_code, whole.json()["plats"]) == (503, {"ok": False, "säger": "är slut"})
    assert not [path for path in tmp_path.rglob("*") if path.is_file()], "nothing is left behind"


def test_ready_says_how_many_migrations_are_left(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def two_left() -> bool:
        raise health._NotYet(2)

    monkeypatch.setattr(health, "_all_applied", two_left)
    answer = client.get("/halsa/redo/")
    assert answer.status_code == 503
    assert "2 återstår" in answer.json()["tabeller"]["säger"]


def test_the_whole_service_wants_a_worker_that_lives(client: Client) -> None:
    assert client.get("/halsa/allt/").status_code == 503
    beats.beat("arbetare-1")
    assert client.get("/halsa/allt/").status_code == 200
    WorkerBeat.objects.update(at=timezone.now() - timedelta(minutes=5))
    answer = client.get("/halsa/allt/")
    assert answer.status_code == 503
    assert answer.json()["arbetare"]["säger"] == "hördes för 300 s sedan"
    assert client.get("/halsa/redo/").status_code == 200


def a_task(worker: str, tries: int = 1) -> DBTaskResult:
    """A task that a worker took five minutes ago."""
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - timedelta(minutes=5),
        args_kwargs={"args": [1], "kwargs": {}},
        task_path="sala_styr.documents.tasks.make_report",
        backend_name="default",
        run_after=timezone.now(),
        worker_ids=[worker] * tries,
    )


def test_a_dead_worker_s_task_goes_to_the_living_and_not_for_ever() -> None:
    beats.beat("lever")
    kept, taken, worn_out = a_task("lever"), a_task("död"), a_task("död", tries=jobs.TRIES)
    assert jobs.revive() == 2
    assert jobs.revive() == 0
    states = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert states[kept.pk] == TaskResultStatus.RUNNING
    assert states[taken.pk] == TaskResultStatus.READY
    assert states[worn_out.pk] == TaskResultStatus.FAILED
