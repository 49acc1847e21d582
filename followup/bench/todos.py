"""What waits for a person: a manager with five hundred things to do, on My page and on the first page (issue 5)."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from followup.bench.pages import Browser
from followup.bench.replay import bare
from followup.bench.table import Measured, Promise, table, times
from followup.bench.timing import count_queries, measure
from followup.models import Dialogue, GoalQuestion, NextStep
from followup.todo import todos_of
from goals.models import Assignment, AssignmentReceiver, ItemState, Level, PlanItem
from sala_styr import history, trees
from sala_styr.decisions.models import Decision
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor, actor_for, system_actor
from sala_styr.organisation.models import Role, Unit, User

PERSON = "exempel-chef"
THINGS = 500
FEW = 10
"""So many more than the example's own, two of each kind: then the few are of the same kinds as the many."""
PAGES = (("Att göra", "followup:todo"), ("Startsidan", "start"))


def run_todos(runs: int) -> Iterator[str]:
    """Measure both pages for a person with a few things of each kind, and with five hundred and more."""
    browser = Browser(PERSON)
    pages = {name: browser.reader_of(reverse(address)) for name, address in PAGES}
    grow(len(todos_of(_person())) + FEW)
    small = {name: count_queries(page) for name, page in pages.items()}
    things = grow(THINGS)
    rows = []
    for name, page in pages.items():
        floor = measure(bare(page), runs)
        found = measure(page, runs)
        rows += [
            Measured(f"{name}: samma frågor, inget mer", floor),
            Measured(
                f"{name} med {things} saker",
                found,
                small[name],
                f"{times(found.median / floor.median)} (frågorna)",
                (
                    Promise("≤ 300 ms", found.median <= 300),
                    # The rows that are shown of many may be of fewer kinds than those of few: then it costs less, never more.
                    Promise("inte fler frågor", found.queries <= small[name]),
                ),
            ),
        ]
    yield from table("Vad som väntar på en person", rows)


def _person() -> Actor:
    return actor_for(User.objects.get(username=PERSON))


def grow(things: int) -> int:
    """Give the person at least so many things to do, of five kinds; return how many there are."""
    actor = _person()
    user = actor.user
    unit = Unit.objects.filter(pk__in=actor.held_ids(Role.MANAGER)).order_by("pk")[0]
    share = -(-max(0, things - len(todos_of(actor))) // 5)
    if share:
        with recording(system_actor(), "Mätning"):
            goals = _plan(unit, user, share)
            _steps(unit, user, share)
            _assignments(unit, share)
            asker = User.objects.exclude(pk=user.pk).order_by("pk")[0]
            asked = [
                GoalQuestion(plan_item=goal, text="Hur går det?", asked_by=asker, asked_at=timezone.now())
                for goal in goals[:share]
            ]
            history.bulk_create(GoalQuestion, asked)
    return len(todos_of(actor))


def _plan(unit: Unit, user: User, share: int) -> list[PlanItem]:
    """So many activities that should be done, and strategies to assess; the strategies."""
    today = timezone.localdate()
    steps = {level.key: level for level in Level.objects.filter(key__in=("strategy", "activity"))}
    years = {"owner": unit, "state": ItemState.ACTIVE, "first_year": today.year, "last_year": today.year}
    activities = [
        PlanItem(
            step=steps["activity"],
            title=f"Aktivitet {n}",
            end_date=today - timedelta(days=2),
            responsible=user,
            **years,
        )
        for n in range(share)
    ]
    strategies = [PlanItem(step=steps["strategy"], title=f"Strategi {n}", **years) for n in range(share)]
    trees.bulk_insert(PlanItem, [*activities, *strategies], [None] * (2 * share))
    return strategies


def _steps(unit: Unit, user: User, share: int) -> None:
    talk = Dialogue.objects.filter(lower=unit).order_by("-day", "pk")[0]
    steps = [NextStep(dialogue=talk, text=f"Steg {number}", responsible=user) for number in range(share)]
    history.bulk_create(NextStep, steps)


def _assignments(unit: Unit, share: int) -> None:
    decision = Decision.objects.order_by("pk")[0]
    there = Assignment.objects.count()
    given = [
        Assignment(
            number=f"M {there + n}",
            title=f"Uppdrag {n}",
            giver=decision.body,
            decision=decision,
            due=timezone.localdate(),
        )
        for n in range(share)
    ]
    history.bulk_create(Assignment, given)
    parts = [AssignmentReceiver(assignment=each, unit=unit) for each in Assignment.objects.order_by("-pk")[:share]]
    history.bulk_create(AssignmentReceiver, parts)
