"""The council's rules for money that hold in a year."""

from budget.models import BudgetPolicy
from sala_styr.decisions.models import Decision
from sala_styr.kept.remembered import read_kept


def policy_for(year: int) -> BudgetPolicy:
    """The rules in force: those of the newest first year not after ``year``; the usual ones, not saved, where the council has given none. One query."""
    return read_kept(f"policy-{year}", (BudgetPolicy, Decision), lambda: _policy_for(year))


def _policy_for(year: int) -> BudgetPolicy:
    given = BudgetPolicy.objects.filter(first_year__lte=year).order_by("-first_year").first()
    return given or BudgetPolicy(first_year=year)
