"""What the plan shows in any report, by name (sala_styr.documents.live)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.assignment_blocks import assignments_blocks
from goals.blocks import (
    goals_sections,
    indicator_figures,
    indicators_table,
    mission_blocks,
    reported_items,
    vision_blocks,
)
from goals.models import CoreMission, OwnerKind, PlanItem
from sala_styr.documents.live import Parts, Scope, live_block, read_within
from sala_styr.documents.model import Section
from sala_styr.kept.remembered import one_reading_only
from sala_styr.organisation.models import Unit

read_within(one_reading_only)


def units_of(scope: Scope) -> list[Unit]:
    """The unit of the scope with all below it, in the organisation's order; nothing for the whole. One query."""
    if scope.unit is None:
        return []
    return list(scope.unit.get_descendants(include_self=True).order_by("tree_id", "lft"))


def items_of(scope: Scope) -> list[PlanItem]:
    """What is reported of in the scope's year: everybody's, or what the unit and those below it own. Three queries at most."""
    items = reported_items(scope.year)
    if scope.unit is None:
        return items
    own = {unit.pk for unit in units_of(scope)}
    return [item for item in items if item.owner_id in own]


@live_block("goals.vision", title=gettext_lazy("Visionen och målområdena"))
def vision(scope: Scope) -> Parts:
    """The vision in the words that were decided."""
    return vision_blocks(reported_items(scope.year))


@live_block("goals.goals", title=gettext_lazy("Målen med sina beslut"))
def goals(scope: Scope) -> Parts:
    """What each political body wants, with the decision on each."""
    return goals_sections(scope.year)


@live_block("goals.indicators", title=gettext_lazy("Indikatorer med mål och utfall"), of_unit=True)
def indicators(scope: Scope) -> Parts:
    """Every indicator of the year with target and outcome."""
    caption = _("Indikatorer %(year)s") % {"year": scope.year}
    if scope.unit is not None:
        caption = _("Indikatorer %(year)s, %(owner)s") % {"year": scope.year, "owner": scope.unit.name}
    table = indicators_table(caption, items_of(scope), scope.year)
    return (table,) if table else ()


@live_block("goals.charts", title=gettext_lazy("Indikatorerna som diagram"), of_unit=True, optional=True)
def charts(scope: Scope) -> Parts:
    """The indicators of the council's goals as charts over the years; of one unit, those of its own goals."""
    items = reported_items(scope.year)
    if scope.unit is not None:
        mine = [item for item in items if item.owner_id == scope.unit.pk]
    else:
        mine = [item for item in items if item.step.owner_kind == OwnerKind.COUNCIL]
    return indicator_figures(mine, scope.year)


@live_block("goals.assignments", title=gettext_lazy("Uppdragen och deras återrapporter"))
def assignments(scope: Scope) -> Parts:
    """What the council and the committees have asked for, and what has come of it."""
    return assignments_blocks(scope.year)


@live_block("goals.missions", title=gettext_lazy("Grunduppdraget i ord"), of_whole=False, of_unit=True)
def missions(scope: Scope) -> Parts:
    """The core missions of the unit and those below it, as they are written."""
    found = CoreMission.objects.filter(unit__in=[unit.pk for unit in units_of(scope)]).select_related("unit")
    rows = found.order_by("unit__tree_id", "unit__lft")
    sections = (Section(row.unit.name, mission_blocks(row), owner=row.unit.name) for row in rows)
    return tuple(section for section in sections if section.blocks)
