"""Deciding, revising and ending: what happens to an item through a body's decision."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from goals import rules
from goals.actions import checks
from goals.actions.wordings import copy_links, take_over
from goals.models import ItemState, PlanItem
from sala_styr import trees
from sala_styr.decisions.models import Decision
from sala_styr.decisions.queries import all_closed
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import User
from sala_styr.organisation.rules import require, require_own_hand


def decide_item(
    actor: Actor, item: PlanItem, decision: Decision, version: int, responsible: User | None = None
) -> PlanItem:
    """Enter that the owner has decided the draft. Its text can then no longer be changed (invariant 13).

    Somebody has to answer for what is decided: ``responsible`` is who, where the draft names nobody. A draft that replaces an older version
    ends that version and takes over what belongs to it.
    """
    require_own_hand(actor)
    require(rules.may_decide(actor, item.step, item.owner_id), rules.who_may_decide(item.owner))
    with recording(actor, _("Beslutades: %(decision)s") % {"decision": decision}), trees.tree_lock(PlanItem):
        item = checks.fetch(item.pk, version)
        if item.state != ItemState.DRAFT:
            raise RuleBroken(
                _("”%(title)s” är inte ett utkast. Ett beslut är redan antecknat.") % {"title": item.title}
            )
        checks.check_decision(item.owner, decision)
        if item.parent and item.parent.state == ItemState.DRAFT:
            raise RuleBroken(
                _("”%(title)s” är ännu ett utkast. Det behöver beslutas först.") % {"title": item.parent.title},
                field="decision",
            )
        item.responsible = item.responsible or responsible
        if item.responsible is None:
            raise RuleBroken(
                _("”%(title)s” har ingen ansvarig person. Välj vem som ska svara för det.") % {"title": item.title},
                field="responsible",
            )
        item.state = ItemState.DECIDED
        item.decision = decision
        item.version += 1
        item.save(update_fields=["state", "decision", "responsible", "version"])
        if item.replaces_id:
            take_over(checks.fetch(item.replaces_id), item)
        return PlanItem.objects.get(pk=item.pk)


def decide_items(
    actor: Actor, drafts: Sequence[tuple[PlanItem, int]], decision: Decision, responsible: User | None = None
) -> list[PlanItem]:
    """Enter that one decision decided several drafts, each with the version that was read. All of them or none; what stands above comes first.

    ``responsible`` answers for those that name nobody themselves.
    """
    require_own_hand(actor)
    if not drafts:
        raise RuleBroken(_("Välj vad som beslutades."), field="items")
    with recording(actor, _("Beslutades: %(decision)s") % {"decision": decision}):
        in_order = sorted(drafts, key=lambda draft: (draft[0].tree_id, draft[0].lft))
        return [decide_item(actor, item, decision, version, responsible) for item, version in in_order]


def revise_item(actor: Actor, item: PlanItem, first_year: int) -> PlanItem:
    """Make a new version of what is decided: a draft with the same text, in force from ``first_year`` once it has its own decision."""
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    with recording(actor, _("Började på en ny lydelse")), trees.tree_lock(PlanItem):
        item = checks.fetch(item.pk)
        if item.state != ItemState.DECIDED:
            raise RuleBroken(_("Bara det som är beslutat behöver en ny lydelse. Det här går att ändra direkt."))
        if item.replaced_by.filter(state=ItemState.DRAFT).exists():
            raise RuleBroken(_("Det finns redan ett utkast till ny lydelse. Fortsätt på det."))
        if not item.first_year <= first_year <= item.last_year + 1:
            raise RuleBroken(
                _("”%(title)s” gäller %(years)s. Den nya lydelsen behöver ta vid där.")
                % {"title": item.title, "years": checks.years_text(item)},
                field="first_year",
            )
        draft = PlanItem(
            step=item.step,
            owner=item.owner,
            responsible=item.responsible,
            title=item.title,
            description=item.description,
            first_year=first_year,
            last_year=max(first_year, item.last_year),
            area=item.area,
            replaces=item,
        )
        return copy_links(item, trees.insert(draft, item.parent_id))


def end_item(
    actor: Actor, item: PlanItem, last_year: int, reason: str, version: int, decision: Decision | None = None
) -> PlanItem:
    """End the item after ``last_year``. It stays in its years and in the history.

    What a body has decided is ended by a decision of that body. Raises RuleBroken while something below goes on longer.
    """
    require_own_hand(actor, decision)
    require(rules.may_end(actor, item.step, item.owner_id), rules.who_may_end(item.step, item.owner))
    with recording(actor, _("Avslutade: %(reason)s") % {"reason": reason}), trees.tree_lock(PlanItem):
        item = checks.fetch(item.pk, version)
        check_end(item, last_year, decision)
        item.state = ItemState.ENDED
        item.last_year = last_year
        item.end_decision = decision if item.step.needs_decision else None
        item.version += 1
        item.save(update_fields=["state", "last_year", "end_decision", "version"])
    return item


def check_end(item: PlanItem, last_year: int, decision: Decision | None) -> None:
    """What must be true to end the item after ``last_year``."""
    if item.state not in (ItemState.DECIDED, ItemState.ACTIVE):
        raise RuleBroken(_("Bara det som gäller kan avslutas. Ett utkast tas bort."))
    if all_closed(item.first_year, item.last_year):
        raise RuleBroken(
            _("”%(title)s” gäller bara år som är avslutade och behöver inte avslutas.") % {"title": item.title}
        )
    if not item.first_year <= last_year <= item.last_year:
        raise RuleBroken(
            _("Välj ett år mellan %(first)s och %(last)s.") % {"first": item.first_year, "last": item.last_year},
            field="last_year",
        )
    if item.step.needs_decision:
        if decision is None:
            raise RuleBroken(_("Det som är beslutat avslutas med ett beslut. Välj vilket."), field="decision")
        checks.check_decision(item.owner, decision)
    below = item.get_children().exclude(state__in=[ItemState.ENDED, ItemState.DRAFT]).filter(last_year__gt=last_year)
    if below.exists():
        raise RuleBroken(
            _("Det finns delar under ”%(title)s” som fortsätter efter %(year)s. Avsluta eller flytta dem först.")
            % {"title": item.title, "year": last_year}
        )


def latest_possible_year(item: PlanItem) -> int:
    """The year an ending is first proposed for: this one, within the item's own years."""
    return min(max(timezone.localdate().year, item.first_year), item.last_year)
