"""Avstämning av siffror: the invariants of domain §10 as written-out arithmetic, each a left side, a right side and their difference.

The two sides are worked out in different ways: one from what the pages show, the other straight from the rows in the database. Nothing is stored.
"""

from budget.queries import checks_of_actuals as actuals
from budget.queries import checks_of_budget as budget
from budget.queries.balance_requirement import balance_requirement
from budget.queries.check import Check
from budget.queries.checks_of_investments import investments_tie
from budget.queries.checks_of_pots import pots_hold
from budget.queries.checks_of_statements import written_statements
from budget.queries.income import income_statement
from budget.queries.ledger import frames
from budget.queries.operating import operating_statement
from budget.queries.structure import structure


def reconcile(year: int) -> list[Check]:
    """Every line of the reconciliation of ``year``, in the order of the invariants. Less than fifty queries, whatever the size."""
    tree = structure()
    held = frames(year)
    statement = operating_statement(year)
    income = income_statement(year, statement.through_month, booked_only=True)
    booked = actuals.booked(tree, year, statement.through_month)
    checks = [
        *budget.frames_against_result_budget(statement, year),
        *budget.allocations_within_frames(tree, held),
        *budget.detail_against_allocations(tree, year),
        *budget.months_against_year(tree, year),
        *budget.amendments_in_order(year),
        *budget.frames_against_replay(tree, year, held),
        *investments_tie(tree, year),
        *actuals.variances(tree, statement, booked, held),
        *actuals.parts_against_whole(statement, year, booked),
        *actuals.result_subtotals(income, statement),
        *actuals.balances_and_cash(tree, year),
        *written_statements(year),
        *pots_hold(tree, year),
        *actuals.balance_requirement_ties(balance_requirement(year)),
        *budget.budgeted_result(year),
        *actuals.files_tie(year),
    ]
    return sorted(checks, key=lambda check: check.number)
