"""The example's internal control: decided plans with what was found, a draft of next year's, and the companies tested."""

from collections.abc import Iterable

from followup.demo.content.control import (
    NEXT_BODY,
    NEXT_RISKS,
    NEXT_YEAR,
    PLANS,
    REVIEW_DECISION,
    REVIEW_YEAR,
    REVIEWS,
    YEAR,
    Feared,
    Found,
    Moment,
    Planned,
)
from followup.demo.decisions import Decisions
from followup.demo.organisation import Units
from followup.demo.people import People
from followup.demo.times import remember
from followup.models import (
    CompanyReview,
    ControlActivity,
    ControlMeasure,
    ControlResult,
    Improvement,
    ImprovementOrigin,
    InternalControlPlan,
    Risk,
    RiskMatrix,
)
from sala_styr import history


class _Book:
    """Gathers the rows of each kind, so that each kind is written at once."""

    def __init__(self, units: Units, people: People, decisions: Decisions) -> None:
        self.units, self.people, self.decisions = units, people, decisions
        self.matrix = RiskMatrix()
        history.bulk_create(RiskMatrix, [self.matrix])

    def plan(self, body: str, year: int, decision: str = "", number: int = 1) -> InternalControlPlan:
        """A version of a plan, decided when a decision is named."""
        decided = self.decisions[decision] if decision else None
        plan = InternalControlPlan(
            body=self.units[body], year=year, number=number, matrix=self.matrix, decision=decided
        )
        if decided:
            remember(plan, decided.date, self.people.chairs[body])
        history.bulk_create(InternalControlPlan, [plan])
        return plan

    def risks(
        self, plan: InternalControlPlan, texts: Iterable[Feared], first: dict[Moment, ControlActivity] | None = None
    ) -> dict[Moment, ControlActivity]:
        """The risks with their controls; ``first``: the controls of the version before. Answers with the controls by their text."""
        pairs = [(text, self._risk(plan, text)) for text in texts]
        history.bulk_create(Risk, [risk for _text, risk in pairs])
        made = {
            moment: self._activity(risk, moment, (first or {}).get(moment))
            for text, risk in pairs
            for moment in text.moments
        }
        history.bulk_create(ControlActivity, list(made.values()))
        return made

    def results(self, made: dict[Moment, ControlActivity]) -> None:
        """What the controls found, with measures and what became improvements."""
        pairs = [(found, self._result(made[moment], found)) for moment in made for found in moment.found]
        history.bulk_create(ControlResult, [result for _found, result in pairs])
        history.bulk_create(ControlMeasure, [self._measure(result, found) for found, result in pairs if found.measure])
        history.bulk_create(
            Improvement, [self._improvement(result, found) for found, result in pairs if found.improvement]
        )

    def _risk(self, plan: InternalControlPlan, text: Feared) -> Risk:
        likelihood, consequence = text.value
        risk = Risk(
            plan=plan,
            unit=self.units[text.unit],
            process=text.process,
            text=text.text,
            category=text.category,
            likelihood=likelihood,
            consequence=consequence,
            existing=text.existing,
            choice=text.choice,
        )
        if plan.decision:
            remember(risk, plan.decision.date, self.people.managers.get(text.unit))
        return risk

    def _activity(self, risk: Risk, moment: Moment, first: ControlActivity | None) -> ControlActivity:
        activity = ControlActivity(
            risk=risk,
            first=first,
            text=moment.text,
            method=moment.method,
            frequency=moment.frequency,
            due=moment.due if moment.due and moment.due.year == risk.plan.year else None,
            responsible=self.people.managers[moment.who],
        )
        if risk.plan.decision:
            remember(activity, risk.plan.decision.date, activity.responsible)
        return activity

    @staticmethod
    def _result(activity: ControlActivity, found: Found) -> ControlResult:
        result = ControlResult(
            activity=activity, day=found.day, by=activity.responsible, finding=found.finding, text=found.text
        )
        remember(result, found.day, activity.responsible)
        return result

    @staticmethod
    def _measure(result: ControlResult, found: Found) -> ControlMeasure:
        measure = ControlMeasure(
            result=result,
            text=found.measure,
            responsible=result.activity.responsible,
            due=found.due,
            done_on=found.done,
            done_text=found.how,
        )
        remember(measure, found.done or found.day, result.activity.responsible)
        return measure

    @staticmethod
    def _improvement(result: ControlResult, found: Found) -> Improvement:
        improvement = Improvement(
            unit=result.activity.risk.unit,
            title=found.improvement,
            seen=found.text,
            origin=ImprovementOrigin.CONTROL,
            control_result=result,
            responsible=result.activity.responsible,
            raised_on=found.day,
        )
        remember(improvement, found.day, result.activity.responsible)
        return improvement


def load_control(units: Units, people: People, decisions: Decisions) -> None:
    """The plans with their risks and results, next year's draft, and kommunstyrelsen's tests of the companies."""
    book = _Book(units, people, decisions)
    for text in PLANS:
        _load_plan(book, text)
    book.risks(book.plan(NEXT_BODY, NEXT_YEAR), NEXT_RISKS)
    _load_reviews(book)


def _load_plan(book: _Book, text: Planned) -> None:
    """Each version; what was found was found under the one that was in force then, but belongs to all of them."""
    made: dict[Moment, ControlActivity] = {}
    for number, decision in enumerate(text.decisions, 1):
        plan = book.plan(text.body, YEAR, decision, number)
        is_last = number == len(text.decisions)
        made = book.risks(plan, [risk for risk in text.risks if is_last or not risk.added], made)
    book.results(made)


def _load_reviews(book: _Book) -> None:
    tested = book.decisions[REVIEW_DECISION]
    reviews = [
        CompanyReview(
            company=book.units[code],
            year=REVIEW_YEAR,
            purpose=purpose,
            powers=powers,
            grounds=grounds,
            decision=tested,
        )
        for code, purpose, powers, grounds in REVIEWS
    ]
    for review in reviews:
        remember(review, tested.date, book.people.chairs["KS"])
    history.bulk_create(CompanyReview, reviews)
