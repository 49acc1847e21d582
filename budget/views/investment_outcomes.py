"""What investments have cost, by hand or from a table that is previewed first; and what they are judged to end at."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from budget.actions.investment_outcomes import Outcome, judge_investment, note_outcomes, require_judge
from budget.actions.investments import require_recorder
from budget.forms.investments import JudgementForm, OutcomeForm, OutcomesForm
from budget.queries.booked_projects import booked_by_project
from budget.queries.investment_import import preview_outcomes
from budget.queries.investments import project_money
from budget.tables_in.investments import read_project_amounts
from budget.views.investments import project_or_404, project_trail
from budget.views.page import page, reader, trail
from sala_styr.decisions.queries import year_from
from sala_styr.errors import Refused, RuleBroken
from sala_styr.shell.once import once
from sala_styr.tables import read_table
from sala_styr.tables.uploads import Shelf

SHELF = Shelf("investeringsutfall")


def _month_now(year: int) -> int:
    """The last month that has ended, of a year that goes on; December of any other."""
    today = timezone.localdate()
    return max(today.month - 1, 1) if today.year == year else 12


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Note by hand what one project has cost."""
    actor, found = reader(request), project_or_404(pk)
    require_recorder(actor, [found])
    year = year_from(request)
    form = OutcomeForm(request.POST or None, initial={"year": year, "month": _month_now(year)})
    if form.is_valid():
        values = form.cleaned_data
        outcome = Outcome(found, values["amount"], values["income"])
        try:
            note_outcomes(actor, values["year"], values["month"], [outcome])
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Utfallet är antecknat."))
            return redirect("budget:investment", pk)
    booked = sorted(year for _code, year in booked_by_project([found.project_id]))
    way = project_trail(found, _("Anteckna utfall"))
    return _shown(request, "note", form, way, project=found, booked_years=booked)


@require_http_methods(["GET", "POST"])
def table(request: HttpRequest) -> HttpResponse:
    """Step one: a table pasted or a file. Nothing is written before it has been seen."""
    actor = reader(request)
    require_recorder(actor, [])
    year = year_from(request)
    initial = {"year": year, "month": _month_now(year), "sign": "report"}
    form = OutcomesForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        wishes = {name: values[name] for name in ("year", "month", "sign")} | {"filename": form.filename}
        return redirect("budget:review_outcomes", SHELF.keep(request, form.read, wishes))
    return _shown(request, "outcomes", form, _way(_("Läs in utfall")))


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, sha: str) -> HttpResponse:
    """Step two: what the table would change; confirming it notes everything, in one transaction."""
    actor = reader(request)
    require_recorder(actor, [])
    kept = SHELF.fetch(request, sha)
    if kept is None:
        messages.info(request, _("Tabellen finns inte kvar här. Klistra in eller välj den igen."))
        return redirect("budget:outcomes")
    data, wishes = kept
    found = preview_outcomes(read_project_amounts(read_table(data), wishes["sign"]), wishes["year"], wishes["month"])
    problem = ""
    if request.method == "POST" and found.can_be_noted:
        outcomes = [
            Outcome(each.project, each.found.amount, each.found.income, each.found.row) for each in found.matched
        ]
        try:
            made = note_outcomes(actor, wishes["year"], wishes["month"], outcomes, wishes["filename"])
        except (RuleBroken, Refused) as broken:
            problem = str(broken)
        else:
            SHELF.forget(request, sha)
            messages.success(request, _noted(len(made)))
            return redirect(f"{reverse('budget:investments')}?ar={wishes['year']}")
    context = page(
        request,
        "investments",
        preview=found,
        wishes=wishes,
        month=MONTHS[wishes["month"]],
        problem=problem,
        trail=_way(_("Granska utfall")),
    )
    return render(request, "budget/investments/review.html", context, status=422 if request.method == "POST" else 200)


def _noted(count: int) -> str:
    if not count:
        return _("Allt var redan antecknat. Inget har ändrats.")
    return ngettext("Utfall är antecknat för %(n)d projekt.", "Utfall är antecknat för %(n)d projekt.", count) % {
        "n": count
    }


@require_http_methods(["GET", "POST"])
@once
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a forecast, beginning with the last one or, before there is any, with what is decided."""
    actor, found = reader(request), project_or_404(pk)
    require_judge(actor, found)
    year = year_from(request)
    form = JudgementForm(request.POST or None, initial=_proposal(found, year))
    if form.is_valid():
        try:
            judge_investment(actor, found, form.judgement())
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Prognosen är lämnad."))
            return redirect("budget:investment", pk)
    money = project_money(found, year)
    return _shown(request, "judge", form, project_trail(found, _("Lämna prognos")), project=found, money=money)


def _proposal(found: Any, year: int) -> dict[str, Any]:
    """The newest judgement's figures, else what is decided: an offer, which a person judges (domain §4.4)."""
    money = project_money(found, year)
    last = money.forecast
    return {
        "year": year,
        "month": _month_now(year),
        "year_amount": money.now.forecast if money.now.forecast is not None else money.now.current,
        "total": last.total if last else money.approved,
        "completion_year": money.completion_year,
    }


def _way(here: str) -> list[tuple[str, str]]:
    return trail((_("Investeringar"), reverse("budget:investments")), (here, ""))


def _shown(request: HttpRequest, template: str, form: Any, way: list[tuple[str, str]], **context: Any) -> HttpResponse:
    shown = page(request, "investments", form=form, trail=way, **context)
    return render(request, f"budget/investments/{template}.html", shown, status=422 if form.is_bound else 200)
