"""Questions about the plan. A page, a report and an export that show the same thing ask the same one."""

from goals.queries.choices import decided_by, items_of, items_to_assess, linkable_in_year, linkable_items
from goals.queries.indicators import IndicatorRow, indicator_rows, proposals_for
from goals.queries.items import newer_versions, visible_item, way_up, what_belongs_to
from goals.queries.leftovers import Leftovers, leftovers
from goals.queries.missions import core_missions_below, deciding_body, mission_of, mission_rows
from goals.queries.thread import PlanRow, branch_parents, plan_rows

__all__ = [
    "IndicatorRow",
    "Leftovers",
    "PlanRow",
    "branch_parents",
    "core_missions_below",
    "decided_by",
    "deciding_body",
    "indicator_rows",
    "items_of",
    "items_to_assess",
    "leftovers",
    "linkable_in_year",
    "linkable_items",
    "mission_of",
    "mission_rows",
    "newer_versions",
    "plan_rows",
    "proposals_for",
    "visible_item",
    "way_up",
    "what_belongs_to",
]
