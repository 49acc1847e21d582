"""What saves itself while somebody writes leaves a row of history for each saving. No row is left out: they are told as one sitting, that can be opened."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

PAUSE = timedelta(minutes=10)
"""Who has not saved for so long has left it, and comes back to it."""

_written: set[str] = set()


class Saving(Protocol):
    """A row of history, or as much of it as tells who, when and why."""

    @property
    def history_date(self) -> datetime: ...
    @property
    def history_user_id(self) -> int | None: ...
    @property
    def history_change_reason(self) -> str | None: ...
    @property
    def history_type(self) -> str: ...


Row = TypeVar("Row", bound=Saving)


def written_in_sittings(*labels: str) -> None:
    """Tell the changes of these models (``followup.dialogue``) by sitting."""
    _written.update(labels)


def is_written_in_sittings(label: str) -> bool:
    """Is a model one that saves itself?"""
    return label in _written


def sittings(rows: Iterable[Row], thing: Callable[[Row], Hashable]) -> list[list[Row]]:
    """The rows, newest first, gathered: one person's changes of one ``thing`` for one reason, with no other change of it between, and no long pause.

    ``thing`` answers None for what is not gathered. Each list is newest first, and they stand where their newest stood.
    """
    found: list[list[Row]] = []
    newest: dict[Hashable, list[Row]] = {}
    for row in rows:
        name = thing(row)
        open_one = newest.get(name) if name is not None else None
        if open_one is not None and _goes_on(row, open_one[-1]):
            open_one.append(row)
            continue
        found.append([row])
        if name is not None:
            newest[name] = found[-1]
    return found


def _goes_on(earlier: Saving, later: Saving) -> bool:
    alike = (
        earlier.history_user_id == later.history_user_id
        and earlier.history_change_reason == later.history_change_reason
        and earlier.history_type == later.history_type == "~"
    )
    return alike and later.history_date - earlier.history_date <= PAUSE
