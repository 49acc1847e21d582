"""All the dialogues of a period planned in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from followup.actions.invitations import new_uid
from followup.models import Dialogue, DialogueInvitation, Participant, Period
from followup.queries.dialogue_planning import Proposal, leaders_by_unit, leading_on
from followup.queries.places import all_places
from followup.rules import Place, are_neighbours, may_plan_dialogue
from sala_styr.errors import RuleBroken
from sala_styr.history import bulk_create, recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require
from sala_styr.workdays import is_working_day


@dataclass(frozen=True)
class Chosen:
    """A pair with the day and time that were settled on."""

    upper: Unit
    lower: Unit
    day: date
    starts: time
    ends: time

    @property
    def key(self) -> str:
        return f"{self.upper.pk}-{self.lower.pk}"


def chosen_of(proposal: Proposal, day: date, starts: time, ends: time) -> Chosen:
    """A proposal as it was settled."""
    return Chosen(proposal.upper, proposal.lower, day, starts, ends)


def plan_all(actor: Actor, period: Period, chosen: Sequence[Chosen], place: str = "") -> list[Dialogue]:
    """Plan every chosen dialogue that the period does not have; those it has are left as they are. Returns the new ones.

    Each has the two sides' chairs and managers as participants and its time noted, so that the invitation is ready to be sent. A constant number of
    queries. Raises Refused when one of them is not the person's to plan; RuleBroken for units that do not meet, a day that is no working day, or an
    end before the beginning, and then none is planned.
    """
    places = all_places()
    for each in chosen:
        _require_sound(actor, places, each)
    with recording(actor, _("Planerade periodens dialoger")):
        period = Period.objects.select_for_update().get(pk=period.pk)  # two who plan at once wait for each other
        there = set(Dialogue.objects.filter(period=period).values_list("upper_id", "lower_id"))
        new = [each for each in chosen if (each.upper.pk, each.lower.pk) not in there]
        rows = [
            Dialogue(period=period, upper=each.upper, lower=each.lower, day=each.day, place=place.strip())
            for each in new
        ]
        made: list[Dialogue] = bulk_create(Dialogue, rows)
        bulk_create(Participant, _participants(made, new))
        bulk_create(
            DialogueInvitation,
            [
                DialogueInvitation(dialogue=dialogue, uid=new_uid(), starts=each.starts, ends=each.ends)
                for dialogue, each in zip(made, new, strict=True)
            ],
        )
    return made


def _require_sound(actor: Actor, places: dict[int, Place], chosen: Chosen) -> None:
    above, below = places[chosen.upper.pk], places[chosen.lower.pk]
    require(
        may_plan_dialogue(actor, above, below),
        _("En dialog planeras av någon av de två parterna eller av en controller."),
    )
    pair = {"upper": chosen.upper.name, "lower": chosen.lower.name, "day": f"{chosen.day:%Y-%m-%d}"}
    if not are_neighbours(above, below):
        raise RuleBroken(_("%(upper)s och %(lower)s är inte grannar i organisationen.") % pair, field=chosen.key)
    if not is_working_day(chosen.day):
        raise RuleBroken(
            _("%(upper)s – %(lower)s: %(day)s är ingen arbetsdag. Välj en annan dag.") % pair, field=chosen.key
        )
    if chosen.ends <= chosen.starts:
        raise RuleBroken(_("%(upper)s – %(lower)s: sluttiden behöver ligga efter starttiden.") % pair, field=chosen.key)


def _participants(made: Sequence[Dialogue], chosen: Sequence[Chosen]) -> list[Participant]:
    leaders = leaders_by_unit({unit.pk for each in chosen for unit in (each.upper, each.lower)})
    rows = []
    for dialogue, each in zip(made, chosen, strict=True):
        people = leading_on(leaders, each.upper, each.day) | leading_on(leaders, each.lower, each.day)
        rows += [Participant(dialogue=dialogue, user=user, title=title) for user, title in people.items()]
    return rows
