"""Sums of a SIE file and how they are written in its controls."""

from collections.abc import Mapping

from django.utils.translation import ngettext

from budget.sie.findings import Finding, Severity
from sala_styr.money import Unit, format_amount

MOST_NAMED = 25
"""How many accounts or vouchers a control names one by one; the rest are counted."""


def total(amounts: Mapping[int, Mapping[str, int]], year_no: int = 0) -> int:
    """Σ öre over all accounts of a year."""
    return sum(amounts.get(year_no, {}).values())


def kronor(ore: int) -> str:
    """Öre as they are written in the controls: kronor with two decimals."""
    return format_amount(ore, Unit.KR, decimals=2)


def and_more(count: int, code: str, severity: Severity = Severity.ERROR) -> list[Finding]:
    """A finding that counts what was not named one by one; nothing when all were."""
    left = count - MOST_NAMED
    if left <= 0:
        return []
    message = ngettext("… och %(count)s till av samma slag.", "… och %(count)s till av samma slag.", left)
    return [Finding(severity, code, message % {"count": left})]
