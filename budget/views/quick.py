"""Laying kronor on an activity from its page or its card: the short way into the owner's detail budget."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from budget import rules
from budget.actions.detail import add_line
from budget.forms.quick import QuickLineForm
from budget.views.page import reader
from goals.queries import visible_item
from sala_styr.decisions.queries import year_from
from sala_styr.errors import RuleBroken
from sala_styr.money import Unit as Shown
from sala_styr.money import format_amount
from sala_styr.organisation.rules import require
from sala_styr.shell.addresses import safe_next


@require_POST
def quick_line(request: HttpRequest, pk: int) -> HttpResponse:
    """A line in the detail budget of the activity's owner. Then back to where the person was; what needs to be put right is shown there."""
    actor, year = reader(request), year_from(request)
    item = visible_item(actor, pk)
    if item is None:
        raise Http404
    require(
        rules.may_edit_detail(actor, item.owner),
        _("Detaljbudgeten för %(unit)s sköts av enhetens chef eller chefen över.") % {"unit": item.owner.name},
    )
    by_htmx = bool(request.htmx)  # type: ignore[attr-defined]
    back = safe_next(request, default=f"{reverse('goals:item', args=[pk])}?ar={year}#kostar")
    form = QuickLineForm(request.POST, auto_id="kronor-%s")
    if form.is_valid():
        try:
            line = add_line(actor, item.owner, year, form.draft(item))
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, str(broken))
        else:
            words = {"sum": format_amount(-line.amount, Shown.KR), "unit": item.owner.name, "year": year}
            if not by_htmx:  # the card shows the new sum itself
                messages.success(request, _("%(sum)s kr ligger nu i detaljbudgeten för %(unit)s %(year)s.") % words)
            return redirect(back)
    context = {"form": form, "item": item, "year": year, "next": back, "card": by_htmx}
    return render(request, "budget/parts/quick.html" if by_htmx else "budget/quick.html", context, status=422)
