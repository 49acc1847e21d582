"""Avstämning av siffror: every invariant as a row, with its parts; and kommunfullmäktige's decision on the budget, which waits for them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from budget import rules
from budget.actions.decided import DoesNotTie, decide_budget, reopen_budget, require_decider
from budget.forms.decided import BudgetDecisionForm
from budget.forms.ledger import ReasonForm
from budget.queries.check import Check, Part
from budget.queries.decided import at_decision, budget_decision, level_of, red, warnings
from budget.queries.reconcile import reconcile
from budget.queries.structure import structure
from budget.views.page import page, reader, trail
from sala_styr.decisions.queries import closed_years, year_from
from sala_styr.errors import RuleBroken
from sala_styr.shell.once import once

PARTS = {
    "overview": "overview",
    "frames": "frames",
    "detail": "details",
    "result": "result",
    "balance": "balances",
    "balance_requirement": "requirement",
    "import": "imports",
    "investments": "investments",
}
"""Which page shows the parts of a check."""
UNIT_PAGES = {"overview": "unit", "detail": "detail", "result": "unit", "balance": "balance"}
"""Which page shows the part of a check that is a unit; a frame's is its ledger."""
MOST_PARTS = 50


@dataclass(frozen=True)
class Line:
    """A check as the page shows it: ``href`` is where its figures live, ``parts`` the first of them with theirs, ``level`` what it stops, in words."""

    check: Check
    href: str
    level: str
    parts: list[tuple[Part, str]]

    @property
    def more(self) -> int:
        """How many parts are not shown here."""
        return len(self.check.parts) - len(self.parts)

    @property
    def is_two_lists(self) -> bool:
        """Do the parts stand on one side each, so that only the sums are compared?"""
        return any(part.left is None or part.right is None for part, _href in self.parts)


@require_safe
def reconciliation(request: HttpRequest) -> HttpResponse:
    """Left side, right side, difference; green, red or nothing to compare yet; the parts below; and whether the budget is decided."""
    actor = reader(request)
    year = year_from(request)
    checks = reconcile(year)
    context = page(
        request,
        "reconciliation",
        year=year,
        lines=lines_of(checks, year, rules.may_see_imports(actor)),
        red=len(red(checks)),
        warned=len(warnings(checks)),
        compared=sum(not check.is_empty for check in checks),
        decided=budget_decision(year),
        may_decide=rules.may_decide_budget(actor, structure()) and year not in closed_years(),
        decide_url=f"{reverse('budget:decide_budget')}?ar={year}",
        trail=trail((_("Avstämning av siffror"), "")),
    )
    return render(request, "budget/reconciliation.html", context)


@require_http_methods(["GET", "POST"])
@once
def decide(request: HttpRequest) -> HttpResponse:
    """Enter kommunfullmäktige's decision on the budget: what it waits for, written out, and the reason where one is asked for."""
    actor = reader(request)
    require_decider(actor)
    year = year_from(request)
    form = BudgetDecisionForm(request.POST or None)
    back = f"{reverse('budget:reconciliation')}?ar={year}"
    stopping: tuple[Check, ...] = ()
    if form.is_valid():
        try:
            decide_budget(actor, year, form.cleaned_data["decision"], form.cleaned_data["reason"])
        except DoesNotTie as broken:
            stopping = broken.checks
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("Budgeten för %(year)s är antecknad som beslutad.") % {"year": year})
            return redirect(back)
    waited_for = at_decision(reconcile(year))
    context = page(
        request,
        "reconciliation",
        year=year,
        form=form,
        back=back,
        refused=bool(stopping),
        lines=lines_of(waited_for, year, rules.may_see_imports(actor)),
        red=len(red(waited_for)),
        asks=[check.name for check in warnings(waited_for)],
        decided=budget_decision(year),
        trail=_trail(back, _("Budgetbeslut")),
    )
    return render(request, "budget/decide.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest) -> HttpResponse:
    """Open a decided budget again, with the reason. Raises Refused: the form is for whoever may send it."""
    actor = reader(request)
    require_decider(actor)
    year = year_from(request)
    form = ReasonForm(request.POST or None)
    back = f"{reverse('budget:reconciliation')}?ar={year}"
    if form.is_valid():
        try:
            reopen_budget(actor, year, form.cleaned_data["reason"])
        except RuleBroken as broken:
            form.add_error("reason", str(broken))
        else:
            messages.success(request, _("Budgeten för %(year)s är öppen igen.") % {"year": year})
            return redirect(back)
    way: dict[str, Any] = {"form": form, "back": back, "trail": _trail(back, _("Öppna budgeten"))}
    context = page(request, "reconciliation", year=year, decided=budget_decision(year), **way)
    return render(request, "budget/reopen.html", context, status=422 if form.is_bound else 200)


def _trail(back: str, here: str) -> list[tuple[str, str]]:
    return trail((_("Avstämning av siffror"), back), (here, ""))


def lines_of(checks: list[Check], year: int, reads_imports: bool) -> list[Line]:
    """The checks as the page shows them. ``reads_imports``: may this person open the pages of the files?"""
    return [
        Line(
            check,
            _address(check, year, reads_imports),
            level_of(check),
            [(part, _part_address(check, part, year, reads_imports)) for part in shown_parts(check)],
        )
        for check in checks
    ]


def shown_parts(check: Check) -> list[Part]:
    """The parts to show: those that do not tie first, and never a thousand of them."""
    return [*check.broken_parts, *(part for part in check.parts if part.ok)][:MOST_PARTS]


def _address(check: Check, year: int, reads_imports: bool) -> str:
    """Where the parts of the check are shown; "" when this person does not read that page."""
    if check.key == "import" and not reads_imports:
        return ""
    return f"{reverse('budget:' + PARTS[check.key])}?ar={year}"


def _part_address(check: Check, part: Part, year: int, reads_imports: bool) -> str:
    """Where the figure of a part lives; "" when it has no page of its own, or not for this person."""
    if part.batch is not None:
        return reverse("budget:batch", args=[part.batch]) if reads_imports else ""
    if part.project is not None:
        return f"{reverse('budget:investment', args=[part.project])}?ar={year}#utfall"
    if part.unit is None:
        return f"{reverse('budget:' + PARTS[part.key])}?ar={year}" if part.key else ""
    if check.key == "frames":
        return reverse("budget:ledger", args=[part.unit, year])
    return (
        f"{reverse('budget:' + UNIT_PAGES[check.key], args=[part.unit])}?ar={year}" if check.key in UNIT_PAGES else ""
    )
