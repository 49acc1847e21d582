"""Letting a plan amendment into the plan: the questions where somebody else has changed the same thing, and the answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals.actions.merge import merge_amendment
from goals.forms.amendments import MergeForm, seen_of
from goals.models import Amendment, Level
from goals.queries.amendments import ChangeRow, change_rows, parents_of
from goals.rules import amendments as rules
from goals.views.amendments import amendment_or_404, trail, workable_or_404
from goals.views.changing import done
from goals.views.deciding import register_link
from goals.views.fetching import acting
from sala_styr.errors import EditConflict, RuleBroken
from sala_styr.organisation.rules import require


@require_http_methods(["GET", "POST"])
def amendment_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that will be written, the questions first; nothing is written until each has its answer."""
    found = workable_or_404(request, pk)
    rows = change_rows(found)
    is_decided = any(row.is_decided for row in rows)
    require(rules.may_merge(acting(request), found, is_decided), rules.who_may_merge(found.owner))
    if not any(not row.is_empty for row in rows):
        raise RuleBroken(_("Planändringen föreslår inget ännu. Ta in det som ska ändras och skriv hur det ska bli."))
    form = _form(request, found, rows)

    def act() -> None:
        values = form.cleaned_data
        merge_amendment(
            acting(request), found, values["version"], values["seen"], form.answers(), values.get("decision")
        )

    try:
        if form.is_valid() and done(form, act):
            messages.success(request, _("Planändringen är införd i planen."))
            return redirect("goals:amendment", found.pk)
    except EditConflict:
        return _again(request, pk)
    return _show(request, found, rows, form)


def _form(request: HttpRequest, found: Amendment, rows: list[ChangeRow]) -> MergeForm:
    def parents(step: Level) -> Any:
        return parents_of(acting(request), step, found.year)

    initial = {"version": found.version, "seen": seen_of(rows)}
    return MergeForm(request.POST or None, rows=rows, owner=found.owner, parents=parents, initial=initial)


def _again(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan has changed since the page was read: the page as it is now, with the answers that still answer the same question."""
    found = amendment_or_404(request, pk)
    rows = change_rows(found)
    form = _form(request, found, rows)
    form.show_again(found.version)
    return _show(request, found, rows, form, is_conflict=True)


def _show(
    request: HttpRequest, found: Amendment, rows: list[ChangeRow], form: MergeForm, is_conflict: bool = False
) -> HttpResponse:
    back = reverse("goals:amendment", args=[found.pk])
    context = {
        "amendment": found,
        "trail": trail((found.name, back), (_("För in i planen"), "")),
        "rows": [(row, form.questions(row)) for row in rows if not row.is_empty],
        "left_out": [row for row in rows if row.is_empty],
        "asked": sum(len(row.asked) for row in rows),
        "form": form,
        "register": register_link(request, found.owner) if "decision" in form.fields else None,
        "is_conflict": is_conflict,
    }
    status = 409 if is_conflict else 422 if form.is_bound else 200
    return render(request, "goals/amendment_merge.html", context, status=status)
