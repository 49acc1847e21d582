"""Where a controller publishes follow-ups and reports, and withdraws them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followup.models import Period
from public.actions import publish, withdraw
from public.forms import WithdrawForm
from public.lists import publication_listing
from public.queries.publishing import publications, publishable_periods, publishable_reports
from public.rules import may_publish
from sala_styr.documents.models import Report
from sala_styr.errors import RuleBroken
from sala_styr.organisation.rules import require
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

PAGE_SIZE = 25


def _require_publisher(request: HttpRequest) -> None:
    require(may_publish(request.actor), _("Det som visas för alla publiceras av en controller."))  # type: ignore[attr-defined]


@require_safe
def publishing(request: HttpRequest) -> HttpResponse:
    """What is published, with the way to see it as a citizen does, and what could be."""
    _require_publisher(request)
    if file := as_file(request, lambda: publication_listing(publications())):
        return file
    context = {
        "page": page_of(request, publications(), PAGE_SIZE),
        "periods": publishable_periods(),
        "reports": publishable_reports(),
    }
    return render(request, "public/publishing.html", context)


@require_POST
def publish_period(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody read a closed period's follow-up."""
    return _publish(request, get_object_or_404(Period, pk=pk))


@require_POST
def publish_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody read a decided report."""
    return _publish(request, get_object_or_404(Report, pk=pk))


def _publish(request: HttpRequest, thing: Period | Report) -> HttpResponse:
    publish(request.actor, thing)  # type: ignore[attr-defined]
    messages.success(request, _("%(thing)s kan nu läsas av alla.") % {"thing": thing})
    return redirect("public:publishing")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it no longer, and say why."""
    _require_publisher(request)
    found = get_object_or_404(publications(), pk=pk, withdrawn_at=None)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw(request.actor, found, form.cleaned_data["because"])  # type: ignore[attr-defined]
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("%(thing)s visas inte längre.") % {"thing": found})
            return redirect("public:publishing")
    return render(
        request, "public/withdraw.html", {"publication": found, "form": form}, status=422 if form.is_bound else 200
    )
