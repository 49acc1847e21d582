"""A unit's page of a period: each thing to assess with what is said, what was said last time, and what this person may do with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from followup import rules
from followup.models import EDITABLE_STATES, Assessment, AssessmentState, Period, UnitReflection
from followup.queries.assessable import things_of
from followup.queries.assessments import as_row, now_and_before
from followup.queries.looks import AssessmentRow, not_reported
from followup.queries.places import all_places
from followup.queries.things import Thing, is_political, key_of, owner_of
from followup.rules import Place
from goals.models import PlanItem
from goals.queries.scales import Scales, scales_of
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class ThingRow:
    """One thing to assess. The three ``may``s are the right and the state together: what is False is not offered."""

    key: str
    thing: Thing
    unit: Unit
    assessment: Assessment | None
    shown: AssessmentRow
    before: AssessmentRow | None
    may_write: bool
    may_submit: bool
    may_judge: bool
    scales: Scales
    """What one can choose among: the scales of the period's year."""

    @property
    def is_mission(self) -> bool:
        return not isinstance(self.thing, PlanItem)

    @property
    def is_activity(self) -> bool:
        return isinstance(self.thing, PlanItem) and self.thing.step.is_activity

    @property
    def level(self) -> str:
        """What things of its level are called together: ``fokusområden``."""
        return self.thing.step.plural if isinstance(self.thing, PlanItem) else ""

    @property
    def version(self) -> int:
        return self.assessment.version if self.assessment else 0

    @property
    def state(self) -> str:
        return self.assessment.state if self.assessment else ""

    @property
    def can_be_approved(self) -> bool:
        return self.may_judge and self.state == AssessmentState.SUBMITTED

    @property
    def can_be_returned(self) -> bool:
        return self.may_judge and self.state in (AssessmentState.SUBMITTED, AssessmentState.APPROVED)


def thing_rows(actor: Actor, period: Period, things: Sequence[Thing]) -> list[ThingRow]:
    """The rows of ``things`` in ``period``, in their order. Four queries."""
    places = all_places()
    now, before = now_and_before(actor, period, things)
    scales = scales_of(period.year)
    return [_row(actor, period, thing, places[owner_of(thing).pk], now, before, scales) for thing in things]


def unit_rows(actor: Actor, period: Period, unit_ids: Sequence[int]) -> list[ThingRow]:
    """The rows of everything these units are to assess. Six queries."""
    return thing_rows(actor, period, things_of(unit_ids, period))


def _row(
    actor: Actor,
    period: Period,
    thing: Thing,
    place: Place,
    now: dict[str, Assessment],
    before: dict[str, AssessmentRow],
    scales: Scales,
) -> ThingRow:
    key = key_of(thing)
    found = now.get(key)
    editable = period.is_open and (found is None or found.state in EDITABLE_STATES)
    return ThingRow(
        key=key,
        thing=thing,
        unit=owner_of(thing),
        assessment=found,
        shown=as_row(found, scales) if found else not_reported(),
        before=before.get(key),
        may_write=editable and rules.may_write_assessment(actor, place),
        may_submit=editable and rules.may_submit_assessment(actor, place),
        may_judge=period.is_open and rules.may_judge_assessment(actor, place, is_political(thing)),
        scales=scales,
    )


def may_read_reflection(actor: Actor, period: Period, place: Place) -> bool:
    """May ``actor`` read what the unit says of the period: its writers and readers while the period is open, then everybody?"""
    reads = rules.may_read_draft(actor, place) or rules.may_judge_assessment(actor, place, place.is_political)
    return reads or not period.is_open


def reflections(period: Period, unit: Unit) -> tuple[UnitReflection | None, UnitReflection | None]:
    """What the unit has said of the period, whoever may read it, and in the newest earlier period that is closed. One query."""
    closed = Q(period__last_day__lt=period.last_day, period__is_open=False)
    found = UnitReflection.objects.filter(Q(period=period) | closed, unit=unit)
    newest = list(found.order_by("-period__last_day").select_related("period", "written_by")[:2])
    now = next((each for each in newest if each.period_id == period.pk), None)
    return now, next((each for each in newest if each.period_id != period.pk), None)
