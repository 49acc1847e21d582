"""The kinds of reports there are. An app that can build one registers its builder; this app knows none of them.

@report_kind("annual", title=_("Årsredovisning"))
def annual_report(order: Order, progress: Progress) -> Document: ...
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sala_styr.documents.model import Document
from sala_styr.errors import RuleBroken

Progress = Callable[[int, str], None]
"""Called by a builder with how much is done (0–100) and what is being done now (Swedish, e.g. "Läser driftredovisningen")."""


@dataclass(frozen=True)
class Order:
    """What is to be built: of a year, and of what (``subject`` is its id with the app that builds; None when the year says all).

    ``decision``: the id of the decision that it is to be built as decided by; None for a draft.
    """

    year: int
    subject: int | None = None
    decision: int | None = None


Builder = Callable[[Order, Progress], Document]
"""Reads, never writes. Everything it reads is of one moment. Raises RuleBroken, with what to do, for what cannot be built."""


@dataclass(frozen=True)
class ReportKind:
    """``key`` is for files and questions, ``title`` for people; ``page`` names the address of the page where a subject is worked on."""

    key: str
    title: str | Promise
    build: Builder
    page: str = ""


_kinds: dict[str, ReportKind] = {}


def report_kind(key: str, *, title: str | Promise, page: str = "") -> Callable[[Builder], Builder]:
    """Decorator: offer the builder as a kind of report. Raises ValueError when the key is taken."""

    def register(build: Builder) -> Builder:
        if key in _kinds:
            raise ValueError(f"report kind {key!r} is registered twice")
        _kinds[key] = ReportKind(key, title, build, page)
        return build

    return register


def find_kind(key: str) -> ReportKind:
    """The kind called ``key``. Raises RuleBroken, which says which kinds there are."""
    if key not in _kinds:
        known = ", ".join(sorted(_kinds)) or _("inga")
        raise RuleBroken(
            _("Det finns ingen rapport som heter ”%(key)s”. De som finns: %(known)s.") % {"key": key, "known": known}
        )
    return _kinds[key]


def kind_title(key: str) -> str:
    """The kind's title, or its key when the kind is no longer registered: old reports stay readable."""
    return str(_kinds[key].title) if key in _kinds else key


def kind_page(key: str) -> str:
    """The name of the address where a subject of the kind is worked on; empty when there is none, or the kind is no longer registered."""
    return _kinds[key].page if key in _kinds else ""
