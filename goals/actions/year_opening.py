"""Opening next year beside this one: what goes on is copied into it, in one action, while both can be worked in (design §1.9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from goals import rules
from goals.models import ActivityStatus, AgendaLink, ItemState, ParentLink, PlanItem, SubStep
from goals.queries.year_opening import Candidate, Choices, Opening, opening_of, year_obstacle
from goals.rules.year_opening import may_carry, may_open_year, who_may_open_year
from sala_styr import history, trees
from sala_styr.decisions.actions import set_year_state
from sala_styr.decisions.models import Year, YearState
from sala_styr.decisions.queries import years
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require

KEPT = ("responsible", "title", "description")
GOING_ON = (ActivityStatus.ONGOING, ActivityStatus.DELAYED)
"""What has begun goes on; what has not, or rests, begins anew."""


@dataclass(frozen=True)
class Opened:
    """What an opening did: how many parts followed, and those that were chosen but could not."""

    taken: int
    left: tuple[Candidate, ...]


def open_year(actor: Actor, year: int, choices: Choices | None = None) -> Opened:
    """Make ``year`` and copy into it what was chosen of the year before, as it is stored at this moment. Again it takes only what is new.

    What officials own is in force at once; what a body owns becomes its draft, which it decides anew. Nothing of the old year is changed.
    """
    require(may_open_year(actor), who_may_open_year())
    with recording(actor, _("Öppnade %(year)s") % {"year": year}), trees.tree_lock(PlanItem):
        _make_year(actor, year)
        opening = opening_of(year, choices)
        _check_model(opening)
        return _carry_over(opening)


def carry_item(actor: Actor, item: PlanItem) -> PlanItem:
    """Take one part along into the year after its last one. Raises RuleBroken when that year is not open or something stands in the way."""
    require(may_carry(actor, item), rules.who_may_write(item.step, item.owner))
    year = item.last_year + 1
    with recording(actor, _("Förde över till %(year)s") % {"year": year}), trees.tree_lock(PlanItem):
        if not Year.objects.filter(year=year).exclude(state=YearState.CLOSED).exists():
            raise RuleBroken(_("%(year)s är inte öppnat ännu. Det gör en controller.") % {"year": year})
        opening = opening_of(year, only={item.pk})
        if opening.left:
            raise RuleBroken(opening.left[0].obstacle)
        if not opening.following:
            raise RuleBroken(_("Det finns redan i planen för %(year)s, eller har avslutats.") % {"year": year})
        _carry_over(opening)
        return PlanItem.objects.select_related("step", "owner").get(copied_from_id=item.pk, first_year=year)


def _make_year(actor: Actor, year: int) -> None:
    known = {each.year: each.state for each in years()}
    obstacle = year_obstacle(year, known)
    if obstacle:
        raise RuleBroken(obstacle)
    if year not in known:
        set_year_state(actor, year, YearState.PLANNED)


def _check_model(opening: Opening) -> None:
    if opening.candidates and all(each.step is None for each in opening.candidates):
        raise RuleBroken(
            _("Ingen styrmodell gäller %(year)s, eller så har den inga av dagens nivåer. Läs in den först.")
            % {"year": opening.year}
        )


def _carry_over(opening: Opening) -> Opened:
    """Plant the copies, each under its place, with the steps that are not done and the links."""
    following = opening.following
    places = {each.item.pk: index for index, each in enumerate(following)}
    last_years = _last_years(following)
    nodes = [_copy_of(each, opening.year, last_years) for each in following]
    parents = [places[each.under_copy_of] if each.under_copy_of else None for each in following]
    above = {index: each.under for index, each in enumerate(following) if each.under is not None}
    if nodes:
        trees.plant(PlanItem, nodes, parents, above)
        copies = {each.item.pk: node for each, node in zip(following, nodes, strict=True)}
        _copy_steps(copies)
        _copy_links(copies, opening.year)
        _copy_agenda(copies)
    return Opened(len(nodes), tuple(opening.left))


def _last_years(following: Sequence[Candidate]) -> dict[int, int]:
    """The last year of every old item that a copy hangs under: a copy goes on no longer than that."""
    under = {each.under for each in following if each.under is not None}
    return dict(PlanItem.objects.filter(pk__in=under).order_by().values_list("pk", "last_year"))


def _copy_of(candidate: Candidate, year: int, last_years: dict[int, int]) -> PlanItem:
    item, step = candidate.item, candidate.step
    assert step is not None
    last_year = year + (step.period_years or item.last_year - item.first_year + 1) - 1
    if candidate.under is not None:
        last_year = min(last_year, max(last_years[candidate.under], year))
    copy = PlanItem(
        **{name: getattr(item, name) for name in KEPT},
        step=step,
        owner_id=candidate.owner_id,
        first_year=year,
        last_year=last_year,
        state=ItemState.DRAFT if step.needs_decision else ItemState.ACTIVE,
        area_id=item.area_id if step.steering_model_id == item.step.steering_model_id else None,
        copied_from=item,
    )
    if step.is_activity:
        goes_on = item.activity_status in GOING_ON
        copy.activity_status = ActivityStatus.ONGOING if goes_on else ActivityStatus.NOT_STARTED
        copy.start_date = item.start_date if goes_on else _within(item.start_date, year)
        copy.end_date = _within(item.end_date, year)
    return copy


def _within(day: date | None, year: int) -> date | None:
    """The day, if it lies in the new year or after it: a day that has passed is not a plan."""
    return day if day is not None and day.year >= year else None


def _copy_steps(copies: dict[int, PlanItem]) -> None:
    """The steps that are not done yet."""
    left = SubStep.objects.filter(item__in=copies, done_on__isnull=True).order_by("item", "order", "pk")
    steps = [
        SubStep(
            item=copies[step.item_id],
            order=step.order,
            text=step.text,
            due=_within(step.due, copies[step.item_id].first_year),
            responsible_id=step.responsible_id,
        )
        for step in left
    ]
    _create(SubStep, steps)


def _copy_links(copies: dict[int, PlanItem], year: int) -> None:
    """The links to other parents: to their copies, or to themselves where they go on."""
    links = ParentLink.objects.filter(item__in=copies).select_related("above").order_by("pk")
    made = []
    for link in links:
        copy = copies.get(link.above_id)
        if copy is not None or (link.above.last_year >= year and link.above.state != ItemState.ENDED):
            made.append(ParentLink(item=copies[link.item_id], above=copy or link.above))
    _create(ParentLink, made)


def _copy_agenda(copies: dict[Any, PlanItem]) -> None:
    links = AgendaLink.objects.filter(item__in=copies).order_by("pk")
    _create(
        AgendaLink,
        [
            AgendaLink(goal=link.goal, item=copies[link.item_id], strength=link.strength, rationale=link.rationale)
            for link in links
        ],
    )


def _create(model: type[SubStep] | type[ParentLink] | type[AgendaLink], rows: Iterable[object]) -> None:
    made = list(rows)
    if made:
        history.bulk_create(model, made)  # type: ignore[arg-type]
