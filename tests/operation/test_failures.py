"""When a page cannot be made: the right number, words that help, and nothing asked of what may be broken."""

import errno

import psycopg
import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, ProgrammingError
from django.test import Client, RequestFactory

from sala_styr.operation import failures
from tests.cast import Cast


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def sqlite(name: str) -> Exception:
    """What sqlite3 raises, as far as we look at it."""
    error = Exception("x")
    error.sqlite_errorname = name  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (OperationalError("server closed the connection unexpectedly"), True),
        (InterfaceError("connection already closed"), True),
        (caused(OperationalError("x"), psycopg.errors.DiskFull()), True),
        (caused(OperationalError("x"), psycopg.errors.AdminShutdown()), True),
        (caused(OperationalError("x"), psycopg.errors.ReadOnlySqlTransaction()), True),
        (caused(OperationalError("x"), psycopg.errors.DeadlockDetected()), False),
        (caused(ProgrammingError("x"), psycopg.errors.UndefinedTable()), False),
        (caused(OperationalError("x"), sqlite("SQLITE_BUSY_SNAPSHOT")), True),
        (caused(OperationalError("x"), sqlite("SQLITE_FULL")), True),
        (caused(OperationalError("no such table: goals"), sqlite("SQLITE_ERROR")), False),
        (IntegrityError("x"), False),
        (OSError(errno.ENOSPC, "full"), True),
        (OSError(errno.EACCES, "no"), False),
        (ValueError("x"), False),
        (None, False),
    ],
)
def test_what_passes_by_itself_is_told_from_our_own_faults(error: Exception | None, passes: bool) -> None:
    assert failures.passes_by_itself(error) is passes


def broken(cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception) -> tuple[int, str, str]:
    """(status, Retry-After, page) of the first page when it meets ``error``."""

    def breaks(*args: object) -> None:
        raise error

    monkeypatch.setattr("sala_styr.shell.views.chosen_role", breaks)
    client = cast.client("controller")
    client.raise_request_exception = False
    answer = client.get("/")
    return answer.status_code, answer.headers.get("Retry-After", ""), answer.content.decode()


def test_our_own_fault_is_500_and_says_what_to_do(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    status, retry, page = broken(cast, monkeypatch, ZeroDivisionError())
    assert (status, retry) == (500, "")
    assert "Något gick fel hos oss" in page
    assert "Ärendenummer" in page


def test_what_passes_is_503_and_says_that_nothing_was_saved(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    status, retry, page = broken(cast, monkeypatch, OperationalError("the connection is lost"))
    assert (status, retry) == (503, "10")
    assert "det är inte sparat" in page


@pytest.mark.parametrize("make", [failures.server_error, failures.away, failures.bad_request])
def test_the_pages_need_neither_database_nor_session(make) -> None:  # type: ignore[no-untyped-def]
    page = make(RequestFactory().get("/")).content.decode()  # a database here would be an error: the test has none
    assert "<h1" in page
    assert "{%" not in page
    assert "style=" not in page


def test_too_many_says_when_to_come_back() -> None:
    answer = failures.too_many(RequestFactory().get("/"), 61)
    assert (answer.status_code, answer["Retry-After"]) == (429, "61")
    assert "om 2 minuter" in answer.content.decode()


def test_a_host_that_is_not_ours_gets_the_page_for_it(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.ALLOWED_HOSTS = ["styr.example"]
    answer = client.get("/logga-in/", headers={"Host": "annan.example"})
    assert answer.status_code == 400
    assert "Det gick inte att läsa det som kom" in answer.content.decode()
    assert "annan.example" not in answer.content.decode()
