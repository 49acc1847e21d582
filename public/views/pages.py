"""What a citizen reads: the start page, the plan, each goal, how it goes."""

from collections import Counter
from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from followup.models import Period
from followup.queries.looks import StateLook, scale_looks
from goals.queries.scales import scales_of
from public.lists import follow_up_listing
from public.queries import (
    budget_years,
    latest_period,
    plan_years,
    public_budget,
    public_goal,
    public_period,
    public_plan,
)
from public.queries.followup import PublicStatus, indicators_of_plan, public_periods, status_by_number
from public.queries.outline import OutlineGroup, outline
from public.queries.plan import PublicItem
from public.queries.reports import public_reports
from public.queries.withdrawn import withdrawn_period
from public.views.shared import gone, in_view, open_page
from sala_styr.tables import as_file

NEWEST = 5


@open_page
def start(request: HttpRequest) -> HttpResponse:
    """The vision, the council's goals with how they go, a hundred kronor of tax, reports, and where to ask. A constant number of queries."""
    this_year = timezone.localdate().year
    year, budget_year, period = in_view(plan_years(), this_year), in_view(budget_years(), this_year), latest_period()
    plan = outline(public_plan(year)) if year else None
    context = {
        "year": year,
        "plan": plan,
        "period": period,
        "statuses": status_by_number(period) if period else {},
        "budget": public_budget(budget_year) if budget_year else None,
        "reports": list(public_reports()[:NEWEST]),
    }
    return render(request, "public/start.html", context)


@open_page
def plan_now(request: HttpRequest) -> HttpResponse:
    """To the plan of this year, or of the newest year that has one."""
    year = in_view(plan_years(), timezone.localdate().year)
    return redirect("public:plan", year) if year else render(request, "public/nothing_yet.html", {"what": "plan"})


@open_page
def plan(request: HttpRequest, plan_year: int) -> HttpResponse:
    """The decided plan of a year."""
    years = plan_years()
    if plan_year not in years:
        raise Http404
    shown = outline(public_plan(plan_year))
    return render(request, "public/plan.html", {"year": plan_year, "years": years, "plan": shown})


@open_page
def goal(request: HttpRequest, number: int) -> HttpResponse:
    """One goal: an address that stays when its words change. A newer wording's own number leads to it."""
    found = public_goal(number)
    if found is None:
        raise Http404
    if found.number != number:
        return redirect("public:goal", found.number, permanent=True)
    return render(request, "public/goal.html", {"goal": found, "item": found.item})


@open_page
def follow_ups(request: HttpRequest) -> HttpResponse:
    """The follow-ups that are published."""
    return render(request, "public/follow_ups.html", {"periods": list(public_periods())})


@open_page
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """How it went in a published period: the assessment of each goal, and the figures up to then."""
    period = public_period(pk)
    if period is None:
        return gone(request, withdrawn_period(pk), "public:follow_ups")
    items = [item for item in public_plan(period.year) if item.followed_up]
    statuses = status_by_number(period)
    if file := as_file(request, lambda: follow_up_listing(period, items, statuses)):
        return file
    context = {
        "period": period,
        "groups": OutlineGroup.of(items),
        "statuses": statuses,
        "total": len(items),
        "counts": _counts(period, items, statuses),
        "indicators": indicators_of_plan(period, items),
    }
    return render(request, "public/follow_up.html", context)


def _counts(
    period: Period, items: list[PublicItem], statuses: Mapping[int, PublicStatus]
) -> list[tuple[StateLook, int]]:
    """How many of each status there are, what is not assessed last; none is added up into another."""
    said = Counter(statuses[item.number].look.status if item.number in statuses else "" for item in items)
    return [(look, said[look.state]) for look in scale_looks(period, scales_of(period.year)) if said[look.state]]
