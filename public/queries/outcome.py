"""How the money went, as anybody may read it: the years whose annual report the council has decided and that is published."""

from budget.queries.operating import OperatingStatement, operating_statement
from public.queries.reports import public_reports

ANNUAL = "annual"
"""The kind of report in which a year's accounts are decided (lag 2018:597, 11 kap. 20 §)."""


def outcome_years() -> list[int]:
    """The years whose outcome is public, the latest first. One query."""
    return sorted(set(public_reports().filter(kind=ANNUAL).order_by().values_list("year", flat=True)), reverse=True)


def public_outcome(year: int) -> OperatingStatement | None:
    """Driftredovisningen of a whole year, if anybody may read it; None also while months are missing. Eight queries."""
    if year not in outcome_years():
        return None
    statement = operating_statement(year)
    return statement if statement.complete else None
