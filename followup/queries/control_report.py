"""A year's internal control as it is reported to each nämnd and to kommunstyrelsen: what was controlled, what was found, what is done."""

from dataclasses import dataclass
from datetime import date

from followup.models.control import (
    ControlActivity,
    ControlMeasure,
    Finding,
    InternalControlPlan,
    RiskChoice,
)
from followup.queries.control import ActivityRow, activity_rows, planning_bodies
from sala_styr.organisation.models import Unit


@dataclass(frozen=True)
class BodyControl:
    """A body's plan in force with its controls; ``plan`` is None when none is decided."""

    body: Unit
    plan: InternalControlPlan | None
    rows: tuple[ActivityRow, ...]

    @property
    def controls(self) -> tuple[ActivityRow, ...]:
        """The controls, without what is done about risks that are not controlled."""
        return tuple(row for row in self.rows if row.activity.risk.choice == RiskChoice.CONTROL)

    @property
    def carried_out(self) -> int:
        """How many of the controls have been done at least once."""
        return sum(bool(row.results) for row in self.controls)

    def found(self, finding: Finding) -> int:
        """How many results say so."""
        return sum(result.finding == finding for row in self.rows for result in row.results)

    @property
    def minor(self) -> int:
        return self.found(Finding.MINOR)

    @property
    def major(self) -> int:
        return self.found(Finding.MAJOR)

    @property
    def measures(self) -> list[ControlMeasure]:
        """All that is to be done about what was found, by their days."""
        every = [measure for row in self.rows for result in row.results for measure in result.measures.all()]
        return sorted(every, key=lambda measure: (measure.due, measure.pk))

    @property
    def open_measures(self) -> int:
        return sum(measure.done_on is None for measure in self.measures)

    def late(self, today: date) -> int:
        """How many controls and measures have passed their day."""
        return sum(row.is_late(today) for row in self.rows) + sum(each.is_late(today) for each in self.measures)


def control_report(year: int, body: Unit | None = None) -> list[BodyControl]:
    """Each body (or the one) with its plan in force and all that was found. Seven queries, whatever their number."""
    bodies = [body] if body is not None else list(planning_bodies(year))
    in_force = InternalControlPlan.objects.in_force().filter(year=year, body__in=bodies)
    plans = {plan.body_id: plan for plan in in_force.select_related("body", "decision__body")}
    activities = ControlActivity.objects.filter(risk__plan__in=list(plans.values()))
    rows: dict[int, list[ActivityRow]] = {}
    for row in activity_rows(activities.select_related("responsible", "risk__unit"), year):
        rows.setdefault(row.activity.risk.plan_id, []).append(row)
    found = []
    for each in bodies:
        plan = plans.get(each.pk)
        found.append(BodyControl(each, plan, tuple(rows.get(plan.pk, ()) if plan else ())))
    return found


@dataclass(frozen=True)
class ControlCounts:
    """The year's counts over all bodies."""

    bodies: int
    decided: int
    controls: int
    carried_out: int
    deviations: int
    open_measures: int


def control_counts(report: list[BodyControl]) -> ControlCounts:
    """What ``control_report`` says, counted. No query."""
    return ControlCounts(
        bodies=len(report),
        decided=sum(each.plan is not None for each in report),
        controls=sum(len(each.controls) for each in report),
        carried_out=sum(each.carried_out for each in report),
        deviations=sum(each.minor + each.major for each in report),
        open_measures=sum(each.open_measures for each in report),
    )
