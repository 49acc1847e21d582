"""What a pack is made of, read for nobody in particular: only what is decided, handed in or confirmed, so that either side may read all of it.

Drafts, returned assessments and dialogues that both sides have not confirmed are left out, whoever sends the pack.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from budget.models import BudgetEntry, Forecast
from budget.queries import UnitMoney, money_by_unit
from budget.queries.forecasts import newest_of
from followup.models import Dialogue, DialogueFinding, DialogueState, NextStep, OpenQuestion
from followup.queries.assessable import items_in, missions_of
from followup.queries.assessments import published_until
from followup.queries.dialogue_steps import earlier_dialogues, returning_questions, returning_steps
from followup.queries.findings import findings_of, returning_needs
from followup.queries.looks import AssessmentRow
from followup.queries.things import key_of
from goals.models import CoreMission, PlanItem, QualityFactor
from goals.queries.changes import Told, changes_between, told
from goals.queries.missions import deciding_body
from sala_styr.decisions.models import Decision
from sala_styr.organisation.actor import ANONYMOUS
from sala_styr.organisation.models import Unit

MOST_ITEMS = 40
MOST_CHANGES = 25
MOST_PARTS = 30


@dataclass(frozen=True)
class Said:
    """A thing with what was last said of it that stands for everybody, None when nothing has been."""

    item: PlanItem
    row: AssessmentRow | None


@dataclass(frozen=True)
class Wanted:
    """The lower unit's part of the plan. ``more``: how many there are besides."""

    said: list[Said]
    more: int


@dataclass(frozen=True)
class Mission:
    """The lower unit's grunduppdrag, with what was last said of it."""

    mission: CoreMission
    laws: list[str]
    factors: list[QualityFactor]
    row: AssessmentRow | None


@dataclass(frozen=True)
class Money:
    """The lower unit and what lies right below it, through ``month``; and the newest forecast's own words."""

    month: int
    rows: list[tuple[Unit, UnitMoney]]
    forecasts: list[Forecast]


@dataclass(frozen=True)
class Since:
    """What has happened since ``day``: in the plan, to the frame (öre, + raises it) and by decision. ``more``: changes of the plan left out."""

    day: date
    plan: list[Told]
    more: int
    entries: list[tuple[BudgetEntry, int]]
    decisions: list[Decision]


@dataclass(frozen=True)
class LastTime:
    """What returns from the dialogues that both have confirmed; ``unconfirmed``: days of earlier ones that are left out because they are not."""

    before: Dialogue | None
    findings: list[DialogueFinding]
    steps: list[NextStep]
    questions: list[OpenQuestion]
    unconfirmed: list[date]


def last_confirmed(dialogue: Dialogue) -> Dialogue | None:
    """The pair's newest earlier dialogue that both have confirmed. One query."""
    return (
        earlier_dialogues(dialogue)
        .filter(state=DialogueState.CONFIRMED)
        .select_related("upper", "lower")
        .order_by("-day", "-pk")
        .first()
    )


def mission_facts(dialogue: Dialogue) -> Mission | None:
    """The lower unit's grunduppdrag; None where it is not written. Five queries."""
    mission = next(iter(missions_of([dialogue.lower_id])), None)
    if mission is None:
        return None
    row = published_until(dialogue.period, [mission]).get(key_of(mission))
    return Mission(mission, mission.law_list, list(mission.quality_factors.order_by("order", "pk")), row)


def wanted_facts(dialogue: Dialogue) -> Wanted:
    """The lower unit's focus areas, priorities and strategies; for an operation also those right below it, activities apart. Four queries."""
    found = list(items_in(dialogue.period, _owners(dialogue.lower)).select_related("step", "owner"))
    own = [item for item in found if item.owner_id == dialogue.lower_id]
    below = [item for item in found if item.owner_id != dialogue.lower_id and not item.step.is_activity]
    items = sorted([*own, *below], key=lambda item: (item.step.order, item.tree_id, item.lft))
    shown = items[:MOST_ITEMS]
    rows = published_until(dialogue.period, shown)
    return Wanted([Said(item, rows.get(key_of(item))) for item in shown], len(items) - len(shown))


def _owners(lower: Unit) -> list[int]:
    if lower.is_political:
        return [lower.pk]
    return [lower.pk, *Unit.objects.filter(parent=lower).values_list("pk", flat=True)]


def money_facts(dialogue: Dialogue) -> Money:
    """Budget, outcome and forecast of the lower unit and what is right below it. Seven queries."""
    lower, period = dialogue.lower, dialogue.period
    by_unit = money_by_unit(period.year, period.last_day.month)
    parts = Unit.objects.in_year(period.year).filter(parent=lower).order_by("tree_id", "lft")
    rows = [(unit, by_unit[unit.pk]) for unit in [lower, *parts[:MOST_PARTS]] if unit.pk in by_unit]
    told_by = newest_of([unit.pk for unit, _money in rows], period.year)
    forecasts = [told_by[unit.pk] for unit, _money in rows if unit.pk in told_by]
    return Money(period.last_day.month, rows, forecasts)


def last_time_facts(dialogue: Dialogue) -> LastTime:
    """What was arrived at last, and steps and questions from earlier dialogues. Six queries."""
    earlier = earlier_dialogues(dialogue)
    confirmed = set(earlier.filter(state=DialogueState.CONFIRMED).values_list("pk", flat=True))
    open_days = earlier.exclude(state=DialogueState.CONFIRMED).order_by("day").values_list("day", flat=True)
    before = last_confirmed(dialogue)
    return LastTime(
        before,
        findings_of(before) if before is not None else [],
        [step for step in returning_steps(dialogue) if step.dialogue_id in confirmed],
        [question for question in returning_questions(dialogue) if question.dialogue_id in confirmed],
        list(open_days),
    )


def since_facts(dialogue: Dialogue, today: date) -> Since:
    """What has changed since the pair last met, else since the year began. A constant number of queries."""
    before, year = last_confirmed(dialogue), dialogue.period.year
    since = before.day if before is not None else date(year, 1, 1)
    if since >= today:
        return Since(since, [], 0, [], [])
    changed = changes_between(ANONYMOUS, year, since, today, owners=_owners(dialogue.lower))
    words = told(ANONYMOUS, changed[:MOST_CHANGES], since, today)
    return Since(
        since,
        words,
        len(changed) - len(words),
        _entries(dialogue.lower, year, since, today),
        list(_decisions(dialogue, since, today)),
    )


def _entries(lower: Unit, year: int, since: date, today: date) -> list[tuple[BudgetEntry, int]]:
    """What has come to the unit and gone from it. What it has passed on to its own parts has changed nothing for it."""
    below = Unit.objects.filter(tree_id=lower.tree_id, lft__gt=lower.lft, rght__lt=lower.rght).values("pk")
    passed_on = Q(source=lower, target__in=below) | Q(target=lower, source__in=below)
    booked = BudgetEntry.objects.filter(
        Q(source=lower) | Q(target=lower), year=year, booked_on__gt=since, booked_on__lte=today
    )
    found = booked.exclude(passed_on).select_related("decision__body").order_by("booked_on", "pk")[:MOST_CHANGES]
    return [(entry, entry.amount if entry.target_id == lower.pk else -entry.amount) for entry in found]


def _decisions(dialogue: Dialogue, since: date, today: date) -> list[Decision]:
    bodies = {unit.pk for unit in (dialogue.upper, dialogue.lower) if unit.is_political}
    body = deciding_body(dialogue.lower)
    bodies |= {body.pk} if body is not None else set()
    found = Decision.objects.filter(body_id__in=bodies, date__gt=since, date__lte=today).select_related("body")
    return list(found.order_by("date", "paragraph", "pk")[:MOST_CHANGES])


def needs_upwards(dialogue: Dialogue) -> list[DialogueFinding]:
    """Needs of support or decision that the two take up: their own, and those put to the lower unit from below. Two queries."""
    return [need for need in returning_needs(dialogue) if need.dialogue.state == DialogueState.CONFIRMED]


def support_words(dialogue: Dialogue) -> list[Dialogue]:
    """The newest confirmed dialogue of the pair, and of each pair below it in the year, that says in words what support is needed. One query."""
    confirmed = Dialogue.objects.filter(state=DialogueState.CONFIRMED, day__lte=dialogue.day).exclude(support="")
    of_pair = Q(upper=dialogue.upper, lower=dialogue.lower) | Q(upper=dialogue.lower, period__year=dialogue.period.year)
    newest: dict[tuple[int, int], Dialogue] = {}
    rows = confirmed.filter(of_pair).exclude(pk=dialogue.pk).select_related("upper", "lower").order_by("day", "pk")
    for each in rows:
        newest[each.upper_id, each.lower_id] = each
    return list(newest.values())
