"""Grunduppdraget: all of them, one unit's, and its two parts to edit."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goals import actions, queries, rules
from goals.forms import LocalForm, StatutoryForm
from goals.models import CoreMission
from goals.views.changing import FormPage, done, show_both
from goals.views.fetching import acting
from sala_styr.decisions.queries import year_from, years
from sala_styr.decisions.rules import may_register_decision
from sala_styr.errors import EditConflict
from sala_styr.organisation.models import Unit
from sala_styr.organisation.rules import require


@require_safe
def mission_list(request: HttpRequest) -> HttpResponse:
    """Every unit that has a grunduppdrag or ought to."""
    year = year_from(request)
    rows = queries.mission_rows(year)
    context = {
        "rows": rows,
        "year": year,
        "years": [each.year for each in years()],
        "written": sum(row.mission is not None for row in rows),
    }
    return render(request, "goals/missions.html", context)


def unit_or_404(pk: int) -> Unit:
    """A unit that has a grunduppdrag or could have one."""
    unit = get_object_or_404(Unit, pk=pk)
    if unit.kind not in rules.MISSION_KINDS:
        raise Http404
    return unit


@require_safe
def mission(request: HttpRequest, unit: int) -> HttpResponse:
    """What one unit always does."""
    found = unit_or_404(unit)
    body = queries.deciding_body(found)
    context = {
        "unit": found,
        "mission": queries.mission_of(found),
        "body": body,
        "trail": [*_trail(), (found.name, "")],
        "may_edit_statutory": rules.may_edit_statutory(acting(request), found.pk),
        "may_edit_local": rules.may_edit_local(acting(request), body.pk if body else None),
    }
    return render(request, "goals/mission.html", context)


@require_http_methods(["GET", "POST"])
def mission_statutory(request: HttpRequest, unit: int) -> HttpResponse:
    """The part that the law gives."""
    found = unit_or_404(unit)
    require(
        rules.may_edit_statutory(acting(request), found.pk),
        _("Den lagstadgade delen av grunduppdraget skrivs av en chef för %(unit)s.") % {"unit": found.name},
    )
    stored = queries.mission_of(found) or CoreMission(unit=found, version=0)
    initial = {"statutory": stored.statutory, "laws": stored.laws, "version": stored.version}
    form = StatutoryForm(request.POST or None, initial=initial)
    page = _page(found, _("Lagstadgad del"))

    def act() -> None:
        values: dict[str, Any] = dict(form.cleaned_data)
        actions.set_statutory(acting(request), found, **values)

    try:
        if form.is_valid() and done(form, act):
            return _saved(request, found)
    except EditConflict:
        return show_both(request, page, form, queries.mission_of(found), ("statutory", "laws"))
    return page.show(request, form)


@require_http_methods(["GET", "POST"])
def mission_local(request: HttpRequest, unit: int) -> HttpResponse:
    """The part that the responsible body has decided."""
    found = unit_or_404(unit)
    body = queries.deciding_body(found)
    if body is None:
        raise Http404
    require(
        rules.may_edit_local(acting(request), body.pk),
        _("Den lokala delen av grunduppdraget beslutas av %(body)s och skrivs av förtroendevalda där.")
        % {"body": body.name},
    )
    stored = queries.mission_of(found) or CoreMission(unit=found, version=0)
    form = LocalForm(request.POST or None, initial={"local": stored.local, "version": stored.version}, body=body)
    link = None
    if may_register_decision(acting(request), body):
        query = urlencode({"organ": body.pk, "till": request.path})
        link = (_("Beslutet finns inte här: anteckna ett nytt"), f"{reverse('decisions:create')}?{query}")
    text = _("En ändring av den lokala delen behöver ett beslut av %(body)s.") % {"body": body.name}
    page = _page(found, _("Lokalt beslutad del"), text, link)

    def act() -> None:
        values: dict[str, Any] = dict(form.cleaned_data)
        actions.set_local(acting(request), found, **values)

    try:
        if form.is_valid() and done(form, act):
            return _saved(request, found)
    except EditConflict:
        return show_both(request, page, form, queries.mission_of(found), ("local",))
    return page.show(request, form)


def _trail() -> list[tuple[str, str]]:
    return [(_("Röda tråden"), reverse("goals:thread")), (_("Grunduppdrag"), reverse("goals:missions"))]


def _page(unit: Unit, part: str, text: str = "", link: tuple[str, str] | None = None) -> FormPage:
    back = reverse("goals:mission", args=[unit.pk])
    title = _("%(part)s av grunduppdraget: %(unit)s") % {"part": part, "unit": unit.name}
    return FormPage(title, [*_trail(), (unit.name, back), (part, "")], back, _("Spara"), text, link=link)


def _saved(request: HttpRequest, unit: Unit) -> HttpResponse:
    messages.success(request, _("Grunduppdraget är sparat."))
    return redirect("goals:mission", unit.pk)
