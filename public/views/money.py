"""What a citizen reads of the money: the decided budget, a hundred kronor of tax, one's own tax."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from public.forms import IncomeForm
from public.lists import budget_listing
from public.queries import budget_years, my_tax, public_budget, tax_rate
from public.queries.money import PublicBudget
from public.views.shared import in_view, open_page
from sala_styr.tables import as_file


@open_page
def budget_now(request: HttpRequest) -> HttpResponse:
    """To the budget of this year, or the newest that is decided."""
    year = in_view(budget_years(), timezone.localdate().year)
    return redirect("public:budget", year) if year else render(request, "public/nothing_yet.html", {"what": "budget"})


@open_page
def budget(request: HttpRequest, budget_year: int) -> HttpResponse:
    """A year's decided budget; ``?lon=`` spreads the tax of a monthly income over it."""
    found = public_budget(budget_year)
    if found is None:
        raise Http404
    if file := as_file(request, lambda: budget_listing(found)):
        return file
    context = {"budget": found, "years": budget_years(), **_own_tax(request, found)}
    return render(request, "public/budget.html", context)


def _own_tax(request: HttpRequest, budget: PublicBudget) -> dict[str, object]:
    """The form where the tax rate is decided, and the answer where an income is given."""
    rate = tax_rate(budget.year)
    if rate is None:
        return {"rate": None}
    form = IncomeForm(request.GET if "lon" in request.GET else None)
    found: dict[str, object] = {"rate": rate, "form": form}
    if form.is_valid() and form.cleaned_data["lon"]:
        found["income"] = form.cleaned_data["lon"]
        found["tax"], found["shares"] = my_tax(form.cleaned_data["lon"], rate, budget)
    return found
