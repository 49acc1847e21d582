"""The figures of statements that somebody has written in. They go before what is worked out of files; each says its source."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from budget.models import FigureVersion, Statement, StatementFigure, Whose
from sala_styr.history.telling import Change, tell

Figures = Mapping[str, StatementFigure]
Cell = tuple[int, str, str, str]
"""Year, statement, whose, version."""


@dataclass(frozen=True)
class Written:
    """Written-in figures by year, statement, column and version, each by its line."""

    cells: Mapping[Cell, Figures]

    def of(
        self,
        year: int,
        statement: str,
        whose: str = Whose.MUNICIPALITY,
        version: str = FigureVersion.ACTUAL,
    ) -> Figures:
        """The figures of one statement's column, by line; empty where none is written in."""
        return self.cells.get((year, statement, whose, version), {})

    def amounts(
        self,
        year: int,
        statement: str,
        whose: str = Whose.MUNICIPALITY,
        version: str = FigureVersion.ACTUAL,
    ) -> dict[str, int]:
        """The same as bare amounts."""
        return {line: figure.amount for line, figure in self.of(year, statement, whose, version).items()}


def written_figures(years: Iterable[int], statements: Iterable[str] = tuple(Statement.values)) -> Written:
    """All that is written in for ``years``. One query."""
    cells: dict[Cell, dict[str, StatementFigure]] = {}
    found = StatementFigure.objects.filter(year__in=list(years), statement__in=list(statements))
    for figure in found.select_related("decision__body"):
        key = (figure.year, figure.statement, figure.whose, figure.version)
        cells.setdefault(key, {})[figure.line] = figure
    return Written(cells)


def mark_of(figures: Figures) -> str:
    """What a column's figures say, as a short mark: two readings with the same mark read the same. Pure."""
    text = ";".join(
        f"{line}={figure.amount}:{figure.source}:{figure.decision_id or ''}" for line, figure in sorted(figures.items())
    )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def changes_of(year: int, statement: str, whose: str, version: str, limit: int = 40) -> list[Change]:
    """How a column's figures have been written, changed and taken away, newest first. A constant number of queries."""
    cell = {"year": year, "statement": statement, "whose": whose, "version": version}
    rows = list(StatementFigure.history.filter(**cell).select_related("history_user")[: 10 * limit])
    before: dict[int, Any] = {}
    pairs = []
    for row in reversed(rows):
        pairs.append((row, before.get(row.id)))
        before[row.id] = row
    return tell(list(reversed(pairs)))[:limit]
