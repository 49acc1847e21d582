"""Who is changing what, and why: the context in which every action writes.

An action opens ``recording(actor, reason)`` and writes inside it; every history row made there, also by the bulk helpers below, carries that
person and that reason. A row made outside says so, which a reader of the history sees (and a test of each action would fail on).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from sala_styr.history.many import RowWriter

if TYPE_CHECKING:
    from sala_styr.organisation.actor import Actor

OUTSIDE = "Ändrat utanför programmets åtgärder"


@dataclass(frozen=True)
class Recording:
    user: Any
    reason: str


@dataclass(frozen=True)
class Help:
    """That ``helper`` acts for ``person`` (a name) by that person's consent, which has the number ``consent`` (``sala_styr.helping``)."""

    helper: Any
    person: str
    consent: int

    @property
    def mark(self) -> str:
        """What the reason of everything that is written meanwhile begins with. Always in Swedish: it is also what the history is searched for."""
        return f"För {self.person}, {consent_mark(self.consent)}"


def consent_mark(consent: int) -> str:
    """The part of the mark that is the consent's own, and no other's."""
    return f"med medgivande nr {consent}:"


_current: ContextVar[Recording | None] = ContextVar("recording", default=None)
_help: ContextVar[Help | None] = ContextVar("help", default=None)


def current() -> Recording:
    """The recording in force, or one that says that there is none."""
    return _current.get() or _named(None, OUTSIDE, _help.get())


def _named(user: Any, reason: str, help_given: Help | None) -> Recording:
    """With both names where somebody helps: the helper as the one who did it, the person in the reason."""
    return Recording(help_given.helper, f"{help_given.mark} {reason}") if help_given else Recording(user, reason)


@contextmanager
def helping(help_given: Help) -> Iterator[None]:
    """Everything that is written in here names the helper and the person, whoever the recording is by: no action can forget it. No transaction."""
    token = _help.set(help_given)
    try:
        yield
    finally:
        _help.reset(token)


@contextmanager
def recording(actor: "Actor", reason: str) -> Iterator[Recording]:
    """One transaction whose history rows all carry ``actor``'s user and ``reason`` (Swedish, a short verb phrase).

    Somebody who acts by the right of a person they stand in for is named with that person, and so is somebody who helps one.

    Nested recordings join the outer transaction; the innermost reason is the one written.
    """
    whose = actor.in_place_of
    if whose:
        reason = _("%(what)s, i stället för %(person)s") % {"what": reason, "person": whose}
    token = _current.set(_named(actor.user, reason, actor.helped or _help.get()))
    try:
        with transaction.atomic():
            yield _current.get()  # type: ignore[misc]
    finally:
        _current.reset(token)


def fill_in(sender: Any, *, history_instance: Any, **kwargs: Any) -> None:
    """Signal handler for ``pre_create_historical_record``: write the recording on the row."""
    now = current()
    if history_instance.history_user_id is None and now.user is not None:
        history_instance.history_user_id = now.user.pk
    if not history_instance.history_change_reason:
        history_instance.history_change_reason = now.reason


def bulk_create(model: type[models.Model], rows: Sequence[models.Model], batch_size: int = 2000) -> list[Any]:
    """Insert many rows with a history row each, inside the recording in force. Returns the rows with their primary keys."""
    now = current()
    return bulk_create_with_history(
        list(rows), model, batch_size=batch_size, default_user=now.user, default_change_reason=now.reason
    )


def bulk_update(model: type[models.Model], rows: Sequence[models.Model], fields: Sequence[str]) -> int:
    """Update ``fields`` of many rows with a history row each, inside the recording in force. Returns the number of rows."""
    now = current()
    return bulk_update_with_history(
        list(rows),
        model,
        list(fields),
        batch_size=2000,
        default_user=now.user,
        default_change_reason=now.reason,
        manager=RowWriter(model),
    )


@contextmanager
def browsing(user: Any) -> Iterator[None]:
    """Name ``user`` on rows written by Django's own admin pages, which do not go through our actions. No transaction."""
    token = _current.set(Recording(user, "Ändrat i systemförvaltningen"))
    try:
        yield
    finally:
        _current.reset(token)
