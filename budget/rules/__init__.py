"""The wall around money: who may do what. A module for each part; ``money`` has the ledger, the detail budget, forecasts and files."""

from budget.rules.money import (
    BY_COUNCIL,
    BY_COUNCIL_OR_BOARD,
    deciding_bodies,
    holds_frame,
    may_correct_entry,
    may_edit_detail,
    may_forecast,
    may_import,
    may_import_anything,
    may_read_money,
    may_record_entry,
    may_record_something,
    may_see_imports,
    may_state_requirement,
    may_unlock_detail,
    needs_decision,
)

__all__ = [
    "BY_COUNCIL",
    "BY_COUNCIL_OR_BOARD",
    "deciding_bodies",
    "holds_frame",
    "may_correct_entry",
    "may_edit_detail",
    "may_forecast",
    "may_import",
    "may_import_anything",
    "may_read_money",
    "may_record_entry",
    "may_record_something",
    "may_see_imports",
    "may_state_requirement",
    "may_unlock_detail",
    "needs_decision",
]
