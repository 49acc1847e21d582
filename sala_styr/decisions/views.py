"""Pages of the decisions: all of them, one of them with what it decided, registering a new one and verifying it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sala_styr.decisions import actions, queries
from sala_styr.decisions.forms import DecisionForm, DecisionSearch
from sala_styr.decisions.lists import decision_listing
from sala_styr.decisions.models import Decision
from sala_styr.decisions.rules import may_verify
from sala_styr.errors import RuleBroken
from sala_styr.organisation.rules import require
from sala_styr.shell.contributions import panels
from sala_styr.shell.once import once
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """All registered decisions, newest first."""
    form = DecisionSearch(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = queries.search_decisions(chosen.get("organ"), chosen.get("q", ""))
    if file := as_file(request, lambda: decision_listing(found)):
        return file
    page = page_of(request, found, 50)
    context = {"form": form, "page": page, "may_register": queries.bodies_for(request.actor).exists()}  # type: ignore[attr-defined]
    return render(request, "decisions/list.html", context)


@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision and what it decided."""
    found = get_object_or_404(Decision.objects.select_related("body", "verified_by"), pk=pk)
    context = {
        "decision": found,
        "panels": panels("decision", request, found),
        "may_verify": may_verify(request.actor, found),  # type: ignore[attr-defined]
    }
    return render(request, "decisions/decision.html", context)


@require_POST
def decision_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the decision is as the minutes have it."""
    found = get_object_or_404(Decision.objects.select_related("body"), pk=pk)
    actions.verify_decision(request.actor, found)  # type: ignore[attr-defined]
    messages.success(request, _("Tack. Beslutet är stämt av mot protokollet."))
    return redirect("decisions:decision", pk)


@require_http_methods(["GET", "POST"])
@once
def decision_create(request: HttpRequest) -> HttpResponse:
    """Register a decision. ``?organ=`` chooses the body beforehand and ``?till=`` says where to go afterwards."""
    bodies = queries.bodies_for(request.actor)  # type: ignore[attr-defined]
    require(bodies.exists(), _("Beslut antecknas av organets ordförande eller av en controller."))
    form = DecisionForm(request.POST or None, bodies=bodies, initial={"body": request.GET.get("organ")})
    if form.is_valid():
        chosen = dict(form.cleaned_data)
        try:
            made = actions.register_decision(request.actor, chosen.pop("body"), chosen.pop("date"), **chosen)  # type: ignore[attr-defined]
        except RuleBroken as broken:
            form.add_error(broken.field, str(broken))
        else:
            messages.success(request, _("Beslutet är antecknat: %(decision)s.") % {"decision": made})
            return redirect(_safe_address(request) or reverse("decisions:decision", args=[made.pk]))
    return render(request, "decisions/form.html", {"form": form}, status=422 if form.is_bound else 200)


def _safe_address(request: HttpRequest) -> str:
    """Where to go afterwards, when it is an address of our own."""
    address = request.GET.get("till", "")
    return address if url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()) else ""
