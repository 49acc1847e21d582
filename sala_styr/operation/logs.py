"""How the log is written: JSON, a line for each event, on standard error (systemd's journal keeps it); readable lines where DEBUG is on.

Every logger of the process, Django's and gunicorn's too, goes through the same steps, and they keep people out of it:
- an exception is told by its class and where it was raised, never by its message, which may quote what somebody wrote (``SALA_LOG_MESSAGES=1``
  tells that too, for the hour one needs it);
- lines in which Django or gunicorn quote an address or a header keep the sentence but not the quotation;
- control characters are written out, so that nothing a client sends can look like a line of ours.
"""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import Processor

_QUOTES_PEOPLE = ("django.request", "django.security", "django.server", "gunicorn.access")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
Event = MutableMapping[str, Any]


def logging_config(*, production: bool, debug: bool, level: str, messages: bool) -> dict[str, Any]:
    """For ``settings.LOGGING``. ``level``: of our own and others' loggers; the requests' lines are always told in production."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "styr": {
                "()": structlog.stdlib.ProcessorFormatter,
                "use_get_message": False,
                "pass_foreign_args": True,
                "foreign_pre_chain": [structlog.contextvars.merge_contextvars, without_quotations],
                "processors": steps(readable=debug, messages=messages),
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "styr"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Ours, by django-structlog: one line a request where machines read them.
            "django_structlog": {"level": "INFO" if production else level},
            # Django's own handlers would write the same once more, in another form.
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            # Said once already, with the request's number (request_finished, request_failed).
            "django.request": {"level": "CRITICAL"},
        },
    }


def steps(*, readable: bool, messages: bool) -> list[Processor]:
    """What happens to an event on its way to its line."""
    told: Processor = structlog.processors.format_exc_info if messages else where_it_broke
    last: Processor = (
        structlog.dev.ConsoleRenderer(colors=False)
        if readable
        else structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    )
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        told,
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        written_out,
        last,
    ]


def without_quotations(logger: Any, name: str, event: Event) -> Event:
    """Put what the sentence is about into it, unless that quotes a request: then the sentence stands alone."""
    record: logging.LogRecord = event["_record"]
    about = event.pop("positional_args", ())
    quotes = record.name.startswith(_QUOTES_PEOPLE) or (
        record.name.startswith("gunicorn") and record.levelno >= logging.WARNING
    )
    if not quotes:
        event["event"] = str(record.msg) % about if about else str(record.msg)
    elif not about:
        event["event"] = record.name.rsplit(".", 1)[-1]
    status = getattr(record, "status_code", None)
    if status is not None:
        event["code"] = status
    return event


def where_it_broke(logger: Any, name: str, event: Event) -> Event:
    """Replace the exception by its class and the places it passed. Those that caused it too."""
    info = event.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info if isinstance(info, BaseException) else info[1] if isinstance(info, tuple) else None
    if error is not None:
        event["exception"] = list(_told(error))
    event.pop("stack_info", None)
    return event


def _told(error: BaseException) -> list[dict[str, Any]]:
    chain: list[dict[str, Any]] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        one: dict[str, Any] = {"class": f"{type(current).__module__}.{type(current).__qualname__}"}
        code = getattr(current, "sqlstate", None) or getattr(current, "sqlite_errorname", None)
        number = current.errno if isinstance(current, OSError) else None
        one |= {"code": code} if code else {}
        one |= {"errno": number} if number else {}
        chain.append(one | {"at": _places(current.__traceback__)})
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return chain


def _places(broke: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(broke)][-25:]


def written_out(logger: Any, name: str, event: Event) -> Event:
    """Control characters as \\u escapes, in every text of the event."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", value)
    return event
