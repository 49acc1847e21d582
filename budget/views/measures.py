"""Measures: what is offered to all, one by itself, and the one form in which money is asked for."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budget import proposal_rules as rules
from budget.actions.measures import (
    authors_of,
    change_measure,
    require_loose,
    require_measure_writer,
    require_undecided,
    restore_measure,
    withdraw_measure,
    write_measure,
)
from budget.actions.proposals import require_author
from budget.forms.proposals import MeasureForm
from budget.models import BudgetProposal, Measure
from budget.proposal_lists import measures_listing
from budget.proposal_tables import about, choices
from budget.queries.proposals import (
    BudgetRound,
    Offer,
    base_of,
    budget_round,
    holders_in,
    visible_measures,
    visible_proposals,
)
from budget.queries.structure import structure
from budget.views.page import reader
from budget.views.proposal_page import asked_round_year, proposal_page, round_address
from sala_styr.errors import RuleBroken
from sala_styr.organisation.actor import Actor
from sala_styr.organisation.models import Role
from sala_styr.organisation.rules import require
from sala_styr.shell.once import once
from sala_styr.tables import as_file


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure of the round that this person may read, under its committee."""
    actor = reader(request)
    found = budget_round(actor, asked_round_year(request))
    groups = choices(found, found.offers.values(), frozenset())
    if file := as_file(request, lambda: measures_listing(found)):
        return file
    context = proposal_page(
        request,
        found.budget_year,
        (_("Åtgärder"), ""),
        found=found,
        groups=groups,
        may_offer=rules.may_offer_something(actor, found.tree),
    )
    return render(request, "budget/proposals/measures.html", context)


@require_http_methods(["GET", "POST"])
@once
def write(request: HttpRequest) -> HttpResponse:
    """Ask for money, or offer another measure: one form on one page. ``?forslag=3`` writes it for that proposal alone."""
    actor = reader(request)
    owner = _owner(request, actor)
    year = owner.budget_year if owner is not None else asked_round_year(request)
    if owner is None:
        require(
            rules.may_offer_something(actor, structure()),
            _(
                "En nämnd begär pengar genom sina ledamöter eller sin kontorschef, och en controller lägger fram åtgärder för alla."
            ),
        )
    else:
        require_author(actor, owner)
    back = reverse("budget:proposal", args=[owner.pk]) if owner is not None else round_address("measures", year)
    form = _form(request, actor, year, owner)
    if form is not None and form.is_valid():
        try:
            made = write_measure(actor, year, form.draft(), owner)
        except RuleBroken as broken:
            _add_broken(form, broken)
        else:
            messages.success(request, _("”%(title)s” är skriven.") % {"title": made.title})
            return redirect(back)
    context = proposal_page(
        request,
        year,
        (_("Åtgärder"), round_address("measures", year)),
        (_("Ny åtgärd"), ""),
        form=form,
        back=back,
        owner=owner,
    )
    return render(request, "budget/proposals/measure_form.html", context, status=422 if form and form.is_bound else 200)


def _owner(request: HttpRequest, actor: Actor) -> BudgetProposal | None:
    """The proposal that the measure is written for; Http404 for one that this person may not read."""
    asked = request.GET.get("forslag", "")
    if not asked:
        return None
    return get_object_or_404(
        visible_proposals(actor), pk=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    )


def _form(
    request: HttpRequest, actor: Actor, year: int, owner: BudgetProposal | None, measure: Measure | None = None
) -> MeasureForm | None:
    """The form with the places that this person may write about; None while there is no base to change."""
    years = base_of(year).years
    if not years:
        return None
    tree = structure()
    units = [unit for unit in holders_in(tree, year) if owner is not None or rules.may_offer(actor, tree, unit)]
    lines = owner is not None or actor.has(Role.CONTROLLER)
    return MeasureForm(request.POST or None, years=years, units=units, lines=lines, measure=measure)


def _add_broken(form: MeasureForm, broken: RuleBroken) -> None:
    form.add_error(broken.field if broken.field in form.fields else None, str(broken))


@require_safe
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """One measure: what it is, what it costs, what it leads to, and which proposals have it."""
    actor = reader(request)
    asked = get_object_or_404(visible_measures(actor), pk=pk)
    found = budget_round(actor, asked.budget_year)
    return render(request, "budget/proposals/measure.html", _measure_context(request, actor, found.offers[pk], found))


def _measure_context(request: HttpRequest, actor: Actor, offer: Offer, found: BudgetRound) -> dict[str, Any]:
    asked = offer.measure
    may_write = found.adopted is None and rules.may_change_measure(actor, found.tree, asked, authors_of(asked.owner))
    chosen_in = [each for each in found.readings if pk_in(asked.pk, each.chosen)]
    is_fixed = any(not each.proposal.is_draft for each in chosen_in)
    return proposal_page(
        request,
        asked.budget_year,
        (_("Åtgärder"), round_address("measures", asked.budget_year)),
        (asked.title, ""),
        measure=asked,
        offer=offer,
        about=about(offer),
        amounts=[(year, offer.amounts.get(year)) for year in found.years],
        chosen_in=chosen_in,
        is_fixed=is_fixed,
        may_change=may_write and not is_fixed,
        may_read_history=may_write or asked.owner is None,
    )


def pk_in(pk: int, offers: tuple[Offer, ...]) -> bool:
    """Is the measure among them?"""
    return any(offer.measure.pk == pk for offer in offers)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a measure. One that lies fast is not opened: its own page says why."""
    actor = reader(request)
    asked = get_object_or_404(
        visible_measures(actor).select_related("owner", "unit").prefetch_related("amounts"), pk=pk
    )
    require_measure_writer(actor, asked, structure())
    back = reverse("budget:measure", args=[pk])
    if request.method == "GET":
        try:
            require_undecided(asked.budget_year)
            require_loose(asked)
        except RuleBroken as broken:
            messages.warning(request, str(broken))
            return redirect(back)
    form = _form(request, actor, asked.budget_year, asked.owner, asked)
    if form is not None and form.is_valid():
        try:
            change_measure(actor, asked, form.draft(), form.cleaned_data["version"] or 0)
        except RuleBroken as broken:
            _add_broken(form, broken)
        else:
            messages.success(request, _("Åtgärden är ändrad."))
            return redirect(back)
    way = ((_("Åtgärder"), round_address("measures", asked.budget_year)), (asked.title, back), (_("Ändra"), ""))
    context = proposal_page(request, asked.budget_year, *way, form=form, back=back, measure=asked, owner=asked.owner)
    return render(request, "budget/proposals/measure_form.html", context, status=422 if form and form.is_bound else 200)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the measure back, or offer it again."""
    actor = reader(request)
    asked = get_object_or_404(visible_measures(actor).select_related("owner"), pk=pk)
    try:
        if request.POST.get("igen"):
            restore_measure(actor, asked)
            messages.success(request, _("Åtgärden går att välja igen."))
        else:
            withdraw_measure(actor, asked)
            messages.success(request, _("Åtgärden är återtagen. Utkast som hade valt den räknar den inte längre."))
    except RuleBroken as broken:
        messages.error(request, str(broken))
    return redirect("budget:measure", pk)
