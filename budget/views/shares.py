"""A line divided between several parts of the plan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from budget.actions.detail import require_manager
from budget.actions.shares import percent, share_line
from budget.forms.shares import SharesForm
from budget.models import DetailLine
from budget.queries.structure import structure
from budget.views.page import page, reader, unit_trail
from sala_styr.errors import EditConflict, RuleBroken


@require_http_methods(["GET", "POST"])
def shares(request: HttpRequest, pk: int) -> HttpResponse:
    """Which parts of the plan have the line together, and how much each."""
    actor = reader(request)
    line = get_object_or_404(DetailLine.objects.select_related("unit", "account", "plan_item__step"), pk=pk)
    require_manager(actor, line.unit)
    form = SharesForm(request.POST or None, line=line)
    if form.is_valid():
        try:
            share_line(actor, line, form.parts(), form.cleaned_data["version"] or 0)
        except EditConflict:
            raise
        except RuleBroken as broken:
            form.add_broken(broken)
        else:
            messages.success(request, _("Raden är delad. Andelarna är lika med radens belopp på öret."))
            return redirect("budget:line_shares", pk)
    now = line.shares.select_related("plan_item").order_by("pk")
    context = page(
        request,
        "details",
        year=line.year,
        unit=line.unit,
        line=line,
        form=form,
        rows=[(share, percent(share.share)) for share in now],
        back=reverse("budget:change_line", args=[pk]),
        trail=unit_trail(structure(), line.unit, line.year, _("Dela raden")),
    )
    return render(request, "budget/shares.html", context, status=422 if form.is_bound else 200)
