"""Everything in order, in one transaction, with history that says that it is example data."""

from followup.demo.accounts import load_accounts
from followup.demo.actuals import load_actuals
from followup.demo.chain import load_plan
from followup.demo.decisions import load_decisions, load_years, settle_years
from followup.demo.detail import load_detail
from followup.demo.ledger import load_ledger
from followup.demo.missions import load_missions
from followup.demo.organisation import load_units
from followup.demo.people import load_people
from followup.demo.statement import load_statements
from sala_styr.history import recording
from sala_styr.organisation.actor import actor_for, system_actor

REASON = "Exempeldata"


def load(size: int = 1) -> None:
    """Fill an empty database with the example municipality, ``size`` times as large."""
    with recording(system_actor(), REASON):
        units = load_units()
        people = load_people(units)
        years = load_years()
        decisions = load_decisions(units)
        load_missions(units, decisions)
        plan = load_plan(units, people, decisions)
        accounts = load_accounts()
        book = load_ledger(units, decisions, people.examples["exempel-controller"])
        lines = load_detail(units, accounts, plan, book)
        load_statements(decisions, lines)
        load_actuals(units, lines, actor_for(people.examples["exempel-controller"]))
        settle_years(years)
