"""The rules around the example's frames: the council's policy, who gives out of each pot, what the owner asks of the companies."""

from decimal import Decimal

from budget.models import BudgetPolicy, CentralPot, ResultDemand
from followup.demo.content.frames import DEMANDS, POLICIES, POTS
from followup.demo.decisions import Decisions
from followup.demo.ledger import TKR
from followup.demo.organisation import Units
from sala_styr import history


def load_frame_rules(units: Units, decisions: Decisions) -> None:
    """Policies, pots and result demands, each with its decision."""
    history.bulk_create(
        BudgetPolicy,
        [
            BudgetPolicy(
                first_year=year,
                plan_years=ahead,
                deviation_share=Decimal(share),
                deviation_amount=tkr * TKR,
                result_target=Decimal(target),
                decision=decisions[decision],
            )
            for year, ahead, share, tkr, target, decision in POLICIES
        ],
    )
    history.bulk_create(
        CentralPot,
        [
            CentralPot(unit=units[code], decider=decider, purpose=purpose, decision=decisions[decision])
            for code, (decider, purpose, decision) in POTS.items()
        ],
    )
    history.bulk_create(
        ResultDemand,
        [
            ResultDemand(
                unit=units[code],
                year=year,
                amount=amount * TKR,
                budget=None if budget is None else budget * TKR,
                decision=decisions[f"budget-{year}"],
            )
            for code, by_year in DEMANDS.items()
            for year, (amount, budget) in by_year.items()
        ],
    )
