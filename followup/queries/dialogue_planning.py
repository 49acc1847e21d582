"""Which dialogues a period ought to have, and on which working days: the lowest level first, so that each level brings with it what the one below said."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.utils import timezone

from followup.models import Dialogue, PairKind, Period
from followup.queries.dialogues import pairs_to_plan
from followup.queries.places import all_places
from followup.rules import kind_of_pair
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import OPERATIONAL_KINDS, POLITICAL_KINDS, Appointment, Role, Unit, User
from sala_styr.organisation.queries import units_in_order
from sala_styr.workdays import working_days_after

ORDER = (PairKind.UNIT, PairKind.OFFICE, PairKind.COMPANY, PairKind.COUNCIL)
DAYS_AFTER_DUE = {PairKind.UNIT: 1, PairKind.OFFICE: 8, PairKind.COMPANY: 8, PairKind.COUNCIL: 13}
"""How many working days after the period's assessments are due that a level begins to meet."""
TIMES = ((time(9, 0), time(10, 30)), (time(13, 0), time(14, 30)))
"""The day's places: nobody is asked to more than two dialogues a day."""
DAYS_TO_INVITE = 5
MEETING_KINDS = POLITICAL_KINDS | OPERATIONAL_KINDS | {"company", "federation"}
"""Units that meet: common items are no people, and auditors stand outside."""


@dataclass(frozen=True)
class Proposal:
    """A dialogue that the period ought to have. ``exists``: the one that is planned already, which is left as it is."""

    upper: Unit
    lower: Unit
    pair: PairKind
    day: date
    starts: time
    ends: time
    exists: Dialogue | None = None

    @property
    def key(self) -> str:
        """Names the pair in a form."""
        return f"{self.upper.pk}-{self.lower.pk}"


def proposals(actor: Actor, period: Period, today: date | None = None) -> list[Proposal]:
    """Every pair that ``actor`` may plan for in ``period``, with a day and a time each, by kind of pair. Three queries."""
    today = today or timezone.localdate()
    units = [unit for unit in units_in_order(max(period.due, today)) if unit.kind in MEETING_KINDS]
    pairs = pairs_to_plan(actor, all_places(), units)
    planned = {
        (each.upper_id, each.lower_id): each for each in Dialogue.objects.filter(period=period).order_by("-day", "-pk")
    }
    by_kind = sorted(pairs, key=lambda pair: ORDER.index(kind_of_pair(pair[0].kind, pair[1].kind)))
    taken: Counter[int] = Counter()
    return [_proposal(period, upper, lower, planned, taken, today) for upper, lower in by_kind]


def _proposal(
    period: Period,
    upper: Unit,
    lower: Unit,
    planned: dict[tuple[int, int], Dialogue],
    taken: Counter[int],
    today: date,
) -> Proposal:
    """The next place of the upper unit's days. One that is planned already takes none."""
    pair = kind_of_pair(upper.kind, lower.kind)
    exists = planned.get((upper.pk, lower.pk))
    after, place = divmod(taken[upper.pk], len(TIMES))
    earliest = working_days_after(today, DAYS_TO_INVITE)
    day = working_days_after(max(working_days_after(period.due, DAYS_AFTER_DUE[pair]), earliest), after)
    if exists is None:
        taken[upper.pk] += 1
    starts, ends = TIMES[place]
    return Proposal(upper, lower, pair, exists.day if exists else day, starts, ends, exists)


def leaders_by_unit(units: Iterable[int]) -> dict[int, list[Appointment]]:
    """The chairs and managers that units have had and have, for days to choose among. One query."""
    found: dict[int, list[Appointment]] = {}
    rows = Appointment.objects.filter(
        unit_id__in=list(units), role__in=(Role.CHAIR, Role.MANAGER), user__is_active=True
    )
    for appointment in rows.select_related("user", "unit").order_by("pk"):
        found.setdefault(appointment.unit_id, []).append(appointment)
    return found


def leading_on(leaders: dict[int, list[Appointment]], unit: Unit, day: date) -> dict[User, str]:
    """Who leads the unit on the day, each with in what capacity. No query."""
    return {
        each.user: f"{each.title or each.get_role_display()}, {unit.label}"[:80]
        for each in leaders.get(unit.pk, [])
        if each.valid_from <= day and (each.valid_to is None or each.valid_to >= day)
    }
