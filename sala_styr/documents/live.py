"""Live blocks and live figures: what an app can show in any report, by name. This app knows none of them.

@live_block("budget.operating", title=_("Driftredovisning"))
def operating(scope: Scope) -> Parts: ...

A block is asked each time the report is shown or made, so that the report shows what the page shows. Builders read and never write.
"""

from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True)
class NamedFigure:
    """A figure that running text can refer to as ``[[name]]``."""

    name: str
    title: str | Promise
    build: BuildFigure


_blocks: dict[str, LiveBlock] = {}
_figures: dict[str, NamedFigure] = {}


def live_block(
    name: str, *, title: str | Promise, of_whole: bool = True, of_unit: bool = False
) -> Callable[[Build], Build]:
    """Decorator: offer the builder as a live block. Raises ValueError when the name is taken."""

    def register(build: Build) -> Build:
        if name in _blocks:
            raise ValueError(f"live block {name!r} is registered twice")
        _blocks[name] = LiveBlock(name, title, build, of_whole, of_unit)
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


def all_blocks() -> list[LiveBlock]:
    """Every live block, in the order of registration."""
    return list(_blocks.values())


def find_block(name: str) -> LiveBlock | None:
    """The block called ``name``; None where no app offers it any longer."""
    return _blocks.get(name)


def all_figures() -> list[NamedFigure]:
    """Every live figure, in the order of registration."""
    return list(_figures.values())


def figure_of(name: str, scope: Scope) -> LiveFigure | None:
    """The figure called ``name`` in ``scope``; None where there is none such."""
    return _figures[name].build(scope) if name in _figures else None
