"""The kinds of reports there are. An app that can build one registers its builder; this app knows none of them.

@report_kind("annual", title=_("Årsredovisning"))
def annual_report(year: int, progress: Progress) -> Document: ...
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sala_styr.documents.model import Document
from sala_styr.errors import RuleBroken

Progress = Callable[[int, str], None]
"""Called by a builder with how much is done (0–100) and what is being done now (Swedish, e.g. "Läser driftredovisningen")."""

Builder = Callable[[int, Progress], Document]
"""Reads, never writes. Everything it reads is of one moment. Whether the document is a draft is not its business."""


@dataclass(frozen=True)
class ReportKind:
    """``key`` is for addresses and the command line, ``title`` and ``description`` for people."""

    key: str
    title: str | Promise
    build: Builder
    description: str | Promise = ""
    decided_by: str = ""
    """The kind of body (UnitKind) whose decision makes it the final version; empty when any body's may."""
    closes_year: bool = False
    """Is it about a whole year, so that it cannot be decided before the year has ended?"""


_kinds: dict[str, ReportKind] = {}


def report_kind(
    key: str, *, title: str | Promise, description: str | Promise = "", decided_by: str = "", closes_year: bool = False
) -> Callable[[Builder], Builder]:
    """Decorator: offer the builder as a kind of report. Raises ValueError when the key is taken."""

    def register(build: Builder) -> Builder:
        if key in _kinds:
            raise ValueError(f"report kind {key!r} is registered twice")
        _kinds[key] = ReportKind(key, title, build, description, decided_by, closes_year)
        return build

    return register


def all_kinds() -> list[ReportKind]:
    """Every kind, in the order of registration."""
    return list(_kinds.values())


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
