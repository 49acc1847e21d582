"""The kinds of letters that one may say no to. What has no kind (an invitation to a meeting) always comes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class MailKind:
    """A kind of letter: its name in the database, what it is called, and where it stands in the list."""

    name: str
    label: str | Promise
    order: int


KindSource = Callable[[], Iterable[MailKind]]
_sources: list[KindSource] = []


def mail_kinds_from(source: KindSource) -> KindSource:
    """Decorator: the function gives kinds of letters; it is asked each time, so kinds may come later."""
    _sources.append(source)
    return source


def all_mail_kinds() -> list[MailKind]:
    """Every kind, in order."""
    return sorted((kind for source in _sources for kind in source()), key=lambda kind: (kind.order, kind.name))


def find_mail_kind(name: str) -> MailKind | None:
    """The kind called ``name``."""
    return next((kind for kind in all_mail_kinds() if kind.name == name), None)
