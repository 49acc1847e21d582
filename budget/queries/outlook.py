"""What the arithmetic alone would say of the year's end: a proposal to begin from, never a forecast by itself (domain §4.4). Öre in report sign."""

from dataclasses import dataclass

from budget.queries.follow_up import OwnMoney, UnitMoney
from budget.queries.structure import Structure
from budget.queries.sums import WHOLE_YEAR, last_period
from sala_styr.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two ways to the year's end from the months that have passed, each with what it is made of.

    ``through``: the last month with actuals that is counted. ``rest`` is actual so far and what remains of the phased budget; ``trend`` also lets the
    deviation go on at the same pace.
    """

    through: int
    actual: int
    phased: int
    year: int

    @property
    def left(self) -> int:
        """What remains of the year's detail budget."""
        return self.year - self.phased

    @property
    def rest(self) -> int:
        return self.actual + self.left

    @property
    def variance(self) -> int:
        """Actual so far less the budget of the same months."""
        return self.actual - self.phased

    @property
    def months_left(self) -> int:
        return WHOLE_YEAR - self.through

    @property
    def going_on(self) -> int:
        """What the deviation becomes in the months that remain, at the pace it has had: halves away from zero."""
        whole, rest = divmod(abs(self.variance) * self.months_left, self.through)
        nearest = whole + (2 * rest >= self.through)
        return -nearest if self.variance < 0 else nearest

    @property
    def trend(self) -> int:
        return self.rest + self.going_on


def proposal_from(money: UnitMoney, through: int) -> Proposal | None:
    """From a unit's money through a month; None without a detail budget or without actuals. No query."""
    if money.actual is None or money.detail is None or money.phased is None or not 1 <= through <= WHOLE_YEAR:
        return None
    return Proposal(through, money.actual, money.phased, money.detail)


def money_after(tree: Structure, unit: Unit, year: int, month: int) -> tuple[UnitMoney, int]:
    """A unit's money, as far as its own forecast speaks for it, through ``month`` or the last month with actuals before it; and that month.

    Five queries.
    """
    through = max(1, min(month, last_period(year) or 1, WHOLE_YEAR))
    return OwnMoney(tree, year, through).rolled_up(whole=False)[unit.pk], through
