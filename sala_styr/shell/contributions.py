"""How a higher app adds to a page that a lower app owns, without the lower one knowing it.

The house has one way down (design §4): the plan item's page belongs to ``goals``, but money and assessments are known by ``budget`` and
``followup``. They register a contribution in their ``AppConfig.ready``; the page asks for all contributions to its slot, in order.
A contribution must cost a constant number of queries.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Panel:
    """A piece of a page: a template and what it needs. ``anchor`` gives it an address on the page."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    anchor: str = ""


@dataclass(frozen=True)
class NavEntry:
    """An entry of the main navigation. ``allowed`` decides whether this person is offered it."""

    label: str | Promise
    url_name: str
    order: int
    allowed: Callable[[HttpRequest], bool] = lambda request: True


PanelMaker = Callable[..., Panel | None]

_panels: dict[str, list[tuple[int, PanelMaker]]] = {}
_nav: list[NavEntry] = []
_foot: list[NavEntry] = []


def contribute(slot: str, order: int) -> Callable[[PanelMaker], PanelMaker]:
    """Decorator: the function makes a panel (or None, for "nothing here for you") for ``slot``.

    Slots: ``start.politician``, ``start.manager``, ``start.controller``, ``start.auditor``, ``start.administrator`` (called with request);
    ``plan_item`` (request, item, year); ``unit`` (request, unit, year); ``decision`` (request, decision);
    ``mission`` (request, grunduppdrag, year); ``indicator`` (request, indicator, year).
    """

    def register(maker: PanelMaker) -> PanelMaker:
        _panels.setdefault(slot, []).append((order, maker))
        _panels[slot].sort(key=lambda entry: entry[0])
        return maker

    return register


def panels(slot: str, request: HttpRequest, *args: Any) -> list[Panel]:
    """All panels for ``slot``, in their order."""
    made = (maker(request, *args) for _order, maker in _panels.get(slot, []))
    return [panel for panel in made if panel is not None]


def add_nav(*entries: NavEntry) -> None:
    """Offer entries in the main navigation."""
    _nav.extend(entries)
    _nav.sort(key=lambda entry: entry.order)


def nav_for(request: HttpRequest) -> list[NavEntry]:
    """The navigation this person is offered."""
    return [entry for entry in _nav if entry.allowed(request)]


def add_foot(*entries: NavEntry) -> None:
    """Offer entries in the foot of every page, the log-in page too, to everybody: what anybody may read."""
    _foot.extend(entries)
    _foot.sort(key=lambda entry: entry.order)


def foot_links() -> list[tuple[str | Promise, str]]:
    """(label, address) of each."""
    return [(entry.label, reverse(entry.url_name)) for entry in _foot]


ThreadColumn = Callable[..., dict[int, Any]]
_thread_columns: dict[str, ThreadColumn] = {}


def thread_column(name: str) -> Callable[[ThreadColumn], ThreadColumn]:
    """Decorator: the function answers (request, year) with {plan item id: value} for the red thread's column ``name``.

    Where only a branch of the plan is shown it is also given the item at its top, and needs to answer for that and what lies below it alone.
    """

    def register(column: ThreadColumn) -> ThreadColumn:
        _thread_columns[name] = column
        return column

    return register


def thread_values(request: HttpRequest, year: int, within: Any = None) -> dict[str, dict[int, Any]]:
    """Every contributed column of the red thread for ``year``: {name: {plan item id: value}}; ``within``: at least for that item and all below it."""
    asked = (request, year) if within is None else (request, year, within)
    return {name: column(*asked) for name, column in _thread_columns.items()}


YearFigures = Callable[[HttpRequest, int], Any]
_year_figures: dict[str, YearFigures] = {}


def year_figures(name: str) -> Callable[[YearFigures], YearFigures]:
    """Decorator: the function answers (request, year) with figures that a lower app's page asks for by ``name``, as far as this person may read them."""

    def register(figures: YearFigures) -> YearFigures:
        _year_figures[name] = figures
        return figures

    return register


def figures_for(name: str, request: HttpRequest, year: int) -> Any:
    """What an app contributes under ``name``; None when no app does."""
    figures = _year_figures.get(name)
    return figures(request, year) if figures is not None else None


@dataclass(frozen=True)
class HeaderSearch:
    """The search field in every page's head: what it is called, and the page that answers ``?q=``."""

    label: str | Promise
    url_name: str
    allowed: Callable[[HttpRequest], bool] = lambda request: True


_searches: list[HeaderSearch] = []


def add_search(search: HeaderSearch) -> None:
    """Offer ``search`` in the head of every page. The last one that is added is the one that is there."""
    _searches[:] = [search]


def search_for(request: HttpRequest) -> HeaderSearch | None:
    """The search this person is offered."""
    return next((search for search in _searches if search.allowed(request)), None)
