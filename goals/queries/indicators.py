"""Indicators with their values: of one thing, of many, and all of them as a list. One question for page, report and export."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from goals.indicator_age import Age, age_of, newest_due
from goals.models import (
    CoreMission,
    Frequency,
    Indicator,
    IndicatorValue,
    ItemState,
    PlanItem,
    QualityFactor,
    Sex,
    SourceKind,
)
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.shell.hanging import hangs

WITH_HOME = ("item__step", "item__owner", "quality_factor__mission__unit")
"""What an indicator comes with so that nothing more is asked when its owner and rights are told."""
RECENT = 7
CURRENT, STALE, MISSING = "aktuellt", "gammalt", "saknas"


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with its whole-year values for all, one for each of ``years`` (None where nothing is entered), and with ``every`` value it has."""

    indicator: Indicator
    years: tuple[int, ...]
    values: tuple[IndicatorValue | None, ...]
    every: tuple[IndicatorValue, ...] = ()

    @property
    def has_values(self) -> bool:
        """Is there any figure at all to draw?"""
        return any(value and (value.target is not None or value.outcome is not None) for value in self.values)

    @property
    def recent(self) -> list[tuple[int, IndicatorValue | None]]:
        """The last years with their values, as many as a page has room for."""
        return list(zip(self.years, self.values, strict=True))[-RECENT:]

    def of_sex(self, sex: str) -> tuple[IndicatorValue | None, ...]:
        """The whole-year values of one sex, one for each of ``years``."""
        by_year = {value.year: value for value in self.every if value.sex == sex and value.month == 12}
        return tuple(by_year.get(year) for year in self.years)

    @property
    def latest(self) -> IndicatorValue | None:
        """The newest outcome there is, whole year or part of one."""
        reached = [value for value in self.every if value.outcome is not None and value.sex == Sex.TOTAL]
        return max(reached, key=lambda value: (value.year, value.month), default=None)

    @property
    def age(self) -> Age | None:
        """How old the newest outcome is; None where there is none."""
        return age_of(self.indicator, self.latest, timezone.localdate()) if self.latest else None

    @property
    def due_missing(self) -> IndicatorValue | None:
        """The value of the newest period whose outcome ought to be there, when it says why it is missing."""
        due = newest_due(self.indicator, timezone.localdate())
        found = (value for value in self.every if (value.year, value.month) == due and value.sex == Sex.TOTAL)
        return next((value for value in found if value.missing_reason), None)

    @property
    def targets(self) -> list[IndicatorValue]:
        """The whole-year values for all that have a target."""
        mine = (value for value in self.every if (value.month, value.sex) == (12, Sex.TOTAL))
        return [value for value in mine if value.target is not None]


def visible_indicators(actor: Actor) -> "QuerySet[Indicator]":
    """What ``actor`` may read: the indicators of the parts of the plan that they may read, and all of the grunduppdrag. With owners."""
    mine = Q(item__in=PlanItem.objects.visible_to(actor)) | Q(quality_factor__isnull=False)
    return Indicator.objects.filter(mine).select_related(*WITH_HOME)


def visible_indicator(actor: Actor, pk: int) -> Indicator | None:
    """The indicator with everything its page says of it, if ``actor`` may see it. One query."""
    return visible_indicators(actor).select_related("responsible", "peer_group").filter(pk=pk).first()


def visible_factor(pk: int) -> QualityFactor | None:
    """A quality factor with its unit. Everybody may read a grunduppdrag. One query."""
    return QualityFactor.objects.select_related("mission__unit").filter(pk=pk).first()


hangs("plan_item", "indicators", Indicator, "item")


def indicator_rows(item: PlanItem, year: int) -> list[IndicatorRow]:
    """The item's indicators over its years, ``year`` included. A year without values stays a gap. Two queries."""
    return indicator_rows_of([item], year)


def indicator_rows_of(items: Sequence[PlanItem], year: int) -> list[IndicatorRow]:
    """The indicators of many items, item by item in their order. Two queries.

    What was measured of the wording that an item replaces goes on being measured: a goal said anew from next year keeps its indicators.
    """
    places = {item.pk: place for place, item in enumerate(items)}
    for place, item in enumerate(items):
        if item.replaces_id is not None:
            places.setdefault(item.replaces_id, place)
    found = list(Indicator.objects.filter(item__in=places).prefetch_related(_all_values()).order_by("pk"))
    rows = []
    for indicator in sorted(found, key=lambda one: places[one.item_id]):
        item = items[places[indicator.item_id]]
        rows.append(_over_the_years(indicator, (item.first_year, item.last_year), year))
    return rows


def indicator_rows_of_factors(factors: Iterable[QualityFactor], year: int) -> list[IndicatorRow]:
    """The indicators of quality factors, in the factors' order, over five years. Two queries."""
    found = Indicator.objects.filter(quality_factor__in=factors).prefetch_related(_all_values())
    ordered = found.order_by("quality_factor__order", "quality_factor", "pk")
    return [_over_the_years(indicator, (year - 4, year), year) for indicator in ordered]


def indicator_row(indicator: Indicator, year: int) -> IndicatorRow:
    """One indicator, which came with its home, over its years. One query."""
    values = list(indicator.values.order_by("year", "month", "sex"))
    item = indicator.item
    return _row(indicator, values, (item.first_year, item.last_year) if item else (year - 4, year), year)


def _all_values() -> "Prefetch[str, QuerySet[IndicatorValue], str]":
    return Prefetch("values", IndicatorValue.objects.order_by("year", "month", "sex"))


def _over_the_years(indicator: Indicator, span: tuple[int, int], year: int) -> IndicatorRow:
    return _row(indicator, list(indicator.values.all()), span, year)


def _row(indicator: Indicator, values: list[IndicatorValue], span: tuple[int, int], year: int) -> IndicatorRow:
    by_year = {value.year: value for value in values if value.month == 12 and value.sex == Sex.TOTAL}
    written = {value.year for value in values}
    first = min([span[0], *written])
    last = max([min(span[1], year), span[0], *written])
    years = tuple(range(first, last + 1))
    return IndicatorRow(indicator, years, tuple(by_year.get(each) for each in years), tuple(values))


@dataclass(frozen=True)
class Wanted:
    """What one looks for among the indicators. "" or None: whatever."""

    unit: Unit | None = None
    source: str = ""
    state: str = ""
    item: int | None = None
    text: str = ""


def indicators_in(actor: Actor, year: int) -> list[Indicator]:
    """Every indicator of the plan of ``year`` and of the grunduppdrag, in the order of the plan and then of the organisation, without its values.

    Seven queries: what many indicators belong to is fetched once, not once for each.
    """
    there = PlanItem.objects.in_year(year)
    older = there.exclude(state=ItemState.DRAFT).filter(replaces__last_year__lt=year).values("replaces")
    in_year = Q(item__in=there) | Q(item__in=older) | Q(item__isnull=True)
    places = ("item__tree_id", "item__lft", "quality_factor__mission__unit__lft", "quality_factor__order")
    found = visible_indicators(actor).select_related(None).filter(in_year).defer("definition", "comment")
    return list(found.order_by(*(F(place).asc(nulls_last=True) for place in places), "pk").prefetch_related(*WITH_HOME))


def rows_of(indicators: Sequence[Indicator], year: int) -> list[IndicatorRow]:
    """The indicators with their values of the last six years. One query."""
    recent = IndicatorValue.objects.filter(year__gt=year - 6).order_by("year", "month", "sex")
    prefetch_related_objects(indicators, Prefetch("values", recent, to_attr="recent_values"))
    return [_row(one, one.recent_values, (year, year), year) for one in indicators]  # type: ignore[attr-defined]


def narrowed(indicators: Sequence[Indicator], wanted: Wanted) -> list[Indicator]:
    """Those that are looked for. No query, or one where it matters how old the outcome is."""
    text = wanted.text.casefold()
    states = _states() if wanted.state else {}
    return [
        one
        for one in indicators
        if (wanted.unit is None or _within(owner(one), wanted.unit))
        and (not wanted.source or one.source_kind == wanted.source)
        and (not wanted.state or _state(one, states.get(one.pk)) == wanted.state)
        and (wanted.item is None or one.item_id == wanted.item)
        and (not text or text in one.name.casefold())
    ]


def _states() -> dict[int, int]:
    """The newest period with an outcome of every indicator that has one, as ``year * 12 + month``. One query."""
    reached = IndicatorValue.objects.filter(outcome__isnull=False, sex=Sex.TOTAL).order_by()
    newest = reached.values("indicator").annotate(newest=Max(F("year") * 12 + F("month")))
    return dict(newest.values_list("indicator", "newest"))


def newest_outcomes(indicators: Iterable[Indicator]) -> dict[int, tuple[int, int]]:
    """The year and month of the newest outcome of each that has one, by the indicator's id. One query."""
    asked = {one.pk for one in indicators}
    return {pk: ((newest - 1) // 12, (newest - 1) % 12 + 1) for pk, newest in _states().items() if pk in asked}


def _state(indicator: Indicator, newest: int | None) -> str:
    if newest is None:
        return MISSING
    year, month = newest_due(indicator, timezone.localdate())
    return STALE if newest < year * 12 + month else CURRENT


def owner(indicator: Indicator) -> Unit:
    """The unit whose indicator it is; it came with it."""
    unit: Unit = indicator.item.owner if indicator.item else indicator.quality_factor.mission.unit  # type: ignore[union-attr]
    return unit


def _within(unit: Unit, top: Unit) -> bool:
    return unit.tree_id == top.tree_id and top.lft <= unit.lft and unit.rght <= top.rght


@dataclass(frozen=True)
class Proposal:
    """What one indicator proposes for a period, and what a person has said of it."""

    indicator: Indicator
    value: IndicatorValue

    @property
    def key(self) -> str:
        """A person's word before the thresholds'."""
        return self.value.status or self.value.proposed_status


def proposals_for(thing: PlanItem | CoreMission, year: int, last_day: date) -> list[Proposal]:
    """The newest outcome in ``year`` up to and with ``last_day`` of each indicator of the thing, where it proposes something. One query.

    What has one outcome a year, and has got it already (an examination in June), proposes in every period of the year. Another year's never does.
    """
    until = Q(month__lte=last_day.month) | Q(indicator__frequency=Frequency.YEAR)
    place = {"indicator__item": thing} if isinstance(thing, PlanItem) else {"indicator__quality_factor__mission": thing}
    values = IndicatorValue.objects.filter(until, **place, year=year, sex=Sex.TOTAL, outcome__isnull=False)
    newest = {value.indicator_id: value for value in values.select_related("indicator").order_by("indicator", "month")}
    found = [Proposal(value.indicator, value) for value in newest.values()]
    return [each for each in found if each.key]


def kolada_indicators() -> list[Indicator]:
    """Every indicator whose outcomes come from Kolada, with the group it is compared with. One query."""
    from_kolada = Indicator.objects.filter(source_kind=SourceKind.KOLADA).exclude(kolada_id="")
    return list(from_kolada.select_related("peer_group").order_by("pk"))
