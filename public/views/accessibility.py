"""The accessibility statement with its form, what robots may read, and the list of what visitors have told us."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from public.actions import settle_feedback, tell_us
from public.forms import FeedbackForm, SettleForm
from public.lists import feedback_listing
from public.queries.publishing import all_feedback
from public.rules import may_read_feedback
from public.statement import LOOKED_OVER, TESTED
from public.views.shared import open_page
from sala_styr.errors import RuleBroken
from sala_styr.organisation.rules import require
from sala_styr.shell.paging import page_of
from sala_styr.tables import as_file

PAGE_SIZE = 25


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accessibility(request: HttpRequest) -> HttpResponse:
    """Tillgänglighetsredogörelsen (lagen 2018:1937, MDFFS 2019:2), and anybody's word about what does not work."""
    form = FeedbackForm(
        request.POST if request.method == "POST" else None, initial={"page": request.GET.get("sida", "")}
    )
    if form.is_valid():
        try:
            if not form.is_by_machine:
                tell_us(**form.told)
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            messages.success(request, _("Tack! Vi har tagit emot det du skrev."))
            return redirect("public:accessibility")
    context = {"form": form, "tested": TESTED, "looked_over": LOOKED_OVER}
    return render(request, "public/accessibility.html", context, status=422 if form.is_bound else 200)


@open_page
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the open pages and nothing else."""
    lines = ["User-agent: *", f"Allow: {reverse('public:start')}", "Allow: /static/", "Disallow: /", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _require_reader(request: HttpRequest) -> None:
    require(
        may_read_feedback(request.actor),  # type: ignore[attr-defined]
        _("Synpunkterna läses av systemförvaltaren och av controllers."),
    )


@require_safe
def feedback(request: HttpRequest) -> HttpResponse:
    """What visitors have told us; what nobody has settled comes first."""
    _require_reader(request)
    return _feedback_page(request)


def _feedback_page(request: HttpRequest, sent: SettleForm | None = None, of: int = 0) -> HttpResponse:
    if file := as_file(request, lambda: feedback_listing(all_feedback())):
        return file
    page = page_of(request, all_feedback(), PAGE_SIZE)
    rows = [
        (each, sent if sent is not None and each.pk == of else SettleForm(auto_id=f"id_{each.pk}_%s")) for each in page
    ]
    return render(
        request, "public/feedback.html", {"page": page, "rows": rows}, status=422 if sent is not None else 200
    )


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what was done about a remark."""
    _require_reader(request)
    found = get_object_or_404(all_feedback(), pk=pk)
    form = SettleForm(request.POST, auto_id=f"id_{pk}_%s")
    if not form.is_valid():
        return _feedback_page(request, form, pk)
    settle_feedback(request.actor, found, form.cleaned_data["outcome"])  # type: ignore[attr-defined]
    messages.success(request, _("Antecknat."))
    return redirect("public:feedback")
