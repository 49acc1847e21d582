"""Is a published table right in itself? Pasted or uploaded, held against its own sums; nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from budget.forms.published import PublishedForm
from budget.published import Report, check_table
from budget.views.page import page, reader, trail
from sala_styr.tables import TableError


@require_http_methods(["GET", "POST"])
def published(request: HttpRequest) -> HttpResponse:
    """The form, and under it which sums and variances tie."""
    reader(request)
    form = PublishedForm(request.POST, request.FILES) if request.method == "POST" else PublishedForm()
    report: Report | None = None
    if form.is_valid():
        try:
            report = check_table(form.sheet)
        except TableError as error:
            form.add_error("file" if form.cleaned_data.get("file") else "table", str(error))
    way = trail((_("Avstämning av siffror"), reverse("budget:reconciliation")), (_("Publicerad tabell"), ""))
    context = page(request, "reconciliation", form=form, report=report, trail=way)
    return render(request, "budget/published.html", context, status=422 if form.is_bound and report is None else 200)
