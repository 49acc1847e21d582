"""How a year's amount falls on its months, exactly: the parts are whole öre and sum to the year (domain §4.4, invariant 4)."""

from collections.abc import Sequence

from budget.models import Curve, CurveKind, DetailLine
from sala_styr.money import spread

EVEN = (1,) * 12
WEIGHTS: dict[str, tuple[int, ...]] = {
    CurveKind.EVEN: EVEN,
    CurveKind.SALARY: (82, 82, 82, 82, 83, 86, 92, 87, 81, 81, 81, 81),
    CurveKind.SEASON: (220, 200, 150, 50, 10, 10, 10, 10, 20, 50, 100, 170),
    CurveKind.SCHOOL: (10, 10, 10, 10, 10, 5, 0, 5, 10, 10, 10, 10),
}
"""The salary curve is per mille of the year: holiday pay and stand-ins weigh on June to August. The season is the winter's (snow, heating);
a school's terms end in June and begin in August."""
HEAVIEST = 1_000_000


def months_of(amount: int, kind: str, own: Curve | None = None, before: Sequence[int] = ()) -> list[int]:
    """``amount`` (öre, report sign) over twelve months. Month by month (MANUAL) keeps the shape of ``before``, or is even where that has none."""
    if kind == CurveKind.OWN and own is not None:
        return spread(amount, own.weights)
    return spread(amount, WEIGHTS.get(kind) or _shape(before))


def _shape(months: Sequence[int]) -> Sequence[int]:
    """The months as weights: only where all pull the same way."""
    alike = any(months) and (min(months) >= 0 or max(months) <= 0)
    return [abs(month) for month in months] if alike else EVEN


def curve_of(months: Sequence[int]) -> str:
    """Which built-in curve ``months`` follow to the öre; MANUAL when none."""
    return next(
        (kind for kind, weights in WEIGHTS.items() if list(months) == spread(sum(months), weights)), CurveKind.MANUAL
    )


def curve_of_line(line: DetailLine) -> str:
    """A line's curve. Lines from before the curve was kept say which it is only by their months."""
    return curve_of(line.months) if line.curve == CurveKind.MANUAL else line.curve
