"""When a replica is read from, and when not. With the same database by both names; the rehearsal does it with a real one."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import OperationalError, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from goals.models import PlanItem
from sala_styr.operation import replicas
from sala_styr.operation.replicas import Reading, ReplicaMiddleware, ReplicaRouter
from sala_styr.organisation.models import User

ROUTER = ReplicaRouter()


@pytest.fixture(autouse=True)
def one_replica(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(replicas, "replicas", lambda: ["replica1"])
    monkeypatch.setattr(replicas, "_fresh", {"replica1": 1000})
    monkeypatch.setattr(replicas, "_place", lambda _name: replicas._fresh.get("replica1", 0))
    return


@pytest.fixture
def reading() -> Iterator[Reading]:
    now = Reading("replica1")
    token = replicas._reading.set(now)
    yield now
    replicas._reading.reset(token)


def test_outside_a_request_the_primary_is_read() -> None:
    assert ROUTER.db_for_read(PlanItem) is None


def test_a_request_that_reads_is_the_replica_s_until_it_writes(reading: Reading) -> None:
    assert ROUTER.db_for_read(PlanItem) == "replica1"
    assert ROUTER.db_for_write(PlanItem) == "default"
    assert ROUTER.db_for_read(PlanItem) is None
    assert reading.wrote


def test_who_one_is_and_may_is_always_the_primary_s(reading: Reading) -> None:
    assert ROUTER.db_for_read(User) is None


@pytest.mark.django_db(transaction=True)
def test_a_transaction_is_of_one_piece(reading: Reading) -> None:
    with transaction.atomic():
        assert ROUTER.db_for_read(PlanItem) is None
    assert ROUTER.db_for_read(PlanItem) == "replica1"


def test_relations_may_cross_and_replicas_are_never_migrated() -> None:
    assert ROUTER.allow_relation(PlanItem(), User())
    assert not ROUTER.allow_migrate("replica1", "goals")
    assert ROUTER.allow_migrate("default", "goals")


def asking(place: int | None = None, method: str = "GET") -> HttpRequest:
    """A request from a browser that wrote at ``place``."""
    request = RequestFactory().generic(method, "/")
    if place is not None:
        request.COOKIES[replicas.COOKIE] = replicas._SIGNED.sign(str(place))
    return request


def test_whoever_wrote_waits_for_the_replica_to_come_that_far() -> None:
    assert replicas.choose(asking()) == "replica1"
    assert replicas.choose(asking(1000)) == "replica1"
    assert replicas.choose(asking(1001)) is None
    replicas._fresh["replica1"] = 1001
    assert replicas.choose(asking(1001)) == "replica1"


def test_a_cookie_that_somebody_made_up_asks_for_nothing() -> None:
    request = asking()
    request.COOKIES[replicas.COOKIE] = "99999999:abc:def"
    assert replicas.written_by(request) == 0


def test_a_replica_that_goes_away_costs_one_more_try() -> None:
    tried: list[str | None] = []

    def view(request: HttpRequest) -> HttpResponse:
        tried.append(ROUTER.db_for_read(PlanItem))
        if tried[-1]:
            answer = door.process_exception(request, OperationalError("server closed the connection"))
            assert answer is not None
            return answer
        return HttpResponse("klart")

    door = ReplicaMiddleware(view)
    assert door(asking()).content == b"klart"
    assert tried == ["replica1", None]
    assert replicas.choose(asking()) is None, "it is not chosen again until it has been looked at"


def test_a_question_that_a_replica_gave_up_is_asked_of_the_primary_and_the_replica_stays() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        if ROUTER.db_for_read(PlanItem):
            error = OperationalError("canceling statement due to conflict with recovery")
            error.__cause__ = psycopg.errors.SerializationFailure()
            answer = door.process_exception(request, error)
            assert answer is not None
            return answer
        return HttpResponse("klart")

    door = ReplicaMiddleware(view)
    assert door(asking()).content == b"klart"
    assert replicas.choose(asking()) == "replica1"


def test_our_own_faults_are_not_tried_again() -> None:
    seen: list[HttpResponse | None] = []

    def view(request: HttpRequest) -> HttpResponse:
        ROUTER.db_for_read(PlanItem)
        seen.append(door.process_exception(request, ValueError()))
        return HttpResponse(status=500)

    door = ReplicaMiddleware(view)
    assert door(asking()).status_code == 500
    assert seen == [None]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_writes_sends_its_place_with_the_browser() -> None:
    door = ReplicaMiddleware(lambda _request: HttpResponse())
    answer = door(asking(method="POST"))
    told = asking()
    told.COOKIES[replicas.COOKIE] = answer.cookies[replicas.COOKIE].value
    assert replicas.written_by(told) > 1000
    assert replicas.choose(told) is None
    assert answer.cookies[replicas.COOKIE]["httponly"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_primary_is_no_replica(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert replicas._place("default") == 0
    assert connections["default"].vendor == "postgresql"
