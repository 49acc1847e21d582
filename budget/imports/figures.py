"""The figures of a file, however many: gone through one after another, with what they add up to known afterwards.

``Figure.amount`` is öre in report sign (revenue +, cost −).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from budget.sie.findings import Finding
from budget.tables_in.coding import NO_CODING, Coding


class Figure(NamedTuple):
    """One figure: an account's movement in a period of the fiscal year (None: the whole year), with its codes and its row in the file."""

    account: str
    period: int | None
    amount: int
    coding: Coding = NO_CODING
    row: int | None = None


class Summary:
    """What a file's figures add up to, in exact öre: the control that what is stored is what was read."""

    def __init__(self) -> None:
        self.count = 0
        self.by_account: dict[str, int] = {}
        self.last_period: int | None = None
        self.names: dict[str, str] = {}
        self.findings: tuple[Finding, ...] = ()
        self.outlays: tuple[Figure, ...] = ()
        """Movements of fixed assets' accounts that carry a project, added up per account, period, unit and project. They are in no sum of the figures."""

    @property
    def net(self) -> int:
        """Σ of all figures: the control total in report sign."""
        return sum(self.by_account.values())

    @property
    def by_class(self) -> dict[str, int]:
        """Σ per account class, report sign."""
        sums: dict[str, int] = {}
        for account, amount in self.by_account.items():
            sums[account[:1]] = sums.get(account[:1], 0) + amount
        return dict(sorted(sums.items()))


class Figures(Protocol):
    """Goes through the figures from the first one, each time it is asked."""

    def __iter__(self) -> Iterator[Figure]: ...

    def __len__(self) -> int: ...

    @property
    def summary(self) -> Summary:
        """What they add up to; goes through them once if nobody has yet."""
        ...


class KnownFigures:
    """Figures that are in memory already: those of a SIE file, added up per account, period and codes."""

    def __init__(self, figures: Iterable[Figure], names: Mapping[str, str], outlays: Iterable[Figure] = ()):
        self.figures = tuple(figures)
        self.summary = Summary()
        self.summary.names = dict(names)
        self.summary.outlays = tuple(outlays)
        self.summary.count = len(self.figures)
        sums = self.summary.by_account
        for figure in self.figures:
            sums[figure.account] = sums.get(figure.account, 0) + figure.amount
        self.summary.last_period = max((figure.period for figure in self.figures if figure.period), default=None)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)


class OutlaySums:
    """Gathers outlays row by row: added up, each with its first row in the file."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int | None, Coding], Figure] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, account: str, period: int | None, amount: int, coding: Coding, row: int | None) -> None:
        """One more movement: öre in report sign."""
        kept = Coding(unit=coding.unit, project=coding.project)
        key = account, period, kept
        before = self._found.get(key)
        self._found[key] = (
            before._replace(amount=before.amount + amount) if before else Figure(account, period, amount, kept, row)
        )

    def figures(self) -> tuple[Figure, ...]:
        """Those that are something."""
        return tuple(figure for figure in self._found.values() if figure.amount)
