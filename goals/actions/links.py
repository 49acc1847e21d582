"""Linking an item to more than what it stands under: an activity may serve several goals (design §3)."""

from django.utils.translation import gettext as _

from goals import rules
from goals.actions import checks
from goals.actions.plan import require_open
from goals.models import ParentLink, PlanItem
from sala_styr import trees
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require


def link_item(actor: Actor, item: PlanItem, above: PlanItem) -> ParentLink:
    """Let the item answer to ``above`` too. Its place in the tree, its owner and its money stay where they are."""
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    with recording(actor, _("Kopplade till ”%(title)s”") % {"title": above.title}), trees.tree_lock(PlanItem):
        item, above = checks.fetch(item.pk), checks.fetch(above.pk)
        require_open(item)
        require(rules.may_see(actor, above), rules.who_may_write(above.step, above.owner))
        if not item.step.many_parents:
            raise RuleBroken(
                _("%(the)s svarar bara på en sak. Flytta i stället.") % {"the": checks.the_level(item.step)}
            )
        checks.check_link(item.step, above)
        checks.check_years(item.first_year, item.last_year, above)
        if above.pk == item.parent_id or ParentLink.objects.filter(item=item, above=above).exists():
            raise RuleBroken(_("”%(title)s” är redan kopplat dit.") % {"title": item.title}, field="parent")
        return ParentLink.objects.create(item=item, above=above)


def unlink_item(actor: Actor, link: ParentLink) -> None:
    """Take the link away. Gone already is no fault: it is what was wanted."""
    item = link.item
    require(rules.may_write(actor, item.step, item.owner_id), rules.who_may_write(item.step, item.owner))
    with recording(actor, _("Tog bort kopplingen till ”%(title)s”") % {"title": link.above.title}):
        require_open(checks.fetch(item.pk))
        found = ParentLink.objects.select_for_update().filter(pk=link.pk).first()
        if found is not None:
            found.delete()
