"""Live blocks and live figures: what an app can show in any report, by name. This app knows none of them.

@live_block("budget.operating", title=_("Driftredovisning"))
def operating(scope: Scope) -> Parts: ...

A block is asked each time the report is shown or made, so that the report shows what the page shows. Builders read and never write.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace

from django.utils.functional import Promise

from sala_styr.documents.model import Block, Section
from sala_styr.documents.written import LiveFigure
from sala_styr.organisation.models import Unit

WHOLE_YEAR = 12


@dataclass(frozen=True)
class Scope:
    """What a report is about: a year, to the end of which month, and which unit with all below it; ``unit`` None is the whole municipality."""

    year: int
    month: int = WHOLE_YEAR
    unit: Unit | None = None

    @property
    def is_whole_year(self) -> bool:
        """Is it about the year as it ended?"""
        return self.month == WHOLE_YEAR


Parts = tuple[Block | Section, ...]
"""Blocks first, then sections. Empty where there is nothing to show: the report then says so."""


def blocks_in(parts: Parts) -> tuple[Block, ...]:
    """The blocks among them."""
    return tuple(part for part in parts if not isinstance(part, Section))


Build = Callable[[Scope], Parts]
BuildFigure = Callable[[Scope], LiveFigure | None]


@dataclass(frozen=True)
class LiveBlock:
    """``of_whole`` and ``of_unit``: does it make sense in a report of the whole municipality, of one unit?"""

    name: str
    title: str | Promise
    build: Build
    of_whole: bool = True
    of_unit: bool = False
    optional: bool = False
    """Is it nothing to speak of when there is nothing to show? Else the report says so."""


@dataclass(frozen=True)
class NamedFigure:
    """A figure that running text can refer to as ``[[name]]``."""

    name: str
    title: str | Promise
    build: BuildFigure


@dataclass(frozen=True)
class ShownFigure:
    """A figure as it is now in some scope: by which name, what it is called, what it says."""

    name: str
    title: str
    figure: LiveFigure


BuildFamily = Callable[[Scope], Iterable[ShownFigure]]


@dataclass(frozen=True)
class FigureFamily:
    """Figures of which there are as many as there are things in the database. Their names begin with the family's and a colon."""

    name: str
    title: str | Promise
    build: BuildFamily


_blocks: dict[str, LiveBlock] = {}
_figures: dict[str, NamedFigure] = {}
_families: dict[str, FigureFamily] = {}


def live_block(
    name: str, *, title: str | Promise, of_whole: bool = True, of_unit: bool = False, optional: bool = False
) -> Callable[[Build], Build]:
    """Decorator: offer the builder as a live block. Raises ValueError when the name is taken."""

    def register(build: Build) -> Build:
        if name in _blocks:
            raise ValueError(f"live block {name!r} is registered twice")
        _blocks[name] = LiveBlock(name, title, build, of_whole, of_unit, optional)
        return build

    return register


def live_figure(name: str, *, title: str | Promise) -> Callable[[BuildFigure], BuildFigure]:
    """Decorator: offer the builder as a live figure. None from it means that there is no such figure now. Raises ValueError when the name is taken."""

    def register(build: BuildFigure) -> BuildFigure:
        if name in _figures:
            raise ValueError(f"live figure {name!r} is registered twice")
        _figures[name] = NamedFigure(name, title, build)
        return build

    return register


Reading = Callable[[], AbstractContextManager[None]]
_readings: list[Reading] = []


def read_within(reading: Reading) -> None:
    """Say that a report is read within ``reading()``: an app that can remember what it has read answers each question once in a report."""
    _readings.append(reading)


@contextmanager
def reading() -> Iterator[None]:
    """While a report is read. Nothing may be written meanwhile."""
    with ExitStack() as stack:
        for each in _readings:
            stack.enter_context(each())
        yield


def all_blocks() -> list[LiveBlock]:
    """Every live block, in the order of registration."""
    return list(_blocks.values())


def find_block(name: str) -> LiveBlock | None:
    """The block called ``name``; None where no app offers it any longer."""
    return _blocks.get(name)


def figure_family(name: str, *, title: str | Promise) -> Callable[[BuildFamily], BuildFamily]:
    """Decorator: the function gives every figure of the family that there is in a scope, in a constant number of queries.

    Raises ValueError when the name is taken.
    """

    def register(build: BuildFamily) -> BuildFamily:
        if name in _families:
            raise ValueError(f"family of live figures {name!r} is registered twice")
        _families[name] = FigureFamily(name, title, build)
        return build

    return register


class Figures:
    """The live figures of one scope. Each is built once, and a family is asked once for all of its figures, the first time one of them is wanted."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._single: dict[str, LiveFigure | None] = {}
        self._of_family: dict[str, dict[str, ShownFigure]] = {}

    def __call__(self, name: str) -> LiveFigure | None:
        """The figure called ``name``; None where there is none such now."""
        family, colon, _rest = name.partition(":")
        if colon:
            found = self._family(family).get(name)
            return found.figure if found is not None else None
        if name not in self._single:
            self._single[name] = self._named(_figures[name]) if name in _figures else None
        return self._single[name]

    def _named(self, figure: NamedFigure) -> LiveFigure | None:
        """One that says nothing of its source goes by its title: who reads on paper cannot follow it."""
        built = figure.build(self._scope)
        return replace(built, source=str(figure.title)) if built is not None and not built.source else built

    def groups(self) -> list[tuple[str, list[ShownFigure]]]:
        """All that there are now, in groups with a title each: those of a family together; the single ones first, under no title."""
        single = [
            ShownFigure(each.name, str(each.title), now) for each in _figures.values() if (now := self(each.name))
        ]
        found = [(str(family.title), list(self._family(name).values())) for name, family in _families.items()]
        return [(title, shown) for title, shown in [("", single), *found] if shown]

    def _family(self, name: str) -> dict[str, ShownFigure]:
        if name not in self._of_family:
            built = _families[name].build(self._scope) if name in _families else ()
            self._of_family[name] = {each.name: each for each in built}
        return self._of_family[name]
