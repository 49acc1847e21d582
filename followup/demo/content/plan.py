"""The whole plan: the council's part with the committees' and the services' answers below."""

from dataclasses import replace

from followup.demo.content import plan_board, plan_building, plan_care, plan_council, plan_culture, plan_school
from followup.demo.content.shapes import Item

PARTS = (plan_board, plan_school, plan_care, plan_culture, plan_building)


def whole_plan() -> Item:
    """The vision with everything below it."""
    return replace(plan_council.VISION, below=tuple(map(_answered, plan_council.GOALS + plan_council.PRIORITIES)))


def _answered(item: Item) -> Item:
    """The council's goal or priority with all committees' answers to it."""
    return replace(item, below=sum((part.PLAN.get(item.key, ()) for part in PARTS), ()))
