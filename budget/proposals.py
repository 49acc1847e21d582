"""The arithmetic of budget proposals: the base with the chosen measures, per committee, line and year (domain §4.2, §4.6, KL 11:5). Pure.

Öre. Frames are positive; lines and measures in report sign. The cost line is never entered: it is what makes the net cost equal the frames, so the
result budget of every proposal ties to its frames by its shape (invariant 1).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from budget.models import ExemptionKind, ResultLine
from budget.queries.income import NET_COST, NET_RESULT, with_subtotals
from budget.queries.structure import total

ByYear = Mapping[int, int]
HUNDRED = Decimal(100)
WITHIN_FRAMES = (ResultLine.REVENUE, ResultLine.DEPRECIATION)
"""Lines that only say how the frames' net cost is made up: no measure changes them by themselves."""


@dataclass(frozen=True)
class Base:
    """What the budget is without any decision: {unit id: {year: frame}} and {line: {year: amount}}."""

    frames: Mapping[int, ByYear] = field(default_factory=dict)
    lines: Mapping[str, ByYear] = field(default_factory=dict)

    @property
    def years(self) -> list[int]:
        """The budget year and the plan years, as far as the base has been laid."""
        return sorted({year for by_year in (*self.frames.values(), *self.lines.values()) for year in by_year})


@dataclass(frozen=True)
class Effect:
    """A measure as the arithmetic sees it: on a committee (``unit``) or a line, its amount per year."""

    unit: int | None
    line: str
    amounts: ByYear


@dataclass(frozen=True)
class Exemption:
    """Why a year may lack a surplus: its kind, öre out of the reserve, and the reason."""

    kind: str
    amount: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReserveLeft:
    """Resultatreserven as a year begins: what it held before the budget year, and what the proposal has used of it since. Öre, both positive."""

    held: int
    used: int = 0

    @property
    def left(self) -> int:
        return max(0, self.held - self.used)

    def after(self, year: "YearSum") -> "ReserveLeft":
        """As the next year begins."""
        return ReserveLeft(self.held, self.used + year.from_reserve)


@dataclass(frozen=True)
class YearSum:
    """One year of a proposal. ``statement``: every line and subtotal of the resultaträkning. ``target``: percent of taxes and general grants.

    ``reserve`` is what an exemption may lean on; None where nobody has asked what there is.
    """

    year: int
    frames: Mapping[int, int]
    statement: Mapping[str, int | None]
    exemption: Exemption | None
    target: Decimal
    reserve: ReserveLeft | None = None

    @property
    def result(self) -> int | None:
        """Årets resultat; None when the base has nothing at all for the year."""
        return self.statement[NET_RESULT]

    @property
    def net_cost(self) -> int | None:
        return self.statement[NET_COST]

    @property
    def income(self) -> int | None:
        """Taxes and general grants: what the result is measured against."""
        return total([self.statement[ResultLine.TAX], self.statement[ResultLine.GRANTS]])

    @property
    def below(self) -> int | None:
        """What comes after verksamhetens resultat: financial revenue and cost, and extraordinary items."""
        lines = (ResultLine.FINANCIAL_REVENUE, ResultLine.FINANCIAL_COST, ResultLine.EXTRAORDINARY)
        return total(self.statement[line] for line in lines)

    @property
    def share(self) -> Decimal | None:
        """The result in percent of taxes and general grants, unrounded; None where either is missing."""
        if self.result is None or not self.income:
            return None
        return HUNDRED * self.result / self.income

    @property
    def meets_target(self) -> bool:
        return self.share is not None and self.share >= self.target

    @property
    def to_target(self) -> int | None:
        """Öre above (+) or below (−) the result that the target asks for."""
        if self.result is None or self.income is None:
            return None
        return self.result - int((self.income * self.target / HUNDRED).to_integral_value())

    @property
    def has_surplus(self) -> bool:
        """Do revenues exceed costs (KL 11:5)?"""
        return self.result is not None and self.result > 0

    @property
    def from_reserve(self) -> int:
        """Öre that the year takes out of the reserve: nothing where it has a surplus."""
        leans = self.exemption is not None and self.exemption.kind == ExemptionKind.RESERVE and not self.has_surplus
        return self.exemption.amount if leans and self.exemption is not None else 0

    @property
    def beyond_reserve(self) -> int:
        """Öre that the year takes out of the reserve and that are not in it (KL 11:14); 0 when there is enough."""
        return 0 if self.reserve is None else max(0, self.from_reserve - self.reserve.left)

    @property
    def is_exempt(self) -> bool:
        """Is there a reason that the law accepts; and does the reserve cover what is lacking, and hold that much?"""
        if self.exemption is None or not self.exemption.reason or self.result is None:
            return False
        if self.exemption.kind == ExemptionKind.SPECIAL:
            return True
        return self.result + self.exemption.amount >= 0 and not self.beyond_reserve

    @property
    def balances(self) -> bool:
        return self.has_surplus or self.is_exempt

    @property
    def negative_frames(self) -> list[int]:
        """The committees that would get less than nothing."""
        return [unit for unit, amount in self.frames.items() if amount < 0]


def combine(
    base: Base,
    effects: Iterable[Effect],
    target: Decimal,
    exemptions: Mapping[int, Exemption] | None = None,
    held: int | None = None,
) -> list[YearSum]:
    """The base with ``effects``, year by year. The order of the effects does not matter, and each counts once each time it is given.

    ``held``: öre in the reserve as the first year begins; each year leaves the next what it did not use. None: not asked.
    """
    given = list(effects)
    reserve = None if held is None else ReserveLeft(held)
    years = []
    for year in base.years:
        made = _year(base, given, year, target, (exemptions or {}).get(year), reserve)
        years.append(made)
        reserve = reserve.after(made) if reserve else None
    return years


def _year(
    base: Base,
    effects: list[Effect],
    year: int,
    target: Decimal,
    exemption: Exemption | None,
    reserve: ReserveLeft | None,
) -> YearSum:
    frames = {unit: by_year[year] for unit, by_year in base.frames.items() if year in by_year}
    lines = {line: by_year[year] for line, by_year in base.lines.items() if year in by_year}
    for effect in effects:
        amount = effect.amounts.get(year)
        if amount is None:
            continue
        if effect.unit is not None:
            frames[effect.unit] = frames.get(effect.unit, 0) - amount
        else:
            lines[effect.line] = lines.get(effect.line, 0) + amount
    if frames:
        within = sum(lines.get(line, 0) for line in WITHIN_FRAMES)
        lines[ResultLine.COST] = -sum(frames.values()) - within
    return YearSum(year, frames, with_subtotals(lines), exemption, target, reserve)
