"""Questions about money: one function each, few and constant queries. Öre in report sign (revenue +, cost −, frame +); None is missing, never 0."""

from budget.queries.balance_requirement import BalanceRequirement, balance_requirement, reserve_room
from budget.queries.balance_sheet import BalanceSheet, CashFlow, balance_sheet, cash_flow, entities_with_balances
from budget.queries.check import Check, Severity
from budget.queries.detail import DetailState, detail_state, detail_states
from budget.queries.follow_up import UnitMoney, money_by_unit, unit_money
from budget.queries.income import IncomeStatement, income_statement
from budget.queries.ledger import FrameRow, Ledger, frames, frames_by_year, ledger
from budget.queries.operating import OperatingRow, OperatingStatement, operating_statement
from budget.queries.reconcile import reconcile
from budget.queries.structure import Structure, structure
from budget.queries.sums import last_period
from budget.queries.thread import ItemCost, ItemMoney, item_cost, kronor_by_item, kronor_by_link

__all__ = [
    "BalanceRequirement",
    "BalanceSheet",
    "CashFlow",
    "Check",
    "DetailState",
    "FrameRow",
    "IncomeStatement",
    "ItemCost",
    "ItemMoney",
    "Ledger",
    "OperatingRow",
    "OperatingStatement",
    "Severity",
    "Structure",
    "UnitMoney",
    "balance_requirement",
    "balance_sheet",
    "cash_flow",
    "detail_state",
    "detail_states",
    "entities_with_balances",
    "frames",
    "frames_by_year",
    "income_statement",
    "item_cost",
    "kronor_by_item",
    "kronor_by_link",
    "last_period",
    "ledger",
    "money_by_unit",
    "operating_statement",
    "reconcile",
    "reserve_room",
    "structure",
    "unit_money",
]
