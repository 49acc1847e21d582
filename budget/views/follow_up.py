"""Following up: month by month, through a month, by account; forecasts; and the file behind every figure."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from budget import rules
from budget.actions.forecast import give_forecast
from budget.exports import account_listing, follow_up_listing
from budget.forms.forecast import ForecastForm
from budget.queries.accounts import account_table
from budget.queries.corrective import recovery_of
from budget.queries.follow_up import OwnMoney
from budget.queries.forecasts import aims_of, forecasts_of, round_to, used_share
from budget.queries.limits import limit_for
from budget.queries.operating import operating_statement
from budget.queries.outlook import Proposal, proposal_from
from budget.queries.structure import structure
from budget.queries.sums import WHOLE_YEAR, last_period
from budget.views.origin import origin
from budget.views.page import month_from, page, reader, trail, unit_or_404, unit_trail
from sala_styr.decisions.queries import year_from
from sala_styr.errors import RuleBroken
from sala_styr.organisation.models import Unit
from sala_styr.shell.addresses import safe_next
from sala_styr.tables import as_file

TKR = 100_000
"""Öre."""


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Where to begin: the person's own units first, then every committee."""
    actor = reader(request)
    year = year_from(request)
    statement = operating_statement(year)
    if file := as_file(request, lambda: follow_up_listing(statement)):
        return file
    tree = structure()
    own = actor.held_ids()
    context = page(
        request,
        "follow_ups",
        year=year,
        statement=statement,
        month=MONTHS[statement.through_month],
        own=[unit for unit in tree.units if unit.pk in own],
        trail=trail((_("Uppföljning"), "")),
    )
    return render(request, "budget/follow_ups.html", context)


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit with all below it: months, accounts, forecasts. A constant number of queries."""
    reader(request)
    found, year = unit_or_404(pk), year_from(request)
    context = _follow_up_page(request, found, year)
    name = _("Uppföljning %(unit)s %(year)s") % {"unit": found.code, "year": year}
    if file := as_file(request, lambda: account_listing(name, context["classes"])):
        return file
    return render(request, "budget/follow_up.html", context)


@require_POST
def forecast(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a new forecast."""
    actor = reader(request)
    found, year = unit_or_404(pk), year_from(request)
    form = ForecastForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            give_forecast(
                *(actor, found, year, values["month"], values["amount"]),
                *(values["comment"], values["cause"], values["remedy"]),
            )
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("Prognosen är lämnad."))
            return redirect(safe_next(request, f"{reverse('budget:follow_up', args=[pk])}?ar={year}#prognos"))
    context = _follow_up_page(request, found, year) | {"form": form}
    form.explain(context["limit"])
    return render(request, "budget/follow_up.html", context, status=422)


def _follow_up_page(request: HttpRequest, found: Unit, year: int) -> dict[str, Any]:
    actor = reader(request)
    tree = structure()
    table = account_table(tree, found, year)
    last = min(table.last_month, WHOLE_YEAR) or min(last_period(year) or WHOLE_YEAR, WHOLE_YEAR)
    through = month_from(request, last)
    own = OwnMoney(tree, year, through)
    money = own.rolled_up()[found.pk]
    alone = own.rolled_up(whole=False)[found.pk]
    limit = limit_for(year, alone.budget)
    given = forecasts_of(found, year)
    proposed = proposal_from(alone, min(through, last))
    holder = tree.holder_of.get(found.pk)
    return page(
        request,
        "follow_ups",
        year=year,
        unit=found,
        table=table,
        money=money,
        through=through,
        through_name=MONTHS[through],
        month_rows=[(row, MONTHS[row.number]) for row in table.months],
        classes=[
            (
                each,
                each.phased(through),
                each.actual(through),
                each.variance(through),
                _accounts(table.of_class(each.key), through),
            )
            for each in table.classes
        ],
        whole=(table.whole, table.whole.phased(through), table.whole.actual(through), table.whole.variance(through)),
        forecasts=given,
        forecast_rows=[(each, MONTHS[each.month]) for each in given],
        proposal=proposed,
        limit=limit,
        recovery=recovery_of(tree, found, year, money, limit.of(money.budget)),
        committee=tree.by_id[holder] if holder else None,
        may_steer=rules.may_steer_measures(actor, found),
        used=used_share(money),
        aims=[(aim, MONTHS[aim.forecast.month]) for each in (year, year - 1) for aim in aims_of(tree, found, each)],
        form=ForecastForm(initial=_initial(request, last, proposed), limit=limit)
        if rules.may_forecast(actor, found)
        else None,
        trail=unit_trail(tree, found, year, _("Uppföljning %(year)s") % {"year": year}),
    )


def _initial(request: HttpRequest, month: int, proposed: Proposal | None) -> dict[str, Any]:
    """The month; and a proposal, in whole tkr, when the person asks for it (``?forslag=1`` the rest of the budget, ``?forslag=2`` the pace)."""
    asked = {"1": "rest", "2": "trend"}.get(request.GET.get("forslag", ""))
    if proposed is None or asked is None:
        return {"month": month}
    return {"month": month, "amount": round_to(getattr(proposed, asked), TKR)}


def _accounts(rows: list[Any], through: int) -> list[tuple[Any, int | None, int | None, int | None]]:
    return [(row, row.phased(through), row.actual(through), row.variance(through)) for row in rows]


@require_safe
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """A figure's birth certificate, at the address that was given before any figure could be opened (``?konto=5010&period=3``)."""
    return origin(request, "utfall", pk)
