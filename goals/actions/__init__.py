"""Every change of the plan: one function per change. Each checks the right, then the rule, and writes in one transaction with its history."""

from goals.actions.activity import set_activity_status
from goals.actions.answers import say_not_concerned, take_back_not_concerned
from goals.actions.copying import copy_item
from goals.actions.decide import decide_item, decide_items, end_item, revise_item
from goals.actions.indicators import create_indicator, edit_indicator, set_value
from goals.actions.links import link_item, unlink_item
from goals.actions.missions import set_local, set_statutory
from goals.actions.ordering import order_item
from goals.actions.plan import create_item, delete_item, edit_item, move_item
from goals.actions.steering_model import load_steering_model
from goals.actions.sub_steps import add_step, edit_step, order_step, remove_step, tick_step
from goals.actions.year_opening import carry_item, open_year

__all__ = [
    "add_step",
    "carry_item",
    "copy_item",
    "create_indicator",
    "create_item",
    "decide_item",
    "decide_items",
    "delete_item",
    "edit_indicator",
    "edit_item",
    "edit_step",
    "end_item",
    "link_item",
    "load_steering_model",
    "move_item",
    "open_year",
    "order_item",
    "order_step",
    "remove_step",
    "revise_item",
    "say_not_concerned",
    "set_activity_status",
    "set_local",
    "set_statutory",
    "set_value",
    "take_back_not_concerned",
    "tick_step",
    "unlink_item",
]
