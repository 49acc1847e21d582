"""The base of a budget round: read by everybody, laid and adjusted by controllers."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from budget import proposal_rules as rules
from budget.actions.base import adjust_base, base_mark, lay_base
from budget.forms.proposals import BaseForm
from budget.proposal_tables import frame_lines, statement_rows
from budget.queries.base_lines import BaseOrigin, base_origins
from budget.queries.proposals import BudgetRound, budget_round, holders_in
from budget.views.page import reader
from budget.views.proposal_page import asked_round_year, decision_taken, proposal_page, round_address
from sala_styr.errors import RuleBroken


@require_http_methods(["GET", "POST"])
def base(request: HttpRequest) -> HttpResponse:
    """The base's frames and result; for a controller as a form, until a proposal is handed in."""
    actor, year = reader(request), asked_round_year(request)
    found = budget_round(actor, year)
    may_write = rules.may_lay_base(actor)
    form = None
    if found.years and may_write and (request.method == "POST" or not found.is_fixed):
        here = {unit.pk for unit in holders_in(found.tree, year)}
        units = [unit for unit in found.tree.holders if unit.pk in here or unit.pk in found.base.frames]
        form = BaseForm(request.POST or None, base=found.base, units=units, mark=base_mark(found.base))
    if form is not None and form.is_valid():
        try:
            count = adjust_base(actor, year, form.amounts, form.cleaned_data["mark"])
        except RuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(
                request, ngettext("%(n)d belopp är ändrat.", "%(n)d belopp är ändrade.", count) % {"n": count}
            )
            return redirect(round_address("proposal_base", year))
    context = proposal_page(
        request,
        year,
        (_("Bas"), ""),
        found=found,
        form=form,
        may_write=may_write,
        frame_lines=frame_lines(found, found.base_sums),
        statement_rows=statement_rows(found.base_sums),
        before=year - 1,
        year_text=str(year),
        decided=None if found.years else decision_taken(year),
        origins=_origins(found),
    )
    return render(
        request, "budget/proposals/base.html", context, status=422 if form is not None and form.is_bound else 200
    )


def _origins(found: BudgetRound) -> list[BaseOrigin]:
    """Where each committee's base comes from, with what it was laid at."""
    year = found.budget_year
    laid = {unit: by_year.get(year) for unit, by_year in found.base.frames.items()}
    return [replace(origin, start=laid.get(origin.unit.pk)) for origin in base_origins(found.tree, year)]


@require_POST
def lay(request: HttpRequest) -> HttpResponse:
    """Lay the base from last year."""
    year = asked_round_year(request)
    try:
        lay_base(reader(request), year)
    except RuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(
            request, _("Basen är lagd. Ändra det som blir annorlunda utan några beslut, till exempel skatteprognosen.")
        )
    return redirect(round_address("proposal_base", year))
