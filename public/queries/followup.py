"""How it goes, as far as it has been published: closed periods, the assessments in them of what is public, and figures up to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from followup.models import Assessment, Period
from followup.queries.assessments import PUBLIC_STATES, as_row
from followup.queries.looks import AssessmentRow
from goals.models import Frequency, IndicatorValue, PlanItem
from goals.queries import IndicatorRow
from goals.queries.indicators import indicator_rows_of
from goals.queries.scales import scales_by_year
from public.models import Publication
from public.queries.plan import PublicItem, decided_items, first_wordings


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """What was said of one part of the plan in one published period. ``look`` names no person."""

    item: int
    period: Period
    look: AssessmentRow


def public_periods() -> "QuerySet[Period]":
    """The periods whose follow-up anybody may read: published and closed, the newest first. One that is opened again is hidden until it is closed. Lazy."""
    published = Publication.objects.in_force().filter(period__isnull=False).values("period")
    return Period.objects.filter(pk__in=published, is_open=False).order_by("-last_day", "-pk")


def public_period(pk: int) -> Period | None:
    """The period, if anybody may read its follow-up. One query."""
    return public_periods().filter(pk=pk).first()


def latest_period() -> Period | None:
    """The newest of them. One query."""
    return public_periods().first()


def statuses_in(period: Period) -> dict[int, PublicStatus]:
    """What was said in a published period of what is public, by the plan item's id. Two queries."""
    return {each.item: each for each in _told(_said().filter(period=period))}


def statuses_through(items: Iterable[int]) -> list[PublicStatus]:
    """What has been said of the items in every published period, the newest first. Two queries."""
    return _told(_said().filter(plan_item__in=list(items)))


def _said() -> "QuerySet[Assessment]":
    """Handed in, of what is public, in what is published."""
    found = Assessment.objects.filter(
        state__in=PUBLIC_STATES, plan_item__in=decided_items().order_by().values("pk"), period__in=public_periods().order_by().values("pk")
    )  # fmt: skip
    return found.exclude(status="").select_related("period", "written_by").order_by("-period__last_day", "-period_id")


def _told(said: "QuerySet[Assessment]") -> list[PublicStatus]:
    found = list(said)
    scales = scales_by_year({each.period.year for each in found}) if found else {}
    return [
        PublicStatus(
            each.plan_item_id or 0, each.period, replace(as_row(each, scales[each.period.year]), written_by="")
        )
        for each in found
    ]


def indicators_until(period: Period, items: Sequence[PlanItem]) -> list[IndicatorRow]:
    """The measures of public items with the figures that a published period may know: up to its last day. One without any is left out. Two queries.

    An outcome that comes once a year and is there already (an examination in June) belongs to every period of its year.
    """
    rows = indicator_rows_of(items, period.year)
    known = [_cut(row, period) for row in rows]
    return [row for row in known if row.every]


def _cut(row: IndicatorRow, period: Period) -> IndicatorRow:
    yearly = row.indicator.frequency == Frequency.YEAR
    values = tuple(None if each is None or not _is_known(each, period, yearly) else each for each in row.values)
    every = tuple(each for each in row.every if _is_known(each, period, yearly))
    shown = [place for place, year in enumerate(row.years) if year <= period.year]
    return IndicatorRow(
        row.indicator, tuple(row.years[place] for place in shown), tuple(values[place] for place in shown), every
    )


def _is_known(value: IndicatorValue, period: Period, yearly: bool) -> bool:
    if value.year != period.year:
        return value.year < period.year
    return yearly or value.month <= period.last_day.month


def status_by_number(period: Period) -> dict[int, PublicStatus]:
    """What was said in a published period, by the lasting number of what it was said of: it stays with a goal that has got new words. Three queries."""
    first = first_wordings()
    return {first.get(pk, pk): status for pk, status in statuses_in(period).items()}


def indicators_of_plan(period: Period, items: Iterable[PublicItem]) -> list[tuple[PublicItem, IndicatorRow]]:
    """The measures of the public plan of the period's year, in the plan's order, each with what it belongs to. Three queries."""
    by_pk = {item.pk: item for item in items}
    places = {pk: place for place, pk in enumerate(by_pk)}
    found = sorted(decided_items().filter(pk__in=by_pk), key=lambda one: places[one.pk])
    measured = by_pk | {one.replaces_id: by_pk[one.pk] for one in found if one.replaces_id is not None}
    return [(measured[row.indicator.item_id or 0], row) for row in indicators_until(period, found)]
