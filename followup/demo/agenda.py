"""Links to the 17 global goals from the example's plan, indicators and grunduppdrag."""

from collections.abc import Mapping

from followup.demo.chain import Plan
from followup.demo.content import agenda as content
from goals.models import AgendaLink, CoreMission, Indicator
from sala_styr import history


def load_agenda(plan: Plan, missions: Mapping[str, CoreMission]) -> None:
    """Every link; an indicator is found by how its name begins."""
    indicators = list(Indicator.objects.order_by("pk"))
    links = [
        AgendaLink(item=plan.named(key), goal=goal, strength=strength, rationale=why)
        for key, goal, strength, why in content.ITEMS
    ]
    links += [
        AgendaLink(
            indicator=next(each for each in indicators if each.name.startswith(name)),
            goal=goal,
            strength=strength,
            rationale=why,
        )
        for name, goal, strength, why in content.INDICATORS
    ]
    links += [
        AgendaLink(core_mission=missions[code], goal=goal, strength=strength, rationale=why)
        for code, goal, strength, why in content.MISSIONS
    ]
    history.bulk_create(AgendaLink, links)
