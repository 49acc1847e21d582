"""Copying a part of the plan, alone or with what belongs to it: a new beginning with the same words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goals import rules
from goals.actions import checks
from goals.models import ActivityStatus, ItemState, PlanItem, SubStep
from sala_styr import history, trees
from sala_styr.decisions.queries import closed_years
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require

MOST = 500
"""So many can be copied at once. More is a plan of its own, and is brought in as a sheet or by opening a year."""
KEPT = (
    "step",
    "owner",
    "responsible",
    "title",
    "description",
    "first_year",
    "last_year",
    "area",
    "start_date",
    "end_date",
)


@dataclass(frozen=True)
class CopyPlan:
    """What a copy would take: the items in reading order, and how many below it belong to others and are left out."""

    taken: tuple[PlanItem, ...]
    left_out: int


def what_is_copied(actor: Actor, item: PlanItem, whole: bool) -> CopyPlan:
    """The item, and with ``whole`` what belongs to it that ``actor`` may write and that goes on. At most two queries."""
    if not whole:
        return CopyPlan((item,), 0)
    below = item.get_descendants().exclude(state=ItemState.ENDED).select_related("step", "owner", "parent")
    taken = {item.pk: item}
    left_out, closed = 0, closed_years()
    for each in below.order_by("lft"):
        is_over = closed.issuperset(range(each.first_year, each.last_year + 1))
        if each.parent_id in taken and not is_over and rules.may_write(actor, each.step, each.owner_id):
            taken[each.pk] = each
        else:
            left_out += 1
    return CopyPlan(tuple(taken.values()), left_out)


def copy_item(actor: Actor, item: PlanItem, above: PlanItem, title: str, *, whole: bool = False) -> PlanItem:
    """Make a copy under ``above``: drafts where the level needs a decision, otherwise in force. Owners, years, days and sub-steps come along.

    What has happened does not: decisions, status, assessments, money and indicators stay with the original.
    """
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    with recording(actor, _("Kopierade %(what)s") % {"what": item.step.singular}), trees.tree_lock(PlanItem):
        item, above = checks.fetch(item.pk), checks.fetch(above.pk)
        require(rules.may_see(actor, above), rules.who_may_write(above.step, above.owner))
        checks.check_place(item.step, above)
        checks.check_years(item.first_year, item.last_year, above)
        checks.check_not_closed(item.first_year, item.last_year)
        originals = what_is_copied(actor, item, whole).taken
        if len(originals) > MOST:
            raise RuleBroken(_("Det är fler än %(most)s delar. Kopiera en gren i taget.") % {"most": MOST})
        copies = [_copy_of(each) for each in originals]
        copies[0].title = title
        places = {each.pk: index for index, each in enumerate(originals)}
        parents = [None, *(places[each.parent_id] for each in originals[1:])]
        trees.insert_branch(PlanItem, copies, parents, above.pk)
        _copy_steps(originals, copies)
        return PlanItem.objects.select_related("step", "owner").get(pk=copies[0].pk)


def _copy_of(item: PlanItem) -> PlanItem:
    copy = PlanItem(**{name: getattr(item, name) for name in KEPT}, copied_from=item)
    copy.state = ItemState.DRAFT if item.step.needs_decision else ItemState.ACTIVE
    copy.activity_status = ActivityStatus.NOT_STARTED if item.step.is_activity else ""
    return copy


def _copy_steps(originals: Sequence[PlanItem], copies: Sequence[PlanItem]) -> None:
    """The sub-steps too, none of them done yet."""
    new = {old.pk: copy for old, copy in zip(originals, copies, strict=True)}
    steps = SubStep.objects.filter(item__in=new).order_by("item", "order", "pk")
    again = [
        SubStep(
            item=new[step.item_id], order=step.order, text=step.text, due=step.due, responsible_id=step.responsible_id
        )
        for step in steps
    ]
    if again:
        history.bulk_create(SubStep, again)
