"""The rules around frames: the council's policy, the central pots, and the companies' results."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from budget import rules
from budget.actions.policy import set_policy, set_pot_rule, set_result_demand
from budget.forms.policy import DemandForm, PolicyForm, PotForm
from budget.models import BudgetPolicy, CentralPot, ResultDemand
from budget.queries.companies import companies as read_companies
from budget.queries.policy import policy_for
from budget.queries.pots import pots as read_pots
from budget.queries.structure import structure
from budget.views.frames import EARLIEST, LATEST, day_from
from budget.views.page import page, reader, trail, unit_or_404
from sala_styr.decisions.queries import year_from
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import UnitKind
from sala_styr.organisation.rules import require

POLICY_FIELDS = ("plan_years", "deviation_share", "deviation_amount", "result_target", "decision")


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """The council's rules for money, the newest first, with those that hold in the chosen year."""
    actor = reader(request)
    year = year_from(request)
    context = page(
        request,
        "frames",
        year=year,
        policies=list(BudgetPolicy.objects.select_related("decision__body")),
        current=policy_for(year),
        may_set=rules.may_set_frame_rules(actor),
        trail=trail((_("Ramar"), f"{reverse('budget:frames')}?ar={year}"), (_("Regler"), "")),
    )
    return render(request, "budget/policies.html", context)


@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """Note the rules that hold from a year on; ``?ar=`` chooses the year, and what holds then is filled in."""
    actor = reader(request)
    _require_controller(request)
    year = year_from(request)
    now = policy_for(year)
    initial = {name: getattr(now, name) for name in POLICY_FIELDS} | {"first_year": year}
    form = PolicyForm(request.POST or None, initial=initial)
    back = f"{reverse('budget:policies')}?ar={year}"
    if form.is_valid():
        try:
            set_policy(actor, form.cleaned_data["first_year"], form.draft())
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Reglerna är antecknade."))
            return redirect(back)
    return _form_page(request, year, form, _("Regler för ekonomistyrningen"), back, (_("Regler"), back))


@require_safe
def pots(request: HttpRequest) -> HttpResponse:
    """The central pots: given, given out, left, and who decides; as they stood on a day."""
    actor = reader(request)
    year, as_of, tree = year_from(request), day_from(request), structure()
    context = page(
        request,
        "frames",
        year=year,
        as_of=as_of,
        pots=read_pots(tree, year, as_of),
        common_posts=tree.common_posts,
        may_set=rules.may_set_frame_rules(actor),
        trail=trail((_("Ramar"), f"{reverse('budget:frames')}?ar={year}"), (_("Centrala potter"), "")),
    )
    return render(request, "budget/pots.html", context)


@require_http_methods(["GET", "POST"])
def pot_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Who gives out of a pot, and what it is for."""
    actor = reader(request)
    _require_controller(request)
    unit, year = unit_or_404(pk), year_from(request)
    if unit.kind != UnitKind.CENTRAL:
        raise Http404
    found = CentralPot.objects.filter(unit=unit).first()
    initial = (
        {"purpose": found.purpose, "decider": found.decider, "decision": found.decision_id} if found is not None else {}
    )
    form = PotForm(request.POST or None, initial=initial)
    back = f"{reverse('budget:pots')}?ar={year}"
    if form.is_valid():
        try:
            set_pot_rule(actor, unit, **form.cleaned_data)
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Regeln för %(unit)s är antecknad.") % {"unit": unit.name})
            return redirect(back)
    return _form_page(request, year, form, unit.name, back, (_("Centrala potter"), back))


@require_safe
def companies(request: HttpRequest) -> HttpResponse:
    """What the owner asks of each company, and how it goes. Companies have a result and no frame."""
    actor = reader(request)
    year = year_from(request)
    context = page(
        request,
        "frames",
        year=year,
        rows=read_companies(structure(), year),
        may_set=rules.may_set_frame_rules(actor),
        trail=trail((_("Ramar"), f"{reverse('budget:frames')}?ar={year}"), (_("Bolagens resultat"), "")),
    )
    return render(request, "budget/companies.html", context)


@require_http_methods(["GET", "POST"])
def result_demand(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """What the owner asks of one company in a year, and what the company budgets."""
    actor = reader(request)
    _require_controller(request)
    unit = unit_or_404(pk)
    if unit.kind != UnitKind.COMPANY or not EARLIEST <= year <= LATEST:
        raise Http404
    found = ResultDemand.objects.filter(unit=unit, year=year).first()
    names = ("amount", "budget", "note", "decision_id")
    initial = {name.removesuffix("_id"): getattr(found, name) for name in names} if found is not None else {}
    form = DemandForm(request.POST or None, initial=initial)
    back = f"{reverse('budget:companies')}?ar={year}"
    if form.is_valid():
        try:
            set_result_demand(actor, unit, year, form.draft())
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Resultatkravet är antecknat."))
            return redirect(back)
    return _form_page(request, year, form, unit.name, back, (_("Bolagens resultat"), back))


def _form_page(
    request: HttpRequest,
    year: int,
    form: PolicyForm | PotForm | DemandForm,
    label: str,
    back: str,
    above: tuple[str, str],
) -> HttpResponse:
    frames = (_("Ramar"), f"{reverse('budget:frames')}?ar={year}")
    context = page(
        request, "frames", year=year, form=form, label=label, back=back, trail=trail(frames, above, (label, ""))
    )
    return render(request, "budget/adjustment.html", context, status=422 if form.is_bound else 200)


def _require_controller(request: HttpRequest) -> None:
    require(
        rules.may_set_frame_rules(reader(request)),
        _("Reglerna för ekonomistyrningen antecknas av en controller, efter kommunfullmäktiges beslut."),
    )
