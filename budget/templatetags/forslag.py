"""``{% load forslag %}``: percent, and the state and balance of a budget proposal in symbol and word."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budget.models import BudgetProposal
from budget.proposals import YearSum
from sala_styr.money import MINUS, NBSP
from sala_styr.money import Unit as Shown
from sala_styr.shell.fields import editable_amount
from sala_styr.shell.templatetags.styr import status
from sala_styr.shell.wording import missing

register = template.Library()


@register.filter
def percent(value: Decimal | None) -> SafeString | str:
    """``1,2 %``: one decimal, rounded half away from zero. None → the dash with its word."""
    if value is None:
        return missing()
    rounded = Decimal(value).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded)}".replace(".", ",") + f"{NBSP}%"


@register.simple_tag
def proposal_state(proposal: BudgetProposal) -> SafeString:
    """``◐ inlämnat``."""
    sign, tone = proposal.look
    return status(sign, str(proposal.get_state_display()), tone)


@register.simple_tag
def balance_state(year: YearSum | None) -> SafeString:
    """In balance or not, with what is lacking; nothing to judge where the base is empty."""
    if year is None or year.result is None:
        return status("?", _("går inte att räkna"))
    if year.has_surplus:
        return status("●", _("i balans"), "success")
    if year.is_exempt:
        return status("◐", _("undantag"), "warning")
    if year.beyond_reserve:
        lacking = editable_amount(year.beyond_reserve, Shown.TKR)
        return status("○", _("reserven räcker inte, %(amount)s tkr fattas") % {"amount": lacking}, "danger")
    return status("○", _("%(amount)s tkr fattas") % {"amount": editable_amount(-year.result, Shown.TKR)}, "danger")


@register.simple_tag
def balance_of_years(years: Sequence[YearSum]) -> SafeString:
    """Are all the years in balance? Else the first that is not, and what it lacks."""
    lacking = next((year for year in years if not year.balances), None)
    if lacking is None or lacking.result is None:
        leaning = next((year for year in years if not year.has_surplus), None)
        return balance_state(leaning or (years[0] if years else None))
    values = {"year": lacking.year, "amount": editable_amount(lacking.beyond_reserve or -lacking.result, Shown.TKR)}
    return status("○", _("%(year)s: %(amount)s tkr fattas") % values, "danger")
