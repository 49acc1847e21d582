"""The periods and what was said in them: assessments of the plan and of the core missions, in all their states."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from followup.demo.chain import Plan
from followup.demo.content.assessed_2025 import CANNOT_REASONS, FULL_YEAR
from followup.demo.content.assessed_2026 import AUTUMN, INTERIM, RETURNED_BECAUSE, STATES
from followup.demo.content.periods import PERIODS, PeriodText
from followup.demo.content.phrases import CANNOT_REASON, FIELD_OF, MISSIONS, PHRASES, SOCIETY, Phrases
from followup.demo.content.shapes import Item
from followup.demo.people import People
from followup.demo.times import given_times, office_hour, remember
from followup.models import Assessment, AssessmentState, Period, PeriodKind, Status, Trend
from goals.models import CoreMission, ItemState, PlanItem
from sala_styr import history

Periods = dict[str, Period]

STRATEGY, ACTIVITY, VISION = "strategy", "activity", "vision"
AUTUMN_PERIOD, INTERIM_PERIOD = "2026-höst", "2026-delår"
NOT_BEGUN = "2026-helår"
TRENDS = {
    Status.MET: (Trend.BETTER, Trend.SAME, Trend.BETTER),
    Status.PARTLY: (Trend.BETTER, Trend.SAME, Trend.SAME, Trend.WORSE),
    Status.NOT_MET: (Trend.WORSE, Trend.SAME),
    Status.CANNOT_ASSESS: (Trend.MISSING,),
}


def load_periods() -> Periods:
    """The periods of both years, by their key in the example."""
    periods = {text.key: _period(text) for text in PERIODS}
    history.bulk_create(Period, list(periods.values()))
    return periods


def _period(text: PeriodText) -> Period:
    first_day = text.last_day.replace(month=1, day=1)
    return Period(
        year=text.year,
        kind=text.kind,
        name=text.name,
        first_day=first_day,
        last_day=text.last_day,
        due=text.due,
        is_open=text.is_open,
    )


def load_assessments(periods: Periods, plan: Plan, missions: dict[str, CoreMission], people: People) -> None:
    """Everything that has been said so far."""
    rows: list[Assessment] = []
    for key, period in periods.items():
        if key != NOT_BEGUN:
            writer = _Writer(key, period, people)
            rows += writer.plan_items(plan.pairs)
            rows += writer.missions(missions)
    with given_times(Assessment._meta.get_field("written_at")):
        history.bulk_create(Assessment, rows)


@dataclass
class _Writer:
    """Writes the assessments of one period."""

    key: str
    period: Period
    people: People
    used: Counter[tuple[str, str]] = field(default_factory=Counter)

    def plan_items(self, pairs: Iterable[tuple[Item, PlanItem]]) -> Iterator[Assessment]:
        """One assessment for each part of the plan that is to be assessed, unless it is still missing."""
        for text, item in pairs:
            state = self._state(text.owner, text.step)
            if state and self._is_assessable(text, item):
                assessment = self._words(text)
                yield self._finish(assessment, text.owner, state, plan_item=item)

    def missions(self, missions: dict[str, CoreMission]) -> Iterator[Assessment]:
        """One for each core mission of a unit that exists in the year."""
        for code, mission in missions.items():
            state = self._state(code, STRATEGY)
            begins, ends = mission.unit.valid_from, mission.unit.valid_to
            exists = not (begins and begins > self.period.last_day) and not (ends and ends < self.period.first_day)
            if state and exists:
                chance = Random(f"{self.key}-{code}")
                status = Status.MET if chance.random() < 0.72 else Status.PARTLY
                comment = self._phrase(MISSIONS, code, status)
                made = Assessment(status=status, trend=chance.choice(TRENDS[status]), comment=comment, outlook=status)
                yield self._finish(made, code, state, core_mission=mission)

    def _is_assessable(self, text: Item, item: PlanItem) -> bool:
        in_year = item.first_year <= self.period.year <= item.last_year
        begun = text.start is None or text.start <= self.period.last_day
        return text.step != VISION and item.state != ItemState.DRAFT and in_year and begun

    def _state(self, owner: str, step: str) -> str:
        """The assessment's state, or "" when nothing was written."""
        if self.key == AUTUMN_PERIOD:
            return self._autumn_state(owner, step)
        if self.key == INTERIM_PERIOD:
            state = STATES.get(owner, AssessmentState.APPROVED)
            return "" if state == "missing" else state
        if self.period.kind == PeriodKind.FULL_YEAR:
            return AssessmentState.APPROVED
        only_operations = step in (STRATEGY, ACTIVITY) if self.period.kind == PeriodKind.INTERIM else step == STRATEGY
        return AssessmentState.APPROVED if only_operations else ""

    def _autumn_state(self, owner: str, step: str) -> str:
        """In the period that goes on the units have handed in, most of them; who writes drafts has come to the first of them."""
        in_time = AssessmentState.SUBMITTED if Random(f"{owner}-höst").random() < 0.85 else ""
        state = AUTUMN.get(owner, in_time if owner.isdecimal() else "") if step in (STRATEGY, ACTIVITY) else ""
        if state == AssessmentState.DRAFT:
            self.used[owner, state] += 1
            return state if self.used[owner, state] == 1 else ""
        return state

    def _words(self, text: Item) -> Assessment:
        if self.period.kind == PeriodKind.FULL_YEAR and text.key in FULL_YEAR:
            status, trend, comment = FULL_YEAR[text.key]
            reason = CANNOT_REASONS.get(text.key, "")
            return Assessment(status=status, trend=trend, comment=comment, cannot_reason=reason)
        if self.key == INTERIM_PERIOD and text.key in INTERIM:
            status, trend, comment, outlook = INTERIM[text.key]
            return Assessment(status=status, trend=trend, comment=comment, outlook=outlook)
        chance = Random(f"{self.key}-{text.owner}-{text.title}")
        judged = self._status(text, chance)
        comment = text.text if text.step == ACTIVITY and text.text and self.period.year == 2026 else ""
        comment = comment or self._phrase(PHRASES, text.owner, judged)
        return Assessment(
            status=judged,
            trend=chance.choice(TRENDS[judged]),
            comment=comment,
            outlook=judged,
            cannot_reason=CANNOT_REASON if judged == Status.CANNOT_ASSESS else "",
        )

    def _status(self, text: Item, chance: Random) -> Status:
        finished = text.status == "done" and (text.end is None or text.end <= self.period.last_day)
        if finished:
            return Status.MET
        if text.status in ("delayed", "paused") and self.period.year == 2026:
            return Status.PARTLY if text.status == "delayed" else Status.NOT_MET
        return chance.choices(
            (Status.MET, Status.PARTLY, Status.NOT_MET, Status.CANNOT_ASSESS), weights=(46, 41, 7, 6)
        )[0]

    def _phrase(self, phrases: Phrases, code: str, status: Status) -> str:
        """The next phrase of the field and status, so that neighbours seldom say the same."""
        area = next((found for start, found in FIELD_OF.items() if code.startswith(start)), SOCIETY)
        choices = phrases[area][status]
        self.used[area, status] += 1
        return choices[self.used[area, status] % len(choices)]

    def _finish(self, assessment: Assessment, owner: str, state: str, **about: Any) -> Assessment:
        chance = Random(f"{self.key}-{owner}")
        assessment.period = self.period
        assessment.state = state
        assessment.plan_item = about.get("plan_item")
        assessment.core_mission = about.get("core_mission")
        if self.period.kind == PeriodKind.FULL_YEAR:
            assessment.outlook = ""
        if state == AssessmentState.RETURNED:
            assessment.returned_because = RETURNED_BECAUSE[owner]
        assessment.written_by = (
            self.people.examples["exempel-controller"] if owner == "KF" else self.people.head_of(owner)
        )
        assessment.written_at = office_hour(self.period.last_day + timedelta(days=chance.randint(3, 15)), chance)
        remember(assessment, assessment.written_at, assessment.written_by)
        return assessment
