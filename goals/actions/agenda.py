"""Saying which goals of Agenda 2030 a thing of ours serves, how closely and why (domain §6.7)."""

from typing import cast

from django.utils.translation import gettext as _

from goals.agenda import GOALS, goal_label
from goals.models import AgendaLink, CoreMission, Indicator, PlanItem, Strength
from goals.rules.agenda import Linked, may_link, who_may_link
from sala_styr.errors import RuleBroken
from sala_styr.history import recording
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.rules import require


def place_of(thing: Linked) -> dict[str, Linked]:
    """The field of a link that points to the thing."""
    name = {PlanItem: "item", Indicator: "indicator", CoreMission: "core_mission"}[type(thing)]
    return {name: thing}


def link_goal(actor: Actor, thing: Linked, goal: int, strength: str, rationale: str = "") -> AgendaLink:
    """Tie the thing to a goal. A goal that it is tied to already gets the new strength and rationale; nothing is written when nothing differs."""
    require(may_link(actor, thing), who_may_link(thing))
    if goal not in GOALS:
        raise RuleBroken(_("Välj ett av de 17 målen."), field="goal")
    if strength not in Strength.values:
        raise RuleBroken(_("Välj om sambandet är direkt eller indirekt."), field="strength")
    with recording(actor, _("Kopplade till Agenda 2030, mål %(goal)s") % {"goal": goal_label(goal)}):
        place = place_of(thing)
        type(thing)._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)
        link = AgendaLink.objects.filter(goal=goal, **place).first() or AgendaLink(goal=goal, **place)
        if link.pk and (link.strength, link.rationale) == (strength, rationale.strip()):
            return link
        link.strength, link.rationale = strength, rationale.strip()
        link.save()
    return link


def unlink_goal(actor: Actor, link: AgendaLink) -> None:
    """Take a link away. The history keeps it."""
    thing = thing_of(link)
    require(may_link(actor, thing), who_may_link(thing))
    with recording(actor, _("Tog bort kopplingen till Agenda 2030, mål %(goal)s") % {"goal": goal_label(link.goal)}):
        stored = AgendaLink.objects.select_for_update(of=("self",)).filter(pk=link.pk).first()
        if stored is not None:
            stored.delete()


def thing_of(link: AgendaLink) -> Linked:
    """What the link ties to a goal."""
    return cast(Linked, link.item or link.indicator or link.core_mission)
