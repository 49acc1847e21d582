"""What is asked for again and again while one page is made, and asked of the database once: the years, the steering models' words and scales.

Remembered for one request, so that any number of processes serve the same words; what ``read_kept`` asks is kept by the process as long as its
tables are unchanged. Outside a request (a command, the worker) nothing is remembered: a question there is asked once by the function that needs the
answer, and handed on.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from django.db.models import Model

from sala_styr.kept.answers import Marks, keeps, kept, marks_in

T = TypeVar("T")
_answers: ContextVar[dict[str, Any] | None] = ContextVar("remembered", default=None)
_only_reads: ContextVar[bool] = ContextVar("only_reads", default=False)


def remembered(name: str, ask: Callable[[], T]) -> T:
    """The answer to ``ask``, from earlier in the same request if it has been asked there."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if name not in answers:
        answers[name] = ask()
    return cast(T, answers[name])


def remember_read(name: str, answer: Any) -> None:
    """Keep what has just been read, in a request that only reads: where something is written too it may not hold."""
    answers = _answers.get()
    if answers is not None and _only_reads.get():
        answers[name] = answer


def read_before(name: str) -> Any:
    """What ``remember_read`` has kept in this request; None where nothing is."""
    return (_answers.get() or {}).get(name) if _only_reads.get() else None


def read_once(name: str, ask: Callable[[], T]) -> T:
    """The answer to ``ask``, from earlier in the same request where that only reads. It is shared: nobody may change it."""
    if not _only_reads.get():
        return ask()
    return remembered(name, ask)


def read_kept(name: str, rests_on: Iterable[type[Model]], ask: Callable[[], T]) -> T:
    """As ``read_once``, and kept by the process from page to page until one of the tables it rests on has changed (sala_styr/kept)."""
    if not _only_reads.get() or not keeps():
        return read_once(name, ask)
    return remembered(name, lambda: kept(name, rests_on, ask, _marks_seen))


def _marks_seen(alias: str) -> Marks:
    """The tables' marks as they stood when this request first asked. One query a request and database."""
    return remembered(f"marks-{alias}", lambda: marks_in(alias))


def forget(**kwargs: Any) -> None:
    """Let go of what is remembered: something of it has been changed."""
    if _answers.get() is not None:
        _answers.set({})


@contextmanager
def one_reading() -> Iterator[None]:
    """Remember within a piece of work outside a request: a report is read at one time, with one set of words."""
    token = _answers.set(_answers.get() or {})
    try:
        yield
    finally:
        _answers.reset(token)


@contextmanager
def one_reading_only() -> Iterator[None]:
    """The same for work that writes nothing while it goes on: then what ``read_once`` asks is remembered too."""
    token = _only_reads.set(True)
    try:
        with one_reading():
            yield
    finally:
        _only_reads.reset(token)


def begin(**kwargs: Any) -> None:
    """A request begins (signal)."""
    _answers.set({})
    _only_reads.set(kwargs.get("environ", {}).get("REQUEST_METHOD") in ("GET", "HEAD"))


def end(**kwargs: Any) -> None:
    """A request is over (signal)."""
    _answers.set(None)
    _only_reads.set(False)
