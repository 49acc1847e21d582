"""Avstämning av siffror: every invariant as a row, with its parts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budget import rules
from budget.queries.check import Check, Part
from budget.queries.reconcile import reconcile
from budget.views.page import page, reader, trail
from sala_styr.decisions.queries import year_from

PARTS = {
    "overview": "overview",
    "frames": "frames",
    "detail": "details",
    "result": "result",
    "balance": "balances",
    "balance_requirement": "requirement",
    "import": "imports",
}
"""Which page shows the parts of a check."""
MOST_PARTS = 50


@require_safe
def reconciliation(request: HttpRequest) -> HttpResponse:
    """Left side, right side, difference; green or red; the parts below."""
    reads_imports = rules.may_see_imports(reader(request))
    year = year_from(request)
    checks = reconcile(year)
    context = page(
        request,
        "reconciliation",
        year=year,
        checks=[(check, _address(check, year, reads_imports), shown_parts(check)) for check in checks],
        red=sum(check.is_red for check in checks),
        warned=sum(not check.ok and not check.is_red for check in checks),
        trail=trail((_("Avstämning av siffror"), "")),
    )
    return render(request, "budget/reconciliation.html", context)


def shown_parts(check: Check) -> list[Part]:
    """The parts to show: those that do not tie first, and never a thousand of them."""
    return [*check.broken_parts, *(part for part in check.parts if part.ok)][:MOST_PARTS]


def _address(check: Check, year: int, reads_imports: bool) -> str:
    """Where the parts of the check are shown; "" when this person does not read that page."""
    if check.key == "import" and not reads_imports:
        return ""
    return f"{reverse('budget:' + PARTS[check.key])}?ar={year}"
