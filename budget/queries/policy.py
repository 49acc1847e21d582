"""The council's rules for money that hold in a year."""

from budget.models import BudgetPolicy


def policy_for(year: int) -> BudgetPolicy:
    """The rules in force: those of the newest first year not after ``year``; the usual ones, not saved, where the council has given none. One query."""
    return BudgetPolicy.objects.filter(first_year__lte=year).order_by("-first_year").first() or BudgetPolicy(
        first_year=year
    )
