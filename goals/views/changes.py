"""What has changed in the plan since a day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goals.exchange.lists import told_listing
from goals.forms.changes import ChangesForm
from goals.queries.changes import Changed, changes_between, told
from goals.views.fetching import acting
from sala_styr.decisions.queries import year_from, years
from sala_styr.organisation.queries import subtree, units_in_order
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

A_PAGE = 40


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Item by item what it was and what it became, with who, when and why. The address keeps the days and the filters."""
    year, actor = year_from(request), acting(request)
    form = ChangesForm(request.GET, units=units_in_order())
    chosen = form.chosen()
    owners = [unit.pk for unit in subtree(chosen["unit"])] if chosen["unit"] else []
    kinds = [chosen["kind"]] if chosen["kind"] else []
    found = changes_between(actor, year, chosen["since"], chosen["until"], owners=owners, kinds=kinds)
    since, until = chosen["since"], chosen["until"]
    if file := as_file(request, lambda: told_listing(told(actor, found, since, until), year)):
        return file
    page = page_of(request, found, A_PAGE)
    on_page: list[Changed] = list(page.object_list)
    context = {
        "year": year,
        "years": [each.year for each in years()],
        "form": form,
        "page": page,
        "changes": told(actor, on_page, chosen["since"], chosen["until"]),
        "since": chosen["since"],
        "until": chosen["until"],
        "count": len(found),
    }
    return render(request, "goals/changes.html", context)
