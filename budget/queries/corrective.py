"""Measures against a deficit, followed in kronor: what they shall give, what they have given, and what is left to find (domain §4.4). Öre, + = better."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from budget.models import CorrectiveMeasure, DeviationNote, Forecast, MeasureEffect, MeasureState
from budget.queries.follow_up import UnitMoney, budget_by_unit, money_by_unit
from budget.queries.limits import Limit, limit_by
from budget.queries.policy import policy_for
from budget.queries.structure import Structure, total
from budget.queries.sums import WHOLE_YEAR
from sala_styr.money import spread
from sala_styr.organisation.models import Unit


@dataclass(frozen=True)
class MeasureRow:
    """A measure and its effects in the order of the months; each says what it has given from the year's beginning."""

    measure: CorrectiveMeasure
    effects: tuple[MeasureEffect, ...]

    @property
    def counts(self) -> bool:
        return self.measure.state != MeasureState.CANCELLED

    @property
    def newest(self) -> MeasureEffect | None:
        return self.effects[-1] if self.effects else None

    @property
    def effect(self) -> int | None:
        """What it has given so far; None when nobody has said."""
        return self.newest.amount if self.newest else None

    @property
    def remaining(self) -> int:
        """What it is still expected to give this year. A cancelled measure gives no more."""
        return max(self.measure.expected - (self.effect or 0), 0) if self.counts else 0

    @property
    def months(self) -> list["EffectMonth"]:
        """Expected and given through each month."""
        weights = [0] * (self.measure.starts_in - 1) + [1] * (WHOLE_YEAR + 1 - self.measure.starts_in)
        expected = accumulate(spread(self.measure.expected, weights))
        said = {effect.month: effect for effect in self.effects}
        return [EffectMonth(month, amount, said.get(month)) for month, amount in enumerate(expected, 1)]


class EffectMonth(NamedTuple):
    """Through one month: what was expected, spread evenly from the month it begins, and what was given. ``effect`` None: not said."""

    month: int
    expected: int
    effect: MeasureEffect | None

    @property
    def given(self) -> int | None:
        return self.effect.amount if self.effect else None

    @property
    def difference(self) -> int | None:
        return None if self.given is None else self.given - self.expected


@dataclass(frozen=True)
class Recovery:
    """A unit's feared deficit beside the measures of it and of all below it.

    The forecast holds what the measures have given, not what they shall still give; so the deficit less what they shall still give is left to find.
    """

    deviation: int | None
    rows: tuple[MeasureRow, ...]
    asks: bool = False

    @property
    def deficit(self) -> int:
        """The feared deficit as a positive amount; 0 when none is feared."""
        return max(-(self.deviation or 0), 0)

    @property
    def expected(self) -> int | None:
        return total(row.measure.expected for row in self.rows if row.counts)

    @property
    def effect(self) -> int | None:
        return total(row.effect for row in self.rows if row.counts)

    @property
    def remaining(self) -> int:
        return sum(row.remaining for row in self.rows)

    @property
    def to_find(self) -> int:
        """What is left to find measures for; 0 when they are enough."""
        return max(self.deficit - self.remaining, 0)

    @property
    def decided(self) -> int:
        """How many measures that count carry a decision."""
        return sum(row.counts and row.measure.decision_id is not None for row in self.rows)

    @property
    def counting(self) -> int:
        return sum(row.counts for row in self.rows)

    @property
    def is_feared(self) -> bool:
        """Is a deficit feared that the council's rules ask for words about?"""
        return self.asks and self.deficit > 0


def measures_of(year: int, unit_ids: Iterable[int] | None = None) -> list[MeasureRow]:
    """The measures of a year, of all units or of some, in the organisation's order. Two queries."""
    found = CorrectiveMeasure.objects.filter(year=year).select_related("unit", "responsible", "decision__body")
    if unit_ids is not None:
        found = found.filter(unit_id__in=list(unit_ids))
    measures = list(found.order_by("unit__tree_id", "unit__lft", "pk"))
    effects: dict[int, list[MeasureEffect]] = {}
    for effect in MeasureEffect.objects.filter(measure__in=[each.pk for each in measures]).order_by("month"):
        effects.setdefault(effect.measure_id, []).append(effect)
    return [MeasureRow(each, tuple(effects.get(each.pk, ()))) for each in measures]


def measure_row(measure: CorrectiveMeasure) -> MeasureRow:
    """One measure with its effects. One query."""
    return MeasureRow(measure, tuple(measure.effects.order_by("month")))


def recovery_of(tree: Structure, unit: Unit, year: int, money: UnitMoney, limit: Limit) -> Recovery:
    """A unit's feared deficit and the measures of it and all below it. Two queries."""
    rows = measures_of(year, [below.pk for below in tree.below(unit.pk)])
    return Recovery(money.forecast_variance, tuple(rows), limit.asks(money.forecast))


@dataclass(frozen=True)
class Explained:
    """A unit's newest forecast where it lies further from the budget than may pass without words, and what was said. ``note`` None: not yet explained."""

    unit: Unit
    forecast: Forecast
    limit: Limit
    note: DeviationNote | None

    @property
    def deviation(self) -> int:
        return self.limit.deviation(self.forecast.amount) or 0

    @property
    def lacks_words(self) -> bool:
        """Is the cause not said, or of a deficit not what is done about it?"""
        return self.note is None or (self.deviation < 0 and not self.note.remedy)


@dataclass(frozen=True)
class Deviations:
    """The whole municipality: each committee's feared deficit and measures, every deviation above the limit, every measure."""

    committees: tuple[tuple[Unit, Recovery], ...]
    explained: tuple[Explained, ...]
    measures: tuple[MeasureRow, ...]

    @property
    def deficit(self) -> int:
        return sum(found.deficit for _unit, found in self.committees)

    @property
    def expected(self) -> int | None:
        return total(found.expected for _unit, found in self.committees)

    @property
    def effect(self) -> int | None:
        return total(found.effect for _unit, found in self.committees)

    @property
    def remaining(self) -> int:
        return sum(found.remaining for _unit, found in self.committees)

    @property
    def to_find(self) -> int:
        return sum(found.to_find for _unit, found in self.committees)


def deviations(tree: Structure, year: int, through_month: int) -> Deviations:
    """Committees with a deficit or measures, units whose forecast asks for words, and all measures. Eight queries."""
    policy, money = policy_for(year), money_by_unit(year, through_month, tree, whole=False)
    measures = measures_of(year)
    committees = []
    for unit in tree.holders:
        own = tuple(row for row in measures if tree.holder_of[row.measure.unit_id] == unit.pk)
        limit = limit_by(policy, money[unit.pk].budget)
        found = Recovery(money[unit.pk].forecast_variance, own, limit.asks(money[unit.pk].forecast))
        if found.rows or found.is_feared:
            committees.append((unit, found))
    limits = {pk: limit_by(policy, each.budget) for pk, each in money.items()}
    return Deviations(tuple(committees), tuple(_explained(tree.units, year, limits)), tuple(measures))


def unexplained(units: Sequence[Unit], year: int) -> list[Explained]:
    """Those of ``units`` whose newest forecast lies further from the budget than may pass without words, and lacks them: the budget or the rules have
    changed since it was given. One query where none of them has given any, else four."""
    if not Forecast.objects.filter(unit__in=units, year=year).exists():
        return []
    policy, budgets = policy_for(year), budget_by_unit(year, whole=False)
    limits = {unit.pk: limit_by(policy, budgets[unit.pk]) for unit in units}
    return [each for each in _explained(units, year, limits) if each.lacks_words]


def _explained(units: Sequence[Unit], year: int, limits: Mapping[int, Limit]) -> list[Explained]:
    """The newest forecast of each unit that lies above its limit, with its note. One query."""
    given = Forecast.objects.filter(year=year, unit__in=units).select_related("made_by", "note")
    newest = {forecast.unit_id: forecast for forecast in given.order_by("month", "version")}
    told = [(unit, newest[unit.pk], limits[unit.pk]) for unit in units if unit.pk in newest]
    return [
        Explained(unit, forecast, limit, getattr(forecast, "note", None))
        for unit, forecast, limit in told
        if limit.asks(forecast.amount)
    ]
