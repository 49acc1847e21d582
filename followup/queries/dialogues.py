"""Questions about dialogues: which may be read, the coming and the held, the newest of each unit."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from followup.models import Dialogue, DialogueState, NextStep, OpenQuestion, Participant, StepState
from followup.rules import Place, are_neighbours, may_plan_dialogue
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import ELECTED, OFFICIALS, Appointment, Role, Unit, User
from sala_styr.swedish import swedish


def readable_dialogues(actor: Actor) -> "QuerySet[Dialogue]":
    """What ``actor`` may read: what both have confirmed, and what they follow while it is being written. Lazy."""
    dialogues = Dialogue.objects.select_related("period", "upper", "lower", "upper_confirmed_by", "lower_confirmed_by")
    if not actor.is_known:
        return dialogues.none()
    return (
        dialogues if actor.sees_everything else dialogues.filter(Q(state=DialogueState.CONFIRMED) | _followed_by(actor))
    )


def followed_dialogues(actor: Actor) -> "QuerySet[Dialogue]":
    """Those whose drafts ``actor`` may read, also afterwards: the two sides, the participants and those who read everything. Lazy."""
    if actor.sees_everything:
        return Dialogue.objects.all()
    return Dialogue.objects.filter(_followed_by(actor)) if actor.is_known else Dialogue.objects.none()


def _followed_by(actor: Actor) -> Q:
    units = actor.held_ids(*ELECTED) | actor.covered_ids(*OFFICIALS)
    taking_part = Participant.objects.filter(user=actor.user).values("dialogue_id")
    return Q(upper_id__in=units) | Q(lower_id__in=units) | Q(pk__in=taking_part)


def with_people(dialogues: "QuerySet[Dialogue]") -> "QuerySet[Dialogue]":
    """With participants. One more query."""
    return dialogues.prefetch_related(
        Prefetch("participants", Participant.objects.select_related("user").order_by("pk"))
    )


def for_a_list(dialogues: "QuerySet[Dialogue]") -> "QuerySet[Dialogue]":
    """With participants, and whether they have been invited. One more query."""
    return with_people(dialogues.select_related("invitation"))


def own_units(actor: Actor) -> frozenset[int]:
    """The units that ``actor`` speaks for in dialogues."""
    return actor.held_ids(*ELECTED, *OFFICIALS)


def between(dialogues: "QuerySet[Dialogue]", unit_ids: Iterable[int]) -> "QuerySet[Dialogue]":
    """Those where one of the units is a party."""
    ids = list(unit_ids)
    return dialogues.filter(Q(upper_id__in=ids) | Q(lower_id__in=ids))


def coming(dialogues: "QuerySet[Dialogue]", today: date | None = None) -> "QuerySet[Dialogue]":
    """Not yet held, the next first."""
    today = today or timezone.localdate()
    return dialogues.filter(day__gte=today, state=DialogueState.PLANNED).order_by("day", "pk")


def waiting(dialogues: "QuerySet[Dialogue]", today: date | None = None) -> "QuerySet[Dialogue]":
    """Their day has been, but both have not confirmed."""
    today = today or timezone.localdate()
    passed = Q(day__lt=today) | Q(state=DialogueState.HELD)
    return dialogues.filter(passed).exclude(state=DialogueState.CONFIRMED).order_by("day", "pk")


def held(dialogues: "QuerySet[Dialogue]") -> "QuerySet[Dialogue]":
    """Confirmed by both, the newest first."""
    return dialogues.filter(state=DialogueState.CONFIRMED).order_by("-day", "-pk")


def confirmed_in(year: int) -> list[Dialogue]:
    """The dialogues about a year's periods that both have confirmed, with steps and questions, the earliest first. Three queries."""
    found = Dialogue.objects.filter(period__year=year, state=DialogueState.CONFIRMED)
    return list(found.select_related("upper", "lower").prefetch_related("steps", "questions").order_by("day", "pk"))


def next_dialogue(actor: Actor) -> Dialogue | None:
    """The person's next dialogue, or one whose day has just been and that waits for them. One query."""
    mine = between(readable_dialogues(actor), own_units(actor))
    return coming(mine).first()


def open_questions(unit_ids: Iterable[int]) -> list[OpenQuestion]:
    """Questions without answer in dialogues where one of the units is a party, the oldest first. One query."""
    ids = list(unit_ids)
    mine = Q(dialogue__upper_id__in=ids) | Q(dialogue__lower_id__in=ids)
    questions = OpenQuestion.objects.filter(mine, answered_in__isnull=True)
    return list(questions.select_related("dialogue__upper", "dialogue__lower").order_by("dialogue__day", "pk"))


def open_steps_of(actor: Actor, today: date | None = None) -> "QuerySet[NextStep]":
    """The steps that a person has taken on and that are not closed, those due first. Lazy."""
    steps = NextStep.objects.filter(responsible__isnull=False, responsible=actor.user, state=StepState.OPEN)
    return steps.select_related("dialogue__upper", "dialogue__lower").order_by("due", "pk")


def last_talks(today: date | None = None) -> list[tuple[int, int, date]]:
    """(upper, lower, day) of the newest dialogue held between each pair. One query."""
    today = today or timezone.localdate()
    pairs = Dialogue.objects.filter(day__lte=today).exclude(state=DialogueState.PLANNED)
    newest: dict[tuple[int, int], date] = {}
    for upper, lower, day in pairs.order_by("day").values_list("upper_id", "lower_id", "day"):
        newest[upper, lower] = day
    return [(upper, lower, day) for (upper, lower), day in newest.items()]


def pairs_to_plan(actor: Actor, places: dict[int, Place], units: Iterable[Unit]) -> list[tuple[Unit, Unit]]:
    """The pairs between which ``actor`` may plan a dialogue, in the organisation's order. No query."""
    in_order = list(units)
    by_id = {unit.pk: unit for unit in in_order}
    found = []
    for lower in in_order:
        for upper in _possible_uppers(lower, by_id, places):
            if may_plan_dialogue(actor, places[upper.pk], places[lower.pk]):
                found.append((upper, lower))
    return found


def _possible_uppers(lower: Unit, by_id: dict[int, Unit], places: dict[int, Place]) -> list[Unit]:
    bodies = [unit for unit in by_id.values() if unit.kind in ("council", "board")]
    candidates = {unit.pk: unit for unit in [by_id.get(lower.parent_id or 0), *bodies] if unit is not None}
    return [unit for unit in candidates.values() if are_neighbours(places[unit.pk], places[lower.pk])]


def people_of(upper: Unit, lower: Unit, day: date, also: Iterable[int] = ()) -> "QuerySet[User]":
    """Who may be asked to take part: those appointed in either unit on the day, controllers, and ``also``. Lazy."""
    of_the_two = Q(unit__in=[upper, lower]) | Q(role=Role.CONTROLLER)
    appointed = Appointment.objects.on(day).filter(of_the_two).values("user_id")
    people = User.objects.filter(Q(pk__in=appointed, is_active=True) | Q(pk__in=list(also)))
    return people.order_by(swedish("last_name"), swedish("first_name"), "pk")


def leaders_of(upper: Unit, lower: Unit, day: date) -> "QuerySet[User]":
    """The chairs and managers of the two units on the day. Lazy."""
    appointed = Appointment.objects.on(day).filter(unit__in=[upper, lower], role__in=(Role.CHAIR, Role.MANAGER))
    return User.objects.filter(pk__in=appointed.values("user_id"), is_active=True).order_by("pk")
