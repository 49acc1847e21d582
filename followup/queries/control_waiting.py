"""What waits in the internal control: controls and measures for who is named, plans and tests of companies for who decides them."""

from datetime import date, timedelta

from django.db.models import QuerySet

from followup.models import CompanyReview
from followup.models.control import ControlActivity, ControlMeasure, InternalControlPlan
from followup.queries.company_reviews import board_now, companies_of
from followup.queries.control import ActivityRow, activity_rows, planning_bodies
from followup.rules import control as rules
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role, Unit

SOON = timedelta(days=30)
PLANNED_FROM = 10
"""The month from which next year's plan is asked for."""

TESTED_FROM, TESTED_BY = (2, 1), (3, 31)
"""Between which days (month, day) the companies' last year is tested."""


def controls_named(actor: Actor, today: date | None = None) -> "QuerySet[ControlActivity]":
    """The controls that the person is to carry out, of any plan. Lazy."""
    return ControlActivity.objects.filter(responsible__isnull=False, responsible=actor.user)


def controls_waiting(actor: Actor, today: date) -> list[ActivityRow]:
    """The person's controls in plans in force of this year and the last, whose next day is within a month. Four queries a year, and one."""
    plans = InternalControlPlan.objects.in_force().filter(year__in=(today.year - 1, today.year))
    mine = controls_named(actor).filter(risk__plan__in=plans).select_related("risk__plan__body", "risk__unit")
    rows = [
        row
        for year in (today.year - 1, today.year)
        for row in activity_rows([each for each in mine if each.risk.plan.year == year], year)
    ]
    return [row for row in rows if row.next_day is not None and row.next_day <= today + SOON]


def measures_waiting(actor: Actor, today: date | None = None) -> "QuerySet[ControlMeasure]":
    """The person's measures that are not carried out. Lazy."""
    found = ControlMeasure.objects.filter(responsible__isnull=False, responsible=actor.user, done_on=None)
    return found.select_related("result__activity__risk__plan__body")


def plans_to_decide(actor: Actor, today: date) -> list[tuple[Unit, int, InternalControlPlan | None]]:
    """What the chair's body is to decide: drafts, and from October next year's plan also when nobody has begun. Three queries."""
    chaired = actor.held_ids(Role.CHAIR)
    if not chaired:
        return []
    drafts = InternalControlPlan.objects.filter(decision=None, body__in=chaired).select_related("body")
    found: list[tuple[Unit, int, InternalControlPlan | None]] = [(plan.body, plan.year, plan) for plan in drafts]
    if today.month >= PLANNED_FROM:
        year = today.year + 1
        begun = InternalControlPlan.objects.filter(year=year).values("body")
        found += [(body, year, None) for body in planning_bodies(year).filter(pk__in=chaired).exclude(pk__in=begun)]
    return found


def reviews_waiting(actor: Actor, today: date) -> list[tuple[Unit, CompanyReview | None]]:
    """Last year's tests: not written for a controller, not decided for kommunstyrelsen's chair. Three queries at most."""
    year = today.year - 1
    if today < date(today.year, *TESTED_FROM) or not actor.has(Role.CONTROLLER, Role.CHAIR):
        return []
    board = board_now()
    decides = rules.may_decide_review(actor, board.pk if board else None)
    if not (decides or rules.may_change_matrix(actor)):
        return []
    reviews = {review.company_id: review for review in CompanyReview.objects.filter(year=year)}
    pairs = [(company, reviews.get(company.pk)) for company in companies_of(year)]
    return [
        (company, review)
        for company, review in pairs
        if (review is None and not decides) or (review is not None and review.decision_id is None and decides)
    ]
