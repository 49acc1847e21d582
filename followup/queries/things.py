"""What is assessed: a plan item or a unit's core mission, behind one set of questions."""

from goals.models import CoreMission, PlanItem
from sala_styr.organisation.models import Unit

Thing = PlanItem | CoreMission


def owner_of(thing: Thing) -> Unit:
    """The unit that answers for it."""
    return thing.owner if isinstance(thing, PlanItem) else thing.unit


def is_political(thing: Thing) -> bool:
    """Is it owned by elected representatives? A core mission is when its unit is a political body."""
    return thing.step.is_political if isinstance(thing, PlanItem) else thing.unit.is_political


def key_of(thing: Thing) -> str:
    """A short name of it, for addresses and forms: ``del-12`` or ``uppdrag-3``."""
    return f"{'del' if isinstance(thing, PlanItem) else 'uppdrag'}-{thing.pk}"


def thing_filter(thing: Thing) -> dict[str, Thing]:
    """The fields that find its assessments."""
    return {"plan_item": thing} if isinstance(thing, PlanItem) else {"core_mission": thing}
