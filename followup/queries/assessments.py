"""Questions about assessments: what may be read, the newest of each thing, and counts. Nothing is averaged, only counted (domain §6.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from followup.models import Assessment, AssessmentState, Period, PeriodKind
from followup.queries.looks import AssessmentRow, not_reported, row_of
from followup.queries.things import Thing, thing_filter
from goals.queries.scales import Scales, scales_by_year
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import OFFICIALS, POLITICAL_KINDS, Role, Unit

PUBLIC_STATES = (AssessmentState.SUBMITTED, AssessmentState.APPROVED)


def visible_to(actor: Actor) -> "QuerySet[Assessment]":
    """What ``actor`` may read: all that is handed in, and the drafts that they may write themselves (invariant 20). Lazy, no extra query."""
    if actor.sees_everything:
        return Assessment.objects.all()
    if not actor.is_known:
        return Assessment.objects.none()
    return Assessment.objects.filter(Q(state__in=PUBLIC_STATES) | written_by_side_of(actor))


def written_by_side_of(actor: Actor) -> Q:
    """Assessments whose writers ``actor`` belongs to: the same as ``rules.may_write_assessment``, for a whole table (a controller reads everything)."""
    units = actor.covered_ids(*OFFICIALS)
    bodies = Unit.objects.filter(kind__in=POLITICAL_KINDS, children__in=actor.covered_ids(Role.MANAGER)).values("pk")
    side = Q(plan_item__owner_id__in=units) | Q(core_mission__unit_id__in=units)
    side |= Q(plan_item__owner_id__in=bodies) | Q(core_mission__unit_id__in=bodies)
    return side


def published(year: int) -> "QuerySet[Assessment]":
    """What stands for everybody in ``year``: handed in or approved, whoever asks. Lazy."""
    return Assessment.objects.filter(period__year=year, state__in=PUBLIC_STATES)


def _rows(assessments: "QuerySet[Assessment]") -> "QuerySet[Assessment]":
    return _in_order(assessments.exclude(status=""))


def _in_order(assessments: "QuerySet[Assessment]") -> "QuerySet[Assessment]":
    return assessments.order_by("period__last_day", "period_id").select_related("period", "written_by")


def as_row(assessment: Assessment, scales: Scales) -> AssessmentRow:
    """Ready to be shown in the words of ``scales``, which are of the period's year. The assessment must have come with its period and writer."""
    details: dict[str, Any] = {
        "state": assessment.state,
        "period_id": assessment.period_id,
        "period": str(assessment.period),
        "written_at": assessment.written_at,
        "written_by": str(assessment.written_by) if assessment.written_by else "",
        "pk": assessment.pk,
        "comment": assessment.comment,
        "cannot_reason": assessment.cannot_reason,
    }
    if not assessment.status:
        return replace(not_reported(), **details)
    full_year, outlook = assessment.period.is_full_year, assessment.outlook
    return row_of(scales, assessment.status, assessment.trend, full_year=full_year, outlook=outlook, **details)


def _shown(assessments: Iterable[Assessment]) -> list[tuple[Assessment, AssessmentRow]]:
    """Each as it is shown, in the words of its own year. The query of the assessments and one for the scales."""
    found = list(assessments)
    scales = scales_by_year({each.period.year for each in found}) if found else {}
    return [(each, as_row(each, scales[each.period.year])) for each in found]


def latest_assessments(actor: Actor, year: int) -> dict[int, AssessmentRow]:
    """The newest assessment of each plan item in ``year`` that ``actor`` may read. Items without one are left out. Two queries.

    Only this year's: an old value is never passed off as new.
    """
    found = _rows(visible_to(actor).filter(period__year=year, plan_item__isnull=False))
    return {assessment.plan_item_id: row for assessment, row in _shown(found)}  # type: ignore[misc]


def published_in(period: Period) -> dict[int, AssessmentRow]:
    """What stands for everybody in one period, by plan item. Two queries."""
    found = _rows(published(period.year).filter(period=period, plan_item__isnull=False))
    return {assessment.plan_item_id: row for assessment, row in _shown(found)}  # type: ignore[misc]


def latest_published(year: int) -> dict[int, AssessmentRow]:
    """The newest word on each plan item in ``year`` that stands for everybody. Items without one are left out. Two queries."""
    found = _rows(published(year).filter(plan_item__isnull=False))
    return {assessment.plan_item_id: row for assessment, row in _shown(found)}  # type: ignore[misc]


def published_missions_in(period: Period) -> dict[int, AssessmentRow]:
    """What stands for everybody in one period, by the unit whose core mission it is. Two queries."""
    found = _rows(published(period.year).filter(period=period, core_mission__isnull=False))
    shown = _shown(found.select_related("core_mission", "period", "written_by"))
    return {assessment.core_mission.unit_id: row for assessment, row in shown}  # type: ignore[union-attr]


def now_and_before(
    actor: Actor, period: Period, things: Iterable[Thing]
) -> tuple[dict[str, Assessment], dict[str, AssessmentRow]]:
    """What ``actor`` may read of ``things``, by the thing's key: its assessment in ``period``, and the newest that says something from one before.

    Two queries.
    """
    items, missions = _ids(things)
    of_them = Q(plan_item__in=items) | Q(core_mission__in=missions)
    earlier = Q(period__last_day__lt=period.last_day) & ~Q(status="")
    found = list(_in_order(visible_to(actor).filter(of_them, Q(period=period) | earlier)))
    now = {key_of_assessment(each): each for each in found if each.period_id == period.pk}
    before = _shown(each for each in found if each.period_id != period.pk)
    return now, {key_of_assessment(assessment): row for assessment, row in before}


def key_of_assessment(assessment: Assessment) -> str:
    """The key of the thing it is about (``things.key_of``), without fetching it."""
    if assessment.plan_item_id is not None:
        return f"del-{assessment.plan_item_id}"
    return f"uppdrag-{assessment.core_mission_id}"


def _ids(things: Iterable[Thing]) -> tuple[list[int], list[int]]:
    items: list[int] = []
    missions: list[int] = []
    for thing in things:
        (items if "plan_item" in thing_filter(thing) else missions).append(thing.pk)
    return items, missions


def through_the_years(actor: Actor, thing: Thing) -> list[AssessmentRow]:
    """All assessments of a thing that ``actor`` may read and that say something, newest first. Two queries."""
    found = _rows(visible_to(actor).filter(**thing_filter(thing)))
    return [row for _assessment, row in _shown(found.reverse())]


def count_statuses(item_ids: Iterable[int], rows: Mapping[int, AssessmentRow], keys: Iterable[str]) -> dict[str, int]:
    """How many of the items have each status; those without a row are "" (not reported). Every key of the scale has its count. Pure.

    A status that the scale no longer has is counted by its own key, before what is not reported: nothing that was said is left out.
    """
    counts = dict.fromkeys(keys, 0)
    for pk in item_ids:
        status = rows[pk].status if pk in rows else ""
        counts[status] = counts.get(status, 0) + 1
    counts[""] = counts.pop("", 0)
    return counts


def closing_period(year: int) -> Period | None:
    """The full-year period of ``year``, or its last one when there is none. One query."""
    periods = list(Period.objects.filter(year=year))
    full_year = [period for period in periods if period.kind == PeriodKind.FULL_YEAR]
    return next(reversed(full_year or periods), None)


def published_until(period: Period, things: Iterable[Thing]) -> dict[str, AssessmentRow]:
    """What was last said of each thing that stands for everybody, in ``period`` or before, by the thing's key. Two queries."""
    items, missions = _ids(things)
    found = Assessment.objects.filter(state__in=PUBLIC_STATES, period__last_day__lte=period.last_day)
    found = found.filter(Q(plan_item__in=items) | Q(core_mission__in=missions))
    return {key_of_assessment(assessment): row for assessment, row in _shown(_rows(found))}
